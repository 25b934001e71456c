"""scripts/bench: results are merged, medians taken, and parts that fail cost the others nothing."""

import importlib.util
import json
import sys

import pytest


@pytest.fixture
def bench(root, monkeypatch):
    """Loads a module of kernel-setup/bench, whose names are not importable from elsewhere."""
    monkeypatch.syspath_prepend(str(root / "kernel-setup" / "bench"))

    def load(name):
        spec = importlib.util.spec_from_file_location(f"bench_{name}", root / "kernel-setup" / "bench" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    yield load
    for name in ("results", "interleave"):
        sys.modules.pop(name, None)


def test_a_partial_run_keeps_the_other_results(bench, tmp_path):
    results = bench("results")
    first = results.Store(tmp_path / "bench.json")
    first.record("kernel/print", [3, 1, 2], [8, 6, 7], "s")
    first.record("kernel/plot", 0.3, 0.9, "s")
    first.save()
    second = results.Store(tmp_path / "bench.json")
    second.record("kernel/plot", 0.2, 0.8, "s")
    second.save()
    assert json.loads((tmp_path / "bench.json").read_text()) == [
        {"name": "kernel/plot", "ours": 0.2, "peer": 0.8, "unit": "s", "ratio": 4.0},
        {"name": "kernel/print", "ours": 2.0, "peer": 7.0, "unit": "s", "ratio": 3.5},
    ]


def test_what_is_no_measurement_is_refused(bench, tmp_path):
    store = bench("results").Store(tmp_path / "bench.json")
    with pytest.raises(ValueError, match="kernel/plot"):
        store.record("kernel/plot", 0, 1, "s")


def test_interleaving_takes_turns_and_drops_the_warm_up(bench):
    order = []
    ours, peer = bench("interleave").rounds(2, lambda: order.append("a") or len(order), lambda: order.append("b") or len(order), warmup=1)
    assert order == ["a", "b", "b", "a", "a", "b"]
    assert (ours, peer) == ([4, 5], [3, 6])


def test_a_part_that_fails_costs_the_others_nothing(bench, tmp_path, monkeypatch, capsys):
    main = bench("__main__")
    monkeypatch.setattr(main, "HERE", tmp_path / "kernel-setup" / "bench")

    class Good:
        @staticmethod
        def run(record, wanted):
            record("good/one", 1, 2, "s")

    class Bad:
        @staticmethod
        def run(record, wanted):
            raise OSError("no such peer")

    assert main.run({"bad": Bad, "good": Good}, [], lambda name: True) == 1
    assert "bad failed: OSError: no such peer" in capsys.readouterr().err
    assert [row["name"] for row in json.loads((tmp_path / "build" / "bench.json").read_text())] == ["good/one"]
