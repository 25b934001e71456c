// A worker's messages. {id, do, …} is answered by {id, value} or {id, fault}; a program sends pieces by itself.
'use strict';

const duties = {
  // tools: the compiler, the linker and the packages, from packed files or modules compiled before.
  async tools({ compile, link, ...packages }) {
    const module = async of => of.module ?? compileModule(of.packed, of.size);
    const [c, l] = await Promise.all([module(compile), module(link), duties.packages(packages)]);
    return Object.assign(tools.modules, { compile: c, link: l });
  },
  async packages({ exports, objects, version }) {
    const bundle = async (of, into) => {
      const paths = unbundle(await inflate(of.packed, of.size), '/' + into, tools.files, version);
      if (into === 'objects') for (const path of paths) if (path.endsWith('.a')) restoreArchive(tools.files.read(`/objects/${path}`));
      addPackages(paths, into);
    };
    await Promise.all([exports && bundle(exports, 'exports'), bundle(objects, 'objects')]);
    return true;
  },
  build(program) {
    const built = buildProgram(program);
    return [built, built.wasm ? [built.wasm.buffer] : []];
  },

  async reader({ reader: of, exports, catalog, version }) {
    const files = new Files();
    const [module, ...bundles] = await Promise.all([of.module ?? compileModule(of.packed, of.size), ...[exports, catalog].map(b => inflate(b.packed, b.size))]);
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
