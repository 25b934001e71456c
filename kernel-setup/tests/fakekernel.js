// A kernel for tests of the page around it: no Go, but its interface (kernel-setup/browser/README.md). What a cell's text holds decides what happens.
(() => {
  const downhill = (globalThis.downhill ??= {});
  const asked = (downhill.asked = []); // what the kernel was asked to run: [text, the texts above it]
  downhill.kernelMissing = () => (typeof WebAssembly === 'object' ? '' : 'This browser has no WebAssembly, so the cells do not run.');
  downhill.Payload = { fetched: url => ({ url }), beside: () => ({}), inline: () => ({}) };
  downhill.Kernel = class {
    state = 'unloaded';
    #halt = () => {};
    constructor(payload) { this.payload = payload; }
    #wait(ms) {
      return new Promise(done => { const t = setTimeout(() => done(false), ms); this.#halt = () => { clearTimeout(t); done(true); }; });
    }
    async load(onProgress) {
      if (this.state === 'idle') return;
      if (this.payload.url) await (await fetch(this.payload.url)).json();
      for (let done = 0; done <= 20e6; done += 5e6) { onProgress({ done, total: 20e6, what: 'The Go compiler comes' }); await new Promise(r => setTimeout(r, 20)); }
      if (downhill.cutOff) throw new Error('compile.wasm.gz came incomplete: 3 of 7 MB');
      this.state = 'idle';
    }
    async run(code, { onStart, onOutput, above }) {
      asked.push([code, above]);
      const print = text => onOutput({ output_type: 'stream', name: 'stdout', text });
      const bad = above.findIndex(text => text.includes('broken'));
      if (bad >= 0) {
        onOutput({ output_type: 'error', ename: 'compile', evalue: '', traceback: [`cell ${bad + 1}, line 1: broken`] });
        return { status: 'error', above: bad };
      }
      if (code.includes('broken')) {
        onOutput({ output_type: 'error', ename: 'compile', evalue: '', traceback: [`line ${code.slice(0, code.indexOf('broken')).split('\n').length}: broken`] });
        return { status: 'error' };
      }
      const stopped = () => { onOutput({ output_type: 'error', ename: 'interrupted', evalue: 'interrupted', traceback: ['interrupted'] }); return { status: 'error', ename: 'interrupted' }; };
      if (await this.#wait(30)) return stopped();
      onStart();
      for (const [, text] of code.matchAll(/fmt\.Println\("([^"]*)"\)/g)) print(text + '\n');
      for (const [, data] of code.matchAll(/\/\/ show (.*)/g)) onOutput({ output_type: 'display_data', data: downhill.cleaned(JSON.parse(data)) });
      for (const [, text] of code.matchAll(/\/\/ say (.*)/g)) print(JSON.parse(text));
      if (code.includes('for {') && await this.#wait(60_000)) return stopped();
      return { status: 'ok' };
    }
    interrupt() { this.#halt(); }
    async format(code) { return code.includes('broken') ? { code, error: 'the cell cannot be read as Go' } : { code: code.replace(':=1', ' := 1') }; }
    async inspect(code, cursor) {
      return /Println$/.test(code.slice(0, cursor)) ? { found: true, data: { 'text/plain': 'func Println(a ...any)\nPrintln formats.' } } : { found: false, data: {} };
    }
    async complete(code, cursor) {
      const start = cursor - /\w*$/.exec(code.slice(0, cursor))[0].length, typed = code.slice(start, cursor);
      return { matches: ['Print', 'Printf', 'Println', 'Slope'].filter(name => name.startsWith(typed)), cursor_start: start, cursor_end: cursor };
    }
  };
})();
