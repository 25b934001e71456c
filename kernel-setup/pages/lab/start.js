// Starts JupyterLab in the tab: the settings beside this script name everything from this folder; JupyterLab wants addresses from the server's root.
(() => {
  'use strict';
  const here = new URL('.', document.baseURI).pathname, config = document.getElementById('jupyter-config-data');
  const said = words => { document.getElementById('downhill-start').textContent = words; };
  const settings = JSON.parse(config.textContent);
  for (const [name, value] of Object.entries(settings)) if (name.endsWith('Url') && typeof value === 'string' && value.startsWith('./')) settings[name] = here + value.slice(2);
  config.textContent = JSON.stringify(settings);
  const bundle = Object.assign(document.createElement('script'), { src: document.currentScript.dataset.bundle });
  bundle.addEventListener('error', () => said('JupyterLab could not be loaded. Is there a network? Load the page again to try once more.'));
  document.head.append(bundle);
  // Its own picture comes when it has started; until then this line stands.
  new MutationObserver((_, watch) => { if (document.querySelector('.jp-LabShell')) { watch.disconnect(); document.getElementById('downhill-start')?.remove(); } }).observe(document, { childList: true, subtree: true });
})();
