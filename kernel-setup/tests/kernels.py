"""A kernel to talk to in a test: cells in, messages out."""

import contextlib
import subprocess
import time
from dataclasses import dataclass, field

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

from downhill_course import clone


@dataclass
class Reply:
    status: str
    seconds: float
    messages: list = field(default_factory=list)  # iopub messages in the order they came, status messages left out

    def text(self, stream="stdout"):
        return "".join(m["content"]["text"] for m in self.messages if m["msg_type"] == "stream" and m["content"]["name"] == stream)

    def displays(self):
        return [m["content"]["data"] for m in self.messages if m["msg_type"] in ("display_data", "execute_result")]

    def error(self):
        errors = [m["content"] for m in self.messages if m["msg_type"] == "error"]
        return "\n".join([self.text("stderr")] + [e["evalue"] + "\n" + "\n".join(e["traceback"]) for e in errors])


class Session:
    def __init__(self, manager, client):
        self.manager, self.client = manager, client

    def cell(self, code, timeout=120):
        started = time.perf_counter()
        return self.collect(self.client.execute(code), started, timeout)

    def collect(self, request, started, timeout=120):
        messages, deadline = [], time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.1, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    break
            else:
                messages.append(message)
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == request:
                return Reply(reply["content"]["status"], time.perf_counter() - started, messages)

    def complete(self, code, cursor=None, timeout=60):
        return self.client.complete(code, len(code) if cursor is None else cursor, reply=True, timeout=timeout)["content"]

    def inspect(self, code, cursor, timeout=60):
        return self.client.inspect(code, cursor, reply=True, timeout=timeout)["content"]


@contextlib.contextmanager
def session(folder=None, env=None, program=None, spec=None):
    """A kernel that has started; program is another build of it, spec the folder of another kernelspec."""
    specs = KernelSpecManager(ensure_native_kernel=False, allowed_kernelspecs=set())
    specs.kernel_dirs = [str(spec.parent)] if spec else specs.kernel_dirs
    manager = KernelManager(kernel_name=spec.name if spec else clone.KERNEL, kernel_spec_manager=specs)
    if program:
        manager.kernel_spec.argv[0] = str(program)
    manager.start_kernel(env={**clone.environ(), **(env or {})}, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield Session(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=False)
