"""Taylor coefficients along a line, against JAX's jet, jitted: the sigmoid neuron on 23 rows, fused and written over series, and Rosenbrock in ten dimensions."""

import os

import gotest
import peers
from gradient import microseconds
from interleave import rounds

ABOUT = "the coefficients of L(θ+ηu) to order K: against JAX's jet"
COUNT = int(os.environ.get("BENCH_COUNT", 15))
CASES = {
    "taylor/neuron/K5/jax-jet": ("pkg/loss", "Taylor/neuron/K5", "neuron 5"),
    "taylor/neuron/K20/jax-jet": ("pkg/loss", "Taylor/neuron/K20", "neuron 20"),
    "taylor/neuron-over-series/K20/jax-jet": ("pkg/taylor", "Neuron/K20", "neuron 20"),
    "taylor/rosenbrock10/K10/jax-jet": ("pkg/loss", "Taylor/rosenbrock10/K10", "rosenbrock 10"),
}


def run(record, wanted):
    chosen = {name: case for name, case in CASES.items() if wanted(name)}
    packages = {folder: gotest.Package(folder) for folder in {case[0] for case in chosen.values()}}
    if chosen:
        with peers.Process("jets") as python:
            for name, (folder, ours, peer) in chosen.items():
                record(name, *rounds(COUNT, lambda: microseconds(packages[folder], ours), lambda: 1e6 * python.measure(peer)), "µs")
