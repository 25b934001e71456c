"""What the README's Security section promises: addresses, tokens, hashes, and known holes in what we depend on."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

# Findings of govulncheck that do not concern us, with the reason; anything else fails the test.
EXPLAINED = {
    "GO-2026-4962": "a font made to exhaust memory: figures read the fonts embedded in gonum/plot, never a file from elsewhere",
    "GO-2026-4815": "a TIFF made to exhaust memory: nothing reads TIFF; the trace goes through the interface io.ReaderAt",
}


def test_nothing_of_ours_turns_a_lock_off(root):
    """No setting, script or configuration switches off token, origin or host checks, or listens everywhere (a hub's containers apart)."""
    off = re.compile(r"(token|password)\s*[=:]\s*(''|\"\"|None\b)|disable_check_xsrf|allow_origin|allow_remote_access['\"]?\s*[=:]\s*[Tt]rue|ServerApp\.ip=(?!127\.0\.0\.1)|allow_unauthenticated")
    looked = [path for folder in ("scripts", "kernel-setup/jupyter", "kernel-setup/downhill_course", "kernel-setup/installer", "kernel-setup/hub")
              for path in (root / folder).rglob("*") if path.is_file() and path.suffix in ("", ".py", ".json", ".yaml") and "package-lock" not in path.name]
    assert len(looked) > 20
    assert [f"{path}: {found[0]}" for path in looked if (found := off.search(path.read_text(encoding="utf-8")))] == []


def test_the_running_server_refuses_who_has_no_token_and_whoever_asks_for_another_host(tmp_path, lab):
    address = lab(tmp_path)
    base, token = re.match(r"(http://127\.0\.0\.1:\d+)/lab.*token=(\w+)", address).groups()

    def status(path="/api/contents", **headers):
        try:
            return urllib.request.urlopen(urllib.request.Request(base + path, headers=headers), timeout=30).status
        except urllib.error.HTTPError as error:
            return error.code

    assert len(token) >= 32
    assert status() == 403
    assert status(Authorization="token wrong") == 403
    assert status(Authorization=f"token {token}") == 200
    assert status(Authorization=f"token {token}", Host="example.org") == 403
    port = int(base.rsplit(":", 1)[1])
    if not os.path.exists("/proc/net/tcp"):
        pytest.skip("only Linux says in a file who listens where")
    listening = [line.split()[1] for name in ("tcp", "tcp6") for line in Path("/proc/net", name).read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert [at for at in listening if int(at.rpartition(":")[2], 16) == port] == [f"0100007F:{port:04X}"]


def test_every_line_of_every_python_lock_has_hashes_and_no_address(root):
    locks = [path for path in (root / "kernel-setup").rglob("*.txt") if path.with_suffix(".in").is_file()]
    assert {"requirements.txt", "requirements-test.txt", "requirements-hub.txt", "kernel-peer.txt"} <= {path.name for path in locks}
    for path in locks:
        text = path.read_text()
        packages = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.lstrip().startswith("#")]
        assert packages and all(re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line) for line in packages), path
        assert "://" not in re.sub(r"(?m)^\s*#.*", "", text), path


def test_every_go_module_has_its_sums(root):
    modules = [root / "go.mod", *(root / "kernel-setup").rglob("go.mod")]
    assert len(modules) >= 3
    for path in modules:
        text = path.read_text()
        replaced = set(re.findall(r"(?m)^(?:replace )?\s*(\S+) => ", text))
        required = re.findall(r"(?m)(?:^(?:require )?\s*|=> )((?:[\w-]+\.)+\w+/\S+) (v\S+)", text)
        required = [(module, version) for module, version in required if module not in replaced]
        if not required:  # a module that stands on Go alone
            assert "require" not in text
            continue
        sums = path.with_name("go.sum").read_text()
        assert all(f"{module} {version}/go.mod h1:" in sums for module, version in required), path


def test_govulncheck_finds_no_known_hole_that_is_not_explained(root):
    try:
        urllib.request.urlopen("https://vuln.go.dev/index/db.json", timeout=10).close()
    except OSError:
        pytest.skip("the database of known holes, vuln.go.dev, cannot be reached from here")
    program = root / "build" / "tests" / "govulncheck"
    environ = {**os.environ, "GOWORK": "off", "GOFLAGS": ""}
    built = subprocess.run(["go", "build", "-o", program, "golang.org/x/vuln/cmd/govulncheck"], cwd=root / "kernel-setup" / "audit", env=environ, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    for folder, what in ((root, "./..."), (root / "kernel-setup", "./hub/...")):
        said = subprocess.run([program, "-format", "json", what], cwd=folder, env=environ, capture_output=True, text=True)
        assert said.returncode == 0, said.stderr
        found, decoder, rest = set(), json.JSONDecoder(), said.stdout.strip()
        while rest:
            message, end = decoder.raw_decode(rest)
            rest = rest[end:].lstrip()
            if "finding" in message and message["finding"]["trace"][0].get("function"):
                found.add(message["finding"]["osv"])
        assert found <= EXPLAINED.keys(), found - EXPLAINED.keys()
