"""A real JupyterHub on loopback with Unix users of its own: everything in build/hub, nothing left behind but what was built."""

import contextlib
import hashlib
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import checkout

PREFIX = "dhhub"  # of the users' names

CONFIG = '''
import os
load_subconfig({config!r})
# A local spawner in place of containers, Unix users in place of volumes, one password for all, loopback only.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [{program!r}]
c.Spawner.mem_limit = c.Spawner.cpu_limit = None
c.Spawner.environment = {{"TMPDIR": "/tmp"}}
c.Spawner.env_keep = ["LANG", "LC_ALL"]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {token!r}
c.Authenticator.allowed_users = set({users!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_ip = c.JupyterHub.hub_connect_ip = "127.0.0.1"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret_file = {run!r} + "/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = {run!r} + "/proxy.pid"
c.JupyterHub.services = c.JupyterHub.services + [{{"name": "test", "api_token": {token!r}}}]
c.JupyterHub.load_roles = c.JupyterHub.load_roles + [{{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "tokens"]}}]
'''


def run(args, **options):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{args}: {done.stdout[-1500:]}{done.stderr[-1500:]}"
    return done.stdout


def python():
    """A Python that every user of this machine may run, or None: pyenv's, for one, is often in a home that is closed to others."""
    for candidate in ("/usr/bin/python3", sys.executable):
        found = os.path.realpath(candidate)
        if os.access(found, os.X_OK) and all(folder.stat().st_mode & 0o001 for folder in Path(found).parents):
            return candidate
    return None


def stamped(stamp, inputs, make):
    """Calls make unless the stamp says that it was done with the same inputs."""
    digest = hashlib.sha256("".join(inputs).encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != digest:
        stamp.unlink(missing_ok=True)
        make()
        stamp.write_text(digest)


def installed(root, folder):
    """The class's install: a copy of this clone in folder, set up by scripts/setup --hub with a Python that all may run."""
    clone = folder / "clone"
    for old in clone.glob("*"):
        if old.name != ".venv":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.copytree(root, clone, ignore=checkout.left_out, dirs_exist_ok=True)
    run(["chmod", "-R", "a+rX", clone])
    modules = subprocess.run(["go", "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    run([clone / "scripts" / "setup", "--hub"], env={
        **{name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")},
        "PYTHON": python(), "GOPROXY": f"file://{modules}/cache/download,https://proxy.golang.org,direct",
    })
    return clone


def hub_environment(root, folder):
    """JupyterHub and its proxy, pinned by hash; returns the folders of their programs."""
    venv, proxy, source = folder / "venv", folder / "proxy", root / "kernel-setup" / "hub"
    lock = source / "requirements-hub.txt"

    def make_venv():
        run([sys.executable, "-m", "venv", "--clear", venv])
        run([venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-deps", "--require-hashes", "-r", lock])

    def make_proxy():
        shutil.copytree(source / "proxy", proxy, dirs_exist_ok=True)
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=proxy)

    stamped(folder / "venv.stamp", [lock.read_text(), sys.version], make_venv)
    stamped(folder / "proxy.stamp", [(source / "proxy" / "package-lock.json").read_text()], make_proxy)
    return venv / "bin", proxy / "node_modules" / ".bin"


@contextlib.contextmanager
def users(count):
    """Real Unix users, each with a home of mode 0700; removed afterwards with all that is theirs."""
    names = [f"{PREFIX}{number:02}" for number in range(1, count + 1)]
    for name in names:
        with contextlib.suppress(KeyError):  # what a test that was killed has left
            remove(name)
    made = []
    try:
        for name in names:
            run(["useradd", "--create-home", "--key", "HOME_MODE=0700", "--shell", "/bin/sh", name])
            made.append(name)
        yield names
    finally:
        for name in made:
            remove(name)


def remove(name):
    account = pwd.getpwnam(name)
    for process in of_user(account.pw_uid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, 9)
    deadline = time.monotonic() + 10
    while of_user(account.pw_uid) and time.monotonic() < deadline:
        time.sleep(0.1)
    subprocess.run(["userdel", "--remove", name], capture_output=True)
    shutil.rmtree(f"/tmp/downhill-{account.pw_uid}", ignore_errors=True)


def of_user(uid):
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == uid:
                found.append(int(folder.name))
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Hub:
    def __init__(self, root, folder, clone, names):
        programs, proxy = hub_environment(root, folder)
        self.token, self.port = secrets.token_hex(16), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.run = tempfile.mkdtemp(prefix="downhill-hub-")
        config = Path(self.run) / "jupyterhub_config.py"
        config.write_text(CONFIG.format(
            config=str(root / "kernel-setup" / "hub" / "jupyterhub_config.py"), program=str(clone / ".venv" / "bin" / "downhill-hub"), token=self.token,
            users=names, port=self.port, hub_port=free_port(), api_port=free_port(), proxy=str(proxy / "configurable-http-proxy"), run=self.run,
        ))
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON", "VIRTUAL_ENV"))}
        self.log = open(folder / "hub.log", "w+")
        self.process = subprocess.Popen([programs / "python", "-m", "jupyterhub", "-f", config], cwd=self.run, env=environ, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 120
        while True:
            try:
                self.info = self.api("GET", "")
                break
            except OSError:
                assert self.process.poll() is None and time.monotonic() < deadline, "JupyterHub did not start:\n" + self.said()
                time.sleep(0.3)

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text()[-4000:]

    def api(self, method, path, body=None):
        request = urllib.request.Request(f"{self.address}/hub/api{path}", method=method, headers={"Authorization": f"token {self.token}"},
                                         data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.loads(answer.read() or b"null")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.run, ignore_errors=True)
