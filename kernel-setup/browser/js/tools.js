// The compiler and the linker, in a worker that all notebooks of a page share. Each call is a new instance of a module that is compiled once.
'use strict';

const tools = { modules: {}, files: new Files(), list: { exports: '', objects: '' } };

// Nothing is collected while there is room: a build is over before it would pay.
const TOOL_ENV = ['PWD=/cell', 'GOOS=wasip1', 'GOARCH=wasm', 'GOROOT=/goroot', 'TMPDIR=/tmp', 'GOGC=off', 'GOMEMLIMIT=700MiB'];

// addPackages tells the tools of the packages whose files lie in /exports or /objects.
function addPackages(paths, into) {
  for (const path of paths) if (path.endsWith('.a')) tools.list[into] += `packagefile ${path.slice(0, -2)}=/${into}/${path}\n`;
  tools.files.add(`/${into}.cfg`, new TextEncoder().encode(tools.list[into]));
}

function runTool(name, args) {
  const decoder = new TextDecoder();
  let printed = '';
  const take = (fd, bytes) => { printed += decoder.decode(bytes, { stream: true }); };
  const box = wasi({ files: tools.files, args: [name, ...args], env: TOOL_ENV, take });
  const instance = new WebAssembly.Instance(tools.modules[name], box.imports);
  try {
    return { status: box.run(instance), printed };
  } catch (fault) {
    return { status: 2, printed: printed + `\nthe ${name === 'link' ? 'linker' : 'compiler'} ended: ${fault.message}` };
  }
}

// build compiles and links a program; {failed, printed}, or {wasm}. One that only declares is not linked.
function buildProgram({ name, source, tests, silent }) {
  const ms = {}, encoder = new TextEncoder();
  let at = performance.now();
  const lap = what => { const now = performance.now(); ms[what] = now - at; at = now; };
  const sources = ['/cell/' + name];
  tools.files.add(sources[0], encoder.encode(source));
  if (tests) {
    sources.push('/cell/main.go');
    tools.files.add('/cell/main.go', encoder.encode(tests));
  }
  const compiled = runTool('compile', ['-o', '/cell/main.a', '-p', 'main', '-importcfg', '/exports.cfg', '-complete', '-pack', '-c=1', '-dwarf=false', ...sources]);
  lap('compile');
  if (compiled.status) return { failed: true, printed: compiled.printed, ms };
  if (silent) return { ms };
  const linked = runTool('link', ['-o', '/cell/out.wasm', '-importcfg', '/objects.cfg', '-buildmode=exe', '-s', '-w', '/cell/main.a']);
  lap('link');
  if (linked.status) return { failed: true, printed: linked.printed, ms };
  const wasm = tools.files.read('/cell/out.wasm').slice();
  for (const path of ['/cell/main.a', '/cell/out.wasm']) tools.files.remove(path);
  return { wasm, ms };
}
