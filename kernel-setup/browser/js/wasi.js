// WASI preview 1 for Go's programs (github.com/WebAssembly/WASI, legacy/preview1/docs.md): arguments, clocks, files in memory, and what a
// program writes. There is nothing else: no network, no page, no storage.
'use strict';

class Exit extends Error {
  constructor(status) { super('exit status ' + status); this.status = status; }
}

const ERRNO = { badf: 8, exist: 20, inval: 28, isdir: 31, noent: 44, nosys: 52, notdir: 54, notempty: 55, nospc: 51, spipe: 70 };

// rest lets the worker sleep. A shared memory of WebAssembly's own may be waited on even where pages get no SharedArrayBuffer. Where that is
// refused, too, there is nothing but to look at the clock until it is time, which keeps a processor busy.
const rest = (() => {
  const busy = milliseconds => { for (const end = performance.now() + milliseconds; performance.now() < end;); };
  try {
    const cell = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
    Atomics.wait(cell, 0, 0, 0);
    return milliseconds => { Atomics.wait(cell, 0, 0, milliseconds); };
  } catch {
    return busy;
  }
})();

// wasi answers {imports, run(instance)}. take(fd, bytes) gets what is written to standard output (1) and error (2), devices names files that are
// functions of what is written to them, input() is called when standard input is read, and before() when the program is about to sleep.
function wasi({ files, args, env, take, devices = {}, input = () => {}, before = () => {} }) {
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  let memory;
  const bytes = () => new Uint8Array(memory.buffer), view = () => new DataView(memory.buffer);
  const open = [{ kind: 'input' }, { kind: 'output' }, { kind: 'output' }, { kind: 'folder', path: '/', given: true }];
  const numbers = new Map();

  const text = (at, length) => decoder.decode(bytes().slice(at, at + length));
  const inode = path => { if (!numbers.has(path)) numbers.set(path, BigInt(numbers.size + 1)); return numbers.get(path); };
  const place = o => { let fd = 3; while (open[fd]) fd++; open[fd] = o; return fd; };

  // path is an absolute path without . and .. in it.
  function path(fd, at, length) {
    const parts = [], from = text(at, length);
    for (const part of (from.startsWith('/') ? from : open[fd].path + '/' + from).split('/')) {
      if (part === '..') parts.pop();
      else if (part && part !== '.') parts.push(part);
    }
    return '/' + parts.join('/');
  }

  // vectors are the stretches of memory that a call reads or writes.
  function vectors(at, count) {
    const v = view();
    return Array.from({ length: count }, (_, i) => [v.getUint32(at + 8 * i, true), v.getUint32(at + 8 * i + 4, true)]);
  }

  function list(pointers, at, strings) {
    for (const string of strings) {
      const encoded = encoder.encode(string + '\0');
      view().setUint32(pointers, at, true);
      bytes().set(encoded, at);
      pointers += 4;
      at += encoded.length;
    }
    return 0;
  }

  function sizes(count, size, strings) {
    view().setUint32(count, strings.length, true);
    view().setUint32(size, strings.reduce((sum, s) => sum + encoder.encode(s).length + 1, 0), true);
    return 0;
  }

  // A filestat is 64 bytes: device, inode, type (2 a device, 3 a folder, 4 a file), links, size and three times.
  function filestat(at, type, path, size) {
    bytes().fill(0, at, at + 64);
    const v = view();
    v.setBigUint64(at + 8, inode(path), true);
    v.setUint8(at + 16, type);
    v.setBigUint64(at + 24, 1n, true);
    v.setBigUint64(at + 32, BigInt(size), true);
    return 0;
  }

  function stat(at, path) {
    const file = files.files.get(path);
    if (file) return filestat(at, 4, path, file.length);
    if (files.folders.has(path)) return filestat(at, 3, path, 0);
    return path in devices ? filestat(at, 2, path, 0) : ERRNO.noent;
  }

  function readAt(file, from, at, count) {
    let total = 0;
    for (const [to, length] of vectors(at, count)) {
      const n = Math.max(0, Math.min(length, file.length - from));
      bytes().set(file.bytes.subarray(from, from + n), to);
      total += n;
      from += n;
      if (n < length) break;
    }
    return total;
  }

  function writeAt(file, to, at, count) {
    let total = 0;
    for (const [from, length] of vectors(at, count)) {
      const end = Math.max(file.length, to + length);
      if ((file.fixed || end > file.length) && !files.sized(file, end)) return -1;
      file.bytes.set(bytes().subarray(from, from + length), to);
      total += length;
      to += length;
    }
    return total;
  }

  const file = fd => open[fd]?.kind === 'file' ? open[fd] : null;
  const told = (at, n) => { view().setUint32(at, n, true); return 0; };

  // sleep is poll_oneoff: of the subscriptions (48 bytes each) those to a clock wait, those to a file are ready at once.
  function sleep(subscriptions, events, count, out) {
    const v = view(), list = [];
    let wait = Infinity;
    for (let i = 0; i < count; i++) {
      const at = subscriptions + 48 * i, type = v.getUint8(at + 8);
      let ms = 0;
      if (type === 0) {
        const clock = v.getUint32(at + 16, true), absolute = v.getUint16(at + 40, true) & 1;
        ms = Number(v.getBigUint64(at + 24, true)) / 1e6;
        if (absolute) ms -= clock === 0 ? Date.now() : performance.now();
      }
      wait = Math.min(wait, Math.max(0, ms));
      list.push({ user: v.getBigUint64(at, true), type, ms });
    }
    if (wait > 0) {
      before();
      rest(wait);
    }
    let n = 0;
    for (const { user, type, ms } of list) {
      if (ms > wait) continue;
      const at = events + 32 * n++;
      bytes().fill(0, at, at + 32);
      view().setBigUint64(at, user, true);
      view().setUint8(at + 10, type);
    }
    return told(out, n);
  }

  const calls = {
    args_sizes_get: (count, size) => sizes(count, size, args),
    args_get: (pointers, at) => list(pointers, at, args),
    environ_sizes_get: (count, size) => sizes(count, size, env),
    environ_get: (pointers, at) => list(pointers, at, env),
    clock_res_get: (id, out) => { view().setBigUint64(out, 1000n, true); return 0; },
    clock_time_get: (id, precision, out) => {
      view().setBigUint64(out, BigInt(Math.round((id === 0 ? performance.timeOrigin + performance.now() : performance.now()) * 1e6)), true);
      return 0;
    },
    random_get: (at, n) => {
      for (let i = 0; i < n; i += 65536) crypto.getRandomValues(bytes().subarray(at + i, at + Math.min(n, i + 65536)));
      return 0;
    },
    proc_exit: status => { throw new Exit(status); },
    sched_yield: () => 0,
    poll_oneoff: sleep,

    fd_prestat_get: (fd, out) => {
      if (!open[fd]?.given) return ERRNO.badf;
      view().setUint32(out, 0, true);
      return told(out + 4, 1);
    },
    fd_prestat_dir_name: (fd, at) => { bytes()[at] = 47; return 0; },
    fd_fdstat_get: (fd, out) => {
      const o = open[fd];
      if (!o) return ERRNO.badf;
      bytes().fill(0, out, out + 24);
      view().setUint8(out, { folder: 3, file: 4 }[o.kind] ?? 2);
      view().setUint16(out + 2, o.flags ?? 0, true);
      view().setBigUint64(out + 8, 0x1fffffffn, true);
      view().setBigUint64(out + 16, 0x1fffffffn, true);
      return 0;
    },
    fd_fdstat_set_flags: () => 0,
    fd_filestat_get: (fd, out) => {
      const o = open[fd];
      if (!o) return ERRNO.badf;
      return o.file ? filestat(out, 4, o.path, o.file.length) : o.kind === 'folder' ? stat(out, o.path) : filestat(out, 2, '/dev/' + fd, 0);
    },
    fd_filestat_set_size: (fd, size) => file(fd) ? files.sized(file(fd).file, Number(size)) ? 0 : ERRNO.nospc : ERRNO.badf,
    fd_allocate: (fd, from, n) => {
      const o = file(fd);
      return !o ? ERRNO.badf : Number(from + n) <= o.file.length || files.sized(o.file, Number(from + n)) ? 0 : ERRNO.nospc;
    },
    fd_filestat_set_times: () => 0, fd_sync: () => 0, fd_datasync: () => 0, fd_advise: () => 0,
    fd_close: fd => { if (!open[fd]) return ERRNO.badf; open[fd] = undefined; return 0; },
    fd_seek: (fd, offset, whence, out) => {
      const o = file(fd);
      if (!o) return ERRNO.spipe;
      const to = Number(offset) + [0, o.at, o.file.length][whence];
      if (to < 0) return ERRNO.inval;
      o.at = to;
      view().setBigUint64(out, BigInt(to), true);
      return 0;
    },
    fd_tell: (fd, out) => { if (!file(fd)) return ERRNO.spipe; view().setBigUint64(out, BigInt(open[fd].at), true); return 0; },
    fd_read: (fd, at, count, out) => {
      const o = open[fd];
      if (!o) return ERRNO.badf;
      if (o.kind === 'folder') return ERRNO.isdir;
      if (o.kind === 'input') input();
      if (o.kind !== 'file') return told(out, 0);
      const n = readAt(o.file, o.at, at, count);
      o.at += n;
      return told(out, n);
    },
    fd_pread: (fd, at, count, from, out) => file(fd) ? told(out, readAt(open[fd].file, Number(from), at, count)) : ERRNO.badf,
    fd_write: (fd, at, count, out) => {
      const o = open[fd];
      if (!o || o.kind === 'folder' || o.kind === 'input') return ERRNO.badf;
      if (o.kind === 'file') {
        if (o.append) o.at = o.file.length;
        const n = writeAt(o.file, o.at, at, count);
        if (n < 0) return ERRNO.nospc;
        o.at += n;
        return told(out, n);
      }
      let total = 0;
      for (const [from, length] of vectors(at, count)) {
        const part = bytes().slice(from, from + length);
        o.kind === 'device' ? devices[o.path](part) : take(fd, part);
        total += length;
      }
      return told(out, total);
    },
    fd_pwrite: (fd, at, count, to, out) => {
      if (!file(fd)) return ERRNO.badf;
      const n = writeAt(open[fd].file, Number(to), at, count);
      return n < 0 ? ERRNO.nospc : told(out, n);
    },
    fd_readdir: (fd, at, size, cookie, out) => {
      const folder = open[fd];
      if (folder?.kind !== 'folder') return ERRNO.notdir;
      let used = 0, next = 0n;
      for (const name of files.names(folder.path)) {
        if (next++ < cookie) continue;
        const whole = (folder.path === '/' ? '' : folder.path) + '/' + name, encoded = encoder.encode(name);
        const entry = new Uint8Array(24 + encoded.length), v = new DataView(entry.buffer);
        v.setBigUint64(0, next, true);
        v.setBigUint64(8, inode(whole), true);
        v.setUint32(16, encoded.length, true);
        v.setUint8(20, files.folders.has(whole) ? 3 : 4);
        entry.set(encoded, 24);
        const n = Math.min(entry.length, size - used);
        bytes().set(entry.subarray(0, n), at + used);
        used += n;
        if (used === size) break;
      }
      return told(out, used);
    },
    fd_renumber: () => ERRNO.nosys,

    // oflags: 1 create, 2 a folder, 4 only if it is new, 8 emptied; fdflags: 1 append.
    path_open: (fd, lookup, at, length, oflags, rights, inheriting, flags, out) => {
      const where = path(fd, at, length);
      if (where in devices) return told(out, place({ kind: 'device', path: where }));
      if (files.folders.has(where)) return oflags & 5 ? ERRNO.isdir : told(out, place({ kind: 'folder', path: where }));
      let found = files.files.get(where);
      if (found && oflags & 4) return ERRNO.exist;
      if (found && oflags & 2) return ERRNO.notdir;
      if (!found) {
        if (!(oflags & 1) || !files.folders.has(where.slice(0, where.lastIndexOf('/')) || '/')) return ERRNO.noent;
        files.files.set(where, found = { bytes: new Uint8Array(0), length: 0, fixed: false });
      }
      if (oflags & 8) files.sized(found, 0);
      return told(out, place({ kind: 'file', path: where, file: found, at: 0, flags, append: flags & 1 }));
    },
    path_filestat_get: (fd, flags, at, length, out) => stat(out, path(fd, at, length)),
    path_filestat_set_times: () => 0,
    path_create_directory: (fd, at, length) => {
      const where = path(fd, at, length);
      if (files.files.has(where) || files.folders.has(where)) return ERRNO.exist;
      files.folders.add(where);
      return 0;
    },
    path_unlink_file: (fd, at, length) => files.remove(path(fd, at, length)) ? 0 : ERRNO.noent,
    path_remove_directory: (fd, at, length) => {
      const where = path(fd, at, length);
      if (files.names(where).length) return ERRNO.notempty;
      return files.folders.delete(where) ? 0 : ERRNO.noent;
    },
    path_rename: (fd, at, length, fd2, at2, length2) => {
      const from = path(fd, at, length), to = path(fd2, at2, length2), moved = files.files.get(from);
      if (!moved) return ERRNO.noent;
      files.files.delete(from);
      files.remove(to);
      files.files.set(to, moved);
      return 0;
    },
    path_readlink: () => ERRNO.inval, path_symlink: () => ERRNO.nosys, path_link: () => ERRNO.nosys,
    sock_accept: () => ERRNO.nosys, sock_recv: () => ERRNO.nosys, sock_send: () => ERRNO.nosys, sock_shutdown: () => ERRNO.nosys,
  };

  return {
    imports: { wasi_snapshot_preview1: calls },
    // attach is for a reactor, run for a program: it returns the exit status.
    attach(instance) { memory = instance.exports.memory; instance.exports._initialize(); },
    run(instance) {
      memory = instance.exports.memory;
      try {
        instance.exports._start();
        return 0;
      } catch (fault) {
        if (fault instanceof Exit) return fault.status;
        throw fault;
      }
    },
  };
}
