// A live figure in a page. The still one that stands in the host stays until the first frame is drawn, is what a printer gets, and comes back if
// the figure fails.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});
  const { el } = downhill;

  class Figure {
    #host; #engine; #index; #start; #controls; #stage; #ground; #front; #reading; #said; #body; #id = 0; #asked = false; #timer = 0;

    constructor(host, engine, opened) {
      this.#host = host;
      this.#engine = engine;
      this.#index = opened.index;
      this.#start = { nums: [...opened.state.nums], text: [...opened.state.text] }; // as the page shows it: its words speak of this state, not of the figure's own
      this.state = opened.state;
      ({ width: this.width, height: this.height } = opened.figure);
      this.places = new Float64Array(64);
      this.frames = 0;
      this.#build(opened.figure);
    }

    #build(figure) {
      this.#controls = downhill.controls(this, figure.controls);
      this.#ground = new downhill.Layer(this.width, this.height, 'dh-ground');
      this.#front = new downhill.Layer(this.width, this.height, 'dh-front');
      const picture = el('div', { className: 'dh-picture' }, this.#ground.svg, this.#front.svg);
      picture.setAttribute('aria-hidden', 'true'); // its title is the group's, what it shows is the reading's
      this.#stage = el('div', { className: 'dh-stage' }, picture, ...this.#controls.handles);
      this.#reading = el('p', { className: 'dh-reading' });
      this.#reading.setAttribute('aria-hidden', 'true'); // the live region below says the same, when the hand rests
      this.#said = el('p', { className: 'dh-said', role: 'status' });
      const reset = el('button', { type: 'button', title: 'Back to the start (Escape)' }, 'Reset');
      reset.addEventListener('click', () => this.reset());
      const copy = el('button', { type: 'button', title: 'The line of a notebook cell that shows this state' }, 'Copy as Go');
      const line = el('input', { type: 'text', readOnly: true, hidden: true, className: 'dh-line' });
      line.setAttribute('aria-label', 'This state as a line of Go');
      copy.addEventListener('click', () => this.#copy(line));
      this.#body = el('div', { className: 'dh-body' }, el('p', { className: 'dh-try' }, figure.try), ...this.#controls.leads, this.#stage, this.#reading,
        el('div', { className: 'dh-panel' }, ...this.#controls.nodes),
        el('p', { className: 'dh-foot' }, reset, copy, line), this.#said);
      this.#body.addEventListener('pointerdown', () => this.why(''));
      this.#body.addEventListener('keydown', e => {
        this.why('');
        if (e.key === 'Escape') { this.reset(); e.preventDefault(); }
        e.stopPropagation();
      });
      // JupyterLab takes keys from whatever has not this attribute on the focused element itself: arrows would move between cells, "d d" delete one.
      for (const e of this.#body.querySelectorAll('input,select,button')) e.setAttribute('data-lm-suppress-shortcuts', 'true');
      this.#host.setAttribute('role', 'group');
      this.#host.setAttribute('aria-label', this.#host.querySelector('figcaption') ? 'Live figure' : 'Live figure: ' + figure.title); // a caption says the title itself
    }

    // show draws the first frame and, if it came out, puts the live figure in the still one's place.
    show() {
      if (!this.#draw()) return false;
      this.#host.prepend(this.#body); // the still one's caption stays below it, the picture is hidden by style
      const named = this.#host.querySelector('figure[id]');
      if (named) { // links to Figure 2 lead to its head, not to the caption
        this.#host.id = named.id;
        named.removeAttribute('id');
      }
      this.#host.dataset.live = 'yes';
      return true;
    }

    pixel(e) {
      const r = this.#stage.getBoundingClientRect();
      return [(e.clientX - r.left) / r.width * this.width, (e.clientY - r.top) / r.height * this.height];
    }

    // ask wants a frame, one for each that the screen shows at most.
    ask() {
      if (this.#asked) return;
      this.#asked = true;
      requestAnimationFrame(() => {
        this.#asked = false;
        if (this.#engine.alive) { if (!this.#draw()) this.#fail(); } else this.#engine.ready().then(() => this.ask(), () => this.#fail());
      });
    }

    #draw() {
      const frame = this.#engine.draw(this.#index, this.state, this.#id);
      if (!frame) return false;
      if (frame.ground || frame.id !== this.#id) this.#ground.show(frame.ground);
      this.#id = frame.id;
      this.#front.show(frame.front);
      this.places.set(frame.places);
      this.#controls.show();
      if (this.#reading.textContent !== frame.reading) {
        this.#reading.textContent = frame.reading;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => { this.#said.textContent = frame.reading; }, 400);
      }
      this.frames++;
      this.onframe?.();
      return true;
    }

    refuse(k, text) { return this.#engine.refuse(this.#index, k, text); }

    reset() {
      this.why('');
      this.state.nums = [...this.#start.nums];
      this.state.text = [...this.#start.text];
      this.ask();
    }

    async #copy(line) {
      const text = this.#engine.cell(this.#index, this.state);
      if (!text) return;
      line.value = text;
      line.hidden = false;
      line.focus();
      line.select();
      const copied = await Promise.resolve(navigator.clipboard?.writeText(text)).then(() => !!navigator.clipboard, () => false);
      clearTimeout(this.#timer); // else the reading of a drag just ended would take the words away
      this.#said.textContent = copied ? 'Copied: ' + text : text;
    }

    // #fail brings the still picture back and offers to begin again.
    #fail() {
      clearTimeout(this.#timer);
      this.#body.remove();
      delete this.#host.dataset.live;
      this.#host.dataset.failed = 'yes';
      const again = el('button', { type: 'button' }, 'Start it again');
      again.setAttribute('data-lm-suppress-shortcuts', 'true');
      const note = el('p', { className: 'dh-note', role: 'status' }, 'This figure stopped; the picture shows its start. ', again);
      again.addEventListener('click', async () => {
        await this.#engine.ready();
        this.state.nums = [...this.#start.nums];
        this.state.text = [...this.#start.text];
        this.#id = 0;
        note.remove();
        delete this.#host.dataset.failed;
        if (!this.show()) this.#fail();
      });
      this.#host.append(note);
    }
  }

  // mount makes the figure of a spec live in host, which holds its still picture. It resolves to the Figure, or to null where the still one stays.
  downhill.mount = async (host, spec, ready) => {
    try {
      const engine = await ready;
      await engine.ready();
      if (host.dataset.live) return null;
      const opened = engine.open(spec);
      if (!opened) return null;
      const figure = new Figure(host, engine, opened);
      host.downhill = figure;
      return figure.show() ? figure : null;
    } catch (fault) {
      console.error('downhill:', fault);
      return null;
    }
  };
})();
