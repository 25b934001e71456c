// A kernel: one notebook's session. Its reader remembers declarations, the page's compiler builds, and each program has a worker of its own.

// kernelMissing says what this browser lacks, '' if nothing.
downhill.kernelMissing = () => {
  const lacks = typeof WebAssembly === 'undefined' ? 'WebAssembly' : typeof Worker === 'undefined' ? 'workers'
    : typeof DecompressionStream === 'undefined' ? 'DecompressionStream' : '';
  return lacks && `Go cannot run in this browser: it lacks ${lacks}. Chromium from 105 on, Firefox from 113 and Safari from 16.4 have it; everything else on this page works.`;
};

const readerModules = new Map(); // by payload: compiled once for all notebooks
const STOPPED = Symbol('stopped'), HELD = 2000;

class Kernel {
  #payload; #memory; #state = 'unloaded'; #count = 0;
  #compiler; #reader = null; #spare = null; #loading = null;
  #jobs = []; #job = null; #files = []; #closed = false;
  onState = () => {};

  constructor(payload, { memory = 2 ** 30 } = {}) {
    this.#payload = payload;
    this.#memory = memory;
    this.#compiler = theCompiler(payload);
  }

  get state() { return this.#state; }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.onState(state);
  }

  // load brings what cells need. A load that failed is tried again by the next.
  load(onProgress = () => {}) {
    return this.#loading ??= this.#load(onProgress).catch(fault => {
      this.#loading = null;
      this.#become('failed');
      throw fault;
    });
  }

  async #load(onProgress) {
    this.#become('loading');
    const missing = downhill.kernelMissing();
    if (missing) throw new Error(missing);
    const { files } = await this.#payload.manifest();
    const needed = ['tools', 'exports', 'objects', 'reader', 'catalog'];
    const total = needed.reduce((n, key) => n + files[key].packed, 0);
    let done = 0;
    const came = n => onProgress({ done: done = Math.min(total, done + n), total, what: 'fetching Go' });
    await Promise.all([this.#compiler.ready(came, () => this.#job !== null), this.#startReader(came)]);
    onProgress({ done: total, total, what: 'ready' });
    this.#become('idle');
    if (!this.#job) this.#ahead();
  }

  #startReader(came) {
    if (this.#closed) return Promise.reject(new Error('the notebook is closed'));
    return this.#reader ??= (async () => {
      const payload = this.#payload, module = readerModules.get(payload), starting = startWorker(payload);
      try {
        const link = await starting;
        const [known] = await Promise.all([module ? link.ask('reader', { module }) : link.bring('reader', payload, 'reader', {}, came),
          link.bring('library', payload, 'catalog', {}, came)]);
        readerModules.set(payload, known);
        return link;
      } catch (fault) {
        this.#reader = null;
        starting.then(link => link.end()).catch(() => {});
        throw fault;
      }
    })();
  }

  async #ask(request) { return (await this.#startReader()).ask('ask', request); }

  // #askOfTypes asks what needs the packages' export data. The reader has it when nobody waits for a cell, or when this is asked first.
  async #askOfTypes(request) {
    await this.load();
    const link = await this.#startReader();
    await (link.library ??= link.bring('library', this.#payload, 'exports').catch(fault => { link.library = null; throw fault; }));
    return request && link.ask('ask', request);
  }

  run(code, { onStart = () => {}, onOutput = () => {}, onDone = () => {}, declarations = false, above = null } = {}) {
    return new Promise(done => {
      const job = { code, onStart, onOutput, declarations, above, aborted: false };
      job.stopping = new Promise((_, fail) => { job.stop = () => fail(STOPPED); });
      job.stopping.catch(() => {});
      job.done = reply => { onDone(reply); done(reply); };
      this.#jobs.push(job);
      if (!this.#job) this.#next();
    });
  }

  async #next() {
    const job = this.#job = this.#jobs.shift() ?? null;
    if (!job) return;
    const reply = { status: 'ok', execution_count: job.declarations ? this.#count : ++this.#count, ms: {} };
    try {
      const report = await this.#cell(job, reply);
      if (report) this.#fail(job, reply, report);
      const above = /^cell \[(\d+)\]/.exec(report?.Lines[0] ?? '');
      if (above && job.above) reply.above ??= above[1] - 1;
    } catch (fault) {
      if (fault === STOPPED) this.#fail(job, reply, { Name: 'interrupted', Lines: ['interrupted'] });
      else this.#fail(job, reply, { Name: 'kernel', Lines: [fault.message] });
    }
    if (this.#loading) this.#become('idle');
    this.#job = null;
    job.done(reply);
    if (!this.#job) this.#next();
    if (!this.#job) this.#ahead();
  }

  // #ahead prepares for completion when nobody waits.
  #ahead() { if (this.#state === 'idle' && !this.#closed) this.#askOfTypes(null).catch(() => {}); }

  #fail(job, reply, { Name, Lines }) {
    Object.assign(reply, { status: 'error', ename: Name, evalue: Lines[0] ?? '', traceback: Lines });
    job.onOutput({ output_type: 'error', ename: reply.ename, evalue: reply.evalue, traceback: reply.traceback });
  }

  // #cell runs a cell; it returns a report if that failed.
  async #cell(job, reply) {
    const unlessStopped = promise => Promise.race([promise, job.stopping]);
    const loading = this.load(); // the reader is there before the compiler is
    const reading = this.#ask({ Do: 'read', Code: job.code, Number: job.above ? job.above.length + 1 : reply.execution_count, Above: job.above, Declare: job.declarations });
    reading.catch(() => {});
    await unlessStopped(loading);
    this.#become('building');
    const from = performance.now();
    const read = await unlessStopped(reading);
    reply.ms.read = performance.now() - from;
    if (read.output) job.onOutput({ output_type: 'stream', name: 'stdout', text: read.output });
    if (read.report) return read.report;
    if (read.file) this.#write(read.file, job);
    if (!read.source) return null;
    const building = this.#compiler.build(read, await this.#needs(read));
    const built = await unlessStopped(building).catch(fault => {
      if (fault === STOPPED) this.#compiler.abandon(building);
      throw fault;
    });
    Object.assign(reply.ms, built.ms);
    const kept = await this.#ask({ Do: 'compiled', Failed: Boolean(built.failed), Printed: built.printed });
    if (kept.report && job.above && kept.unread !== undefined) reply.above = kept.unread; // what is missing here was to be declared there
    if (kept.report) return kept.report;
    if (!built.wasm) return null;
    return this.#program(job, reply, built.wasm, read);
  }

  // #needs are the packages that a program needs besides Go's usual ones.
  async #needs({ imports = [], tests }) {
    const { seldom } = await this.#payload.manifest();
    const few = tests || imports.some(path => seldom.includes(path));
    return [few && 'seldom', (few || imports.some(path => path.includes('.'))) && 'modules'].filter(Boolean);
  }

  // #program runs a program in a worker, and hands on what it prints and shows.
  async #program(job, reply, wasm, read) {
    const link = await (this.#spare ?? startWorker(this.#payload));
    this.#spare = null;
    let last = Promise.resolve(), heard = performance.now();
    const shown = text => { if (text) job.onOutput({ output_type: 'stream', name: 'stderr', text }); };
    const handOn = pieces => { heard = performance.now(); last = last.then(async () => { for (const piece of pieces) await this.#piece(job, piece, shown, read.tests); }); };
    link.onstarted = () => { this.#become('running'); job.onStart(); };
    link.onpieces = handOn;
    // Words that only look like the beginning of a crash are shown when no crash follows.
    const waiting = setInterval(() => {
      if (performance.now() - heard > HELD) last = last.then(async () => shown((await this.#ask({ Do: 'idle' })).output));
    }, HELD / 2);
    let end = { status: 0 }, stopped = false;
    try {
      end = await Promise.race([job.stopping, link.ask('program',
        { module: wasm, args: read.args ?? [], env: read.env ?? [], files: this.#files, pages: Math.floor(this.#memory / 65536) }, [wasm.buffer])]);
      Object.assign(reply.ms, { start: end.compiled, run: end.ms - (end.compiled ?? 0) });
      if (end.files) this.#files = end.files;
      reply.memory = end.memory;
    } catch (fault) {
      if (fault !== STOPPED) throw fault;
      stopped = true;
    } finally {
      clearInterval(waiting);
      link.end();
    }
    if (!this.#closed) (this.#spare = startWorker(this.#payload)).catch(() => {});
    await last;
    // What the browser itself ends is told in the words of Go's runtime.
    if (end.deep) await this.#ask({ Do: 'stderr', Printed: 'fatal error: stack overflow\n\ngoroutine 1 [running]:\n' });
    else if (end.fault) await this.#ask({ Do: 'stderr', Printed: `fatal error: ${end.fault}\n\ngoroutine 1 [running]:\n` });
    const told = await this.#ask({ Do: 'end', End: { Status: end.status, Interrupted: stopped, Memory: this.#memory } });
    shown(told.output);
    return told.report;
  }

  // #piece hands on one piece. The output of tests names places of their file, for which the reader puts the cell's lines.
  async #piece(job, piece, shown, tests) {
    if (piece.note) job.onOutput({ output_type: 'stream', name: 'stderr', text: `[${piece.note}]\n` });
    else if (piece.data) job.onOutput({ output_type: 'display_data', data: cleaned(piece.data), metadata: {}, transient: {} });
    else if (piece.fd === 2) shown((await this.#ask({ Do: 'stderr', Printed: piece.text })).output);
    else {
      const text = tests ? (await this.#ask({ Do: 'stdout', Printed: piece.text })).output : piece.text;
      if (text) job.onOutput({ output_type: 'stream', name: 'stdout', text });
    }
  }

  // #write is %%writefile.
  #write({ name, content, append }, job) {
    const path = '/cell/' + name, encoder = new TextEncoder();
    const old = this.#files.find(([at]) => at === path)?.[1];
    const bytes = encoder.encode(content);
    this.#files = [...this.#files.filter(([at]) => at !== path), [path, append && old ? whole([old, bytes]) : bytes]];
    job.onOutput({ output_type: 'stream', name: 'stderr', text: `Cell contents ${append ? 'appended' : 'written'} to "${name}".\n` });
  }

  // interrupt ends what runs and what waits.
  interrupt() {
    const waiting = this.#jobs.splice(0);
    this.#job?.stop();
    for (const job of waiting) job.done({ status: 'aborted', execution_count: this.#count, ms: {} });
  }

  async restart() {
    this.interrupt();
    const reader = this.#reader;
    this.#reader = null;
    this.#files = [];
    this.#count = 0;
    (await reader?.catch(() => null))?.end();
    if (this.#loading) await this.#startReader();
  }

  async complete(code, cursor, { above = null } = {}) {
    const { words, report } = await this.#askOfTypes({ Do: 'complete', Code: code, Cursor: cursor, Above: above });
    if (report) return { status: 'ok', matches: [], cursor_start: cursor, cursor_end: cursor, metadata: {} };
    return {
      status: 'ok', matches: words.matches.map(word => word.text), cursor_start: words.from, cursor_end: words.to,
      metadata: { _jupyter_types_experimental: words.matches.map(({ text, kind, sign }) => ({ start: words.from, end: words.to, text, type: kind, signature: sign })) },
    };
  }

  async inspect(code, cursor, { above = null } = {}) {
    const { about } = await this.#askOfTypes({ Do: 'inspect', Code: code, Cursor: cursor, Above: above });
    return about ? { status: 'ok', found: true, data: { 'text/markdown': about, 'text/plain': about.replace(/^```\w*\n|^```$/gm, '') }, metadata: {} }
      : { status: 'ok', found: false, data: {}, metadata: {} };
  }

  async format(code) {
    await this.load();
    const told = await this.#ask({ Do: 'format', Code: code });
    return told.refused ? { code, error: 'the cell cannot be read as Go' } : { code: told.code };
  }

  async isComplete(code) {
    await this.load();
    const { state, indent } = await this.#ask({ Do: 'isComplete', Code: code });
    return { status: state, indent: indent ?? '' };
  }

  async close() {
    this.#closed = true;
    this.interrupt();
    for (const link of [this.#reader, this.#spare]) (await link?.catch(() => null))?.end();
    this.#reader = this.#spare = null;
  }
}

downhill.Kernel = Kernel;
downhill.cleaned = cleaned;
