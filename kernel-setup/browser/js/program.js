// A cell's program, in a worker of its own. What it prints and shows goes to the page in pieces, in order and up to a limit.
'use strict';

// A cell is over before collecting often would pay; as its memory fills, it is collected as ever.
const collecting = pages => ['GOGC=400', `GOMEMLIMIT=${Math.floor(0.6 * pages) * 65536}`];

const MOST_PRINTED = 1e6, MOST_SHOWN = 64e6, LEAST_SHOWN = 1e4, MOST_FILES = 256 << 20, PIECE = 1 << 14, AT_ONCE = 300, PAUSE = 40;

// bounded gives a module's memory a maximum, which Go's linker leaves out. WebAssembly's specification, 5.5.8, Memory Section: section 5 is a
// vector of limits, each 0 min, or 1 min max, in LEB128.
function bounded(module, pages) {
  const leb = at => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = module[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return [value, at];
    }
  };
  const unsigned = value => {
    const out = [];
    do { out.push(value & 127 | (value > 127 ? 128 : 0)); value = Math.floor(value / 128); } while (value);
    return out;
  };
  for (let at = 8; at < module.length;) {
    const [size, start] = leb(at + 1);
    if (module[at] === 5) {
      const [least] = leb(leb(start)[1] + 1);
      const body = [1, 1, ...unsigned(least), ...unsigned(Math.max(least, pages))];
      return [module.subarray(0, at), new Uint8Array([5, ...unsigned(body.length), ...body]), module.subarray(start + size)];
    }
    at = start + size;
  }
  throw new Error('the program has no memory section');
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
}

// Printed gathers what a program prints and shows and sends it on. No timer runs in a worker while its program computes, so what is printed is sent at
// once: a program may print a line and then compute for minutes. Only from one that floods are lines gathered.
class Printed {
  #decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  #pieces = []; #size = 0; #started = performance.now(); #sends = 0; #printed = 0; #shown = 0; #cut = false;

  take(fd, bytes) {
    if (this.#cut) return;
    const room = MOST_PRINTED - this.#printed;
    this.#printed += bytes.length;
    if (bytes.length > room) bytes = bytes.subarray(0, room);
    this.#add(fd, this.#decoders[fd].decode(bytes, { stream: true }));
    if (this.#printed > MOST_PRINTED) {
      this.#cut = true;
      this.note('the output is cut here: it is more than 1 MB');
    }
    if (this.#size >= PIECE || this.#sends < AT_ONCE + (performance.now() - this.#started) / PAUSE) this.send();
  }

  show(bytes) {
    const before = this.#shown;
    this.#shown += Math.max(bytes.length, LEAST_SHOWN); // the page has to hold the smallest, too
    if (this.#shown > MOST_SHOWN) {
      if (before <= MOST_SHOWN) this.note('nothing more is shown here: it is more than 64 MB, or some thousand pieces');
      return;
    }
    try {
      this.#pieces.push({ data: JSON.parse(new TextDecoder().decode(bytes)) });
    } catch {
      this.note('something was shown that is no output');
    }
    this.send();
  }

  // note is a sentence of the kernel's.
  note(sentence) { this.#pieces.push({ note: sentence }); }

  #add(fd, text) {
    const last = this.#pieces.at(-1);
    if (last?.fd === fd) last.text += text;
    else this.#pieces.push({ fd, text });
    this.#size += text.length;
  }

  send() {
    if (!this.#pieces.length) return;
    postMessage({ pieces: this.#pieces });
    this.#pieces = [];
    this.#size = 0;
    this.#sends++;
  }
}

async function runProgram({ module, args, env, files: given, pages }) {
  const printed = new Printed(), files = new Files(MOST_FILES), started = performance.now();
  for (const [path, bytes] of given) files.add(path, bytes);
  let asked = false;
  const box = wasi({
    files, args: ['cell', ...args], env: ['PWD=/cell', 'HOME=/cell', 'TMPDIR=/tmp', ...env, ...collecting(pages)],
    take: (fd, bytes) => printed.take(fd, bytes),
    devices: { '/dev/display': bytes => printed.show(bytes), '/dev/null': () => {} },
    input: () => {
      if (!asked) printed.note('the program reads its standard input, and there is nothing to read in the browser');
      asked = true;
    },
    before: () => printed.send(),
  });
  const end = { status: 0 };
  try {
    const compiled = await WebAssembly.compile(joined(bounded(module, pages)));
    end.compiled = performance.now() - started;
    const instance = await WebAssembly.instantiate(compiled, box.imports);
    postMessage({ started: true });
    end.status = box.run(instance);
    end.memory = instance.exports.memory.buffer.byteLength;
  } catch (fault) {
    // Firefox has an InternalError for too much recursion.
    end.status = 2;
    end.deep = fault instanceof RangeError || fault.constructor.name === 'InternalError';
    end.fault = String(fault.message ?? fault);
  }
  printed.send();
  end.ms = performance.now() - started;
  end.files = [];
  for (const [path, file] of files.files) if (path.startsWith('/cell/')) end.files.push([path, files.read(path)]);
  postMessage({ end });
}
