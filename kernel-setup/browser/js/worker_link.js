// A worker and the questions it is asked.

let workerScript = null;

// startWorker makes a worker from the payload's script. It comes from a blob: from file:// no other address is allowed.
async function startWorker(payload) {
  workerScript ??= (async () => {
    const stream = new DecompressionStream('gzip'), writer = stream.writable.getWriter();
    await payload.get('worker', part => { writer.write(part).catch(() => {}); });
    writer.close().catch(() => {});
    const text = await new Response(stream.readable).text();
    return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  })().catch(fault => { workerScript = null; throw fault; });
  return new Link(new Worker(await workerScript));
}

class Link {
  #worker; #waiting = new Map(); #next = 1; #ended = false;
  onpieces = () => {}; onstarted = () => {};

  constructor(worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if (data.pieces) return this.onpieces(data.pieces);
      if (data.started) return this.onstarted();
      if (data.end) return this.#settle(this.#waiting.keys().next().value, { value: data.end });
      if (data.value !== undefined || data.fault !== undefined) this.#settle(data.id, data);
    };
    worker.onerror = event => { event.preventDefault?.(); this.fail(new Error('a worker of the Go kernel ended: ' + (event.message ?? 'no reason given'))); };
  }

  #settle(id, { value, fault }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    fault === undefined ? waiting.done(value) : waiting.fail(new Error(fault));
  }

  ask(duty, request, moved = []) {
    return new Promise((done, fail) => {
      if (this.#ended) return fail(new Error('ended'));
      const id = this.#next++;
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage({ id, do: duty, ...request }, moved);
    });
  }

  // bring asks a duty that takes a file of the payload; the worker unpacks it while it comes.
  async bring(duty, payload, key, request, onBytes = () => {}) {
    const { version, files } = await payload.manifest();
    const id = this.#next, answer = this.ask(duty, { ...request, version, size: files[key].size });
    answer.catch(() => {});
    await payload.get(key, part => {
      onBytes(part.length);
      this.#worker.postMessage({ id, part }, [part.buffer]);
    });
    this.#worker.postMessage({ id, part: null });
    return answer;
  }

  fail(fault) {
    for (const { fail } of this.#waiting.values()) fail(fault);
    this.#waiting.clear();
  }

  end() {
    this.#ended = true; // a worker that has ended answers nothing
    this.#worker.terminate();
    this.fail(new Error('ended'));
  }
}
