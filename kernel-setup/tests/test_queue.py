"""Restart, shutdown and interrupt while cells wait: the kernel ends well, leaves no folder, and answers."""

import time

import kernels
import pytest

WAITING = 5
ENDLESS = '%%\nfmt.Println("round")\nfor {\n}'


def send(kernel):
    """An endless cell that runs, and others behind it; their requests."""
    sent = [kernel.client.execute(ENDLESS)] + [kernel.client.execute(f"%%\nfmt.Println({n})") for n in range(WAITING)]
    while True:
        message = kernel.client.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and "round" in message["content"]["text"]:
            return sent


def folders(tmp_path):
    return sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.long)])
def test_a_kernel_that_is_shut_down_while_cells_wait_ends_well_and_leaves_no_folder(tmp_path, times):
    for _ in range(times):
        with kernels.session(env={"TMPDIR": str(tmp_path)}) as kernel:
            process = kernel.manager.provisioner.process
            send(kernel)
            kernel.client.shutdown()
            assert process.wait(timeout=60) == 0
        assert folders(tmp_path) == []


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.long)])
def test_a_kernel_that_is_restarted_while_cells_wait_ends_well_and_the_next_one_answers(tmp_path, times):
    with kernels.session(env={"TMPDIR": str(tmp_path)}) as kernel:
        for _ in range(times):
            process = kernel.manager.provisioner.process
            send(kernel)
            kernel.manager.restart_kernel(now=False)
            assert process.returncode == 0
            kernel.client.wait_for_ready(timeout=120)
            assert kernel.cell('%%\nfmt.Println("again")').text() == "again\n"
            assert len(folders(tmp_path)) == 1
    assert folders(tmp_path) == []


@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.long)])
def test_an_interrupt_ends_the_cell_that_runs_and_those_that_wait(tmp_path, times):
    with kernels.session(env={"TMPDIR": str(tmp_path)}) as kernel:
        for _ in range(times):
            sent = send(kernel)
            kernel.manager.interrupt_kernel()
            statuses = [kernel.collect(request, time.perf_counter()).status for request in sent]
            assert statuses == ["error"] + ["aborted"] * WAITING
            assert kernel.cell('%%\nfmt.Println("again")').text() == "again\n"
    assert folders(tmp_path) == []


def together(client, *codes):
    """Cells as JupyterLab sends them together: all are made before the first is sent. Their requests."""
    options = {"silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    messages = [client.session.msg("execute_request", {"code": code, **options}) for code in codes]
    for at, message in enumerate(messages):
        if at == 2:
            time.sleep(0.2)  # the rest is late on its way
        client.shell_channel.send(message)
    return [message["header"]["msg_id"] for message in messages]


def test_cells_sent_together_are_aborted_though_the_first_fails_at_once(kernel):
    for _ in range(5):
        sent = together(kernel.client, "%nosuch", *["%%\nfmt.Println(1)"] * WAITING)
        assert [kernel.collect(request, time.perf_counter()).status for request in sent] == ["error"] + ["aborted"] * WAITING
        assert kernel.cell("%%\nfmt.Println(2)").text() == "2\n"  # sent as soon as the failure is known
