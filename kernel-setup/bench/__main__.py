"""scripts/bench: runs the measuring parts beside this file and merges what they find into build/bench.json.

A part is a module NAME.py in this folder with

    ABOUT = "one line for --help"
    def run(record, wanted): ...

run measures and calls record(name, ours, peer, unit) for each result: name is "NAME/what", or "NAME/what/peer" where there are
several peers; ours and peer are medians of interleaved runs, in the unit given ("s", "ms", "µs", "MB"), less being better. wanted(name)
tells whether the run was asked for that result, so that a part can leave the others out. Whatever a part has to build, such as the peer
itself, goes below build/bench/NAME/. A part whose peer cannot be had here (a package of its own, say) raises Unavailable with one
sentence: it is told, and is no failure.
"""

import argparse
import importlib
import sys
from pathlib import Path

import results

HERE = Path(__file__).resolve().parent


def parts():
    """The parts by name: every module here that says what it is ABOUT."""
    sources = sorted(path for path in HERE.glob("*.py") if path.stem != "__main__")
    return {path.stem: importlib.import_module(path.stem) for path in sources if "\nABOUT = " in path.read_text(encoding="utf-8")}


def main(argv=None):
    known = parts()
    about = "\n".join(f"  {name:10} {part.ABOUT}" for name, part in known.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures against peers, interleaved in one run, medians; prints a table and writes build/bench.json:\n"
        'a list of {"name", "ours", "peer", "unit", "ratio"} with ratio = peer time / our time, so more is better.\n'
        "Results of parts that are not run again stay.\n\n" + about,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="a part, or one result as PART/WHAT; everything if none is given")
    options = parser.parse_args(argv)
    strangers = [name for name in options.names if name.split("/")[0] not in known]
    if strangers:
        print(f"bench: {', '.join(strangers)}: no such part; there is {', '.join(known)}.", file=sys.stderr)
        return 1

    def wanted(name):
        return not options.names or any(name == n or name.startswith(n + "/") for n in options.names)

    return run(known, options.names, wanted)


def run(known, names, wanted):
    store, missing, failed = results.Store(HERE.parents[1] / "build" / "bench.json"), [], []
    chosen = dict.fromkeys(name.split("/")[0] for name in names) or known
    for name in chosen:
        try:
            known[name].run(store.record, wanted)
        except results.Unavailable as reason:
            missing.append(f"bench: {name} was not measured: {reason}")
        except Exception as error:  # a broken part must not cost the others their results
            failed.append(f"bench: {name} failed: {type(error).__name__}: {error}")
    store.save()
    print(store.table())
    for line in missing + failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
