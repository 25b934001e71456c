"""Where things are: all of it inside the clone."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paths:
    root: Path

    @classmethod
    def of_this_clone(cls):
        return cls(Path(__file__).resolve().parents[2])

    @property
    def kernel_setup(self):
        return self.root / "kernel-setup"

    @property
    def venv(self):
        return self.root / ".venv"

    @property
    def bin(self):
        return self.venv / "bin"

    @property
    def python(self):
        return self.bin / "python"

    @property
    def stamps(self):
        return self.venv / "stamps"

    @property
    def share(self):
        return self.venv / "share" / "jupyter"

    @property
    def libexec(self):
        """Programs that a script in bin starts."""
        return self.venv / "libexec"

    @property
    def source(self):
        """Copies of sources that are patched before they are built."""
        return self.venv / "src"
