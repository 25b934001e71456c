// The reader (../reader), in a worker of one notebook: it knows what its cells declare.
'use strict';

let reader = null;
const library = new Files(); // what the reader knows of the packages

function startReader(module, files) {
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  let said = '';
  const box = wasi({ files, args: ['reader'], env: ['PWD=/'], take: (fd, bytes) => { said = (said + decoder.decode(bytes)).slice(-2000); } });
  const instance = new WebAssembly.Instance(module, box.imports), x = instance.exports;
  box.attach(instance);
  return request => {
    const asked = encoder.encode(JSON.stringify(request));
    try {
      const at = x.input(asked.length);
      new Uint8Array(x.memory.buffer, at, asked.length).set(asked);
      const n = x.answer();
      return JSON.parse(decoder.decode(new Uint8Array(x.memory.buffer, x.output(), n)));
    } catch (fault) {
      throw new Error('the cell reader ended: ' + (said || fault.message));
    }
  };
}
