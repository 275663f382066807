"""What a frame and a draw are, as values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FrameFile:
    """The file a frame came from, and what else it takes to read the same frame from it again.

    ``sha256`` is of the file's bytes, in hex; ``sheet`` is "" for a CSV file;
    ``left_out`` counts ``left_out_rows``, which are row numbers as the user
    sees them. ``facts_sha256`` is what :func:`audit.sampling.frame.facts_sha256`
    gave for the rubric the facts were read by.
    """

    name: str
    sha256: str
    rows: int
    left_out: int = 0
    sheet: str = ""
    left_out_rows: tuple[int, ...] = ()
    facts_sha256: str = ""


DrawRow = tuple[int, str, str, *tuple[str, ...]]
"""What the draw needs of a case: the store's key, the kommune's code, the case id, then the values of the strata.

A million of them are made, so they are plain tuples, as a database's driver gives them.
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One case of the sample: the store's key of the case, its ticket in hex, and its stratum's values.

    A case that was not drawn by lot has the ticket "" and a ``basis``: the
    mark it was chosen by, or :data:`LATEST`.
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
    ``allocation`` is equal, proportional or given. ``criteria`` are those of a
    purposive selection, which has no ``seed``; None for a draw by lot.
    """

    method: str
    seed: str
    strata: tuple[str, ...]
    allocation: str
    counts: tuple[Stratum, ...]
    tickets: tuple[Ticket, ...]
    criteria: Criteria | None = None
