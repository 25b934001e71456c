// The compiler of a page: two workers with Go's tools, whichever notebooks ask. Builds wait for one another.

const compilers = new Map();

// theCompiler is that of a payload.
function theCompiler(payload) {
  if (!compilers.has(payload)) compilers.set(payload, new Compiler(payload));
  return compilers.get(payload);
}

// What is compiled while nobody waits, so that the browser has the compiler itself compiled when the first cell comes.
const WARM = { name: 'warm.go', source: 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println() }\n' };

class Compiler {
  #payload; #module = null; #ready = null; #last = Promise.resolve(); #at = null; #more = {}; #builds = 0;
  #compile; #link; // the workers
  #starts = 0; // so that a start which was given up neither leaves workers nor ends those of the next

  constructor(payload) { this.#payload = payload; }

  // ready resolves when the tools are compiled and the packages there; onBytes hears of what has come, and waited tells whether a cell waits by then.
  ready(onBytes, waited = () => this.#builds > 0) {
    if (this.#ready) return this.#ready;
    const start = ++this.#starts;
    return this.#ready = this.#start(start, onBytes, waited).catch(fault => { if (start === this.#starts) this.#drop(); throw fault; });
  }

  async #start(start, onBytes, waited) {
    const workers = await Promise.all([startWorker(this.#payload), startWorker(this.#payload)]);
    if (start !== this.#starts) {
      for (const worker of workers) worker.end();
      throw new Error('ended');
    }
    const [compile, link] = [this.#compile, this.#link] = workers;
    const tools = async () => {
      this.#module ??= await compile.bring('tools', this.#payload, 'tools', {}, onBytes);
      await Promise.all(workers.map(worker => worker.ask('tools', { module: this.#module })));
    };
    await Promise.all([tools(), this.#bring('exports', 'exports', onBytes), this.#bring('objects', 'objects', onBytes)]);
    const warm = link.ask('warm');
    if (!waited()) compile.ask('compile', WARM).catch(() => {});
    warm.then(() => this.#ahead()).catch(() => {});
  }

  // #ahead brings what most cells want and the first one may not, when nobody waits for anything.
  #ahead() { if (!this.#builds) this.#packages('modules').catch(() => {}); }

  // #bring gives the compiler a bundle of exports, or the linker one of objects.
  #bring(into, key, onBytes) { return (into === 'exports' ? this.#compile : this.#link).bring('packages', this.#payload, key, { into }, onBytes); }

  // #packages brings the objects of the packages that are not Go's own ("modules"), or the packages that few cells use ("seldom").
  #packages(which) {
    return this.#more[which] ??= (which === 'seldom' ? Promise.all([this.#bring('exports', 'moreExports'), this.#bring('objects', 'moreObjects')])
      : this.#bring('objects', 'modules')).catch(fault => { delete this.#more[which]; throw fault; });
  }

  #drop() {
    for (const worker of [this.#compile, this.#link]) worker?.end();
    this.#compile = this.#link = this.#ready = null;
    this.#more = {};
    this.#starts++;
  }

  // build answers {failed, printed} or {wasm}, each with ms; a program that only declares (silent) is not linked. needs names the packages that are
  // brought first, if they are not there.
  build(program, needs) {
    this.#builds++;
    const built = this.#last.then(() => { this.#at = built; return this.#build(program, needs); }).finally(() => { this.#builds--; });
    this.#last = built.then(() => this.#ahead(), () => {});
    return built;
  }

  async #build(program, needs) {
    await this.ready();
    const ms = {}, brought = Promise.all(needs.map(which => this.#packages(which)));
    if (needs.includes('seldom')) await brought; // export data among them
    let at = performance.now();
    const lap = what => { const now = performance.now(); ms[what] = now - at; at = now; };
    const [{ archive, ...compiled }] = await Promise.all([this.#compile.ask('compile', program), brought]);
    lap('compile');
    if (!archive || program.silent) return { ...compiled, ms };
    const linked = await this.#link.ask('link', { archive }, [archive.buffer]);
    lap('link');
    return { ...linked, ms };
  }

  // abandon ends a build that nobody waits for any more, if it goes on for long: the tools are then started afresh. One that still waits for another
  // notebook's takes its turn.
  abandon(built) {
    const late = setTimeout(() => { if (this.#at === built) this.#drop(); }, 1500);
    built.catch(() => {}).finally(() => clearTimeout(late));
  }
}
