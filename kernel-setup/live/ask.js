// An exercise in a page: the question, a place for the answer, and the engine's words to it. No kernel is asked; what has been solved is kept on
// the reader's own device, where the browser allows it.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;
  const KEY = 'downhill.solved.12';
  // Before the course had twelve notebooks, progress was kept by other numbers; '' asks something else today.
  const BEFORE = 'downhill.solved', MOVED = {
    '04-3': '', '05-2': '', '08-1': '09-2', '08-2': '08-1', '08-3': '09-3', '08-4': '09-1', '09-1': '10-1', '09-2': '10-2', '09-3': '10-3', '09-4': '10-4',
  };
  let serial = 0;

  // The progress of all exercises on this device. Without storage (a private window, a policy) it lasts as long as the page.
  const progress = downhill.progress = {
    solved: new Set(),
    shown: new Set(), // what to call when it changes
    read() {
      try {
        const kept = localStorage.getItem(KEY), before = () => JSON.parse(localStorage.getItem(BEFORE) ?? '[]').map(id => MOVED[id] ?? id);
        for (const id of kept === null ? before() : JSON.parse(kept)) if (/^\d\d-\d$/.test(id)) this.solved.add(id);
      } catch { /* none, or none of ours */ }
    },
    add(id) {
      this.read(); // another page may have solved others meanwhile
      this.solved.add(id);
      try { localStorage.setItem(KEY, JSON.stringify([...this.solved].sort())); } catch { /* it stays in the page */ }
      this.tell();
    },
    tell() { for (const show of this.shown) show(); },
    // text is what a learner can hand in: a line a notebook, with the numbers of what is solved.
    text(all) {
      const solved = all.filter(id => this.solved.has(id)), books = [...new Set(all.map(id => id.slice(0, 2)))];
      const line = book => book + ': ' + all.filter(id => id.startsWith(book)).map(id => this.solved.has(id) ? id.slice(3) : '\u2013').join(' ');
      return `Downhill, ${new Date().toISOString().slice(0, 10)}: ${solved.length} of ${all.length} exercises\n` + books.map(line).join('\n') + '\n';
    },
  };
  progress.read();
  addEventListener('storage', e => { if (e.key === KEY) { progress.read(); progress.tell(); } });

  const minus = x => x.replace('-', '\u2212');

  class Question {
    #host; #engine; #id; #q; #tries = 0; #hints = 0; #input = null; #radios = []; #said; #mark; #line; #sheet; #timer = 0;

    constructor(host, engine, id, question) {
      [this.#host, this.#engine, this.#id, this.#q] = [host, engine, id, question];
      this.#build(question);
    }

    #build(q) {
      const own = 'dq' + ++serial, name = this.#id.replace('-', '.');
      this.#mark = el('span', { className: 'dh-mark' });
      const title = el('p', { className: 'dh-title', id: own + 't' }, el('b', {}, 'Exercise ' + name), ' \u00b7 ' + q.title + ' ', this.#mark);
      const prompt = el('p', { id: own + 'p' }, q.prompt);
      const check = el('button', { type: 'submit' }, 'Check'), hint = el('button', { type: 'button' }, 'Hint');
      hint.addEventListener('click', () => this.#hint());
      this.#said = el('p', { className: 'dh-verdict', role: 'status' });
      const form = el('form', { className: 'dh-form' }, ...this.#run(q), ...(q.kind === 'function' && downhill.runs ? []
        : [this.#answer(q, own), el('p', { className: 'dh-buttons' }, check, ...(q.kind === 'function' ? [] : [hint]))]), this.#said);
      form.addEventListener('submit', e => { e.preventDefault(); this.check(); });
      const copy = el('button', { type: 'button', title: 'As a text that you can hand in' }, 'Copy my progress');
      copy.addEventListener('click', () => this.#copy());
      this.#line = el('span');
      this.#sheet = el('textarea', { readOnly: true, hidden: true, className: 'dh-sheet' });
      this.#sheet.setAttribute('aria-label', 'My progress, as a text');
      const foot = el('p', { className: 'dh-progress' }, this.#line, ' ', copy, this.#sheet);
      const body = el('div', { className: 'dh-question' }, title, prompt, ...this.#listed(q), form, foot, ...this.#figure(q));
      body.addEventListener('keydown', e => e.stopPropagation());
      for (const e of body.querySelectorAll('input,button,textarea,summary')) e.setAttribute('data-lm-suppress-shortcuts', 'true');
      this.#host.setAttribute('role', 'group');
      this.#host.setAttribute('aria-labelledby', own + 't');
      this.#host.replaceChildren(body);
      this.#host.dataset.live = 'yes';
      const show = () => { if (this.#host.isConnected) this.#count(); else progress.shown.delete(show); };
      this.#count();
      // A page adds the host before or after this; from the next turn on a host that is gone is let go.
      setTimeout(() => progress.shown.add(show));
    }

    // #run says of a Go function where it is checked. downhill.runs: whether the page runs cells itself; not set where a kernel elsewhere does.
    #run(q) {
      if (q.kind !== 'function' || downhill.runs === undefined) return [];
      if (downhill.runs) return [el('p', {}, 'Write it in the cell below and run that: a right one is counted here.')];
      const sister = document.querySelector('.dr-still a')?.href;
      return [el('p', {}, 'This one needs a run, which this page cannot do. Write the function ', ...(sister ? [el('a', { href: sister }, 'on the page whose cells run')] : ['in the notebook']),
        '; the word that the check shows there counts here, too.')];
    }

    // #answer is where the answer goes: a line, or a button for each option.
    #answer(q, own) {
      if (q.kind === 'choice') {
        this.#radios = q.options.map((_, i) => el('input', { type: 'radio', name: own, value: String.fromCharCode(97 + i) }));
        return el('fieldset', { className: 'dh-options' }, el('legend', { className: 'dh-away' }, 'Your answer'),
          ...q.options.map((text, i) => el('label', {}, this.#radios[i], ' ', text)));
      }
      this.#input = el('input', { type: 'text', id: own + 'i', autocomplete: 'off', spellcheck: false, maxLength: 1000 });
      this.#input.setAttribute('autocapitalize', 'off');
      this.#input.setAttribute('aria-describedby', `${own}p ${own}f`);
      return el('div', { className: 'dh-answer' }, el('label', { htmlFor: own + 'i' }, 'Your answer'), this.#input, el('small', { id: own + 'f' }, q.form));
    }

    // #listed repeats the options as a list for paper, where the form is left out.
    #listed(q) {
      return q.options.length ? [el('ol', { type: 'a', className: 'dh-paper' }, ...q.options.map(text => el('li', {}, text)))] : [];
    }

    // #figure offers to drag a point or a direction: what is dragged goes into the line, and Check is the reader's.
    #figure(q) {
      if (!q.figure) return [];
      const place = el('div', { className: 'dh-live' }), fold = el('details', { className: 'dh-fold' }, el('summary', {}, 'Drag it in the live figure'), place);
      fold.addEventListener('toggle', async () => {
        if (!fold.open || place.downhill) return;
        const spec = JSON.stringify({ figure: q.figure }), controls = this.#engine.open(spec)?.figure.controls ?? [];
        const at = controls.findIndex(c => c.kind === q.kind);
        const first = controls.slice(0, at).reduce((n, c) => n + (c.kind === 'point' ? 2 : c.kind === 'text' ? 0 : 1), 0);
        const figure = at < 0 ? null : await downhill.mount(place, spec, this.#engine);
        if (!figure) { place.textContent = 'The figure could not be started. Type the answer instead.'; return; }
        figure.onframe = () => {
          let v = figure.state.nums.slice(first, first + 2), digits = 2;
          if (q.kind === 'direction') {
            const a = (v[0] + figure.places[4 * at + 2]) * Math.PI / 180;
            [v, digits] = [[Math.cos(a), Math.sin(a)], 3];
          }
          this.#input.value = `[${v.map(x => minus(x.toFixed(digits))).join(', ')}]`;
        };
      });
      return [fold];
    }

    get text() { return this.#input ? this.#input.value : this.#radios.find(r => r.checked)?.value ?? ''; }

    async check() {
      await this.#engine.ready();
      const v = this.#engine.judge(this.#id, this.text, this.#tries);
      if (!v) { this.#say('The check stopped. Please try once more.', 'unread'); return; }
      if (v.outcome === 'wrong') this.#tries++;
      this.#say(v.text, v.outcome);
      if (v.text.endsWith(this.#engine.hint(this.#id, this.#hints))) this.#hints++; // Hint goes on from what has just been said
      if (v.outcome === 'right') progress.add(this.#id);
    }

    async #hint() {
      await this.#engine.ready();
      this.#say(this.#engine.hint(this.#id, this.#hints++) ?? '', 'hint');
    }

    // #say puts words into the live region, afresh even if they are the same: then they are read out again.
    #say(words, outcome) {
      this.#said.textContent = '';
      this.#said.dataset.outcome = outcome;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => { this.#said.textContent = words; }, 60);
    }

    #count() {
      const all = this.#q.all, here = all.filter(id => id.startsWith(this.#id.slice(0, 3))), done = ids => ids.filter(id => progress.solved.has(id)).length;
      this.#mark.textContent = progress.solved.has(this.#id) ? '\u2713 solved' : '';
      this.#line.textContent = `${done(here)} of ${here.length} here, ${done(all)} of ${all.length} in the course.`;
      if (!this.#sheet.hidden) this.#fill();
    }

    // #fill writes the progress into its box, which is as high as it has lines.
    #fill() {
      const text = this.#sheet.value = progress.text(this.#q.all);
      this.#sheet.rows = text.split('\n').length;
      return text;
    }

    async #copy() {
      const text = this.#fill();
      this.#sheet.hidden = false;
      this.#sheet.focus();
      this.#sheet.select();
      const copied = await Promise.resolve(navigator.clipboard?.writeText(text)).then(() => !!navigator.clipboard, () => false);
      this.#say(copied ? 'Your progress is copied; paste it where you hand it in.' : 'Your progress is in the box below; copy it from there.', 'hint');
    }
  }

  // receipts answers what a cell printed with each "type … under the question" turned into a count: where the page itself runs the cells, it has seen
  // the check, and the word is for nobody to type. engine() resolves to the engine, which knows the words.
  const RECEIPT = /^(\d\d-\d): (right[^]{0,2000}?)\nTo count it in your progress, type (\w+) under the question\./gm;
  downhill.receipts = async (text, engine) => {
    let said = text;
    for (const [whole, id, words, word] of text.matchAll(RECEIPT)) {
      const judge = await engine();
      await judge.ready();
      if (judge.judge(id, word, 0)?.outcome !== 'right') continue;
      progress.add(id);
      said = said.replace(whole, () => `${id}: ${words}\nIt is counted in your progress.`);
    }
    return said;
  };

  // ask puts the exercise of that ID into host, which holds its words. It resolves to the Question, or to null where the words stay.
  downhill.ask = async (host, id, ready) => {
    try {
      const engine = await ready;
      await engine.ready();
      const question = host.dataset.live ? null : engine.ask(id);
      return question && (host.downhill = new Question(host, engine, id, question));
    } catch (fault) {
      console.error('downhill:', fault);
      return null;
    }
  };
})();
