// What the payload holds, unpacked: modules, and bundles of files.
'use strict';

// read is a stream of that many bytes.
async function read(stream, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    whole.set(value, at);
    at += value.length;
  }
  if (at !== size) throw new Error('a file of the kernel was cut off on its way');
  return whole;
}

// compileModule compiles while the module is unpacked.
const compileModule = stream => WebAssembly.compileStreaming(new Response(stream, { headers: { 'content-type': 'application/wasm' } }));

// unbundle puts the files of a bundle below a folder: the bundle begins with the length of a JSON list of [path, length], then that, then the files.
// Packages of another version than the tools' are refused: the compiler would fail on them in words that tell a reader nothing.
function unbundle(bundle, folder, files, version) {
  const length = new DataView(bundle.buffer, bundle.byteOffset).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(bundle.subarray(4, 4 + length)));
  let at = 4 + length;
  for (const [path, size] of list) {
    files.add(folder + '/' + path, bundle.subarray(at, at + size));
    at += size;
  }
  const found = new TextDecoder().decode(files.read(`${folder}/version`) ?? new Uint8Array());
  if (found !== version) {
    throw new Error(`the parts of the Go kernel do not belong together (version ${version} and ${found || 'none'}); load the page again, or make the folder anew`);
  }
  return list.map(([path]) => path);
}
