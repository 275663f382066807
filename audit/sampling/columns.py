"""The file a bruttoliste comes in, and which of its columns holds what.

``audit.toml`` maps the study's words to the file's headings; here the headings
are found, and what is not there is named with the nearest heading.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from audit.errors import Problem
from audit.privacy import holds_cpr, one_line, without_unseen
from audit.rubric.model import Fact, Rubric
from audit.wording.quoting import listed, suggest


class FrameRow(Protocol):
    """A row of the file, as ``sheets.Row`` is one."""

    @property
    def number(self) -> int:
        """The row as the user sees it in the file."""

    @property
    def cells(self) -> Sequence[str]:
        """A text for each heading."""

    @property
    def raw(self) -> Sequence[object]:
        """The values as the file gave them, also beyond the headings; may be ``cells`` itself."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What was wrong with reading the row."""


class FrameTable(Protocol):
    """A file that is read row by row, and that knows how its user names a place in it, as ``sheets.Table`` does."""

    @property
    def header(self) -> Sequence[str]:
        """The headings."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the headings and the file as a whole."""

    @property
    def header_row(self) -> int:
        """The row the headings stand in."""

    @property
    def above(self) -> Sequence[FrameRow]:
        """The rows over the headings."""

    def likely_header(self, wanted: Collection[str]) -> int:
        """The row in which more of the ``wanted`` headings stand than in ours; 0 when there is none."""

    def rows(self) -> Iterator[FrameRow]:
        """The rows of data that are not empty."""

    def problem(self, row: int, column: int, what: str, todo: str = "") -> Problem:
        """A problem with one cell; ``column`` counts from 0."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The headings as ``audit.toml`` names them.

    Without ``file_no`` no journal number is known. A fact of the
    rubric that ``facts`` does not mention is read from the column that has the
    fact's own name, if there is one. ``kommune`` is None for a list whose
    cases are all of one kommune and that has no column for it.
    """

    case: str
    kommune: str | None
    file_no: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


class FactColumn(NamedTuple):
    """Where a fact stands."""

    name: str
    fact: Fact
    column: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Where everything stands; columns count from 0."""

    case: int
    kommune: int | None
    file_no: int | None
    facts: tuple[FactColumn, ...]

    @property
    def used(self) -> tuple[int, ...]:
        """Every column that is read."""
        one = (self.case, self.kommune, self.file_no, *(fact.column for fact in self.facts))
        return tuple(column for column in one if column is not None)


def locate(header: Sequence[str], mapping: ColumnMapping, rubric: Rubric) -> tuple[Columns | None, list[Problem]]:
    """The columns, or None with every heading that is missing and every fact the rubric does not know.

    That two headings are the same is for the one who reads the file to say; here the first counts.
    """
    finder = _Finder(header)
    case = finder.place(mapping.case, "[frame.columns]")
    kommune, file_no = (
        None if name is None else finder.place(name, "[frame.columns]") for name in (mapping.kommune, mapping.file_no)
    )
    facts = []
    for name, fact in rubric.facts.items():
        heading = mapping.facts.get(name)
        if heading is None and not finder.knows(name):
            if not fact.may_miss:
                finder.fact_missing(name)
            continue
        facts.append(FactColumn(name, fact, finder.place(heading or name, "[frame.facts]")))
    for name in mapping.facts:
        if name not in rubric.facts:
            near = suggest(name, rubric.facts) or "."
            finder.problems.append(
                Problem(f"måleskemaet har ingen oplysning »{name}«{near}", "Ret [frame.facts] i audit.toml.")
            )
    if finder.problems:
        return None, finder.problems
    return Columns(case, kommune, file_no, tuple(facts)), []


def same_heading(one: str, other: str) -> bool:
    """Whether two headings are the same, whatever their case, space and line breaks."""
    return _plain(one) == _plain(other)


def headings_of(mapping: ColumnMapping, rubric: Rubric) -> tuple[str, ...]:
    """The headings a list may have, by which its row of headings can be known."""
    named = (mapping.case, mapping.kommune, mapping.file_no, *mapping.facts.values())
    return (*filter(None, named), *(name for name in rubric.facts if name not in mapping.facts))


class _Finder:
    """Finds headings, whatever their case, and collects what it does not find."""

    def __init__(self, header: Sequence[str]) -> None:
        self._places: dict[str, int] = {}
        for column, name in enumerate(header):
            self._places.setdefault(_plain(name), column)
        self._names = [one_line(name.strip()) for name in header if name.strip() and not holds_cpr(name)]
        self.problems: list[Problem] = []

    def knows(self, name: str) -> bool:
        return _plain(name) in self._places

    def place(self, name: str, table: str) -> int:
        """The column with this heading; -1 and a problem when there is none."""
        if self.knows(name):
            return self._places[_plain(name)]
        todo = f"Ret {table} i audit.toml eller filens overskrift."
        self.problems.append(Problem(f"kolonnen »{name}« findes ikke{self._instead(name)}", todo))
        return -1

    def fact_missing(self, name: str) -> None:
        what = f"oplysningen »{name}«, som måleskemaet kræver, har ingen kolonne{self._instead(name)}"
        self.problems.append(Problem(what, f'Skriv under [frame.facts] i audit.toml: "{name}" = "kolonnens navn".'))

    def _instead(self, name: str) -> str:
        if near := suggest(name, self._names):
            return near
        return f". Filens kolonner er {listed(self._names)}." if self._names else ". Filen har ingen overskrifter."


def _plain(name: str) -> str:
    return " ".join(without_unseen(unicodedata.normalize("NFC", name)).split()).casefold()
