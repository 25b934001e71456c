// A page whose cells run. It stands as a still page until this script has found all that running needs; then each cell gets its buttons.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;
  const settings = JSON.parse(document.getElementById('dr-settings').textContent);

  const megabytes = n => (n / 1e6).toFixed(n < 1e7 ? 1 : 0);

  downhill.runs = true; // what an exercise that checks a Go function wants to know
  // A site's pages share the engine of live figures; elsewhere it stands in each page, and handout.js finds it there.
  if (settings.engine) {
    downhill.packed = async () => {
      const answer = await fetch(settings.engine);
      if (!answer.ok) throw new Error(`${settings.engine} could not be fetched: the server answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    };
  }

  const payload = () => ({ fetch: () => downhill.Payload.fetched(settings.kernel), sibling: () => downhill.Payload.beside(settings.kernel), inline: () => downhill.Payload.inline() }[settings.way]());

  class Page {
    #kernel = null; #loading = null; #turn = Promise.resolve(); #running = null; #waiting = []; #stopped = 0; #all; #note; #strip;

    constructor() {
      this.edits = new downhill.Edits(settings.page, () => this.#unkept());
      // One engine a page, for its own figures and for those that its cells show.
      this.engine = () => downhill.engine(async () => downhill.inflate(await downhill.packed()));
      this.cells = [...document.querySelectorAll('main [data-cell]')].map((host, i) => new downhill.Cell(this, host, i + 1));
      this.#head();
      addEventListener('beforeunload', e => { if (this.edits.failed && this.cells.some(cell => cell.changed)) e.preventDefault(); });
      this.#arrive();
    }

    #head() {
      const note = document.getElementById('dr-note');
      this.#all = el('button', { type: 'button' }, 'Run all');
      this.#all.addEventListener('click', () => this.#running ? this.stop() : this.runAll());
      const reset = el('button', { type: 'button' }, 'Reset all');
      reset.addEventListener('click', () => this.#resetAll());
      this.#note = el('p', { className: 'dr-news', role: 'status', hidden: true });
      note.replaceChildren(
        el('p', {}, el('b', {}, 'The code on this page runs, here in your browser.'), ' Change it, press ', el('b', {}, 'Run'), ' or Shift+Enter, and see what it gives. Nothing is sent anywhere, and nothing can be broken: ', el('b', {}, 'Reset'), ' brings the course\u2019s own cell back. Tab completes a name, Shift+Tab says what it is.'),
        el('p', { className: 'dr-bar' }, this.#all, reset, el('span', { className: 'dr-words' }, `The first run brings the Go compiler, ${megabytes(settings.bytes)}\u00a0MB, once.`)), this.#note,
        el('p', { id: 'dr-help', className: 'dr-away' }, 'Shift+Enter runs the cell. Tab completes a name or indents, Shift+Tab says what a name is; Escape and then Tab leaves the code.'));
      note.dataset.live = 'yes';
      this.#strip = el('div', { className: 'dr-strip', hidden: true });
      document.body.append(this.#strip);
    }

    // #arrive: a link from the still page leads to a cell, folded or not.
    #arrive() {
      const cell = this.cells.find(c => location.hash === '#' + c.host.id);
      if (!cell) return;
      for (let e = cell.editor.node; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
      cell.host.scrollIntoView();
      cell.editor.focus();
    }

    #news(words, ...more) {
      this.#note.replaceChildren(words, ...more);
      this.#note.hidden = !words;
    }

    #unkept() { this.#news('This browser keeps nothing for this page, or its room is full: your changes last as long as the page stays open. Copy what you want to keep.'); }

    #resetAll() {
      const changed = this.cells.filter(cell => cell.changed).length;
      if (changed && !confirm(`Reset ${changed === 1 ? 'the cell' : `the ${changed} cells`} that you changed?`)) return;
      this.stop();
      for (const cell of this.cells) cell.reset();
      this.#news('The page is as in the course again.');
    }

    // prepare begins to bring the kernel when it looks as if somebody is going to run something.
    prepare() { this.#load().catch(() => {}); }

    #load() {
      return this.#loading ??= (async () => {
        try {
          this.#progress({ done: 0, total: settings.bytes });
          this.#kernel ??= new downhill.Kernel(payload());
          await this.#kernel.load(progress => this.#progress(progress));
        } catch (fault) {
          this.#loading = this.#kernel = null;
          throw fault;
        } finally {
          this.#strip.querySelector('.dr-progress')?.remove();
          this.#shown();
        }
      })();
    }

    #progress({ done, total }) {
      let bar = this.#strip.querySelector('.dr-progress');
      if (!bar) {
        bar = el('label', { className: 'dr-progress' }, el('span'), el('progress'));
        this.#strip.append(bar);
        this.#strip.hidden = false;
      }
      const [words, meter] = bar.children;
      meter.max = total;
      if (done < total) meter.value = done;
      else meter.removeAttribute('value'); // all is there, and is being made ready
      words.textContent = done < total ? `The Go compiler comes: ${megabytes(done)} of ${megabytes(total)}\u00a0MB ` : 'The Go compiler starts ';
    }

    // #shown is the strip at the foot of the window: what runs, wherever the reader has scrolled to.
    #shown() {
      this.#strip.querySelector('.dr-now')?.remove();
      this.#all.textContent = this.#running ? 'Stop' : 'Run all';
      const cell = this.#running;
      if (cell) {
        const to = el('a', { href: '#' + cell.host.id }, `Cell ${cell.number} runs`), stop = el('button', { type: 'button' }, 'Stop');
        stop.setAttribute('aria-label', 'Stop what runs');
        stop.addEventListener('click', () => this.stop());
        const left = this.#waiting.length;
        this.#strip.append(el('span', { className: 'dr-now' }, to, left ? `, ${left} more ${left === 1 ? 'waits' : 'wait'} ` : ' ', stop));
      }
      this.#strip.hidden = !this.#strip.childElementCount;
    }

    // above are the sources whose declarations a cell has: those of the cells before it, in the page's order, so that the kernel counts them as the
    // page does. A solution's are its own.
    above(cell) { return this.cells.slice(0, this.cells.indexOf(cell)).map(c => c.solution ? '' : c.text); }

    // run runs a cell, after those that already wait; it resolves to 'ok', 'error' or 'interrupted'.
    run(cell) {
      if (this.#running === cell || this.#waiting.includes(cell)) return Promise.resolve('interrupted');
      this.#waiting.push(cell);
      cell.doing(this.#running ? 'Waits' : ['unloaded', 'loading'].includes(this.#kernel?.state ?? 'unloaded') ? 'The Go compiler comes' : 'Compiling');
      const mine = this.#stopped;
      return this.#turn = this.#turn.then(() => this.#one(cell, mine));
    }

    async #one(cell, mine) {
      const at = this.#waiting.indexOf(cell);
      if (at < 0 || mine !== this.#stopped) { // stopped while it waited
        if (at >= 0) this.#waiting.splice(at, 1);
        return 'interrupted';
      }
      this.#waiting.splice(at, 1);
      this.#running = cell;
      this.#shown();
      let status = 'error', words, ran = false;
      try {
        await Promise.race([this.#load(), this.#halted(mine)]);
        ran = true;
        ({ status, words } = await this.#execute(cell));
      } catch (fault) {
        if (mine !== this.#stopped) status = 'interrupted';
        else {
          words = `It did not run: ${fault.message}. Press Run to try again.`;
          console.error('downhill:', fault);
        }
      }
      this.#running = null;
      await cell.done(status, words, ran);
      this.#shown();
      return status;
    }

    #halt = null;
    #halted(mine) { return new Promise((_, fail) => { this.#halt = () => fail(new Error('stopped')); if (mine !== this.#stopped) this.#halt(); }); }

    async #execute(cell) {
      cell.doing('Compiling');
      const reply = await this.#kernel.run(cell.text, {
        above: this.above(cell), onStart: () => cell.doing('Running'),
        onOutput: output => { if (output.ename !== 'interrupted') cell.results.add(output); }, // the words beside the button say so
      });
      if (reply.status === 'ok') await this.#receipts(cell);
      const other = this.cells[reply.above]; // the one above it that the error stands in
      return {
        status: reply.status === 'aborted' || reply.ename === 'interrupted' ? 'interrupted' : reply.status,
        words: reply.status === 'error' && other ? `It builds on cell ${other.number}, which has a fault: mend or reset that one.` : undefined,
      };
    }

    // #receipts: a Go function that the page itself has seen checked counts at once; no word need be typed.
    async #receipts(cell) {
      for (const pre of cell.host.querySelectorAll('.dr-results pre.out')) {
        const text = await downhill.receipts(pre.textContent, this.engine);
        if (text !== pre.textContent) pre.textContent = text;
      }
    }

    // stop ends what runs, or one cell that runs or waits.
    stop(cell = null) {
      if (cell && cell !== this.#running) {
        const at = this.#waiting.indexOf(cell);
        if (at >= 0) { this.#waiting.splice(at, 1); cell.done('interrupted', 'Not run.'); }
        this.#shown();
        return;
      }
      this.#stopped++;
      for (const waiting of this.#waiting.splice(0)) waiting.done('interrupted', 'Not run.');
      this.#kernel?.interrupt();
      this.#halt?.();
      this.#shown();
    }

    // runAll runs the cells in order, folded solutions excepted, up to the first that fails.
    async runAll() {
      this.#news('');
      const cells = this.cells.filter(cell => !cell.solution || cell.host.closest('details')?.open);
      const runs = cells.map(cell => this.run(cell).then(status => { if (status === 'error') { this.stop(); this.#news(`Cell ${cell.number} failed; the cells after it were not run.`); } return status; }));
      const statuses = await Promise.all(runs);
      if (statuses.every(status => status === 'ok')) this.#news(`All ${cells.length} cells ran.`);
    }

    async complete(cell, text, caret) {
      if (this.#running) return null; // what runs goes first
      await this.#load();
      const { matches, cursor_start: start, cursor_end: end } = await this.#kernel.complete(text, caret, { above: this.above(cell) });
      return { matches, start, end };
    }

    // about is what is known of the name at the caret: signature and documentation, '' if nothing.
    async about(cell, text, caret) {
      if (this.#running) return '';
      await this.#load();
      return (await this.#kernel.inspect(text, caret, { above: this.above(cell) })).data['text/plain'] ?? '';
    }

    async format(text) {
      await this.#load();
      return this.#kernel.format(text);
    }
  }

  // Without what running needs, the page stays the still one that it is, and says so in a sentence.
  const missing = downhill.kernelMissing();
  if (!document.getElementById('dr-note')) return; // a page without cells has nothing to run
  if (missing) document.getElementById('dr-note').replaceChildren(el('p', {}, `${missing} The page is there to be read.`));
  else downhill.page = new Page();
})();
