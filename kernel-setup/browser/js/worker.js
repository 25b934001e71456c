// A worker's messages. {id, do, …} is answered by {id, value} or {id, fault}; a program sends pieces by itself.
'use strict';

// handed is an answer whose bytes move to the page instead of being copied.
const handed = (answer, key) => [answer, answer[key] ? [answer[key].buffer] : []];

const duties = {
  // tools: the compiler and the linker, from a packed file or as the module compiled before.
  async tools({ tools: of }) { return tools.module = of.module ?? await compileModule(of.packed); },
  async packages({ exports, objects, version }) {
    const bundle = async (of, into) => {
      const paths = unbundle(await inflate(of.packed, of.size), '/' + into, tools.files, version);
      if (into === 'objects') for (const path of paths) if (path.endsWith('.a')) restoreArchive(tools.files.read(`/objects/${path}`));
      addPackages(paths, into);
    };
    await Promise.all([exports && bundle(exports, 'exports'), objects && bundle(objects, 'objects')]);
    return true;
  },
  compile: program => handed(compileProgram(program), 'archive'),
  link: ({ archive }) => handed(linkProgram(archive), 'wasm'),
  // warm links a program that nobody runs: what the browser compiles of the linker then need not be compiled for the first cell.
  warm() { linkProgram(tools.files.read('/objects/warm')); return true; },

  async reader({ reader: of, exports, catalog, version }) {
    const files = new Files();
    const [module, ...bundles] = await Promise.all([of.module ?? compileModule(of.packed), ...[exports, catalog].map(b => inflate(b.packed, b.size))]);
    for (const bundle of bundles) unbundle(bundle, '/packages', files, version);
    reader = startReader(module, files);
    return module;
  },
  ask: request => reader(request),

  program: runProgram,
};

self.onmessage = async ({ data: { id, do: duty, ...rest } }) => {
  try {
    const answer = await duties[duty](rest);
    const [value, moved] = Array.isArray(answer) ? answer : [answer, []];
    postMessage({ id, value }, moved);
  } catch (fault) {
    postMessage({ id, fault: String(fault.message ?? fault) });
  }
};
