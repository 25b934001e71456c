// The payload: the kernel's packed files, from beside the page, from scripts in a folder, or out of the page itself.
const downhill = (globalThis.downhill ??= {});

// pieces are texts of the payload that came as scripts, by their names.
const pieces = new Map();
downhill.piece = (name, text) => { pieces.set(name, text); };

function unbased(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const string = atob(text), bytes = new Uint8Array(string.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = string.charCodeAt(i);
  return bytes;
}

function whole(parts) {
  const bytes = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  parts.reduce((at, part) => { bytes.set(part, at); return at + part.length; }, 0);
  return bytes;
}

const script = url => new Promise((done, fail) => {
  const element = Object.assign(document.createElement('script'), { src: url });
  element.onload = () => { element.remove(); done(); };
  element.onerror = () => { element.remove(); fail(new Error(`a part of the Go kernel is missing: ${decodeURI(url).split('/').pop()}`)); };
  document.head.append(element);
});

class Payload {
  #manifest = null; #read; #get;

  constructor(read, get) { this.#read = read; this.#get = get; }

  // manifest is what kernel.json says. A failure is not kept: the next call tries again.
  manifest() { return this.#manifest ??= this.#read().catch(fault => { this.#manifest = null; throw fault; }); }

  // get hands on a packed file, part by part as it comes.
  async get(key, onPart) {
    const entry = (await this.manifest()).files[key];
    let come = 0;
    await this.#get(key, entry, part => { come += part.length; onPart(part); });
    if (come !== entry.packed) throw new Error('a part of the Go kernel was cut off on its way; load the page again');
  }

  static fetched(url) {
    const at = new URL(url, document.baseURI);
    const asked = async (what, options) => {
      let answer;
      try {
        answer = await fetch(what, options);
      } catch {
        throw new Error('the Go kernel could not be fetched; is the network there?');
      }
      if (!answer.ok) throw new Error(`the Go kernel could not be fetched: ${answer.status} for ${what.pathname.split('/').pop()}`);
      return answer;
    };
    return new Payload(
      async () => {
        const text = await (await asked(at, { cache: 'no-cache' })).text();
        try { return JSON.parse(text); } catch { throw new Error('kernel.json, which names the parts of the Go kernel, cannot be read'); }
      },
      async (key, entry, onPart) => {
        const answer = await asked(new URL(entry.name, at));
        try {
          for (const reader = answer.body.getReader(); ;) {
            const { done, value } = await reader.read();
            if (done) return;
            onPart(value);
          }
        } catch {
          throw new Error('a part of the Go kernel was cut off on its way; run the cell again');
        }
      });
  }

  static beside(url) {
    const at = new URL(url, document.baseURI);
    return new Payload(
      async () => { await script(at.href); return downhill.beside; },
      async (key, entry, onPart) => {
        const parts = await Promise.all(downhill.beside.pieces[key].map(async name => {
          await script(new URL(name, at).href);
          const bytes = unbased(pieces.get(name));
          pieces.delete(name);
          return bytes;
        }));
        parts.forEach(onPart);
      });
  }

  static inline() {
    const texts = key => [...document.querySelectorAll(`script[type="text/plain"][data-downhill="${key}"]`)].map(element => element.textContent);
    return new Payload(
      async () => JSON.parse(new TextDecoder().decode(whole(texts('kernel.json').map(unbased)))),
      async (key, entry, onPart) => { texts(key).map(unbased).forEach(onPart); });
  }
}

downhill.Payload = Payload;
