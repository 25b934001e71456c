// A worker's messages. {id, do, …} is answered by {id, value} or {id, fault}. If it says a size, a packed file follows as {id, part}, the last of which is
// null. A program sends pieces by itself.
'use strict';

// handed is an answer whose bytes move to the page instead of being copied.
const handed = (answer, key) => [answer, answer[key] ? [answer[key].buffer] : []];

const duties = {
  // tools: the compiler and the linker, from a file or as the module compiled before.
  async tools({ module, unpacked }) { return tools.module = module ?? await compileModule(unpacked); },
  // packages are for the compiler (exports) or the linker (objects).
  async packages({ into, unpacked, size, version }) {
    const paths = unbundle(await read(unpacked, size), '/' + into, tools.files, version);
    if (into === 'objects') for (const path of paths) if (path.endsWith('.a')) restoreArchive(tools.files.read(`/objects/${path}`));
    addPackages(paths, into);
    return true;
  },
  compile: program => handed(compileProgram(program), 'archive'),
  link: ({ archive }) => handed(linkProgram(archive), 'wasm'),
  // warm links a program that nobody runs: what the browser compiles of the linker then need not be compiled for the first cell.
  warm() { linkProgram(tools.files.read('/objects/warm')); return true; },

  async reader({ module, unpacked }) {
    module ??= await compileModule(unpacked);
    reader = startReader(module, library);
    return module;
  },
  // library is what the reader knows of the packages: a catalog, and the export data that completion and help look into.
  async library({ unpacked, size, version }) { unbundle(await read(unpacked, size), '/packages', library, version); return true; },
  ask: request => reader(request),

  program: runProgram,
};

const coming = new Map(); // files, by the id of what asked for them

function take(id, part) {
  const writer = coming.get(id);
  (part ? writer.write(part) : writer.close()).catch(() => {}); // who reads it fails, too
  if (!part) coming.delete(id);
}

self.onmessage = async ({ data: { id, do: duty, part, ...rest } }) => {
  if (!duty) return take(id, part);
  try {
    if (rest.size) {
      const stream = new DecompressionStream('gzip');
      coming.set(id, stream.writable.getWriter());
      rest.unpacked = stream.readable;
    }
    const answer = await duties[duty](rest);
    const [value, moved] = Array.isArray(answer) ? answer : [answer, []];
    postMessage({ id, value }, moved);
  } catch (fault) {
    postMessage({ id, fault: String(fault.message ?? fault) });
  }
};
