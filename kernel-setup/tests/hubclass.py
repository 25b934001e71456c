"""Learners of a class, all at once, through the hub's proxy as their browsers would: start, open, run cell by cell, save."""

import asyncio
import json
import random
import time
import uuid
from dataclasses import dataclass, field

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

NOTEBOOK = "downhill/07-the-update-rule.ipynb"
PATIENCE = 600  # seconds


@dataclass
class Learner:
    hub: object
    name: str
    token: str = ""
    start: float = 0.0
    cells: list = field(default_factory=list)  # (seconds, whether it drew a figure)
    tab: float | None = None  # seconds of the first completion, None where gopls did not answer in its time
    fault: str = ""

    async def fetch(self, method, path, body=None, token=None):
        AsyncHTTPClient.configure("tornado.simple_httpclient.SimpleAsyncHTTPClient", max_clients=400)
        request = HTTPRequest(
            self.hub.address + path, method=method, headers={"Authorization": f"token {token or self.token}", "Content-Type": "application/json"},
            body=None if body is None else json.dumps(body), allow_nonstandard_methods=True, request_timeout=PATIENCE, connect_timeout=PATIENCE,
        )
        answer = await AsyncHTTPClient().fetch(request)
        return json.loads(answer.body or b"null")

    async def enter(self):
        """Logs in and waits until the server is there."""
        self.token = (await self.fetch("POST", f"/hub/api/users/{self.name}/tokens", {"expires_in": 3600}, token=self.hub.token))["token"]
        started = time.perf_counter()
        await self.fetch("POST", f"/hub/api/users/{self.name}/server", {})
        while not (await self.fetch("GET", f"/hub/api/users/{self.name}"))["servers"].get("", {}).get("ready"):
            assert time.perf_counter() - started < PATIENCE, "the server did not start"
            await asyncio.sleep(0.5)
        self.start = time.perf_counter() - started

    async def work(self, pause=0.0):
        """Runs the notebook end to end, a cell after the other, with a pause before each of so many seconds in the mean, and saves it."""
        base = f"/user/{self.name}/api"
        model = await self.fetch("GET", f"{base}/contents/{NOTEBOOK}?content=1")
        session = await self.fetch("POST", f"{base}/sessions", {"path": NOTEBOOK, "name": "", "type": "notebook", "kernel": {"name": "downhill"}})
        kernel = session["kernel"]["id"]
        address = f"{self.hub.address.replace('http', 'ws', 1)}{base}/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
        socket = await websocket_connect(HTTPRequest(address, headers={"Authorization": f"token {self.token}"}, request_timeout=PATIENCE, connect_timeout=PATIENCE))
        for cell in model["content"]["cells"]:
            if cell["cell_type"] != "code":
                continue
            if pause:
                await asyncio.sleep(random.expovariate(1 / pause))
            started = time.perf_counter()
            cell["outputs"] = await self.ask(socket, "execute_request", {
                "code": "".join(cell["source"]), "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True,
            })
            drew = any("<img" in "".join(output.get("data", {}).get("text/html", "")) for output in cell["outputs"])
            self.cells.append((time.perf_counter() - started, drew))
            if len(self.cells) == 2:
                started = time.perf_counter()
                answered = await self.ask(socket, "complete_request", {"code": "%%\nfmt.Pr", "cursor_pos": 9}, may_fail=True)
                self.tab = time.perf_counter() - started if answered is not None else None
        socket.close()
        await self.fetch("PUT", f"{base}/contents/{NOTEBOOK}", {"type": "notebook", "format": "json", "content": model["content"]})
        saved = await self.fetch("GET", f"{base}/contents/{NOTEBOOK}?content=1")
        assert len(self.cells) > 5 and any(drew for _, drew in self.cells), "the notebook has cells, and figures"
        assert saved["content"]["cells"] == model["content"]["cells"] or saved["content"]["cells"][-1]["source"], "saved with its outputs"
        self.kernel = kernel

    async def ask(self, socket, kind, content, may_fail=False):
        """Sends a request and waits for its reply and for the kernel to be idle again; returns the outputs, None if it failed and may."""
        identity = uuid.uuid4().hex
        header = {"msg_id": identity, "msg_type": kind, "username": self.name, "session": identity, "version": "5.3", "date": ""}
        await socket.write_message(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}))
        outputs, replied, idle, failed = [], False, False, False
        while not (replied and idle):
            text = await asyncio.wait_for(socket.read_message(), PATIENCE)
            assert text is not None, "the connection to the kernel was closed"
            message = json.loads(text)
            if message["parent_header"].get("msg_id") != identity:
                continue
            of, said = message["msg_type"], message["content"]
            if of == "status":
                idle = said["execution_state"] == "idle"
            elif of == kind.replace("request", "reply"):
                failed = said["status"] != "ok"
                assert may_fail or not failed, said
                replied = True
            elif of in ("stream", "display_data", "execute_result", "error"):
                assert of != "error", said
                outputs.append({"output_type": of, **{key: said[key] for key in ("name", "text", "data", "metadata") if key in said}})
        return None if failed else outputs

    async def refused(self, other):
        """The status with which the other learner's files are refused through the proxy."""
        try:
            await self.fetch("GET", f"/user/{other}/api/contents/{NOTEBOOK}")
        except HTTPClientError as error:
            return error.code
        return 200


async def together(learners, pause=0.0):
    """All enter, then all work, at once. A fault is noted with its learner, and the others go on."""

    async def noted(learner, what):
        try:
            await what
        except Exception as error:
            learner.fault = f"{learner.name}: {type(error).__name__}: {error}"

    await asyncio.gather(*(noted(learner, learner.enter()) for learner in learners))
    started = time.perf_counter()
    await asyncio.gather(*(noted(learner, learner.work(pause)) for learner in learners if not learner.fault))
    return time.perf_counter() - started
