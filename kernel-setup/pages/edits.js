// What a reader has changed, kept on the device where the browser allows it: one entry a cell, so that two tabs never write over each other's cells.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});

  // FNV-1a, to tell whether the course's own cell is still the one that was changed.
  const digest = text => { let h = 2166136261; for (const c of new TextEncoder().encode(text)) h = Math.imul(h ^ c, 16777619); return (h >>> 0).toString(16); };

  class Edits {
    #page; #failed = false;

    // page names the notebook; onfail is called once, when the browser refuses to keep something.
    constructor(page, onfail) { [this.#page, this.onfail] = [page, onfail]; }

    get failed() { return this.#failed; }

    #key(cell) { return `downhill.cell:${this.#page}#${cell}`; }

    // of answers {text, stale}: the reader's text for a cell, and whether the course's has changed since; null if there is none.
    of(cell, original) {
      try {
        const kept = JSON.parse(localStorage.getItem(this.#key(cell)) ?? 'null');
        return typeof kept?.text === 'string' && kept.text !== original ? { text: kept.text, stale: kept.of !== digest(original) } : null;
      } catch {
        return null; // no storage, or an entry that is none of ours
      }
    }

    keep(cell, original, text) {
      try {
        if (text === original) localStorage.removeItem(this.#key(cell));
        else localStorage.setItem(this.#key(cell), JSON.stringify({ of: digest(original), text }));
        this.#failed = false;
      } catch {
        if (!this.#failed) { this.#failed = true; this.onfail(); }
      }
    }
  }

  downhill.Edits = Edits;
})();
