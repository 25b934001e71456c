// What was fetched once is not fetched again, and works without a network: registers the site's service worker, and tells it what this visit brought
// before the worker was there. Without service workers (a page from a disk, some private windows) the browser's own store has to do.
(() => {
  'use strict';
  const root = document.currentScript.dataset.root;
  if (!('serviceWorker' in navigator) || !root) return;
  addEventListener('load', async () => {
    try {
      await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
      const { active } = await navigator.serviceWorker.ready;
      const brought = performance.getEntriesByType('resource').map(entry => entry.name);
      active.postMessage([location.href, ...brought]);
    } catch (fault) {
      console.info('downhill: no service worker,', fault.message);
    }
  });
})();
