"""The program: ``python -m audit`` and the command ``audit`` begin here."""

import sys

from audit.cli import main as run


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
