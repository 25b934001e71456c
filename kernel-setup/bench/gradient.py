"""The gradient of a logistic model with mean cross-entropy, rows × features, against NumPy and JAX, and against reading the rows once; softmax against scikit-learn.

Ours is built with GOEXPERIMENT=simd, as the overview of package loss advises for much data; /plain is what it takes without, and so tells what that is worth.
"""

import os

import gotest
import peers
from interleave import rounds

ABOUT = "∇L of a sigmoid neuron by size: against NumPy, JAX (/jax), both on 2 threads (/2-threads), reading x once (/read), and itself without GOEXPERIMENT=simd (/plain); of softmax"
COUNT = int(os.environ.get("BENCH_COUNT", 15))
SIZES = ("23x2", "1000x10", "1797x64", "100000x20", "100000x64", "1000000x20", "10000x784")
LARGE = ("100000x64", "1000000x20", "10000x784")  # large enough for several goroutines
SOFTMAX = "gradient/softmax-1797x64x10"  # with its value, as both peers give it


def microseconds(ours, name, threads=1):
    return ours.run(name, seconds=0.02, threads=threads, bursts=5)["ns/op"] / 1e3  # as peers/burst.py does


def run(record, wanted):
    ours, plain = gotest.Package("pkg/loss", experiment="simd"), gotest.Package("pkg/loss")
    neuron(ours, plain, record, wanted)
    chosen = [(name, peer) for name, peer in ((SOFTMAX, "numpy"), (SOFTMAX + "/scikit-learn", "scikit_learn")) if wanted(name)]
    if chosen:
        with peers.Process("softmax") as python:
            for name, peer in chosen:
                record(name, *rounds(COUNT, lambda: microseconds(ours, "Batch/softmax/all"), lambda p=peer: 1e6 * python.measure(p)), "µs")
    for name, benchmark in ((SOFTMAX + "/plain", "Batch/softmax/all"), ("gradient/network-1797x64x32x10/plain", "Batch/network32/all")):
        if wanted(name):
            record(name, *rounds(COUNT, lambda b=benchmark: microseconds(ours, b), lambda b=benchmark: microseconds(plain, b)), "µs")


def neuron(ours, plain, record, wanted):
    for threads, sizes, suffix in ((1, SIZES, ""), (2, LARGE, "/2-threads")):
        names = {f"gradient/{size}{kind}{suffix}": (size, peer) for size in sizes for kind, peer in (("", "numpy"), ("/jax", "jax"), ("/read", "read"), ("/plain", "plain"))}
        chosen = {name: measures for name, measures in names.items() if wanted(name) and not (threads > 1 and measures[1] == "read")}
        if not chosen:
            continue
        with peers.Process("logistic", threads) as python:
            for size in dict.fromkeys(size for size, _ in chosen.values()):
                kinds = [(name, peer) for name, (s, peer) in chosen.items() if s == size]
                theirs = [(lambda: microseconds(plain, f"Gradient/{size}", threads)) if peer == "plain" else (lambda p=peer: 1e6 * python.measure(f"{p} {size}"))
                          for _, peer in kinds]
                go, *others = rounds(COUNT, lambda: microseconds(ours, f"Gradient/{size}", threads), *theirs)
                for (name, _), other in zip(kinds, others):
                    record(name, go, other, "µs")
                python.measure("forget")
