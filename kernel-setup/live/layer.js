// A layer of a live figure: an <svg> whose elements follow the module's markup from frame to frame.
//
// While a reader drags, most elements of a frame are those of the last one, and of the others most have only moved. So an element is kept, its changed
// attributes are set, and only what has another form is made anew: the browser then lays out and paints no more than what has changed.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const SVG = 'http://www.w3.org/2000/svg';
  const font = "system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif";

  // The module writes its elements one after another: texts, with runs of their own inside, and elements without content. It has no '>' in an attribute.
  const ELEMENT = /<text.*?<\/text>|<[^>]*>/gs, ATTRIBUTE = / ([a-z0-9-]+)="([^"]*)"/g;

  class Layer {
    #pieces = []; #mould = document.createElementNS(SVG, 'svg');

    constructor(width, height, name) {
      const svg = this.svg = document.createElementNS(SVG, 'svg');
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      svg.setAttribute('font-family', font);
      svg.setAttribute('aria-hidden', 'true');
      svg.setAttribute('focusable', 'false');
      svg.classList.add(name);
    }

    // show makes the layer what markup says.
    show(markup) {
      const pieces = markup.match(ELEMENT) ?? [], was = this.#pieces;
      this.#pieces = pieces;
      if (!was.length) { this.svg.innerHTML = markup; return; } // markup that our own module made
      let node = this.svg.firstChild;
      for (let i = 0; i < pieces.length; i++) {
        if (i >= was.length) { this.svg.append(this.#made(pieces[i])); continue; }
        const next = node.nextSibling;
        if (pieces[i] !== was[i] && !moved(node, was[i], pieces[i])) node.replaceWith(this.#made(pieces[i]));
        node = next;
      }
      while (node) { const next = node.nextSibling; node.remove(); node = next; }
    }

    #made(piece) {
      this.#mould.innerHTML = piece;
      return this.#mould.firstChild;
    }
  }

  // moved turns the element of one piece into that of another by its attributes alone, or answers false.
  function moved(node, was, now) {
    const [from, to] = [was.indexOf('>'), now.indexOf('>')];
    if (was.slice(from) !== now.slice(to)) return false; // other words
    const old = [...was.slice(0, from).matchAll(ATTRIBUTE)], all = [...now.slice(0, to).matchAll(ATTRIBUTE)];
    if (node.localName !== now.slice(1, now.search(/[ />]/)) || old.length !== all.length || old.some((a, i) => a[1] !== all[i][1])) return false;
    all.forEach(([, name, value], i) => { if (value !== old[i][2]) node.setAttribute(name, value); });
    return true;
  }

  downhill.Layer = Layer;
})();
