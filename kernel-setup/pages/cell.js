// One cell of a page: its code to be changed, Run, Stop and Reset, what it is doing, and what it shows.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;

  const seconds = ms => (ms / 1000).toFixed(ms < 9950 ? 1 : 0) + '\u00a0s';

  class Cell {
    #page; #still; #original; #run; #reset; #format; #words; #said; #timer = 0; #since = 0; #doing = ''; #resets = false;

    // host is the handout's <div data-cell="id">; number is the cell's place among the page's cells, from 1.
    constructor(page, host, number) {
      [this.#page, this.host, this.number, this.id] = [page, host, number, host.dataset.cell];
      this.solution = 'solution' in host.dataset;
      const box = host.querySelector('.code'), place = host.querySelector('.dr-results');
      this.#still = place.cloneNode(true);
      this.#original = box.querySelector('code').textContent;
      const figures = [...place.querySelectorAll('figure[id]')].map(figure => ({ id: figure.id, label: figure.querySelector('.fignum')?.textContent ?? '' }));
      this.results = new downhill.Results(place, figures, page.engine);
      this.editor = new downhill.Editor(box, {
        label: `Cell ${number}, Go code`, described: 'dr-help', complete: (text, caret) => page.complete(this, text, caret), about: (text, caret) => page.about(this, text, caret),
        onrun: () => this.#page.run(this), onchange: () => this.#changed(),
      });
      this.editor.node.addEventListener('focus', () => page.prepare());
      this.#bar(host.querySelector('.dr-keys'));
      const kept = page.edits.of(this.id, this.#original);
      if (kept) {
        this.editor.text = kept.text;
        this.#mark(kept.stale ? 'Your change is kept. The course\u2019s own cell is another one by now: Reset shows it.' : 'Your change is kept; what stands below is from before it.');
      }
    }

    get text() { return this.editor.text; }
    get changed() { return this.text !== this.#original; }

    #bar(after) {
      this.#run = el('button', { type: 'button', className: 'dr-run' });
      this.#run.addEventListener('click', () => this.#doing ? this.#page.stop(this) : this.#page.run(this));
      this.#run.addEventListener('pointerenter', () => this.#page.prepare(), { once: true });
      this.#reset = el('button', { type: 'button', className: 'dr-reset', hidden: true, title: 'Back to the course\u2019s own code and what it shows' }, 'Reset');
      this.#reset.addEventListener('click', () => { this.reset(); this.editor.focus(); });
      this.#format = el('button', { type: 'button', hidden: true, title: 'Lays the code out as gofmt does' }, 'Format');
      this.#format.addEventListener('click', () => this.#laidOut());
      this.#words = el('span', { className: 'dr-words' });
      this.#words.setAttribute('aria-hidden', 'true'); // the live region says the same, once and not ten times a second
      this.#said = el('span', { className: 'dr-away', role: 'status' });
      after.after(el('p', { className: 'dr-bar' }, this.#run, this.#reset, this.#format, this.#words, this.#said, el('span', { className: 'dr-number' }, `cell ${this.number}`)));
      this.#button('Run', '\u25b6');
    }

    #button(word, sign) {
      const mark = el('span', {}, sign);
      mark.setAttribute('aria-hidden', 'true');
      this.#run.replaceChildren(mark, ' ' + word);
      this.#run.setAttribute('aria-label', `${word} cell ${this.number}`);
    }

    #changed() {
      this.#page.edits.keep(this.id, this.#original, this.text);
      this.#mark(this.changed ? 'Changed; what stands below is from before.' : '');
    }

    async #laidOut() {
      const before = this.text, { code, error } = await this.#page.format(before).catch(fault => ({ error: fault.message }));
      if (this.text !== before || this.#doing) return;
      if (!error && code !== before) this.editor.edit(code);
      this.#tell(error ? `Not formatted: ${error}.` : code === before ? 'It is formatted already.' : 'Formatted.');
    }

    #mark(words) {
      this.#reset.hidden = this.#format.hidden = !this.changed;
      this.host.toggleAttribute('data-changed', this.changed);
      if (!this.#doing) this.#tell(words, false);
    }

    // #tell puts words beside the button; aloud, a screen reader says them, too.
    #tell(words, aloud = true) {
      this.#words.textContent = words;
      if (aloud) this.#said.textContent = words;
    }

    // reset brings back the course's code and what the page showed at first; of a cell that runs, once it has stopped.
    reset() {
      if (this.#doing) this.#page.stop(this);
      this.#resets = Boolean(this.#doing);
      if (this.#resets) return;
      this.editor.text = this.#original;
      this.#page.edits.keep(this.id, this.#original, this.#original);
      const place = this.host.querySelector('.dr-results'), again = this.#still.cloneNode(true);
      place.replaceChildren(...again.childNodes);
      delete this.host.dataset.failed;
      this.#mark('');
      this.#tell('As in the course again.');
      for (const live of place.querySelectorAll('.dh-live[data-figure],.dh-ask[data-exercise]')) this.results.start(live);
    }

    // doing says what happens to the cell just now: waits, is compiled, runs.
    doing(words) {
      if (!this.#doing) {
        this.#since = performance.now();
        this.host.dataset.doing = 'yes';
        this.#button('Stop', '\u25a0');
        this.results.begin();
        this.#timer = setInterval(() => this.#tick(), 100);
      }
      if (words !== this.#doing) this.#said.textContent = words;
      this.#doing = words;
      this.#tick();
    }

    #tick() { this.#words.textContent = `${this.#doing} \u2026 ${seconds(performance.now() - this.#since)}`; }

    // done ends it. status is ok, error or interrupted; words, if given, are said instead of how long it took; ran: it came as far as the kernel.
    async done(status, words, ran = false) {
      clearInterval(this.#timer);
      this.#doing = '';
      delete this.host.dataset.doing;
      this.host.toggleAttribute('data-failed', status === 'error');
      this.#button('Run', '\u25b6');
      const took = seconds(performance.now() - this.#since);
      this.#reset.hidden = this.#format.hidden = !this.changed;
      this.#tell(words ?? { ok: `Done in ${took}.`, error: `It failed after ${took}; the reason stands below.`, interrupted: `Stopped after ${took}.` }[status]);
      await this.results.end(ran);
      if (this.#resets) this.reset();
      else if (status === 'error') this.#point();
    }

    // #point offers the way to the line that an error names.
    #point() {
      const error = this.host.querySelector('.dr-results .failure'), line = /\bline (\d+)/.exec(error?.textContent ?? '')?.[1];
      if (!line || +line > this.text.split('\n').length) return;
      const button = el('button', { type: 'button', className: 'dr-line' }, `Go to line ${line}`);
      button.addEventListener('click', () => this.editor.show(+line));
      error.after(button);
    }
  }

  downhill.Cell = Cell;
})();
