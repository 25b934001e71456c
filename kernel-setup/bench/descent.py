"""Descent on the O-rings: 1,000 steps of fixed rate, against NumPy, JAX's lax.scan and gonum's GradientDescent."""

import os

import gotest
import peers
from interleave import rounds

ABOUT = "a step of descent on the 23 launches, path kept: against NumPy, JAX's lax.scan and gonum"
COUNT = int(os.environ.get("BENCH_COUNT", 15))


def run(record, wanted):
    ours = gotest.Package("pkg/descent")

    def step():
        return ours.run("RunORings")["ns/step"]

    if wanted("descent/orings/gonum"):
        record("descent/orings/gonum", *rounds(COUNT, step, lambda: ours.run("GonumORings")["ns/step"]), "ns")
    if wanted("descent/orings/numpy") or wanted("descent/orings/jax-scan"):
        with peers.Process("orings") as python:
            for name, peer in (("descent/orings/numpy", "numpy"), ("descent/orings/jax-scan", "jax_scan")):
                if wanted(name):
                    record(name, *rounds(COUNT, step, lambda p=peer: 1e9 * python.measure(p)), "ns")
