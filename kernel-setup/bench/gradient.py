"""The gradient of a logistic model with mean cross-entropy, rows × features, against NumPy and JAX, and against reading the rows once."""

import os

import gotest
import peers
from interleave import rounds

ABOUT = "∇L of a sigmoid neuron by size: against NumPy, JAX (/jax), both on 2 threads (/2-threads), and reading x once (/read)"
COUNT = int(os.environ.get("BENCH_COUNT", 15))
SIZES = ("23x2", "1000x10", "1797x64", "100000x20", "1000000x20", "10000x784")
LARGE = ("1000000x20", "10000x784")  # large enough for several goroutines


def run(record, wanted):
    ours = gotest.Package("pkg/loss")
    for threads, sizes, suffix in ((1, SIZES, ""), (2, LARGE, "/2-threads")):
        names = {f"gradient/{size}{kind}{suffix}": (size, peer) for size in sizes for kind, peer in (("", "numpy"), ("/jax", "jax"), ("/read", "read"))}
        chosen = {name: measures for name, measures in names.items() if wanted(name) and not (threads > 1 and measures[1] == "read")}
        if not chosen:
            continue
        with peers.Process("logistic", threads) as python:
            for size in dict.fromkeys(size for size, _ in chosen.values()):
                kinds = [(name, peer) for name, (s, peer) in chosen.items() if s == size]
                microseconds = [lambda p=peer: 1e6 * python.measure(f"{p} {size}") for _, peer in kinds]
                go, *others = rounds(COUNT, lambda: ours.run(f"Gradient/{size}", threads=threads)["ns/op"] / 1e3, *microseconds)
                for (name, _), other in zip(kinds, others):
                    record(name, go, other, "µs")
                python.measure("forget")
