// Files in memory, for programs that expect a file system. A file is {bytes, length, fixed}: bytes may be longer than the file, and those of a
// fixed file belong to somebody else and are copied before the first write.
'use strict';

class Files {
  constructor(most = Infinity) {
    this.files = new Map();
    this.folders = new Set(['/', '/dev', '/tmp', '/cell']);
    this.most = most; // bytes in all
    this.held = 0;
  }

  // add puts a file there, and the folders above it.
  add(path, bytes) {
    this.files.set(path, { bytes, length: bytes.length, fixed: true });
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) this.folders.add(path.slice(0, at));
  }

  read(path) {
    const file = this.files.get(path);
    return file && file.bytes.subarray(0, file.length);
  }

  // sized gives a file a length, with zeros where it grew; false if there is no room for it.
  sized(file, length) {
    if (length > file.bytes.length || file.fixed) {
      const room = Math.max(length, Math.min(2 * file.bytes.length, length + (1 << 24)), 512);
      if (this.held + room > this.most) return false;
      const bytes = new Uint8Array(room);
      bytes.set(file.bytes.subarray(0, Math.min(file.length, length)));
      if (!file.fixed) this.held -= file.bytes.length;
      this.held += room;
      file.bytes = bytes;
      file.fixed = false;
    } else if (length > file.length) {
      file.bytes.fill(0, file.length, length);
    }
    file.length = length;
    return true;
  }

  remove(path) {
    const file = this.files.get(path);
    if (file && !file.fixed) this.held -= file.bytes.length;
    return this.files.delete(path);
  }

  // names are those of what lies directly in a folder.
  names(folder) {
    const start = folder === '/' ? '/' : folder + '/';
    const names = new Set();
    for (const path of [...this.files.keys(), ...this.folders]) {
      if (path !== '/' && path.startsWith(start) && !path.includes('/', start.length)) names.add(path.slice(start.length));
    }
    return [...names].sort();
  }
}
