// JupyterLite's extension with our kernel, under our kernelspec's name: a federated module by hand, as kernel-setup/live/lab.js has it. JupyterLite
// gives BaseKernel, which answers Jupyter's messages by calling what stands below. build.py puts the hashed name of the page side in.
(() => {
  'use strict';
  const NAME = 'downhill', script = document.currentScript.src;
  let shared, page;

  // load brings the page side, once; a load that failed is tried again.
  const load = () => page ??= new Promise((done, fail) => {
    if (globalThis.downhill?.Kernel) return done();
    const element = Object.assign(document.createElement('script'), { src: new URL('@kernel.js@', script).href, onload: done });
    element.onerror = () => { page = null; fail(new Error('the Go kernel could not be loaded; is the network there?')); };
    document.head.append(element);
  });

  // payload is beside JupyterLite in the site, or where the page's settings say (downhillKernel).
  let payload = null;
  function thePayload() {
    const settings = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
    const address = settings.downhillKernel ? new URL(settings.downhillKernel, document.baseURI) : new URL('../../../../../kernel/kernel.json', script);
    return payload ??= downhill.Payload.fetched(address.href);
  }

  const kernels = new Map();

  const made = BaseKernel => class GoKernel extends BaseKernel {
    #kernel = null;

    async #started() {
      await load();
      return this.#kernel ??= new downhill.Kernel(thePayload());
    }

    // warm begins to load before the first cell is run.
    warm() { this.#started().then(kernel => kernel.load()).catch(() => {}); }

    async kernelInfoRequest() {
      return {
        status: 'ok', protocol_version: '5.3', implementation: 'downhill', implementation_version: '@version@', banner: 'Go in the browser', help_links: [],
        language_info: { name: 'go', version: '@go@', mimetype: 'text/x-go', file_extension: '.go', codemirror_mode: 'go', pygments_lexer: 'go', nbconvert_exporter: '' },
      };
    }

    async executeRequest({ code, silent }) {
      const parent = this.parentHeader;
      // What is printed may first pass through the page's exercises; order is kept.
      let last = Promise.resolve();
      const inOrder = f => { last = last.then(f, f); };
      const onOutput = output => inOrder(async () => {
        if (silent) return;
        if (output.output_type === 'stream') {
          const text = output.name === 'stdout' && downhill.receipts ? await downhill.receipts(output.text, () => downhill.engine()).catch(() => output.text) : output.text;
          this.stream({ name: output.name, text }, parent);
        } else if (output.output_type === 'display_data') {
          this.displayData({ data: output.data, metadata: output.metadata, transient: output.transient }, parent);
        } else {
          this.publishExecuteError({ ename: output.ename, evalue: output.evalue, traceback: output.traceback }, parent);
        }
      });
      let reply;
      try {
        reply = await (await this.#started()).run(code, { onOutput });
      } catch (fault) {
        reply = { status: 'error', ename: 'kernel', evalue: fault.message, traceback: [fault.message] };
        onOutput({ output_type: 'error', ...reply });
      }
      await last;
      const { status, ename, evalue, traceback } = reply;
      return status === 'ok' ? { status, execution_count: this.executionCount, user_expressions: {} } : { status, execution_count: this.executionCount, ename, evalue, traceback };
    }

    async completeRequest({ code, cursor_pos }) {
      return (await this.#started()).complete(code, cursor_pos).catch(() => ({ status: 'ok', matches: [], cursor_start: cursor_pos, cursor_end: cursor_pos, metadata: {} }));
    }

    async inspectRequest({ code, cursor_pos }) {
      return (await this.#started()).inspect(code, cursor_pos).catch(() => ({ status: 'ok', found: false, data: {}, metadata: {} }));
    }

    async isCompleteRequest({ code }) {
      return (await this.#started()).isComplete(code).catch(() => ({ status: 'unknown' }));
    }

    async commInfoRequest() { return { status: 'ok', comms: {} }; }
    inputReply() {}
    async commOpen() {}
    async commMsg() {}
    async commClose() {}

    interrupt() { this.#kernel?.interrupt(); }

    dispose() {
      if (this.isDisposed) return;
      kernels.delete(this.id);
      this.#kernel?.close();
      super.dispose();
    }
  };

  const plugin = ({ BaseKernel, IKernelSpecs, IKernelClient }) => ({
    id: '@downhill/kernel:kernel', description: 'Go in the browser, for notebooks.', autoStart: true, requires: [IKernelSpecs], optional: [IKernelClient],
    activate: (app, specs, client) => {
      (globalThis.downhill ??= {}).runs = true;
      const GoKernel = made(BaseKernel);
      specs.register({
        spec: { name: NAME, display_name: '@title@', language: 'go', argv: [], resources: {} },
        create: async options => {
          const kernel = new GoKernel(options);
          kernels.set(kernel.id, kernel);
          kernel.warm();
          return kernel;
        },
      });
      // JupyterLite cancels the cells that wait; that which runs is ours to end.
      if (client?.interrupt) {
        const interrupt = client.interrupt.bind(client);
        client.interrupt = async id => {
          await interrupt(id);
          kernels.get(id)?.interrupt();
        };
      }
    },
  });

  (window._JUPYTERLAB ??= {})['@downhill/kernel'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const services = (await Object.values(shared['@jupyterlite/services'])[0].get())();
      return () => ({ __esModule: true, default: plugin(services) });
    },
  };
})();
