"""The image's Dockerfile without a container daemon: its lines, run in a fresh root made with debootstrap."""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

PASSED_ON = ("PIP_", "GOPROXY", "GONOSUMDB", "GOSUMDB", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
CERTIFICATES = "etc/certificates-of-the-machine.pem"


def instructions(dockerfile):
    """(WORD, rest) of each instruction, comments left out."""
    text = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n", "", dockerfile.read_text()))
    return [tuple(line.strip().split(None, 1)) for line in text.splitlines() if line.strip()]


class Root:
    def __init__(self, folder):
        self.folder, self.env, self.user, self.workdir, self.cmd = folder, {}, "root", "/", None
        self.entrypoint = []

    def build(self, dockerfile, context, ignore):
        for word, rest in instructions(dockerfile):
            getattr(self, f"do_{word.lower()}")(rest, context, ignore)

    def do_from(self, rest, *_):
        if found := re.fullmatch(r"debian:(\w+)-slim", rest):
            said = subprocess.run(["debootstrap", "--variant=minbase", found[1], self.folder], capture_output=True, text=True)
            assert said.returncode == 0, said.stdout[-800:] + said.stderr[-800:]
            shutil.copy("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")
            with contextlib.suppress(OSError):  # a machine behind a gateway has certificates of its own
                shutil.copy("/etc/ssl/certs/ca-certificates.crt", self.folder / CERTIFICATES)
        else:
            assert re.fullmatch(r"golang:1\.26-\w+ AS go", rest), rest

    def do_copy(self, rest, context, ignore):
        if found := re.fullmatch(r"--from=go /usr/local/go (\S+)", rest):
            goroot = subprocess.run(["go", "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
            subprocess.run(["cp", "-a", goroot, self.folder / found[1].lstrip("/")], check=True)
        else:
            source, target = rest.split()
            assert source == "."
            shutil.copytree(context, self.folder / target.lstrip("/"), ignore=ignore)

    def do_run(self, rest, *_):
        said = self.run(["sh", "-c", rest])
        assert said.returncode == 0, f"RUN {rest}\n{said.stdout[-2000:]}{said.stderr[-2000:]}"

    def do_env(self, rest, *_):
        self.env.update(pair.split("=", 1) for pair in shlex.split(rest))

    def do_user(self, rest, *_):
        self.user = rest

    def do_workdir(self, rest, *_):
        self.workdir = rest

    def do_expose(self, *_):
        pass

    def do_entrypoint(self, rest, *_):
        self.entrypoint = json.loads(rest)

    def do_cmd(self, rest, *_):
        self.cmd = json.loads(rest)

    def run(self, command, read_only=False, network=True):
        """Runs a command in the root as the user; read_only as the hub's containers are, with the home and /tmp to write to."""
        home = "/root" if self.user == "root" else f"/home/{self.user}"
        env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "DEBIAN_FRONTEND": "noninteractive", **self.env}
        if network:
            env.update({name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)})
            if (self.folder / CERTIFICATES).is_file():
                env.update(PIP_CERT=f"/{CERTIFICATES}", SSL_CERT_FILE=f"/{CERTIFICATES}")
        steps = ['mount -t proc none "$0/proc"', 'mount --rbind /dev "$0/dev"']
        if read_only:
            steps = ['mount --bind "$0" "$0"', *steps, 'mount -t tmpfs -o mode=1777 none "$0/tmp"', f'mount --bind "$0{home}" "$0{home}"',
                     'mount -o remount,bind,ro "$0"']
        change = f'exec chroot --userspec={self.user} "$0" sh -c \'cd {self.workdir} && exec "$@"\' sh "$@"'
        script = " && ".join([*steps, change])
        spaces = ["unshare", "--mount", "--pid", "--fork", *([] if network else ["--net"])]
        lo = [] if network else ["sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh"]
        return subprocess.run([*spaces, *lo, "sh", "-c", script, self.folder, *command], env=env, capture_output=True, text=True)


def remove(folder):
    """Removes a root; nothing can be mounted in it, as each run's mounts went with its namespace."""
    assert not any(str(folder) in line for line in Path("/proc/self/mounts").read_text().splitlines())
    shutil.rmtree(folder, ignore_errors=True)
