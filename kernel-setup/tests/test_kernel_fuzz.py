"""Nothing that is typed ends a kernel, freezes it, or makes the next cell wrong: a few seconds of kernelfuzz.py, for which anybody may run it longer."""

import kernelfuzz


def test_a_kernel_lives_through_cells_as_nobody_writes_them(root):
    counts = kernelfuzz.fuzz(root, seed=1, requests=60, seconds=30)
    assert counts["run"] and counts["completed"] and counts["explained"] and counts["checks"], counts


def test_mutations_start_nothing_that_is_not_in_the_list():
    for cell in ("%%\n!touch x", "!rm -r x", "//gonb:!touch x"):
        assert "touch" not in kernelfuzz.tame(cell) and "rm" not in kernelfuzz.tame(cell)
