// What was fetched once is not fetched again, and works without a network: registers the site's service worker, and tells it all that this visit brings:
// what came before the worker was there, or was on its way then, it has not seen. Without service workers (a page from a disk, some private windows)
// the browser's own store has to do.
(() => {
  'use strict';
  const root = document.currentScript.dataset.root;
  if (!('serviceWorker' in navigator) || !root) return;
  const brought = [location.href];
  let tell = () => {};
  new PerformanceObserver(list => { brought.push(...list.getEntries().map(entry => entry.name)); tell(); }).observe({ type: 'resource', buffered: true });
  addEventListener('load', async () => {
    try {
      await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
      const { active } = await navigator.serviceWorker.ready;
      tell = () => active.postMessage(brought.splice(0));
      tell();
    } catch (fault) {
      console.info('downhill: no service worker,', fault.message);
    }
  });
})();
