"""The program: ``python -m audit`` and the command ``audit`` begin here."""

import gc
import sys

from audit.cli import main as run

_NEW_OBJECTS = 100_000
"""Between two rounds of the garbage collector. A command loads some hundred thousand objects
that all stay, and looking them through again and again took a fifth of its time."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    code = run()
    gc.freeze()  # or Python looks everything through once more, only to throw it away
    sys.exit(code)


if __name__ == "__main__":
    main()
