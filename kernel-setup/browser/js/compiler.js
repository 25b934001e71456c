// The compiler of a page: one worker with Go's tools, whichever notebooks ask. Builds wait for one another.

const compilers = new Map();

// theCompiler is that of a payload.
function theCompiler(payload) {
  if (!compilers.has(payload)) compilers.set(payload, new Compiler(payload));
  return compilers.get(payload);
}

class Compiler {
  #payload; #link = null; #modules = {}; #ready = null; #last = Promise.resolve(); #at = null; #more = {};

  constructor(payload) { this.#payload = payload; }

  // ready resolves when the tools are compiled and the packages there; onBytes hears of what has come.
  ready(onBytes) {
    return this.#ready ??= this.#start(onBytes).catch(fault => { this.#drop(); throw fault; });
  }

  async #start(onBytes) {
    const link = this.#link = await startWorker(this.#payload);
    const { version } = await this.#payload.manifest();
    const get = key => this.#payload.get(key, onBytes);
    const tool = async key => this.#modules[key] ? { module: this.#modules[key] } : get(key);
    const [compile, linker, exports, objects] = await Promise.all([tool('compile'), tool('link'), get('exports'), get('objects')]);
    const moved = [compile, linker, exports, objects].filter(of => of.packed).map(of => of.packed.buffer);
    this.#modules = await link.ask('tools', { compile, link: linker, exports, objects, version }, moved);
    this.#packages('modules').catch(() => {}); // wanted by most cells, but not by every first one
  }

  // #packages brings the objects of the packages that are not Go's own ("modules"), or the packages that few cells use ("seldom").
  #packages(which) {
    const get = key => this.#payload.get(key);
    return this.#more[which] ??= (async () => {
      const [exports, objects] = await Promise.all(which === 'seldom' ? [get('moreExports'), get('moreObjects')] : [null, get('modules')]);
      const { version } = await this.#payload.manifest();
      await this.#link.ask('packages', { exports, objects, version }, [exports, objects].filter(Boolean).map(of => of.packed.buffer));
    })().catch(fault => { delete this.#more[which]; throw fault; });
  }

  #drop() {
    this.#link?.end();
    this.#link = this.#ready = null;
    this.#more = {};
  }

  // build answers {failed, printed} or {wasm}, each with ms. needs names the packages that are brought first, if they are not there.
  build(program, needs) {
    const built = this.#last.then(async () => {
      this.#at = built;
      await this.ready();
      await Promise.all(needs.map(which => this.#packages(which)));
      return this.#link.ask('build', program);
    });
    this.#last = built.catch(() => {});
    return built;
  }

  // abandon ends a build that nobody waits for any more, if it goes on for long: the tools are then started afresh. One that still waits for another
  // notebook's takes its turn.
  abandon(built) {
    const late = setTimeout(() => { if (this.#at === built) this.#drop(); }, 1500);
    built.catch(() => {}).finally(() => clearTimeout(late));
  }
}
