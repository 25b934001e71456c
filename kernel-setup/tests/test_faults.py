"""What learners and machines do to a kernel: after each, a clear message, and a notebook that still works with its declarations."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import kernels
import pytest

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")


@pytest.fixture(scope="module")
def shared():
    """A kernel that lives through all that is done to it, with a declaration to lose."""
    with kernels.session() as session:
        assert session.cell("const depth = 7").status == "ok"
        yield session


def told(reply):
    assert reply.status == "error"
    errors = [m["content"] for m in reply.messages if m["msg_type"] == "error"]
    assert len(errors) == 1
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(errors[0]["traceback"]))


def lives(kernel):
    assert kernel.cell("%%\nfmt.Println(depth)").text() == "7\n"


def interrupt(kernel, code, word="round"):
    """Runs a cell, interrupts it once it has printed the word, and returns its reply."""
    request, started = kernel.client.execute(code), time.perf_counter()
    wait_for(kernel, word)
    kernel.manager.interrupt_kernel()
    return kernel.collect(request, started)


def wait_for(kernel, word):
    while True:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and word in message["content"]["text"]:
            return


def processes():
    """(id, parent, command) of all processes that are no zombies."""
    said = subprocess.run(["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 3) for line in said.splitlines())
    return [(int(row[0]), int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")]


def gone(condition):
    """Waits until no process fits."""
    for _ in range(100):
        if not any(condition(*process) for process in processes()):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("code", [
    '%%\nfmt.Println("round")\nfor {\n}',
    '%%\nfor range 1000 {\n\tgo func() {\n\t\tfor {\n\t\t}\n\t}()\n}\nfmt.Println("round")\nselect {}',
    '%%\nfmt.Println("round")\nexec.Command("sleep", "1000").Run()',
    'import "os/signal"\n%%\nsignal.Ignore(os.Interrupt)\nfmt.Println("round")\nfor {\n}',
    'import "os/signal"\n%%\nc := make(chan os.Signal, 1)\nsignal.Notify(c, os.Interrupt)\nfmt.Println("round")\n<-c',
], ids=["endless loop", "a thousand of them", "waits for a program", "ignores the interrupt", "ends well upon it"])
def test_an_interrupt_ends_the_cell_and_says_so(shared, code):
    assert told(interrupt(shared, code)) == "interrupted"
    lives(shared)


@linux
def test_an_interrupt_ends_what_the_cell_has_started(shared):
    interrupt(shared, '%%\nc := exec.Command("sleep", "1234.5")\nc.Stdout = os.Stdout\nc.Start()\nfmt.Println("round")')
    assert gone(lambda process, parent, command: command == "sleep 1234.5")
    lives(shared)


def test_a_build_that_waits_for_the_network_is_interrupted():
    # A module proxy that takes connections and never answers.
    with socket.create_server(("127.0.0.1", 0)) as proxy, kernels.session(env={
        "GOPROXY": f"http://127.0.0.1:{proxy.getsockname()[1]}", "GONOSUMDB": "*", "GONOPROXY": "", "GOSUMDB": "off",
    }) as kernel:
        kernel.cell("const depth = 7")
        request, started = kernel.client.execute('import "example.com/leaf"\n%%\nfmt.Println(leaf.Fall())'), time.perf_counter()
        proxy.accept()
        kernel.manager.interrupt_kernel()
        assert told(kernel.collect(request, started)) == "interrupted"
        lives(kernel)


def test_a_failed_cell_stops_those_that_were_sent_after_it(shared):
    sent = [shared.client.execute(code) for code in ('%%\nfmt.Println("one")', '%%\npanic("two")', '%%\nfmt.Println("three")', "const four = 4")]
    replies = [shared.collect(request, time.perf_counter()) for request in sent]
    assert [reply.status for reply in replies] == ["ok", "error", "aborted", "aborted"]
    assert [reply.text() for reply in replies] == ["one\n", "", "", ""]
    lives(shared)


def test_an_interrupted_cell_stops_those_that_were_sent_after_it(shared):
    first = shared.client.execute('%%\nfmt.Println("round")\nfor {\n}')
    second = shared.client.execute('%%\nfmt.Println("after")')
    wait_for(shared, "round")
    shared.manager.interrupt_kernel()
    assert shared.collect(first, time.perf_counter()).status == "error"
    assert shared.collect(second, time.perf_counter()).status == "aborted"
    lives(shared)


@pytest.mark.parametrize("code, message, line", [
    ("%%\nvar m map[string]int\nm[\"η\"] = 1", "panic: assignment to entry in nil map", 'line 3: m["η"] = 1'),
    ("%%\ngo func() {\n\tpanic(\"elsewhere\")\n}()\nselect {}", "panic: elsewhere", 'line 3: panic("elsewhere")'),
    ("%%\nvar mu sync.Mutex\nmu.Lock()\nmu.Lock()", "fatal error: all goroutines are asleep - deadlock!", "line 4: mu.Lock()"),
    ("%%\nvar all sync.WaitGroup\nfor range 100_000 {\n\tall.Add(1)\n\tgo func() { all.Wait() }()\n}\nall.Wait()",
     "fatal error: all goroutines are asleep - deadlock!", "line 7: all.Wait()"),
    ("%%\nm := map[int]int{}\nfor range 8 {\n\tgo func() {\n\t\tfor i := 0; ; i++ {\n\t\t\tm[i%9] = i\n\t\t}\n\t}()\n}\nselect {}",
     "fatal error: concurrent map writes", "line 6: m[i%9] = i"),
    ("func deeper(n int) int { return deeper(n+1) + 1 }\n%%\nfmt.Println(deeper(0))", "fatal error: stack overflow", "line 1: func deeper"),
    ("%%\nn := -1\nfmt.Println(len(make([]int, n)))", "panic: runtime error: makeslice: len out of range", "line 3: fmt.Println"),
    ("%%\nn := 1 << 45\nfmt.Println(len(make([]float64, n)))", "out of memory: ", "line 3: fmt.Println"),
    ("%%\nos.Exit(3)", "exit status 3", ""),
    ("%%\nsyscall.Kill(os.Getpid(), syscall.SIGKILL)", "killed by the system", ""),
], ids=["nil map", "goroutine", "mutex", "hundred thousand asleep", "two writers", "recursion", "length", "huge", "exit", "killed"])
def test_a_program_that_ends_badly_is_told_in_words_and_the_kernel_lives(shared, code, message, line):
    said = told(shared.cell(code))
    assert message in said and line in said and len(said.splitlines()) < 12, said
    assert "runtime/" not in said and "goroutine 1" not in said, said
    lives(shared)


@linux
@pytest.mark.parametrize("code, line", [
    ("%%\nvar all [][]float64\nfor {\n\tall = append(all, make([]float64, 1<<17))\n}", "line 4: all = append"),
    ("%%\nfor {\n\tgo func() { select {} }()\n}", "line 3: go func()"),
    ('%%\nword := "x"\nfor {\n\tword += word\n}', "line 4: word += word"),
], ids=["slices", "goroutines", "text"])
def test_a_program_that_allocates_without_end_ends_itself_and_names_the_line(code, line):
    with kernels.session(env={"GONB_MEMORY_LIMIT": "400M"}) as kernel:
        kernel.cell("const depth = 7")
        said = told(kernel.cell(code))
        assert "out of memory: the program asked for more than the 0.4 GB it may use" in said and line in said, said
        lives(kernel)


@linux
def test_a_program_may_use_part_of_the_free_memory_unless_told_otherwise(shared):
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    # The limit is set upon the process just started, which may look before.
    code = "%%\nvar limit syscall.Rlimit\ntime.Sleep(time.Second / 2)\nsyscall.Getrlimit(syscall.RLIMIT_DATA, &limit)\nfmt.Println(limit.Cur)"
    assert 200_000_000 < int(shared.cell(code).text()) < 0.9 * total
    shared.cell("%env GONB_MEMORY_LIMIT off")
    assert int(shared.cell(code).text()) > total
    shared.cell("%env GONB_MEMORY_LIMIT 1.5GiB")
    assert int(shared.cell(code).text()) == 3 << 29
    lives(shared)


@pytest.fixture
def small(tmp_path):
    """A disk of 40 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], capture_output=True, text=True)
    if mounted.returncode:
        pytest.skip("a small disk can be mounted here by nobody: " + mounted.stderr.strip())
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_told_and_the_cell_runs_once_there_is_room(small):
    with kernels.session(env={"TMPDIR": str(small)}) as kernel:
        assert kernel.cell("const depth = 7").status == "ok"
        with open(small / "fill", "wb", buffering=0) as fill, pytest.raises(OSError):
            while True:
                fill.write(b"x" * 4096)
        said = told(kernel.cell('import "math"\n%%\nfmt.Println(math.Pi)'))
        assert said == f"the disk is full: no cell can be built in {small} until something there is deleted"
        (small / "fill").unlink()
        lives(kernel)


def test_a_deleted_temporary_folder_is_made_anew(tmp_path):
    def delete():
        for folder in tmp_path.glob("gonb_*"):
            if folder.is_dir():  # The pipe of a cell that has just ended may still be there.
                shutil.rmtree(folder)

    with kernels.session(env={"TMPDIR": str(tmp_path)}) as kernel:
        kernel.cell("const depth = 7")
        lives(kernel)
        delete()
        reply = kernel.cell('import "github.com/downhill-go/downhill/pkg/dataset"\n%%\nfmt.Println(depth, len(dataset.ORings().X))')
        assert reply.text() == "7 23\n", reply.error()
        assert "was deleted" in reply.text("stderr") and "declarations are kept" in reply.text("stderr")
        assert kernel.cell("%%\nfmt.Println(depth)").text("stderr") == ""
        delete()
        assert "Println" in kernel.complete("%%\nfmt.Print")["matches"]


@pytest.mark.parametrize("hours", [-24 * 400, 24 * 400])
def test_a_file_that_changed_while_the_clock_was_wrong_is_seen(kernel, tmp_path, hours):
    # Nothing here asks whether a time is later than another: other times mean another file.
    (tmp_path / "go.mod").write_text("module example.com/local\n\ngo 1.26.0\n")
    (tmp_path / "local.go").write_text("package local\n\nconst Answer = 1\n")
    assert kernel.cell(f"!*go work use {tmp_path}").status == "ok"
    cell = 'import "example.com/local"\n%%\nfmt.Println(local.Answer)'
    assert [kernel.cell(cell).text() for _ in range(3)] == ["1\n"] * 3
    (tmp_path / "local.go").write_text("package local\n\nconst Answer = 2\n")
    then = time.time() + 3600 * hours
    os.utime(tmp_path / "local.go", (then, then))
    assert [kernel.cell(cell).text() for _ in range(3)] == ["2\n"] * 3


@linux
def test_a_killed_kernel_leaves_nothing_behind_and_is_started_again():
    with kernels.session() as kernel:
        kernel.client.execute('%%\nfmt.Println("round")\nfor {\n}')
        wait_for(kernel, "round")
        old = kernel.manager.provisioner.pid
        children = {process for process, parent, _ in processes() if parent == old}
        assert children, "the cell's program, and gopls once it has begun"
        os.kill(old, signal.SIGKILL)
        assert gone(lambda process, parent, command: process == old or process in children)
        kernel.manager.provisioner.process.wait(10)  # A zombie's threads may still be ending, and it counts as alive until they have.
        assert not kernel.manager.is_alive()
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=120)
        assert kernel.cell('%%\nfmt.Println("again")').text() == "again\n"


@linux
def test_a_kernel_that_slept_goes_on_where_it_was(kernel):
    """A suspended laptop: every process stands still for a while and finds the clock moved on."""
    kernel.cell("const depth = 7")
    assert "Println" in kernel.complete("%%\nfmt.Print")["matches"]
    request, started = kernel.client.execute('%%\nfor i := range 40 {\n\tfmt.Println("round", i)\n\ttime.Sleep(50 * time.Millisecond)\n}'), time.perf_counter()
    wait_for(kernel, "round 3")
    own = kernel.manager.provisioner.pid
    asleep = [own] + [process for process, parent, _ in processes() if parent == own]
    for process in asleep:
        os.kill(process, signal.SIGSTOP)
    time.sleep(3)
    for process in asleep:
        os.kill(process, signal.SIGCONT)
    reply = kernel.collect(request, started)
    assert reply.status == "ok" and reply.text().endswith("round 39\n")
    assert "Println" in kernel.complete("%%\nfmt.Print")["matches"]
    lives(kernel)


def test_two_kernels_of_one_notebook_folder_do_not_meet(tmp_path):
    with kernels.session(folder=tmp_path) as first, kernels.session(folder=tmp_path) as second:
        first.cell("const depth = 7")
        second.cell("const depth = 8")
        lives(first)
        assert second.cell("%%\nfmt.Println(depth)").text() == "8\n"


def test_a_request_that_meets_a_fault_of_ours_is_answered_and_the_kernel_lives(shared):
    """What no front-end sends, the handlers take as it should be, and panic."""
    client = shared.client
    for kind, content in (("execute_request", {"code": 7}), ("execute_request", {}), ("complete_request", {"code": "%%", "cursor_pos": "x"}),
                          ("inspect_request", {"code": "%%", "cursor_pos": None}), ("inspect_request", {})):
        message = client.session.msg(kind, content)
        client.shell_channel.send(message)
        while True:
            reply = client.get_shell_msg(timeout=60)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                break
        assert reply["msg_type"] == kind.replace("request", "reply") and reply["content"]["status"] == "error", (kind, content)
        assert kind == "complete_request" or "kernel" in reply["content"]["ename"]
    lives(shared)
