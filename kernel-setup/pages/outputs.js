// What a cell shows, as the handout's exporter shows it: the same elements and classes, cleaned by the same list.
//
// A cell's program is a stranger to the page: what it sends is data. HTML is rebuilt element by element from an allow-list, pictures come as data:
// addresses only, and the page's Content-Security-Policy is the second wall.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;
  const FIGURE = 'application/vnd.downhill.figure+json', EXERCISE = 'application/vnd.downhill.exercise+json';

  const TAGS = new Set(('a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr '
    + 'i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr').split(' '));
  const WITHOUT = new Set('script style math template noscript title head iframe object embed'.split(' ')); // their content goes, too
  const ATTRIBUTES = { '*': ['title', 'lang', 'dir'], img: ['alt', 'width', 'height'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan', 'scope'], ol: ['start', 'type'], li: ['value'], details: ['open'] };
  const STYLES = { 'text-align': /^(left|right|center|justify|start|end)$/, 'font-weight': /^(bold|normal|[67]00)$/, 'font-style': /^(italic|normal)$/, 'white-space': /^(pre|pre-wrap|nowrap|normal)$/ };
  const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml);base64,[A-Za-z0-9+/=\s]*$/;
  const VECTOR = 'data:image/svg+xml;base64,';

  const joined = text => Array.isArray(text) ? text.join('') : String(text ?? '');
  const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  // clean answers foreign HTML as a fragment that can do nothing.
  function clean(html) {
    const made = document.createDocumentFragment();
    copy(new DOMParser().parseFromString(html, 'text/html').body, made);
    return made;
  }

  function copy(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) { to.append(node.data); continue; }
      if (node.nodeType !== Node.ELEMENT_NODE || WITHOUT.has(node.localName)) continue;
      if (node.localName === 'svg') { to.append(vector(node)); continue; }
      if (!TAGS.has(node.localName) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') { copy(node, to); continue; }
      const made = document.createElement(node.localName);
      if (node.localName === 'img') {
        const src = node.getAttribute('src') ?? '';
        if (!PICTURE.test(src)) { to.append(el('em', { className: 'gone' }, `A picture stood here${node.alt ? ` (${node.alt})` : ''}; it could not be brought along.`)); continue; }
        made.className = src.startsWith(VECTOR) ? 'vector' : 'raster';
        made.src = src;
        made.alt = node.alt || 'A picture whose author left no description.';
      }
      if (node.localName === 'a' && /^(https?:|mailto:)/i.test(node.getAttribute('href') ?? '')) { made.href = node.getAttribute('href'); made.rel = 'noopener'; }
      for (const name of [...ATTRIBUTES['*'], ...ATTRIBUTES[node.localName] ?? []]) if (node.hasAttribute(name) && !(name === 'alt')) made.setAttribute(name, node.getAttribute(name));
      for (const [name, good] of Object.entries(STYLES)) { const value = node.style?.getPropertyValue(name); if (value && good.test(value)) made.style.setProperty(name, value); }
      if (node.localName === 'table') {
        const box = el('div', { className: 'wide', tabIndex: 0 }, made);
        box.setAttribute('role', 'group');
        box.setAttribute('aria-label', 'Table');
        to.append(box);
      } else to.append(made);
      copy(node, made);
    }
  }

  // vector is an <svg> as a picture: there it runs nothing.
  function vector(svg) {
    const alt = svg.querySelector('title')?.textContent.trim() || svg.getAttribute('aria-label') || 'A picture whose author left no description.';
    return el('img', { className: 'vector', src: VECTOR + base64(new XMLSerializer().serializeToString(svg)), alt });
  }

  // A terminal's carriage returns and colours, down to what stays to be read.
  const plain = text => text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').replace(/\r\n/g, '\n').split('\n').map(line => line.replace(/\r$/, '').split('\r').pop()).join('\n');

  // Results is the place below a cell. figures are the still page's [id, label element] in order: what is drawn anew takes their places.
  class Results {
    #host; #figures; #stream = null; #used = 0; #engine; #fresh = true; #started = [];

    constructor(host, figures, engine) { [this.#host, this.#figures, this.#engine] = [host, figures, engine]; }

    // begin lets the old outputs stand until the first new one, or the end, comes: the page does not jump.
    begin() {
      [this.#stream, this.#used, this.#fresh, this.#started] = [null, 0, true, []];
      this.#host.style.minHeight = `${this.#host.offsetHeight}px`;
    }

    // end: what ran and showed nothing leaves nothing; what did not run leaves what was there.
    end(ran) {
      if (ran && this.#fresh) this.#clear();
      this.#host.style.minHeight = '';
      for (const pre of this.#host.querySelectorAll('pre.out')) {
        pre.textContent = pre.textContent.replace(/\n+$/, '');
        if (!pre.textContent.trim()) pre.remove();
      }
      return Promise.all(this.#started);
    }

    #clear() {
      this.#fresh = false;
      this.#host.replaceChildren();
    }

    // add shows one output of nbformat's kinds.
    add(output) {
      if (this.#fresh) this.#clear();
      if (output.output_type === 'stream') { this.#text(joined(output.text), output.name === 'stderr' ? 'messages' : ''); return; }
      this.#stream = null;
      if (output.output_type === 'error') this.#text(joined(output.traceback?.join('\n') || output.evalue || output.ename), 'failure');
      else this.#bundle(output.data ?? {});
      this.#stream = null;
    }

    #text(text, kind) {
      const name = ('out ' + kind).trim();
      if (this.#stream?.className !== name) {
        this.#stream = el('pre', { className: name, tabIndex: 0 });
        this.#stream.setAttribute('role', 'group');
        this.#stream.setAttribute('aria-label', { '': 'Output', messages: 'Messages', failure: 'Error' }[kind]);
        this.#host.append(this.#stream);
      }
      this.#stream.append(plain(text));
    }

    #bundle(data) {
      const live = data[FIGURE], exercise = data[EXERCISE], html = joined(data['text/html']).trim();
      const kinds = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'].filter(kind => kind in data);
      if (html) {
        const shown = el('div', { className: 'result' }, clean(html));
        for (const figure of shown.querySelectorAll('figure')) this.#number(figure);
        this.#host.append(this.#alive(live, exercise, shown));
      } else if (kinds.length) {
        const text = joined(data[kinds[0]]), src = text.trimStart().startsWith('<') ? VECTOR + base64(text) : `data:${kinds[0]};base64,${text.replace(/\s/g, '')}`;
        const img = clean(`<img src="${PICTURE.test(src) ? src : ''}">`).firstChild;
        if (img.tagName === 'IMG') img.alt = joined(data['text/plain']) || img.alt;
        this.#host.append(el('div', { className: 'result picture' }, img));
      } else this.#text(joined(data['text/markdown'] ?? data['text/latex'] ?? data['text/plain'] ?? JSON.stringify(data['application/json'] ?? '', null, 2)) + '\n', '');
    }

    // #alive puts the still form into the host of a live figure or an exercise and starts it.
    #alive(live, exercise, shown) {
      const spec = live === undefined ? null : typeof live === 'string' ? live : JSON.stringify(live);
      let id = null;
      try { id = /^\d\d-\d$/.exec((typeof exercise === 'string' ? JSON.parse(exercise) : exercise)?.exercise ?? '')?.[0]; } catch { /* not one */ }
      if (!(spec || id)) return shown;
      const host = el('div', { className: id ? 'dh-ask' : 'dh-live' }, shown);
      if (id) host.dataset.exercise = id; else host.dataset.figure = spec;
      this.#started.push(Promise.resolve().then(() => this.start(host)));
      return host;
    }

    start(host) {
      return host.dataset.figure === undefined ? downhill.ask(host, host.dataset.exercise, this.#engine()) : downhill.mount(host, host.dataset.figure, this.#engine());
    }

    // #number gives a figure the number, and the address, of the still page's figure in its place.
    #number(figure) {
      const known = this.#figures[this.#used++];
      if (!known) return;
      figure.id = known.id;
      const caption = figure.querySelector('figcaption') ?? figure.appendChild(el('figcaption'));
      const words = caption.textContent.trim() ? '. ' : '';
      caption.prepend(el('span', { className: 'fignum' }, known.label), words);
      // θ_new, which a Go string cannot write otherwise, with its index lowered, as the exporter has it.
      const walk = document.createTreeWalker(caption, NodeFilter.SHOW_TEXT), texts = [];
      while (walk.nextNode()) texts.push(walk.currentNode);
      for (const text of texts) {
        const parts = text.data.split(/([\u0391-\u03c9])_([\p{L}\p{Nd}_]+)/u);
        if (parts.length > 1) text.replaceWith(...parts.map((part, i) => i % 3 === 2 ? el('sub', {}, part) : part));
      }
    }
  }

  downhill.Results = Results;
  downhill.clean = clean;
})();
