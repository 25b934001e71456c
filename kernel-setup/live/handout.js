// In a handout: the packed module stands in the page, once, as base64. Nothing is requested.
(() => {
  'use strict';
  const packed = document.getElementById('dh-engine');
  if (!packed || !downhill.able()) return;
  const engine = downhill.engine(() => downhill.inflate(packed.textContent));
  for (const host of document.querySelectorAll('.dh-live[data-figure]')) downhill.mount(host, host.dataset.figure, engine);
  for (const host of document.querySelectorAll('.dh-ask[data-exercise]')) downhill.ask(host, host.dataset.exercise, engine);
})();
