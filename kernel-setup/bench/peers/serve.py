"""Measures on demand: a name, with arguments if it takes any, a line comes in, a number a line goes out. Run by peers.Process in the peers' environment."""

import importlib
import os
import sys


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    module = importlib.import_module(sys.argv[1])
    for line in sys.stdin:
        name, *arguments = line.split()
        print(repr(float(getattr(module, name)(*arguments))), file=answers, flush=True)


if __name__ == "__main__":
    main()
