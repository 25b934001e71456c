"""The README's program runs as it stands, and the commands and folders it names exist."""

import os
import re
import subprocess

import pytest


@pytest.fixture
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def test_the_program_in_the_readme_runs_and_finds_the_published_slope(root, readme, tmp_path):
    [program] = re.findall(r"```go\n(.*?)```", readme, re.S)
    (tmp_path / "main.go").write_text(program, encoding="utf-8")
    (tmp_path / "go.mod").write_text(
        f'module readme\n\ngo 1.26\n\nrequire github.com/downhill-go/downhill v0.0.0\n\nreplace github.com/downhill-go/downhill => "{root}"\n', encoding="utf-8"
    )
    (tmp_path / "go.sum").write_bytes((root / "go.sum").read_bytes())
    run = subprocess.run(["go", "run", "-mod=mod", "."], cwd=tmp_path, env={**os.environ, "GOWORK": "off"}, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "converged [-0.2321627" in run.stdout


def test_every_script_named_in_the_readme_exists_and_answers_help(root, readme):
    named = set(re.findall(r"\./scripts/(\w+)", readme))
    assert named == {path.name for path in (root / "scripts").iterdir()}
    for name in named:
        run = subprocess.run([root / "scripts" / name, "--help"], capture_output=True, text=True)
        assert run.returncode == 0 and name in run.stdout


def test_every_file_the_readme_links_to_exists(root, readme):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", readme):
        assert (root / target).exists(), target
