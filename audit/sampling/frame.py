"""The bruttoliste, row by row: a clean case, or everything that is wrong with the row.

Rows stream through, so a million of them take no more memory than their case
ids. Nothing is mended silently: what does not fit is named with its cell, and
the user mends the file or says which rows to leave out. A CPR number anywhere,
also in a column the study does not use or a row that is left out, stops the
import.
"""

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256

from audit import kommuner
from audit.cases import Case
from audit.errors import Problem
from audit.privacy import holds_cpr, one_line, surely_without_cpr
from audit.rubric.facts import read_fact
from audit.rubric.model import Fact, InForce, Rubric
from audit.rubric.values import NotAnAnswer, encode, option_named
from audit.sampling.columns import ColumnMapping, Columns, FrameRow, FrameTable, locate
from audit.wording.dates import date_digits
from audit.wording.numbers import whole

SHOWN = 50
"""Problems kept to be shown; the rest are counted."""

LONGEST = 200
"""Characters in the longest id or fact that is taken in."""

_CACHED = 10_000


@dataclass(slots=True)
class FrameCheck:
    """What is wrong with a frame: the first problems, CPR numbers before all others, and how many there are.

    ``rows`` are the rows of data, ``left_out`` those of them the user left
    out, ``errors`` counts every problem that stops the import, ``cpr`` those
    of them that are a CPR number.
    """

    rows: int = 0
    left_out: int = 0
    errors: int = 0
    cpr: int = 0
    _breaches: list[Problem] = field(default_factory=list)
    _others: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem, *, breach: bool = False) -> None:
        """Count a problem, and keep it while there is room. A ``breach`` is a cell with a CPR number."""
        self.errors += not problem.warning
        self.cpr += breach
        kept = self._breaches if breach else self._others
        if len(kept) < SHOWN:
            kept.append(problem)

    @property
    def problems(self) -> list[Problem]:
        """The first problems and warnings; the last line says how many errors more there are."""
        shown = [*self._breaches, *self._others][:SHOWN]
        more = self.errors - sum(not problem.warning for problem in shown)
        return [*shown, Problem(f"og {whole(more)} fejl mere.")] if more else shown


def facts_sha256(rubric: Rubric) -> str:
    """The SHA-256, in hex, of what decides how a frame's facts are read, as canonical JSON; labels do not."""
    facts = {
        name: {"type": fact.type, "options": sorted(fact.options), "required": fact.required}
        for name, fact in rubric.facts.items()
    }
    in_force = rubric.in_force.model_dump(mode="json") if rubric.in_force else None
    return sha256(json.dumps([facts, in_force], sort_keys=True).encode()).hexdigest()


class FrameReader:
    """Reads a frame once: cases come out, problems gather in ``check``.

    ``skip`` are the row numbers the user leaves out. A frame is clean when
    ``check.errors`` is 0 *after* the last case; until then, store nothing that
    cannot be taken back.
    """

    def __init__(
        self, table: FrameTable, mapping: ColumnMapping, rubric: Rubric, *, skip: Collection[int] = ()
    ) -> None:
        self.check = FrameCheck()
        self._table = table
        self._skip = frozenset(skip)
        self._headings = ["" if holds_cpr(name) else one_line(name) for name in table.header]
        for column, name in enumerate(table.header):
            if holds_cpr(name):
                self._add_cpr(1, column)
        self._columns, missing = locate(table.header, mapping, rubric)
        for problem in (*table.problems, *missing):
            self.check.add(problem)
        facts = self._columns.facts if self._columns else ()
        self._read = {fact.name: _reader(fact.fact) for fact in facts}
        self._in_force = rubric.in_force
        self._seen: dict[str, dict[str, int]] = {}

    def cases(self) -> Iterator[Case]:
        """The clean cases, in the file's order. ``check`` is complete when this ends."""
        check = self.check
        skipped = set()
        for row in self._table.rows():
            check.rows += 1
            clean = self._free_of_cpr(row)
            if row.number in self._skip:
                skipped.add(row.number)
            elif clean and (case := self._case(row)):
                yield case
        check.left_out = len(skipped)
        for number in sorted(self._skip - skipped):
            check.add(Problem(f"række {number}, som skal udelades, findes ikke i filen.", "Ret tallet."))
        if check.rows == check.left_out:
            check.add(Problem("der er ingen sager i filen.", "Den skal have en række for hver sag under overskriften."))

    def _free_of_cpr(self, row: FrameRow) -> bool:
        """Whether no cell holds a CPR number; a row that does is not read further, so that it is quoted nowhere."""
        cells: list[int] = []
        if not surely_without_cpr(row.cells):
            cells += [column for column, text in enumerate(row.cells) if holds_cpr(text)]
        if row.raw is not row.cells:
            given = enumerate(row.raw)
            cells += [column for column, value in given if column not in cells and holds_cpr(value)]
        for column in cells:
            self._add_cpr(row.number, column)
        return not cells

    def _case(self, row: FrameRow) -> Case | None:
        """The row as a case, or None when something is wrong with it."""
        for problem in row.problems:
            self.check.add(problem)
        if row.problems or not self._columns:
            return None
        columns, before = self._columns, self.check.errors
        case_id = self._id(row, columns.case)
        file_no = case_id if columns.file_no == columns.case else self._id(row, columns.file_no)
        kommune = self._kommune(row, columns.kommune)
        facts = self._facts(row, columns)
        if case_id and kommune:
            self._only_once(row, kommune, case_id)
        return Case(kommune, case_id, file_no, facts) if self.check.errors == before else None

    def _only_once(self, row: FrameRow, kommune: str, case_id: str) -> None:
        assert self._columns is not None
        first = self._seen.setdefault(kommune, {}).setdefault(case_id, row.number)
        if first != row.number:
            what = f"sagen »{case_id}« fra {kommuner.name_of(kommune)} ({kommune}) står allerede i række {first}."
            todo = "Fjern den ene, eller giv dem hver sit nummer og sæt journalnummeret i en kolonne for sig."
            self._add(row, self._columns.case, what, todo)

    def _id(self, row: FrameRow, column: int) -> str:
        """A case id or journal number, which people must be able to copy from paper; "" when it is none."""
        text = unicodedata.normalize("NFC", row.cells[column]).strip()
        heading = self._headings[column]
        if not text:
            self._add(row, column, f"»{heading}« er tom.", "Hver sag skal have et nummer.")
        elif self._visible(row, column, text, "Skriv nummeret igen uden tegnet.") and self._fits(row, column, text):
            return text
        return ""

    def _kommune(self, row: FrameRow, column: int) -> str:
        """The kommune's code, or "" when there is no such kommune."""
        text = row.cells[column].strip()
        code, near = _kommune(text)
        if not code:
            what = f"»{_quoted(text)}« er ikke en kommune{near}" if text else f"»{self._headings[column]}« er tom."
            self._add(row, column, what, "Skriv kommunens navn eller kode.")
        return code

    def _facts(self, row: FrameRow, columns: Columns) -> dict[str, str]:
        facts: dict[str, str] = {}
        for name, fact, column in columns.facts:
            text = row.cells[column].strip()
            if not text:
                if fact.required:
                    self._add(row, column, f"»{self._headings[column]}« er tom.", "Oplysningen skal udfyldes.")
            elif self._fits(row, column, text):
                try:
                    value = self._read[name](text)
                except NotAnAnswer as wrong:
                    self._add(row, column, f"»{self._headings[column]}«: {one_line(str(wrong))}")
                else:
                    self._in_period(row, column, name, value)
                    if self._visible(row, column, value, "Skriv teksten igen uden tegnet."):
                        facts[name] = value
        return facts

    def _in_period(self, row: FrameRow, column: int, name: str, value: str) -> None:
        rule = self._in_force
        if rule and rule.fact == name and not rule.covers(day := date.fromisoformat(value)):
            what = f"datoen {date_digits(day)} ligger uden for den periode, måleskemaet gælder for ({_period(rule)})."
            self._add(row, column, what, "Ret datoen, eller udelad rækken.")

    def _visible(self, row: FrameRow, column: int, text: str, todo: str) -> bool:
        sign = "" if text.isprintable() else next(char for char in text if not char.isprintable())
        if sign:
            what = f"»{self._headings[column]}« har et tegn, der ikke kan ses (U+{ord(sign):04X})."
            self._add(row, column, what, todo)
        return not sign

    def _fits(self, row: FrameRow, column: int, text: str) -> bool:
        if len(text) > LONGEST:
            what = f"»{self._headings[column]}« er på {whole(len(text))} tegn; der er plads til {whole(LONGEST)}."
            self._add(row, column, what, "Gør teksten kortere.")
        return len(text) <= LONGEST

    def _add(self, row: FrameRow, column: int, what: str, todo: str = "") -> None:
        self.check.add(self._table.problem(row.number, column, what, todo))

    def _add_cpr(self, number: int, column: int) -> None:
        heading = self._headings[column] if column < len(self._headings) else ""
        what = f"cellen{f' under »{heading}«' if heading else ''} ligner et CPR-nummer."
        todo = "Fjern det fra filen. Er det et sagsnummer, så skriv det med årstal og bindestreg, fx 2013-12345."
        self.check.add(self._table.problem(number, column, what, todo), breach=True)


def _reader(fact: Fact) -> Callable[[str], str]:
    """From a cell to the canonical text of a fact; the same texts come again and again."""

    @lru_cache(_CACHED)
    def read(text: str) -> str:
        return encode(read_fact(fact, option_named(fact.options, text)))[0]

    return read


@lru_cache(_CACHED)
def _kommune(text: str) -> tuple[str, str]:
    """The kommune's code, or "" and the end of a sentence with the nearest name."""
    if kommune := kommuner.find(text):
        return kommune.code, ""
    near = kommuner.nearest(text)
    return "", f" – mente du »{near}«?" if near else "."


def _period(in_force: InForce) -> str:
    first = f"fra {date_digits(in_force.from_)}" if in_force.from_ else ""
    last = f"til {date_digits(in_force.to)}" if in_force.to else ""
    return " ".join(part for part in (first, last) if part)


def _quoted(text: str) -> str:
    return one_line(text if len(text) <= 40 else text[:40] + "…")
