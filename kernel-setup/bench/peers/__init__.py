"""The Python libraries we are measured against: an environment of their own, and processes in it that measure on demand."""

import os
import subprocess
import sys
from pathlib import Path

from results import Unavailable

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parents[2] / "build" / "bench" / "peers"


def python():
    """The interpreter of the environment, which is set up if it is missing or its lock has changed."""
    lock, stamp, binary = HERE / "requirements.txt", FOLDER / "lock.txt", FOLDER / "bin" / "python"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True)
        asked = subprocess.run([binary, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", lock], capture_output=True, text=True)
        if asked.returncode:
            raise Unavailable("NumPy, SciPy, JAX and scikit-learn could not be installed: " + asked.stderr.strip()[-200:])
        stamp.write_bytes(lock.read_bytes())
    return binary


class Process:
    """A Python process with the measurements of peers/<module>.py, a function each that returns seconds (or what else it measures)."""

    def __init__(self, module, threads=1):
        several = "true" if threads > 1 else "false"
        environ = dict(
            os.environ,
            OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads),
            XLA_FLAGS=f"--xla_cpu_multi_thread_eigen={several} intra_op_parallelism_threads={threads}",
            JAX_PLATFORMS="cpu", JAX_ENABLE_X64="true",
        )
        command = [python(), "-B", HERE / "serve.py", module]
        self.process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def measure(self, name):
        """One measurement by its name, which its arguments may follow."""
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the Python peer ended while measuring {name}; what it said stands above")
        return float(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=60)
