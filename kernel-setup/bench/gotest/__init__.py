"""Benchmarks of the Go packages, by their test binaries: built once, run a little each round."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "build" / "bench" / "gotest"


class Package:
    """The benchmarks of one package, as in Package("pkg/descent").run("RunORings")["ns/step"]."""

    def __init__(self, folder):
        self.binary = BUILT / (folder.replace("/", "-") + ".test")
        self.folder = ROOT / folder
        subprocess.run(["go", "test", "-c", "-o", self.binary, "./" + folder], cwd=ROOT, check=True)

    def run(self, name, seconds=0.1, threads=1, bursts=1):
        """Runs one benchmark, given without its "Benchmark", and returns its metrics by unit: the best of so many bursts of so many seconds."""
        pattern = "/".join(f"^{part}$" for part in ("Benchmark" + name).split("/"))
        command = [self.binary, "-test.run=^$", f"-test.bench={pattern}", f"-test.benchtime={seconds}s", f"-test.cpu={threads}", f"-test.count={bursts}"]
        out = subprocess.run(command, cwd=self.folder, env=dict(os.environ, GOGC="100"), check=True, capture_output=True, text=True).stdout
        lines = [line.split() for line in out.splitlines() if line.startswith("Benchmark")]
        if len(lines) != bursts:
            raise ValueError(f"{name} is {len(lines) / bursts:g} benchmarks of {self.folder.name}")
        metrics = [{unit: float(value) for value, unit in zip(line[2::2], line[3::2])} for line in lines]
        return {unit: min(one[unit] for one in metrics) for unit in metrics[0]}
