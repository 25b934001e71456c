// In a handout: the packed module stands in the page, once, as base64, and nothing is requested. Pages that share it say how it comes: downhill.packed.
(() => {
  'use strict';
  const inPage = document.getElementById('dh-engine'), packed = downhill.packed ?? (inPage && (() => inPage.textContent));
  if (!packed || !downhill.able()) return;
  downhill.runs ??= false;
  const hosts = [...document.querySelectorAll('.dh-live[data-figure],.dh-ask[data-exercise]')];
  const turn = () => new Promise(done => setTimeout(done));
  const shown = () => new Promise(requestAnimationFrame).then(turn);
  const far = host => { const box = host.getBoundingClientRect(); return Math.max(0, box.top - innerHeight, -box.bottom); };

  // A page opened at a place (#fig:2) is held there while figures above it grow, until the reader moves it. One that is loaded again stays where it was.
  let free = performance.getEntriesByType('navigation')[0]?.type !== 'navigate';
  for (const act of ['wheel', 'pointerdown', 'touchstart', 'keydown']) addEventListener(act, () => { free = true; }, { once: true, passive: true, capture: true });
  let place = null;
  const hold = () => {
    if (free) return;
    place ??= document.querySelector(':target');
    place = place?.closest('.dh-live,.dh-ask') ?? place;
    place?.scrollIntoView({ behavior: 'instant' });
  };

  // The text is painted before the module is unpacked. What the reader has before the eyes comes to life first, the rest one by one after a frame
  // that shows it; each takes a turn of its own, so that scrolling and typing get between them.
  (async () => {
    await shown();
    if (!hosts.length) return;
    const engine = downhill.engine(async () => downhill.inflate(await packed()));
    const start = host => host.dataset.figure === undefined ? downhill.ask(host, host.dataset.exercise, engine) : downhill.mount(host, host.dataset.figure, engine);
    await engine.catch(() => {}); // each says for itself that there is none
    hold();
    const away = new Map(hosts.map(host => [host, far(host)]));
    await Promise.all(hosts.filter(host => !away.get(host)).map(start));
    hold();
    await shown();
    for (const host of hosts.filter(host => away.get(host)).sort((a, b) => away.get(a) - away.get(b))) {
      await start(host);
      hold();
      await turn();
    }
  })();
})();
