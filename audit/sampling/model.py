"""What a frame and a draw are, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from audit.wording.numbers import counted


@dataclass(frozen=True, slots=True)
class FrameFile:
    """The file a frame came from, and what else it takes to read the same frame from it again.

    ``sha256`` is of the file's bytes, in hex; ``sheet`` is "" for a CSV file;
    ``left_out`` counts ``left_out_rows``, which are row numbers as the user
    sees them. ``facts_sha256`` is what :func:`audit.sampling.frame.facts_sha256`
    gave for the rubric the facts were read by. ``header_row`` is the row of the
    headings and ``kommune`` the code that was given for the whole list; they
    stand in the log. ``lists`` are the files of a frame that has several.
    """

    name: str
    sha256: str
    rows: int
    left_out: int = 0
    sheet: str = ""
    left_out_rows: tuple[int, ...] = ()
    facts_sha256: str = ""
    header_row: int = 1
    kommune: str = ""
    lists: tuple["FrameFile", ...] = ()

    @property
    def cases(self) -> int:
        """The cases that were taken in."""
        return self.rows - self.left_out

    @property
    def files(self) -> tuple["FrameFile", ...]:
        """The files one by one, in the order they were taken in."""
        return self.lists or (self,)

    def list_document(self) -> dict[str, Any]:
        """One list for a program to read, by the names the log has too."""
        return {
            "file": self.name,
            "sha256": self.sha256,
            "sheet": self.sheet,
            "cases": self.cases,
            "left_out": self.left_out,
        }

    def as_document(self) -> dict[str, Any]:
        """The frame for a program to read, with its lists."""
        return {"cases": self.cases, "sha256": self.sha256, "files": [one.list_document() for one in self.files]}

    @classmethod
    def of(cls, lists: Sequence["FrameFile"]) -> "FrameFile":
        """The frame that is made of one list or several.

        The SHA-256 of several is that of theirs in hex, one on each line, in
        their order. Where the lists were read by different facts,
        ``facts_sha256`` is "".
        """
        if len(lists) == 1:
            return lists[0]
        facts = {one.facts_sha256 for one in lists}
        return cls(
            name=counted(len(lists), "liste", "lister"),
            sha256=sha256("\n".join(one.sha256 for one in lists).encode()).hexdigest(),
            rows=sum(one.rows for one in lists),
            left_out=sum(one.left_out for one in lists),
            facts_sha256=facts.pop() if len(facts) == 1 else "",
            lists=tuple(lists),
        )


DrawRow = tuple[int, str, str, *tuple[str, ...]]
"""What the draw needs of a case: the store's key, the kommune's code, the case id, then the values of the strata.

A million of them are made, so they are plain tuples, as a database's driver gives them.
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One case of the sample: the store's key of the case, its ticket in hex, and its stratum's values.

    A case that was chosen has the ticket "" and a ``basis``: the mark it was
    chosen by, or :data:`LATEST`. A case of a census has neither.
    """

    case_key: int
    ticket: str
    stratum: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Stratum:
    """How one stratum was drawn from: ``drawn`` of ``population`` where ``asked`` were wanted."""

    values: tuple[str, ...]
    population: int
    asked: int
    drawn: int

    @property
    def shortfall(self) -> int:
        """Cases asked for that the frame did not have."""
        return self.asked - self.drawn


LATEST = "latest"
"""The ``basis`` of a case that was chosen because it is among the latest of its stratum."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What cases are chosen by in a purposive selection.

    ``n`` cases of each stratum. Where ``marks`` (a value of the fact ``mark``,
    and how many cases) can be met in full they are; elsewhere, and where there
    are no marks, the latest are chosen by the date fact ``latest``. Only cases
    earlier than ``before`` come into question, where it is given.
    """

    n: int
    latest: str
    before: date | None = None
    mark: str = ""
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """A finished draw. ``tickets`` are in draw order: by stratum, then by ticket.

    ``strata`` names the facts the strata are made of (``kommune`` too);
    ``allocation`` is equal, proportional or given, "" for a census. ``criteria``
    are those of a purposive selection; None otherwise. Only a draw by lot has a
    ``seed``.
    """

    method: str
    seed: str
    strata: tuple[str, ...]
    allocation: str
    counts: tuple[Stratum, ...]
    tickets: tuple[Ticket, ...]
    criteria: Criteria | None = None
