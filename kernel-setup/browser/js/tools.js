// The compiler and the linker, one program, each in a worker that all notebooks of a page share. Each call is a new instance of the module.
'use strict';

const tools = { module: null, files: new Files(), list: { exports: '', objects: '' } };

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
  const instance = new WebAssembly.Instance(tools.module, box.imports);
  try {
    return { status: box.run(instance), printed };
  } catch (fault) {
    return { status: 2, printed: printed + `\nthe ${name === 'link' ? 'linker' : 'compiler'} ended: ${fault.message}` };
  }
}

// compileProgram answers {failed, printed} or {archive}.
function compileProgram({ name, source, tests }) {
  const encoder = new TextEncoder(), sources = ['/cell/' + name];
  tools.files.add(sources[0], encoder.encode(source));
  if (tests) {
    sources.push('/cell/main.go');
    tools.files.add('/cell/main.go', encoder.encode(tests));
  }
  const { status, printed } = runTool('compile', ['-o', '/cell/main.a', '-p', 'main', '-importcfg', '/exports.cfg', '-complete', '-pack', '-c=1', '-dwarf=false', ...sources]);
  return status ? { failed: true, printed } : { archive: taken('/cell/main.a') };
}

// linkProgram answers {failed, printed} or {wasm}.
function linkProgram(archive) {
  tools.files.add('/cell/main.a', archive);
  const { status, printed } = runTool('link', ['-o', '/cell/out.wasm', '-importcfg', '/objects.cfg', '-buildmode=exe', '-s', '-w', '/cell/main.a']);
  return status ? { failed: true, printed } : { wasm: taken('/cell/out.wasm') };
}

function taken(path) {
  const content = tools.files.read(path).slice();
  tools.files.remove(path);
  return content;
}
