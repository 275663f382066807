"""The commands: load, call pure code, save, show.

How a command is added, in five steps:

1. Write a function in the module named by the command's first word; the
   function is named by its last word, with ``_`` after a Python keyword.
   ``audit sample draw`` is ``draw`` in ``sample.py``, ``audit score`` is
   ``score`` in ``score.py``, ``audit frame import`` is ``import_`` in ``frame.py``. The
   commands of ``audit rubric`` and ``audit review`` have a module each: ``audit
   rubric check`` is ``check`` in ``rubric/check.py``.
2. Its parameters are ``Annotated`` with ``typer.Option(help=…)`` or
   ``typer.Argument(help=…)``, in Danish, and each that takes a value has a
   Danish ``metavar`` ("FIL", "SAG"). Files are plain ``Path``: whoever reads
   the file says in Danish why it cannot be read.
3. A command that shows something takes ``as_json: AsJson``: it prints one
   document and nothing else, and its fields stand in the module's ``JSON``,
   a dict from the function's name to each field's path and Danish meaning,
   which ``docs/kommandoer.md`` shows and a test holds.
4. ``EXAMPLES`` of the module has lines of use by the function's name; the
   help shows them, and a test reads each with the real parser.
5. Add its line to ``audit/cli/registry.py``. That line is the command's help;
   a longer text goes into the module's ``HELP``, a dict from the function's
   name to Danish text.

A module here is imported only when its command runs or is asked for help, so
it may import what it needs at the top. A command that takes ``ctx:
typer.Context`` is about a study: it finds where that is in ``ctx.obj``,
which is a :class:`GlobalOptions`, and takes ``--config`` after it as well. A command prints through
``audit.terminal.console`` and fails by raising an ``AuditError``; it catches
nothing to print it.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from audit.study.opening import Study

JSON_HELP = "Skriv svaret som JSON"
AsJson = Annotated[bool, typer.Option("--json", help=JSON_HELP)]


@dataclass(frozen=True, slots=True)
class GlobalOptions:
    """Where the study is. ``config``: the path of ``audit.toml`` or its folder, None to look for it."""

    config: Path | None = None


def study_of(ctx: typer.Context) -> "Study":
    """The study the command is given: that of ``--config``, or of the folder it is run in."""
    from audit.study.opening import Study

    options: GlobalOptions = ctx.obj
    return Study.find(options.config)


def print_json(document: Any) -> None:
    """Print a document as JSON for a program to read: indented, Danish letters as they are, a newline last."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
