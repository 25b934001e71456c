// A cell's code, changed in place: the browser's own text area, invisible but for its caret, over the coloured text.
//
// Why no editor library: JupyterLab's CodeMirror 6 with its Go grammar is 135 KB packed, which each page that travels alone would carry, and would bring
// a bundler into this project. The text area brings undo, selection, spelling off, phone keyboards and screen readers from the browser itself.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;

  // What no keyboard has: \eta and Tab, as in JupyterLab.
  const LETTERS = { alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', Delta: 'Δ', eta: 'η', theta: 'θ', kappa: 'κ', lambda: 'λ', mu: 'μ', nabla: '∇', partial: '∂', phi: 'φ', sigma: 'σ' };
  // What a phone's keyboard hides, above it while the cell is being written.
  const KEYS = ['\t', '{', '}', '(', ')', '[', ']', ':=', '"', '%', 'θ', 'η', 'β'];

  class Editor {
    #area; #code; #box; #mayLeave = false; #complete; #about;

    // box is the handout's <div class="code"> with <pre><code>; label names it; onrun and onchange are called without arguments.
    // complete(text, caret) resolves to {matches, start, end}, about(text, caret) to words about the name there; both may be left out.
    constructor(box, { label, described, onrun, onchange, complete, about }) {
      this.#box = box;
      this.#complete = complete;
      this.#about = about;
      const pre = box.querySelector('pre');
      this.#code = pre.querySelector('code');
      for (const name of ['tabindex', 'role', 'aria-label']) pre.removeAttribute(name);
      pre.setAttribute('aria-hidden', 'true');
      const area = this.#area = el('textarea', { value: this.#code.textContent, spellcheck: false, wrap: 'off', rows: 1, className: 'dr-text' });
      for (const [name, value] of [['autocapitalize', 'off'], ['autocorrect', 'off'], ['autocomplete', 'off'], ['aria-label', label],
        ['aria-describedby', described], ['data-gramm', 'false'], ['translate', 'no']]) area.setAttribute(name, value);
      const keys = el('div', { className: 'dr-keys', hidden: true }, ...KEYS.map(key => this.#key(key)));
      const paper = el('div', { className: 'dr-paper' });
      pre.before(paper);
      paper.append(pre, area);
      box.after(keys);
      box.classList.add('dr-code');
      area.addEventListener('input', () => { this.#paint(); onchange(); });
      area.addEventListener('keydown', e => this.#keydown(e, onrun));
      area.addEventListener('scroll', () => { area.scrollLeft = area.scrollTop = 0; }); // the box scrolls, never the text against its colours
      // Once there they stay: if they went when the hand leaves the text, what it reaches for would move away under it.
      area.addEventListener('focus', () => { if (matchMedia('(pointer: coarse)').matches) keys.hidden = false; });
      area.addEventListener('blur', () => { this.#mayLeave = false; });
      this.#paint();
    }

    get text() { return this.#area.value; }
    get node() { return this.#area; }

    set text(text) {
      this.#area.value = text;
      this.#paint();
    }

    focus() { this.#area.focus(); }

    // edit changes the text as if it were typed: undo takes it back, and the caret stays in its line.
    edit(text) {
      const line = this.text.slice(0, this.#area.selectionStart).split('\n').length;
      this.#replace(0, this.text.length, text);
      this.show(line);
    }

    // show brings a line (from 1) of the text before the reader, with the caret on it.
    show(line, column = 1) {
      const lines = this.text.split('\n'), at = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
      const place = Math.min(at + column - 1, at + (lines[line - 1] ?? '').length);
      this.#area.focus();
      this.#area.setSelectionRange(place, place);
    }

    #paint() {
      // The last line needs a sign of its own to have a height.
      this.#code.replaceChildren(downhill.colour(this.text), '\n');
    }

    #key(key) {
      const button = el('button', { type: 'button', tabIndex: -1 }, key === '\t' ? '\u21e5' : key);
      if (key === '\t') button.setAttribute('aria-label', 'Tab');
      button.addEventListener('pointerdown', e => e.preventDefault()); // the keyboard stays
      button.addEventListener('click', () => this.#insert(key));
      return button;
    }

    // #insert types text at the caret, so that the browser's own undo takes it back.
    #insert(text) {
      this.#area.focus();
      if (document.execCommand('insertText', false, text)) return;
      this.#area.setRangeText(text, this.#area.selectionStart, this.#area.selectionEnd, 'end');
      this.#area.dispatchEvent(new Event('input', { bubbles: true }));
    }

    // #replace puts text in place of [from, to).
    #replace(from, to, text) {
      this.#area.setSelectionRange(from, to);
      if (text) this.#insert(text);
      else if (from < to && !document.execCommand('delete')) this.#insert('');
    }

    #keydown(e, onrun) {
      if (e.isComposing) return;
      const leaving = this.#mayLeave;
      this.#mayLeave = e.key === 'Escape' || (leaving && e.key === 'Shift');
      if (e.key === 'Escape') this.#aside();
      if (e.key === 'Enter' && (e.shiftKey || e.ctrlKey || e.metaKey)) { e.preventDefault(); onrun(); return; }
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.key === 'Tab') { if (!leaving) { e.preventDefault(); this.#tab(e.shiftKey); } }
      else if (e.key === 'Enter') { e.preventDefault(); this.#enter(); }
      else if (e.key === '}') this.#brace(e);
    }

    #tab(back) {
      const { selectionStart: from, selectionEnd: to } = this.#area, text = this.text;
      const start = text.lastIndexOf('\n', from - 1) + 1;
      if (back && this.#about && from === to && text.slice(start, from).trim()) { this.#tell(from); return; }
      if (back || text.slice(from, to).includes('\n')) { this.#indent(start, to, back); return; }
      const before = text.slice(start, from), letter = /\\(\w+)$/.exec(before);
      if (from === to && letter && LETTERS[letter[1]]) { this.#replace(from - letter[0].length, from, LETTERS[letter[1]]); return; }
      if (from === to && this.#complete && /[\p{L}\p{Nd}_.]$/u.test(before)) { this.#ask(from); return; }
      this.#insert('\t');
    }

    // #indent moves the lines of [start, to) by one tab.
    #indent(start, to, back) {
      const text = this.text, after = text.indexOf('\n', Math.max(start, to - 1)), end = after < 0 ? text.length : after;
      const lines = text.slice(start, end).split('\n');
      const moved = lines.map(line => back ? line.replace(/^(\t| {1,4})/, '') : line && '\t' + line).join('\n');
      if (moved === lines.join('\n')) return;
      this.#replace(start, end, moved);
      if (lines.length > 1) this.#area.setSelectionRange(start, start + moved.length);
    }

    // #enter begins a line as far in as this one; after an opening bracket one tab further, with its partner on a line of its own.
    #enter() {
      const { selectionStart: from, selectionEnd: to } = this.#area, text = this.text;
      const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from), indent = /^[\t ]*/.exec(line)[0];
      const opens = /[{([]\s*$/.test(line), closes = /^[})\]]/.test(text.slice(to));
      this.#insert('\n' + indent + (opens || /^\s*(case\b.*|default\s*):\s*$/.test(line) ? '\t' : '') + (opens && closes ? '\n' + indent : ''));
      if (opens && closes) {
        const at = this.#area.selectionStart - indent.length - 1;
        this.#area.setSelectionRange(at, at);
      }
    }

    // #brace: a closing brace typed on an empty line stands one tab further out.
    #brace(e) {
      const { selectionStart: from, selectionEnd: to } = this.#area, start = this.text.lastIndexOf('\n', from - 1) + 1;
      if (from !== to || !/^[\t ]*\t$/.test(this.text.slice(start, from))) return;
      e.preventDefault();
      this.#replace(from - 1, from, '}');
    }

    // #ask completes the name before the caret: what all proposals share, and the list of them if there is more than one.
    async #ask(caret) {
      const text = this.text, found = await this.#complete(text, caret).catch(() => null);
      if (this.text !== text || this.#area.selectionStart !== caret) return; // typed on meanwhile
      this.#aside();
      if (!found?.matches.length) return;
      const { matches, start, end } = found, shared = matches.reduce((a, b) => { while (!b.startsWith(a)) a = a.slice(0, -1); return a; });
      if (shared.length > end - start) this.#replace(start, end, shared);
      if (matches.length > 1) this.#list(matches, start, start + Math.max(shared.length, end - start));
    }

    // #tell shows signature and documentation of the name at the caret.
    async #tell(caret) {
      const text = this.text, words = await this.#about(text, caret).catch(() => '');
      if (this.text !== text || this.#area.selectionStart !== caret) return;
      this.#aside();
      const about = el('pre', { className: 'dr-about', tabIndex: 0 }, words || 'Nothing is known of what stands here.');
      about.setAttribute('role', 'status');
      about.setAttribute('aria-label', 'What it is');
      this.#area.addEventListener('input', () => about.remove(), { once: true });
      this.#box.after(about);
    }

    // #aside takes away what was asked about the text.
    #aside() { for (const old of this.#box.parentElement.querySelectorAll('.dr-names, .dr-about')) old.remove(); }

    #list(matches, start, end) {
      const names = el('div', { className: 'dr-names' });
      names.setAttribute('role', 'group');
      names.setAttribute('aria-label', 'Names that fit');
      const gone = () => names.remove();
      for (const name of matches.slice(0, 60)) {
        const button = el('button', { type: 'button' }, name);
        button.addEventListener('click', () => { gone(); this.#area.focus(); this.#replace(start, end, name); });
        names.append(button);
      }
      names.addEventListener('keydown', e => { if (e.key === 'Escape') { gone(); this.#area.focus(); } });
      this.#area.addEventListener('input', gone, { once: true });
      this.#box.after(names);
    }
  }

  downhill.Editor = Editor;
})();
