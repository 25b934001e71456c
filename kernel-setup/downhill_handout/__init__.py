"""Handouts: a notebook as one HTML file that needs nothing else. See exporter.HandoutExporter; the author's syntax is
in README.md beside this file."""

__all__ = ["HandoutError", "HandoutExporter", "HandoutPdfExporter"]


def __getattr__(name):
    """The exporter, when it is asked for: it brings nbconvert along, which a program that only writes files need not
    wait for."""
    if name == "HandoutExporter":
        from .exporter import HandoutExporter

        return HandoutExporter
    if name == "HandoutPdfExporter":
        from .pdf import HandoutPdfExporter

        return HandoutPdfExporter
    if name == "HandoutError":
        from .faults import HandoutError

        return HandoutError
    raise AttributeError(name)
