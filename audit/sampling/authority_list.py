"""A study's own list of authorities, row by row: the list, or everything that is wrong with it.

The columns are ``code``, ``name`` and ``kind``. A code is what cases are kept
and drawn by, so it is copied as it stands: digits, letters and hyphens. Two
authorities may not have the same code, nor names that read as one.
"""

import re
from collections.abc import Mapping

from audit.authorities import Authorities, Authority, key_of
from audit.errors import Problem
from audit.nouns import Noun
from audit.privacy import holds_cpr, one_line
from audit.sampling.columns import FrameRow, FrameTable, same_heading
from audit.sampling.suspects import wrong_letters
from audit.wording.problems import ProblemKinds
from audit.wording.quoting import listed, quoted, suggest

COLUMNS = ("code", "name", "kind")
MOST = 10_000
"""Authorities that a list may have."""

LONGEST = 100
"""Characters in the longest name."""

_CODE = re.compile(r"[^\W_](?:[^\W_]|-){0,19}")
_TABLE = "[authorities.kinds]"


def read_authorities(table: FrameTable, kinds: Mapping[str, Noun]) -> tuple[Authorities | None, list[Problem]]:
    """The list of a file, or None with what is wrong: one problem of each kind.

    ``kinds`` are those that are known, with their words.
    """
    return _ListReader(table, kinds).read()


class _ListReader:
    """What has been read of one list so far."""

    def __init__(self, table: FrameTable, kinds: Mapping[str, Noun]) -> None:
        self._table, self._kinds = table, kinds
        self._wrong = ProblemKinds()
        self._errors = 0
        self._found: list[Authority] = []
        self._rows: dict[str, tuple[int, str]] = {}

    def read(self) -> tuple[Authorities | None, list[Problem]]:
        for number, name in enumerate(self._table.header):
            if holds_cpr(name):
                self._cpr(self._table.header_row, number)
        for row in self._table.above:
            self._free_of_cpr(row)
        places = self._places()
        for row in self._table.rows():
            if self._free_of_cpr(row) and places and len(self._found) <= MOST:
                self._row(row, places)
        if places and not self._found and not self._errors:
            self._add(self._table.header_row, 0, "der er ingen myndigheder i listen.", "Skriv en række for hver.")
        if len(self._found) > MOST:
            self._add(self._table.header_row, 0, "der er for mange myndigheder i listen.", "Er det den rigtige fil?")
        return (None if self._errors else Authorities(self._found, self._kinds)), list(self._wrong.told())

    def _places(self) -> list[int]:
        """The columns of code, name and kind; [] when one is missing."""
        header = self._table.header
        for problem in self._table.problems:
            self._count(problem)
        found = [next((place for place, one in enumerate(header) if same_heading(one, name)), -1) for name in COLUMNS]
        if -1 not in found:
            return found
        there = listed([one_line(one) for one in header if one.strip() and not holds_cpr(one)])
        what = f"listen skal have kolonnerne {listed(COLUMNS)}. Filens kolonner er {there}."
        self._add(self._table.header_row, 0, what, "Ret overskrifterne.")
        return []

    def _row(self, row: FrameRow, places: list[int]) -> None:
        before = self._errors
        for problem in row.problems:
            self._count(problem)
        code, name, kind = (" ".join(row.cells[place].split()) for place in places)
        at_code, at_name, at_kind = places
        if not code:
            self._add(row.number, at_code, "koden mangler.", "Hver myndighed skal have en kode.")
        elif not _CODE.fullmatch(code):
            what = f"{quoted(code)} kan ikke være en kode."
            self._add(row.number, at_code, what, "Brug kun tal, bogstaver og bindestreger, højst 20.")
        if not name:
            self._add(row.number, at_name, "navnet mangler.", "Hver myndighed skal have et navn.")
        elif wrong_letters(name):
            what = f"{quoted(name)} har bogstaver, der er læst forkert, fordi filen er gemt i et andet tegnsæt."
            self._add(row.number, at_name, what, "Gem listen igen som CSV UTF-8 eller .xlsx.")
        elif len(name) > LONGEST or not name.isprintable():
            todo = f"Skriv det med almindelige tegn, højst {LONGEST}."
            self._add(row.number, at_name, "navnet er for langt eller har tegn, der ikke kan ses.", todo)
        kind = self._kind(row.number, at_kind, kind)
        if self._errors == before and self._alone(row.number, places, code, name):
            self._found.append(Authority(code, name, kind))

    def _kind(self, number: int, column: int, kind: str) -> str:
        """The kind as the study writes it, whatever its letters' case; "" when there is none such."""
        kind = next((one for one in self._kinds if one.casefold() == kind.casefold()), kind)
        if kind in self._kinds:
            return kind
        what = (
            f"{quoted(kind)} er ikke en slags myndighed{suggest(kind, self._kinds) or '.'}"
            if kind
            else ("det mangler, hvilken slags myndighed det er.")
        )
        self._add(number, column, what, f"Skriv {listed(self._kinds, 'eller')}, eller giv ordene under {_TABLE}.")
        return ""

    def _alone(self, number: int, places: list[int], code: str, name: str) -> bool:
        """Whether no other authority can be meant by the code or the name."""
        meant = key_of(code).lstrip("0") or code, key_of(name)
        for column, text, key in zip(places, (code, name), meant, strict=False):
            first, other = self._rows.setdefault(key, (number, text))
            if first != number:
                what = f"{quoted(text)} kan ikke skelnes fra {quoted(other)} i række {first}."
                self._add(number, column, what, "Giv hver myndighed sin egen kode og sit eget navn.")
                return False
        return True

    def _free_of_cpr(self, row: FrameRow) -> bool:
        held = [column for column, value in enumerate((*row.cells, *row.raw)) if holds_cpr(value)]
        if held:
            self._cpr(row.number, held[0] % max(len(row.cells), 1))
        return not held

    def _cpr(self, number: int, column: int) -> None:
        self._add(number, column, "cellen ligner et CPR-nummer.", "Fjern det fra filen.")

    def _add(self, number: int, column: int, what: str, todo: str) -> None:
        self._count(self._table.problem(number, column, what, todo))

    def _count(self, problem: Problem) -> None:
        self._errors += not problem.warning
        self._wrong.add(problem)
