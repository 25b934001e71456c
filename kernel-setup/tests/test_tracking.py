"""What gopls is told of: the course's packages as they change, files that a learner tracks. What is watched, and what is not, is tested beside the code:
kernel/gopls/watch_test.go."""

import time


def test_completion_sees_a_folder_that_was_made_later(kernel, tmp_path):
    (tmp_path / "go.mod").write_text("module example.com/local\n\ngo 1.26.0\n")
    (tmp_path / "local.go").write_text("package local\n")
    kernel.cell(f"!*go work use {tmp_path}")
    assert "Println" in kernel.complete("%%\nfmt.Printl")["matches"]
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "deep.go").write_text("package deep\n\nconst Found = 1\n")
    code = 'import "example.com/local/deep"\n%%\nfmt.Println(deep.'
    for _ in range(50):
        if kernel.complete(code + "Fo")["matches"] == ["Found"]:
            break
        time.sleep(0.1)
    assert kernel.complete(code + "Fo")["matches"] == ["Found"]


def test_what_cannot_be_tracked_fails_the_cell(kernel, tmp_path):
    assert kernel.cell("%track /no/such").status == "error"
    (tmp_path / "loose.go").write_text("package loose\n")
    assert kernel.cell(f"%track {tmp_path / 'loose.go'}").status == "ok"
    assert "loose.go" in str(kernel.cell("%track").displays())
    assert kernel.cell(f"%untrack {tmp_path / 'loose.go'}").status == "ok"
    assert kernel.cell(f"%untrack {tmp_path / 'loose.go'}").status == "error"
