"""Set-up's parts, with stand-ins for what this machine is not: steps and their stamps, other Gos, other systems, packages without a wheel."""

import hashlib
import io
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from pathlib import Path

import command
import environment
import pytest
import tools
from paths import Paths
from plan import Step, run, run_together
from report import Fault, Report

from downhill_course import lab


@pytest.fixture
def quiet():
    return Report(quiet=True)


@pytest.fixture(autouse=True)
def programs_may_begin():
    """command.end_all is final in a set-up; here the next test comes."""
    yield
    command._ended.clear()


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def test_a_step_runs_again_when_an_input_changes_or_its_result_is_gone(tmp_path, quiet):
    paths, ran = Paths(tmp_path), []
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "file").write_text("one")
    made = tmp_path / "made"

    def act():
        made.write_text("made")
        ran.append("act")

    def steps():
        return [Step("name", "title", act, [tmp_path / "in"], [made])]

    assert run(paths, quiet, steps()) == ["name"]
    assert run(paths, quiet, steps()) == []
    (tmp_path / "in" / "file").write_text("two")
    assert run(paths, quiet, steps()) == ["name"]
    made.unlink()
    assert run(paths, quiet, steps()) == ["name"]


def test_a_step_that_fails_runs_again(tmp_path, quiet):
    paths, calls = Paths(tmp_path), []

    def act():
        calls.append("act")
        if len(calls) == 1:
            raise Fault("the first time it fails")

    with pytest.raises(Fault):
        run(paths, quiet, [Step("name", "title", act, ["input"])])
    assert run(paths, quiet, [Step("name", "title", act, ["input"])]) == ["name"]


def test_an_optional_step_that_fails_is_told_and_tried_again_while_the_rest_goes_on(tmp_path, capsys, quiet):
    paths, calls = Paths(tmp_path), []

    def fails():
        calls.append("fails")
        raise Fault("no such compiler")

    plan = [Step("first", "live figures", fails, ["input"], optional=True), Step("second", "settings", lambda: None, ["input"])]
    assert run(paths, quiet, plan) == ["second"]
    assert "live figures: not done" in capsys.readouterr().err
    run(paths, quiet, plan)
    assert calls == ["fails", "fails"]


def test_a_step_waits_for_those_it_comes_after_in_another_list(tmp_path, quiet):
    order, gate = [], threading.Event()
    slow = Step("slow", "slow", lambda: (gate.wait(10), order.append("slow")), ["input"])
    behind = Step("behind", "behind", lambda: order.append("behind"), ["input"], after=("slow",))
    threading.Timer(0.2, gate.set).start()
    assert set(run_together(Paths(tmp_path), quiet, [behind], [slow])) == {"slow", "behind"}
    assert order == ["slow", "behind"]
    assert run_together(Paths(tmp_path), quiet, [behind], [slow]) == [], "what was done before counts as done"


def test_a_step_that_fails_ends_what_the_others_have_started_before_it_is_told(tmp_path, quiet):
    """Each sister is a shell with a child of its own; all must be gone when the fault is raised, as the lock is let go then."""
    mark = tmp_path / "children"

    def sister():
        command.run(["sh", "-c", f'sleep 300 & echo $! >> "{mark}"; wait'], "a sister")

    def fails():
        while not mark.exists() or len(mark.read_text().split()) < 2:
            time.sleep(0.01)
        raise Fault("it cannot be done")

    lists = [[Step("one", "one", sister, ["input"])], [Step("two", "two", sister, ["input"], optional=True)],
             [Step("fails", "fails", fails, ["input"])], [Step("never", "never", lambda: None, ["input"], after=("one",))]]
    with pytest.raises(Fault, match="it cannot be done"):
        run_together(Paths(tmp_path), quiet, *lists)
    wait_for_end_of(mark)
    assert not list((tmp_path / ".venv").glob("stamps/*"))


def test_ctrl_c_ends_what_a_step_alone_has_started(tmp_path):
    """It reaches set-up, and no group of its own."""
    mark = tmp_path / "child"
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        command.run(["sh", "-c", f'sleep 300 & echo $! > "{mark}"; wait'], "a build")
    wait_for_end_of(mark)


def wait_for_end_of(mark):
    deadline = time.monotonic() + 10
    while any(alive(int(pid)) for pid in mark.read_text().split()):
        assert time.monotonic() < deadline, "a step's program lives on"
        time.sleep(0.01)


def alive(pid):
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self").exists():  # a zombie that nobody has collected yet is not alive
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    return subprocess.run(["kill", "-0", str(pid)], capture_output=True).returncode == 0


def test_a_second_set_up_says_that_it_waits(tmp_path):
    code = (f"import sys; sys.path[:0] = {[str(Path(environment.__file__).parent), str(Path(environment.__file__).parents[1])]!r}\n"
            "import environment; from paths import Paths; from pathlib import Path\n"
            f"with environment.locked(Paths(Path({str(tmp_path)!r})), 'lock'): print('mine', flush=True)")
    with environment.locked(Paths(tmp_path), "lock"):
        second = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert second.stderr.readline().startswith("setup: another set-up is at work in ")
        assert second.poll() is None
    assert second.communicate()[0] == "mine\n" and second.returncode == 0


@pytest.mark.parametrize("text, words", [
    ("ERROR: Could not find a version that satisfies the requirement pyyaml==6.0.3 (from versions: none)\n"
     "ERROR: No matching distribution found for pyyaml==6.0.3\n", "no ready-made package of pyyaml==6.0.3 for this Python"),
    ("WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(…)'\n"
     "ERROR: Could not find a version that satisfies the requirement pyyaml==6.0.3 (from versions: none)\n"
     "ERROR: No matching distribution found for pyyaml==6.0.3\n", "needs the network"),
    ("OSError: [Errno 28] No space left on device", "the disk is full"),
    ('go: github.com/x/y: git init --bare: exec: "git": executable file not found in $PATH', "git is missing"),
    ("one\ntwo", "failed:\n    one\n    two"),
])
def test_what_went_wrong_is_told_apart(text, words):
    assert words in command.explain("installing", text, 1)


def test_no_package_is_built_from_source(tmp_path):
    """A source package runs its setup.py, of which no hash says what it then downloads."""
    archive = tmp_path / "sourceonly-1.0.tar.gz"
    setup = f"open({str(tmp_path / 'ran')!r}, 'w').close()\nfrom setuptools import setup\nsetup(name='sourceonly', version='1.0')\n".encode()
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in (("setup.py", setup), ("PKG-INFO", b"Metadata-Version: 2.1\nName: sourceonly\nVersion: 1.0\n")):
            info = tarfile.TarInfo(f"sourceonly-1.0/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    (tmp_path / "kernel-setup").mkdir()
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (tmp_path / "kernel-setup" / "requirements.txt").write_text(f"sourceonly==1.0 --hash=sha256:{digest}\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(tmp_path))
        with pytest.raises(Fault, match="no ready-made package of sourceonly==1.0"):
            environment.install(Paths(tmp_path), "requirements.txt")
    assert not (tmp_path / "ran").exists()


GO = """#!/bin/sh
case "$*" in
"env GOENV") echo "{users}" ;;
"list "*) echo "environment: GOENV=$GOENV GOFLAGS=$GOFLAGS GOOS=$GOOS" >&2; echo kernel-setup ;;
"env GOVERSION GOROOT") echo go1.26.9; echo "{root}" ;;
*) exit 1 ;;
esac
"""


@pytest.fixture
def another_go(tmp_path, monkeypatch):
    """A go that is a script elsewhere, as snap's and mise's are, with settings of its user's."""
    users, root = tmp_path / "users env", tmp_path / "real root"
    users.write_text("GOFLAGS=-mod=vendor\nGOPROXY=https://mirror.example.org,direct\nGOOS=plan9\nGOTOOLCHAIN=auto\nGONOSUMDB=*.corp\n")
    program(tmp_path / "shims" / "go", GO.format(users=users, root=root))
    program(root / "bin" / "go", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}:{os.environ['PATH']}")
    paths = Paths(tmp_path)
    paths.kernel_setup.mkdir()
    return paths, root


def test_the_folder_of_go_is_where_go_itself_says_it_is(another_go):
    paths, root = another_go
    go = tools.find_go(paths)
    assert (go.program, go.folder, go.version) == (str(root / "bin" / "go"), str(root / "bin"), "go1.26.9")


def test_of_a_users_settings_for_go_those_of_the_network_are_kept_and_no_others(another_go, monkeypatch):
    paths, _ = another_go
    monkeypatch.setenv("GOOS", "plan9")
    go = tools.find_go(paths)
    kept = Path(go.environ["GOENV"])
    assert kept.is_relative_to(paths.venv)
    assert kept.read_text() == "GOPROXY=https://mirror.example.org,direct\nGOTOOLCHAIN=auto\nGONOSUMDB=*.corp\n"
    assert go.environ["GOFLAGS"] == go.environ["GOOS"] == "" and go.environ["GOWORK"] == "off"


def test_the_real_go_builds_with_our_settings_whatever_its_user_has_set(tmp_path, root):
    """GOFLAGS="" alone does not undo what `go env -w` has written."""
    users = tmp_path / "users-env"
    users.write_text("GOFLAGS=-mod=vendor\nGOOS=plan9\nGOPROXY=https://mirror.example.org\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOENV", str(users))
        patch.delenv("GOPROXY", raising=False)
        environ = {**os.environ, **tools.own_settings(Paths(tmp_path), "go")}
    said = subprocess.run(["go", "env", "GOFLAGS", "GOOS", "GOPROXY"], env=environ, capture_output=True, text=True, check=True).stdout.split("\n")
    assert said[:3] == ["", sys.platform, "https://mirror.example.org"]


@pytest.fixture
def gopls(tmp_path):
    """The script gopls as set-up writes it, with a program behind it that tells its environment."""
    venv = tmp_path / "a venv"
    program(venv / "bin" / "gopls", tools.GOPLS_SCRIPT)

    def run(*args, system="Linux", built=True, **env):
        if built:
            program(venv / "libexec" / "gopls", '#!/bin/sh\necho "$HOME|$XDG_CONFIG_HOME|$GOENV|$GOPATH|$GOCACHE|$*"\n')
        program(tmp_path / "uname" / "uname", f"#!/bin/sh\necho {system}\n")
        environ = {"HOME": "/home/someone", "PATH": f"{tmp_path / 'uname'}:{os.environ['PATH']}", **env}
        return subprocess.run([venv / "bin" / "gopls", *args], env=environ, capture_output=True, text=True)

    return venv, run


def test_gopls_that_is_not_built_yet_says_so_at_once(gopls):
    said = gopls[1]("-listen", "unix;x", built=False)
    assert said.returncode == 75 and "still being built" in said.stderr and said.stderr.count("\n") == 1


def test_gopls_keeps_its_counters_in_our_folder_on_linux(gopls):
    venv, run = gopls
    said = run("-listen", "unix;x").stdout.strip().split("|")
    assert said == ["/home/someone", f"{venv}/config", f"{venv}/config/go.env", "", "", "-listen.timeout=15s -listen unix;x"]


def test_gopls_keeps_its_counters_in_our_folder_on_macos_and_its_caches_in_the_users(gopls):
    """There os.UserConfigDir hangs on HOME alone, and so do the defaults of GOPATH and GOCACHE."""
    venv, run = gopls
    said = run("version", system="Darwin").stdout.strip().split("|")
    assert said[0] == f"{venv}/config" and said[3:] == ["/home/someone/go", "/home/someone/Library/Caches/go-build", "version"]
    assert any(folder.startswith("Library/Application Support/") for folder in tools.TELEMETRY)


def test_gopls_counts_nothing_where_set_up_has_built_it(root):
    """The real one, asked as the kernel asks: it finds the mode off, on this system's own way to it."""
    said = subprocess.run(["go", "telemetry"], env={**os.environ, "XDG_CONFIG_HOME": str(root / ".venv" / "config")}, capture_output=True, text=True)
    if sys.platform == "linux":
        assert said.stdout == "off\n"
    assert (root / ".venv" / "config" / "Library" / "Application Support" / "go" / "telemetry" / "mode").read_text() == "off\n"


@pytest.fixture
def wsl(monkeypatch):
    """As WSL2 names its kernel."""
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "pc", "5.15.153.1-microsoft-standard-WSL2", "#1", "x86_64")))


def test_a_clone_on_windows_disk_is_refused_under_wsl_and_a_folder_of_linuxs_own_is_not(wsl):
    with pytest.raises(Fault, match="is on Windows' disk"):
        environment.check(Paths(Path("/mnt/c/Users/someone/downhill")))
    environment.check(Paths(Path("/home/someone/downhill")))
    environment.check(Paths(Path("/mnt/disk/downhill")))


def test_a_folder_that_is_called_like_windows_disk_is_well_elsewhere():
    environment.check(Paths(Path("/mnt/c/downhill")))


def test_windows_browser_is_given_an_address_and_no_file(wsl):
    assert lab.on_windows() == ["--ServerApp.use_redirect_file=False"]


def test_elsewhere_the_browser_is_given_jupyters_file():
    assert lab.on_windows() == []
