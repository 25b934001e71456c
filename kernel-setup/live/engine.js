// The engine: one WebAssembly module a page, whoever asks for it first. A figure asks it to open a spec and then for frames.
//
// What it needs: WebAssembly.compile, and DecompressionStream('gzip') for the packed module. See README.md for the browsers that have both.
(() => {
  'use strict';
  const downhill = (globalThis.downhill ??= {});

  const encoder = new TextEncoder(), decoder = new TextDecoder();

  // The WASI calls that a Go reactor imports. There are no files, arguments or environment; what Go prints before it dies goes to the console.
  function wasi(box) {
    const view = () => new DataView(box.memory.buffer);
    const none = (count, size) => { view().setUint32(count, 0, true); view().setUint32(size, 0, true); return 0; };
    return {
      args_sizes_get: none, environ_sizes_get: none, args_get: () => 0, environ_get: () => 0,
      clock_time_get: (id, precision, out) => { view().setBigUint64(out, BigInt(Math.round(performance.now() * 1e6)), true); return 0; },
      random_get: (p, n) => { crypto.getRandomValues(new Uint8Array(box.memory.buffer, p, n)); return 0; },
      fd_write: (fd, vectors, n, out) => {
        let bytes = 0, text = '';
        for (let i = 0; i < n; i++) {
          const p = view().getUint32(vectors + 8 * i, true), l = view().getUint32(vectors + 8 * i + 4, true);
          text += decoder.decode(new Uint8Array(box.memory.buffer, p, l));
          bytes += l;
        }
        box.said = (box.said || '') + text.slice(0, 400);
        view().setUint32(out, bytes, true);
        return 0;
      },
      proc_exit: code => { throw new Error('the engine ended with status ' + code); },
      sched_yield: () => 0, poll_oneoff: () => 0,
    };
  }

  class Engine {
    #module; #x = null; #box = null; #pending = null;

    static async start(bytes) {
      const engine = new Engine();
      engine.#module = await WebAssembly.compile(await bytes());
      await engine.ready();
      return engine;
    }

    // ready resolves when there is a living instance. After a death it makes a new one; what figures show is not in the old one.
    ready() {
      if (this.#x) return Promise.resolve();
      return this.#pending ??= (async () => {
        const box = {};
        const instance = await WebAssembly.instantiate(this.#module, { wasi_snapshot_preview1: wasi(box) });
        box.memory = instance.exports.memory;
        instance.exports._initialize();
        [this.#x, this.#box] = [instance.exports, box];
      })().finally(() => { this.#pending = null; });
    }

    get alive() { return this.#x !== null; }
    get memory() { return this.#box.memory.buffer.byteLength; }

    // #call runs an export. A trap, an exit, a deadlock or exhausted memory ends the instance: it is let go, and figures ask for ready().
    #call(f) {
      if (!this.#x) return null;
      try {
        return f(this.#x, this.#box);
      } catch (fault) {
        console.error('downhill:', fault, this.#box.said || '');
        this.#x = this.#box = null;
        this.ready().catch(() => {});
        return null;
      }
    }

    #input(x, box, text) {
      const bytes = encoder.encode(text);
      new Uint8Array(box.memory.buffer, x.input(bytes.length), bytes.length).set(bytes);
    }

    #output(x, box, n) { return decoder.decode(new Uint8Array(box.memory.buffer, x.output(), n)); }

    // #write puts a state where the module reads it.
    #write(x, box, state) {
      this.#input(x, box, state.text.map(t => t.replaceAll('\0', '') + '\0').join(''));
      new Float64Array(box.memory.buffer, x.numbers(), state.nums.length).set(state.nums);
    }

    // open answers {index, figure, state, start} for a spec, or null; why not is in the console.
    open(spec) {
      return this.#call((x, box) => {
        this.#input(x, box, spec);
        const n = x.open();
        if (n <= 0) { console.warn('downhill:', n ? this.#output(x, box, -n) : 'the spec could not be opened'); return null; }
        return JSON.parse(this.#output(x, box, n));
      });
    }

    // draw answers {ground, id, front, reading, places} and brings state.nums into range; ground is '' if have is its id already.
    draw(index, state, have) {
      return this.#call((x, box) => {
        this.#write(x, box, state);
        const n = x.draw(index, have);
        if (n <= 0) return null;
        const [ground, front, reading] = this.#output(x, box, n).split('\0');
        state.nums = Array.from(new Float64Array(box.memory.buffer, x.numbers(), state.nums.length));
        return { ground, front, reading, id: x.ground(), places: new Float64Array(box.memory.buffer, x.handles(), 64) };
      });
    }

    // refuse answers what is wrong with a text for text control k, or ''.
    refuse(index, k, text) {
      return this.#call((x, box) => { this.#input(x, box, text); return this.#output(x, box, x.refuse(index, k)); }) ?? '';
    }

    // cell answers the line of Go that shows the figure in this state.
    cell(index, state) {
      return this.#call((x, box) => { this.#write(x, box, state); const n = x.cell(index); return n > 0 ? this.#output(x, box, n) : null; });
    }

    // ask answers the question of an exercise, or null.
    ask(id) {
      return this.#call((x, box) => {
        this.#input(x, box, id);
        const n = x.ask();
        if (n <= 0) return null;
        const [kind, title, prompt, form, figure, all, ...options] = this.#output(x, box, n).split('\0').slice(0, -1);
        return { kind, title, prompt, form, figure, all: all.trim().split(' '), options };
      });
    }

    // judge answers {outcome, text} to an answer after so many wrong ones.
    judge(id, text, tries) {
      return this.#call((x, box) => {
        this.#input(x, box, id + '\0' + text);
        const n = x.judge(tries), said = n > 0 ? this.#output(x, box, n) : '';
        return said ? { outcome: ['unread', 'wrong', 'right'][said[0]], text: said.slice(1) } : null;
      });
    }

    hint(id, tries) {
      return this.#call((x, box) => { this.#input(x, box, id); const n = x.hint(tries); return n > 0 ? this.#output(x, box, n) : null; });
    }
  }

  // engine starts the page's one engine, or hands out the one that runs. bytes() resolves to the raw module. A start that failed is tried again.
  let only = null;
  downhill.engine = bytes => only ??= Engine.start(bytes).catch(fault => { only = null; throw fault; });
  downhill.Engine = Engine;

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text); // browsers since 2025
    const chars = atob(text), bytes = new Uint8Array(chars.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = chars.charCodeAt(i);
    return bytes;
  }

  // inflate unpacks gzip: a Uint8Array, or base64 text. No request is made, so it works from a file under a strict policy.
  downhill.inflate = packed => {
    const bytes = typeof packed === 'string' ? fromBase64(packed.trim()) : packed;
    const gunzip = new DecompressionStream('gzip'), writer = gunzip.writable.getWriter(); // written as it is: a Blob's stream goes by way of another process
    Promise.all([writer.write(bytes), writer.close()]).catch(() => {}); // the reading end says what is wrong with it
    return new Response(gunzip.readable).arrayBuffer();
  };

  // able says whether this browser can show figures live; if not, the still ones stay.
  downhill.able = () => typeof WebAssembly === 'object' && typeof DecompressionStream === 'function';
})();
