"""Handouts: a notebook as one HTML file that needs nothing else. See exporter.HandoutExporter; the author's syntax is in README.md beside this file."""

from .exporter import HandoutExporter
from .faults import HandoutError

__all__ = ["HandoutError", "HandoutExporter"]
