// The JupyterLab extension: a prebuilt one, written by hand. JupyterLab loads this file and asks the container for the module named in package.json:
// init takes the scope of shared packages, get answers with a factory. The names of the files beside it carry a hash of their content, because the
// server lets browsers keep them for ever; build.py puts them in.
(() => {
  'use strict';
  const MIME = 'application/vnd.downhill.figure+json', ASK = 'application/vnd.downhill.exercise+json';
  const here = document.currentScript.src;
  const beside = name => new URL(name, here).href;
  let shared, page;

  // load brings the page side and its style, once; a load that failed is tried again.
  const load = () => page ??= new Promise((done, fail) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: beside('@live.css@') }));
    document.head.append(Object.assign(document.createElement('script'), { src: beside('@live.js@'), onload: done, onerror: fault => { page = null; fail(fault); } }));
  });

  const engine = () => downhill.engine(async () => {
    const answer = await fetch(beside('@engine.wasm.gz@'));
    if (!answer.ok) throw new Error('the engine could not be loaded: ' + answer.status);
    return downhill.inflate(new Uint8Array(await answer.arrayBuffer()));
  });

  const joined = text => Array.isArray(text) ? text.join('') : String(text ?? '');

  // still is the output's own picture with its words. It is rebuilt, not pasted: the notebook may not be trusted.
  function still(data) {
    const page = new DOMParser().parseFromString(joined(data['text/html']), 'text/html');
    const from = page.querySelector('img[src^="data:image/svg+xml;base64,"]');
    const figure = document.createElement('figure');
    if (!from) {
      figure.append(Object.assign(document.createElement('figcaption'), { textContent: joined(data['text/plain']) }));
      return figure;
    }
    const img = Object.assign(document.createElement('img'), { src: from.src, alt: from.alt });
    img.style.maxWidth = '100%';
    figure.append(img);
    const caption = page.querySelector('figcaption');
    if (caption) {
      const start = caption.querySelector('i')?.textContent ?? '', words = caption.textContent;
      const title = words.endsWith(start) ? words.slice(0, words.length - start.length) : words;
      const reading = Object.assign(document.createElement('i'), { textContent: start });
      const under = document.createElement('figcaption');
      under.append(title, reading);
      figure.append(under);
    }
    return figure;
  }

  // words are an exercise without its form: the output's plain text, a paragraph a line.
  const words = data => joined(data['text/plain']).split('\n').map(line => Object.assign(document.createElement('p'), { textContent: line }));

  // parsed is a spec as an object; what is no spec is an empty one.
  function parsed(spec) {
    try { return (typeof spec === 'string' ? JSON.parse(spec) : spec) ?? {}; } catch { return {}; }
  }

  async function plugin() {
    const lumino = Object.values(shared['@lumino/widgets'])[0];
    const { Widget } = (await lumino.get())();
    class Live extends Widget {
      constructor(mime) { super(); this.mime = mime; this.addClass(mime === ASK ? 'dh-ask' : 'dh-live'); this.addClass('jp-RenderedHTMLCommon'); }
      async renderModel(model) {
        const spec = model.data[this.mime];
        this.node.removeAttribute('data-live');
        this.node.replaceChildren(...(this.mime === ASK ? words(model.data) : [still(model.data)]));
        try {
          await load();
        } catch {
          return; // the still picture stays
        }
        if (!downhill.able()) return;
        if (this.mime === ASK) await downhill.ask(this.node, String(parsed(spec).exercise), engine());
        else await downhill.mount(this.node, typeof spec === 'string' ? spec : JSON.stringify(spec ?? null), engine());
      }
    }
    return {
      __esModule: true,
      default: {
        id: '@downhill/live:mime', description: 'Shows the live figures and exercises of the Downhill course.', rank: 0, dataType: 'json',
        rendererFactory: { safe: true, mimeTypes: [MIME, ASK], createRenderer: options => new Live(options.mimeType) },
      },
    };
  }

  (window._JUPYTERLAB ??= {})['@downhill/live'] = {
    init: scope => { shared = scope; },
    get: async () => { const module = await plugin(); return () => module; },
  };
})();
