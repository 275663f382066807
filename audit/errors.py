"""What can go wrong, as values and as one family of exceptions.

The bottom room: everything may import it, it imports nothing of ours.

A *problem* is a mistake in what the user gave us (a rubric, a frame, answers,
``audit.toml``). Problems are values, collected and shown together, so that a
person mends a file once and not twenty times. A *failure* is an
:class:`AuditError`: the command cannot go on. Its message is a Danish sentence
that says what happened, that nothing was lost, and what to do; ``cli`` prints
it in the one place where errors are printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the user's data: where it is, what it is, what to do.

    ``line`` and ``column`` count from 1; 0 means unknown. ``cell`` is a
    spreadsheet's own address ("B7"). A ``warning`` is shown but stops nothing;
    ``rule`` is the name it can be silenced by, "" when it cannot. The texts are Danish and never contain a CPR number.
    """

    what: str
    todo: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    cell: str = ""
    warning: bool = False
    rule: str = ""

    @property
    def where(self) -> str:
        """The place in words, "" when the problem has none."""
        parts = [self.file] if self.file else []
        if self.cell:
            parts.append(f"celle {self.cell}")
        elif self.line:
            parts.append(f"linje {self.line}" + (f", kolonne {self.column}" if self.column else ""))
        return ", ".join(parts)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(part for part in (head, self.todo, f"[{self.rule}]" if self.rule else "") if part)

    def as_document(self) -> dict[str, Any]:
        """The problem for a program to read: the place in words and in its parts, what it is, what to do."""
        return {
            "where": self.where,
            "what": self.what,
            "what_to_do": self.todo,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "cell": self.cell,
            "warning": self.warning,
            "rule": self.rule,
        }


UNTOUCHED = "Intet er ændret."
"""What a failure says where something could have been changed; a command that only reads leaves it out."""


class AuditError(Exception):
    """A command cannot go on because of the user's input or the study's state.

    ``str(error)`` is the Danish sentence shown; ``problems`` are shown below
    it, one a line, and ``hints`` between the two, for people alone.
    ``exit_code`` is what the process ends with. ``code`` is what a program
    knows the failure by: each class has its own, which never changes, and
    ``meaning`` tells in Danish what it stands for.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"
    meaning: ClassVar[str] = "Kommandoen kan ikke gå videre af en anden grund."

    def __init__(self, message: str, problems: Iterable[Problem] = (), hints: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.problems: Sequence[Problem] = tuple(problems)
        self.hints: Sequence[str] = tuple(hints)

    def of_reading(self) -> None:
        """Leave out of the sentence that nothing is changed: the command only reads, so nothing could have been."""
        self.args = (str(self).replace(f" {UNTOUCHED}", ""),)


class ConfigError(AuditError):
    """``audit.toml`` is missing or wrong."""

    code = "config"
    meaning = "audit.toml mangler eller har fejl."


class RubricError(AuditError):
    """A rubric cannot be read or is wrong."""

    code = "rubric"
    meaning = "Et måleskema kan ikke læses, har fejl eller består ikke sine prøver."


class InputError(AuditError):
    """A file the user gave (frame, answers, claims) cannot be taken in."""

    code = "input"
    meaning = "Noget, der er givet (en fil eller en værdi på linjen), kan ikke bruges."


class StateError(AuditError):
    """The step does not fit where the study stands (no sample drawn, no case left)."""

    code = "state"
    meaning = "Skridtet passer ikke til, hvor langt undersøgelsen er."


class StoreError(AuditError):
    """The database cannot be opened, read or written."""

    code = "store"
    meaning = "Databasen kan ikke bruges, eller loggen er ikke hel."
