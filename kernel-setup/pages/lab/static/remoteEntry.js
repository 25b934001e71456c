// JupyterLab's extension for the site, by hand as kernel-setup/live/lab.js has it: it opens the notebook that the address names (…?path=05-….ipynb), and
// says when the course has a newer notebook than the reader's own.
(() => {
  'use strict';
  const KEY = 'downhill.notebooks', COURSE = 'course';
  let shared;

  // A reader's notebook hides the course's of the same name; the course's stays in the folder course/. What has changed there is said once.
  async function news(app, Notification) {
    const now = JSON.parse(document.getElementById('jupyter-config-data').textContent).downhillNotebooks;
    let seen = {};
    try {
      seen = JSON.parse(localStorage.getItem(KEY) ?? '{}');
      localStorage.setItem(KEY, JSON.stringify(now));
    } catch { return; } // nothing is kept here, so nothing of the reader's hides the course's
    const contents = app.serviceManager.contents, newer = [];
    for (const name of Object.keys(now)) {
      if (!seen[name] || seen[name] === now[name]) continue;
      const [mine, course] = await Promise.all([name, `${COURSE}/${name}`].map(path => contents.get(path, { type: 'notebook', content: true }).catch(() => null)));
      if (mine && course && JSON.stringify(mine.content) !== JSON.stringify(course.content)) newer.push(name);
    }
    if (newer.length) Notification.info(`The course has a newer ${newer.join(', ')}. Yours stays as you left it; the new one is in the folder ${COURSE}.`, { autoClose: false });
  }

  const plugin = Notification => ({
    id: '@downhill/site:news', description: 'Says when the course has a newer notebook than the one that the reader has changed.', autoStart: true,
    activate: app => {
      app.restored.then(() => {
        const path = new URLSearchParams(location.search).get('path');
        if (path) app.commands.execute('docmanager:open', { path });
      });
      app.restored.then(() => news(app, Notification)).catch(fault => console.warn('downhill:', fault));
    },
  });

  (window._JUPYTERLAB ??= {})['@downhill/site'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const { Notification } = (await Object.values(shared['@jupyterlab/apputils'])[0].get())();
      return () => ({ __esModule: true, default: plugin(Notification) });
    },
  };
})();
