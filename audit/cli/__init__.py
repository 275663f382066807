"""The command line: which commands there are, their help, and where errors are printed.

``main`` is what the program ``audit`` runs. The commands themselves are in
``audit.commands`` and are imported when they run.
"""

import os
import sys
from collections.abc import Sequence

from audit.cli.failures import guarded

COMPLETE = "_AUDIT_COMPLETE"
"""The environment variable in which a shell says that it wants words to offer, and how."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; the answer is what the process ends with."""
    if asked := os.environ.get(COMPLETE):
        return guarded(lambda: _complete(asked))
    arguments = list(sys.argv[1:] if args is None else args)
    if arguments in ([], ["--help"], ["-h"]):
        return guarded(_front_page)
    return guarded(lambda: _command(arguments), as_json="--json" in arguments)


def _front_page() -> int:
    from audit.cli.front import page

    sys.stdout.write(page())
    return 0


def _complete(instruction: str) -> int:
    from audit.cli.app import front
    from audit.cli.completion import offer

    return offer(front(), instruction, COMPLETE)


def _command(arguments: list[str]) -> int:
    from audit.cli.app import run

    return run(arguments)
