"""The results of scripts/bench: kept as JSON, shown as a table."""

import json
import statistics
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
from downhill_handout import whole  # noqa: E402


class Unavailable(Exception):
    """A peer that cannot be had on this machine; the text says why."""


class Store:
    def __init__(self, path):
        self.path = path
        self.fresh = set()
        try:
            self.rows = {row["name"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
        except (OSError, ValueError):
            self.rows = {}

    def record(self, name, ours, peer, unit):
        """Notes one result; lists are taken to their medians."""
        ours, peer = (statistics.median(v) if isinstance(v, (list, tuple)) else v for v in (ours, peer))
        if not (ours > 0 and peer > 0):
            raise ValueError(f"{name}: {ours} against {peer} {unit} is no measurement")
        self.rows[name] = {"name": name, "ours": rounded(ours), "peer": rounded(peer), "unit": unit, "ratio": rounded(peer / ours)}
        self.fresh.add(name)

    def save(self):
        rows = sorted(self.rows.values(), key=lambda row: row["name"])
        whole.write(self.path, json.dumps(rows, indent=1, ensure_ascii=False) + "\n")

    def table(self):
        head = ("", "ours", "peer", "unit", "peer/ours", "ours/peer")
        lines = [head] + [
            (row["name"] + ("" if row["name"] in self.fresh else " (earlier)"), f"{row['ours']:.4g}", f"{row['peer']:.4g}", row["unit"],
             f"{row['ratio']:.2f}", f"{1 / row['ratio']:.2f}")
            for row in sorted(self.rows.values(), key=lambda row: row["name"])
        ]
        widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
        return "\n".join("  ".join(cell.ljust(w) if i in (0, 3) else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))) for line in lines)


def rounded(value):
    return float(f"{value:.5g}")
