// What a cell shows, with the elements, the classes and the numbers that the handout's exporter gives it.
//
// The kernel hands on data that it has cleaned (kernel-setup/browser): HTML that can do nothing, pictures with their data inside. The page's
// Content-Security-Policy is the second wall.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;
  const FIGURE = 'application/vnd.downhill.figure+json', EXERCISE = 'application/vnd.downhill.exercise+json';
  const VECTOR = 'data:image/svg+xml;base64,', PICTURES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/gif', 'image/webp'];

  const joined = text => Array.isArray(text) ? text.join('') : String(text ?? '');
  const base64 = text => btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));

  // placed is clean HTML as the exporter lays it out: pictures that can be turned for the dark, tables that scroll.
  function placed(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const img of template.content.querySelectorAll('img')) {
      img.className = img.src.startsWith(VECTOR) ? 'vector' : 'raster';
      img.alt ||= 'A picture whose author left no description.';
      img.removeAttribute('style');
    }
    for (const table of template.content.querySelectorAll('table')) {
      const box = el('div', { className: 'wide', tabIndex: 0, role: 'group' });
      box.setAttribute('aria-label', 'Table');
      table.before(box);
      box.append(table);
    }
    return template.content;
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
      const kind = PICTURES.find(kind => kind in data);
      if (html) {
        const shown = el('div', { className: 'result' }, placed(html));
        for (const figure of shown.querySelectorAll('figure')) this.#number(figure);
        this.#host.append(this.#alive(live, exercise, shown));
      } else if (kind) {
        const text = joined(data[kind]), src = text.trimStart().startsWith('<') ? VECTOR + base64(text) : `data:${kind};base64,${text.replace(/\s/g, '')}`;
        this.#host.append(el('div', { className: 'result picture' }, el('img', { className: kind === PICTURES[0] ? 'vector' : 'raster', src, alt: joined(data['text/plain']) })));
      } else this.#text(joined(data['text/plain'] ?? data['text/markdown'] ?? data['text/latex'] ?? JSON.stringify(data['application/json'] ?? '', null, 2)) + '\n', '');
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
        const parts = text.data.split(/([\u0391-\u03c9]|∇L)_([\p{L}\p{Nd}_]+)/u);
        if (parts.length > 1) text.replaceWith(...parts.map((part, i) => i % 3 === 2 ? el('sub', {}, part) : part));
      }
    }
  }

  downhill.Results = Results;
})();
