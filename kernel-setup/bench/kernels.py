"""Kernels to measure: ours, GoNB as it comes, and Python's; each started afresh or kept for many cells."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from results import Unavailable

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build" / "bench" / "kernel"
GONB = "github.com/janpfeifer/gonb"
COURSE = "github.com/downhill-go/downhill"


class Kernel:
    """A way to start kernels. prepare is a cell each new one runs before anything is measured."""

    def __init__(self, name, folders=(), python=None, prepare=None):
        self.name, self.folders, self.prepare = name, [str(f) for f in folders], prepare
        self.python = python

    @contextlib.contextmanager
    def started(self, prepared=True):
        from jupyter_client import KernelManager
        from jupyter_client.kernelspec import KernelSpecManager

        specs = KernelSpecManager(ensure_native_kernel=False, allowed_kernelspecs=set())
        specs.kernel_dirs = self.folders + specs.kernel_dirs
        manager = KernelManager(kernel_name=self.name, kernel_spec_manager=specs)
        # goimports and gopls are the same for both Go kernels; nothing but the kernel differs.
        path = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]])
        manager.start_kernel(env=dict(os.environ, PATH=path), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=120)
            session = Session(manager, client)
            if self.prepare and prepared:
                session.cell(self.prepare)
            yield session
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    def fresh(self, measure):
        """What measure returns for a kernel just started and prepared."""
        with self.started() as session:
            return measure(session)

    def start(self):
        """Seconds from starting the process to its first answer."""
        started = time.perf_counter()
        with self.started(prepared=False):
            return time.perf_counter() - started


class Session:
    def __init__(self, manager, client):
        self.manager, self.client = manager, client

    def cell(self, code):
        """Seconds from sending the cell to the kernel's being idle again; a cell that fails stops the measurement."""
        started = time.perf_counter()
        request = self.client.execute(code)
        for message in self.messages(request):
            if message["msg_type"] == "error":
                raise RuntimeError("a cell failed: " + "\n".join(message["content"]["traceback"]))
        return time.perf_counter() - started

    def messages(self, request):
        """The messages of a request until the kernel is idle again."""
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") == request:
                yield message
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return

    def tab(self, code, expected):
        """Seconds until the completions of code are there."""
        started = time.perf_counter()
        matches = self.client.complete(code, len(code), reply=True, timeout=120)["content"]["matches"]
        took = time.perf_counter() - started
        if not any(expected in match for match in matches):
            raise RuntimeError(f"no {expected} among the completions of {code!r}")
        return took

    def interrupt(self, endless):
        """Seconds from the interrupt to the kernel's being idle; endless is a cell that prints once and never ends."""
        request = self.client.execute(endless)
        sent = None
        for message in self.messages(request):
            if message["msg_type"] == "stream" and sent is None:
                sent = time.perf_counter()
                self.manager.interrupt_kernel()
        return time.perf_counter() - sent


def ours():
    return Kernel("downhill")


def stock():
    """GoNB as it comes, built from the same pinned source, with the kernelspec it gives itself."""
    (BUILT / "bin").mkdir(parents=True, exist_ok=True)
    environ = dict(os.environ, GOWORK="off", GOFLAGS="", GOBIN=str(BUILT / "bin"))
    subprocess.run(["go", "install", "-buildvcs=false", GONB], cwd=ROOT / "kernel-setup", env=environ, check=True)
    path = os.pathsep.join([str(Path(sys.prefix) / "bin"), os.environ["PATH"]])
    environ = dict(os.environ, JUPYTER_DATA_DIR=str(BUILT / "share" / "jupyter"), PATH=path)
    subprocess.run([BUILT / "bin" / "gonb", "--install"], env=environ, check=True, stderr=subprocess.DEVNULL)
    # Stock GoNB asks the network for the newest version of whatever a cell imports, unless its go.mod already names one.
    wanted = " ".join(pinned("github.com/janpfeifer/gonb", "gonum.org/v1/plot"))
    course = f"go mod edit -require={COURSE}@v0.0.0 -replace={COURSE}={ROOT} && go get {COURSE}/pkg/show"
    return Kernel("gonb", [BUILT / "share" / "jupyter" / "kernels"], prepare=f"!*go get {wanted} && {course}")


def pinned(*modules):
    """module@version, the versions being those our own cells get."""
    lines = (ROOT / "go.mod").read_text(encoding="utf-8").split("\n")
    versions = dict(line.split()[:2] for line in lines if len(line.split()) >= 2)
    return [f"{module}@{versions[module]}" for module in modules]


def ipykernel():
    """Python's kernel with matplotlib, in an environment of its own."""
    lock, folder = Path(__file__).with_name("kernel-peer.txt"), BUILT / "python"
    stamp = folder / "lock.txt"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        asked = subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", lock],
                               capture_output=True, text=True)
        if asked.returncode:
            raise Unavailable("ipykernel and matplotlib could not be installed: " + asked.stderr.strip()[-200:])
        stamp.write_bytes(lock.read_bytes())
    # The spec ipykernel brings says "python", which Jupyter takes for its own Python; this one names that environment's.
    spec = folder / "kernels" / "peer"
    spec.mkdir(parents=True, exist_ok=True)
    argv = [str(folder / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "peer", "language": "python"}))
    return Kernel("peer", [spec.parent], prepare="%config InlineBackend.figure_formats = ['svg']")
