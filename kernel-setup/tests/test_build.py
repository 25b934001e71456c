"""How cells are built: the go command is asked once, and not for every cell."""

import json
import os
import shutil
import stat

import kernels
import pytest


@pytest.fixture
def asked(tmp_path):
    """A kernel, and what it has asked go commands so far to build cells; gopls asks, too."""
    log, go = tmp_path / "log", tmp_path / "bin" / "go"
    go.parent.mkdir()
    go.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\nexec "{shutil.which("go")}" "$@"\n')
    go.chmod(go.stat().st_mode | stat.S_IXUSR)
    log.touch()
    with kernels.session(env={"PATH": f"{go.parent}{os.pathsep}{os.environ['PATH']}"}) as kernel:
        yield kernel, lambda: [line.split()[0] for line in log.read_text().splitlines() if line.startswith(("build ", "get", "list -json=ImportPath,Export,"))]


def test_cells_are_built_without_the_go_command_once_it_has_said_where_packages_are(asked):
    kernel, said = asked
    assert kernel.cell("%%\nfmt.Println(1)").text() == "1\n"
    plot = 'show.Plot(figure.LossBySteps(figure.Run("run", []float64{2, 1})), "The loss falls.", "")'
    assert kernel.cell("%%\n" + plot).status == "ok"
    before = said()
    assert set(before) == {"list"}
    for cell in ("%%\nfmt.Println(2)", "%%\nfmt.Println(strings.ToUpper(\"x\"))", "const η = 0.1", "%%\nfmt.Println(η)", "%%\n" + plot, "%%\nmistake()"):
        kernel.cell(cell)
    assert said() == before


def test_gonbui_and_show_share_a_cell(kernel):
    reply = kernel.cell('import "github.com/janpfeifer/gonb/gonbui"\n%%\ngonbui.DisplayHTML("<b>1</b>")\nshow.Markdown("2")\ngonbui.DisplayHTML("<b>3</b>")\n'
                        'show.Markdown("4")\ngonbui.Sync()')
    assert reply.status == "ok", reply.error()
    shown = json.dumps(reply.displays())
    assert [shown.index(each) for each in ("<b>1</b>", '"2"', "<b>3</b>", '"4"')] == sorted(shown.index(each) for each in ("<b>1</b>", '"2"', "<b>3</b>", '"4"'))


def test_what_a_cell_prints_after_a_figure_stands_below_it(kernel):
    reply = kernel.cell('%%\nfor i := range 20 {\n\tshow.Markdown(fmt.Sprint("figure ", i))\n\tfmt.Println("line", i)\n}')
    order = [m["content"]["text"] if m["msg_type"] == "stream" else m["content"]["data"]["text/plain"] + "\n" for m in reply.messages
             if m["msg_type"] in ("stream", "display_data", "execute_result")]
    assert "".join(order) == "".join(f"figure {i}\nline {i}\n" for i in range(20))


def test_a_program_that_reads_its_input_asks_in_the_notebook(kernel):
    request = kernel.client.execute('%%\nvar name string\nfmt.Scan(&name)\nfmt.Println("hello", name)\nfmt.Scan(&name)\nfmt.Println("and", name)')
    for answer in ("∇", "η"):
        asked = kernel.client.get_stdin_msg(timeout=60)
        assert asked["msg_type"] == "input_request" and not asked["content"]["password"]
        kernel.client.input(answer)
    assert kernel.collect(request, 0).text() == "hello ∇\nand η\n"


def test_an_answer_to_nobody_is_passed_over(kernel):
    """Before anyone asks, once more than was asked, when the program was interrupted: from two windows, or too late."""
    kernel.client.input("too early")
    ask = '%%\nvar name string\nfmt.Scan(&name)\nfmt.Println("hello", name)'
    request = kernel.client.execute(ask)
    kernel.client.get_stdin_msg(timeout=60)
    for answer in ("∇", "again", "and again"):
        kernel.client.input(answer)
    assert kernel.collect(request, 0).text() in ("hello ∇\n", "hello again\n", "hello and\n")  # one of them
    kernel.client.input("too late")
    request = kernel.client.execute(ask)
    kernel.client.get_stdin_msg(timeout=60)
    kernel.manager.interrupt_kernel()
    assert kernel.collect(request, 0).status == "error"
    kernel.client.input("too late")
    assert kernel.cell('%%\nfmt.Println("still here")').text() == "still here\n"
    assert kernel.manager.is_alive()


def test_where_nobody_can_be_asked_input_ends_at_once_with_a_sentence(kernel):
    request = kernel.client.execute("%%\nvar n int\n_, err := fmt.Scan(&n)\nfmt.Println(n, err)", allow_stdin=False)
    reply = kernel.collect(request, 0)
    assert reply.text() == "0 EOF\n" and "Nobody can be asked for input here" in reply.text("stderr")
