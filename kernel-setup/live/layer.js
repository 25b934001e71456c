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

  // Where no policy stands behind it, in JupyterLab, nothing but shapes and their attributes may reach the page, whoever made the module.
  const TAGS = new Set(['circle', 'ellipse', 'line', 'path', 'polygon', 'polyline', 'rect', 'text', 'tspan']);
  const NAMES = new Set(('cx cy d dx dy fill fill-opacity font-family font-size font-style font-weight height opacity paint-order points r rx ry stroke stroke-dasharray stroke-dashoffset '
    + 'stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform width x x1 x2 y y1 y2').split(' '));
  const TAG = /^<\/?([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<>]*")*)\s*\/?>$/, NAME = /([\w:.-]+)="[^"]*"/g;

  function harmless(piece) {
    if (piece.startsWith('</')) return false; // the end of something that was refused
    for (const tag of piece.match(/<[^>]*>?/g) ?? []) {
      const parts = TAG.exec(tag);
      if (!parts || !TAGS.has(parts[1])) return false;
      for (const [, name] of parts[2].matchAll(NAME)) if (!NAMES.has(name)) return false;
      if (/url\s*\(|javascript:/i.test(parts[2])) return false;
    }
    return true;
  }

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
      const pieces = (markup.match(ELEMENT) ?? []).filter(harmless), was = this.#pieces;
      this.#pieces = pieces;
      if (!was.length) { this.svg.innerHTML = pieces.join(''); return; }
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
  downhill.harmless = harmless;
})();
