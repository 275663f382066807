"""What a shell offers when the user presses Tab, by Typer's own protocol for bash, zsh, fish and PowerShell.

The shell runs the program with what has been typed in environment variables,
and reads the words from its output. Whatever goes wrong then, there are no
words, and nothing is printed: the user is in the middle of a line.
"""

import sys
from contextlib import redirect_stderr, redirect_stdout
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

import typer
from typer.completion import get_completion_inspect_parameters, shell_complete, show_callback

if TYPE_CHECKING:
    from audit.cli.app import Front

NOTHING = 1
"""What a shell takes for »no words«."""


class Shell(StrEnum):
    """The shells that can ask."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def offer(command: "Front", instruction: str, variable: str) -> int:
    """Print the words that can come next; the exit code a shell expects."""
    get_completion_inspect_parameters()  # makes the four shells known to Typer
    shown = StringIO()
    try:
        with redirect_stdout(shown), redirect_stderr(StringIO()):
            code = shell_complete(command, {}, "audit", variable, instruction)
    except SystemExit as end:  # fish is answered with an exit code
        code = end.code if isinstance(end.code, int) else NOTHING
    except Exception:
        return NOTHING
    sys.stdout.write(shown.getvalue())
    return code


def show_script(ctx: typer.Context, param: typer.CallbackParam, shell: Shell | None) -> None:
    """Print what the shell must read to know that it can ask, and end."""
    if shell is None or ctx.resilient_parsing:
        return
    try:
        show_callback(ctx, param, shell.value)
    except SystemExit:
        raise typer.Exit from None
