"""The gradient of a logistic model with mean cross-entropy, rows × features, against NumPy and JAX, and against reading the rows once; softmax against scikit-learn.

Beside the shapes that are always measured there are twenty more between 8 and 784 features, gradient/more/…, so that no shape is favoured.
"""

import os

import gotest
import peers
from interleave import rounds

ABOUT = "∇L of a sigmoid neuron by size: against NumPy, JAX (/jax), both on 2 threads (/2-threads), and reading x once (/read); twenty more shapes (more/); of softmax"
COUNT = int(os.environ.get("BENCH_COUNT", 15))
SIZES = ("23x2", "1000x10", "1797x64", "100000x20", "100000x64", "1000000x20", "10000x784")
MORE = ("1000x8", "1000x31", "1000x64", "1000x100", "1000x256", "1000x784", "3000x16", "3000x50", "3000x200", "10000x8", "10000x33", "10000x100", "10000x256",
        "30000x12", "30000x60", "30000x128", "100000x8", "100000x37", "300000x24", "1000000x8")
LARGE = ("100000x64", "1000000x20", "10000x784")  # large enough for several goroutines
SOFTMAX = "gradient/softmax-1797x64x10"  # with its value, as both peers give it


def microseconds(ours, name, threads=1):
    return ours.run(name, seconds=0.02, threads=threads, bursts=5)["ns/op"] / 1e3  # as peers/burst.py does


def run(record, wanted):
    ours = gotest.Package("pkg/loss")
    neuron(ours, record, wanted)
    chosen = [(name, peer) for name, peer in ((SOFTMAX, "numpy"), (SOFTMAX + "/scikit-learn", "scikit_learn")) if wanted(name)]
    if chosen:
        with peers.Process("softmax") as python:
            for name, peer in chosen:
                record(name, *rounds(COUNT, lambda: microseconds(ours, "Batch/softmax/all"), lambda p=peer: 1e6 * python.measure(p)), "µs")


def neuron(ours, record, wanted):
    for threads, sizes, suffix in ((1, SIZES, ""), (2, LARGE, "/2-threads")):
        names = {f"gradient/{size}{kind}{suffix}": (size, peer) for size in sizes for kind, peer in (("", "numpy"), ("/jax", "jax"), ("/read", "read"))}
        if threads == 1:
            names |= {f"gradient/more/{size}": (size, "numpy") for size in MORE}
        chosen = {name: measures for name, measures in names.items() if wanted(name) and not (threads > 1 and measures[1] == "read")}
        if not chosen:
            continue
        with peers.Process("logistic", threads) as python:
            for size in dict.fromkeys(size for size, _ in chosen.values()):
                kinds = [(name, peer) for name, (s, peer) in chosen.items() if s == size]
                theirs = [(lambda p=peer: 1e6 * python.measure(f"{p} {size}")) for _, peer in kinds]
                go, *others = rounds(COUNT, lambda: microseconds(ours, f"Gradient/{size}", threads), *theirs)
                for (name, _), other in zip(kinds, others):
                    record(name, go, other, "µs")
                python.measure("forget")
