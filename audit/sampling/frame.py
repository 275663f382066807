"""The bruttoliste, row by row: a clean case, or everything that is wrong with the row.

Rows stream through, so a million of them take no more memory than their case
ids. Nothing is mended silently: what does not fit is named with its cell, and
the user mends the file or says which rows to leave out. A CPR number anywhere,
also in a column the study does not use or a row that is left out, stops the
import.
"""

import json
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

from audit.authorities import Authorities
from audit.cases import Case
from audit.errors import Problem
from audit.nouns import capital
from audit.privacy import holds_cpr, one_line, surely_without_cpr
from audit.rubric.cells import worded_cell
from audit.rubric.condition import Always
from audit.rubric.facts import read_fact, read_facts
from audit.rubric.model import Fact, Rubric
from audit.rubric.over_time import InForce
from audit.rubric.required import Required
from audit.rubric.values import NotAnAnswer, encode, option_named
from audit.sampling.check import FrameCheck
from audit.sampling.columns import (
    ColumnMapping,
    Columns,
    FrameRow,
    FrameTable,
    headings_of,
    locate,
    same_heading,
)
from audit.sampling.seen import SeenCases
from audit.sampling.suspects import perhaps_spoilt, spoilt, sum_cell, sum_row, wrong_letters
from audit.telling.condition_words import ConditionWords
from audit.wording.authority_words import how_to_write, no_authority
from audit.wording.dates import date_digits
from audit.wording.numbers import whole
from audit.wording.quoting import quoted

LONGEST = 200
"""Characters in the longest id or fact that is taken in."""

_CACHED = 10_000


def facts_sha256(rubric: Rubric) -> str:
    """The SHA-256, in hex, of what decides how a frame's facts are read, as canonical JSON; labels do not."""
    facts = {
        name: {"type": fact.type, "options": sorted(fact.options), "required": fact.required, **_held(fact)}
        for name, fact in rubric.facts.items()
    }
    in_force = rubric.in_force.model_dump(mode="json") if rubric.in_force else None
    return sha256(json.dumps([facts, in_force], sort_keys=True).encode()).hexdigest()


def _held(fact: Fact) -> dict[str, object]:
    """What limits a fact, or says when it must be there; a fact without has the hash it had before there were any."""
    said = fact.model_dump(mode="json", include={"min", "max", "required_if"})
    return {key: value for key, value in said.items() if value is not None}


class FrameReader:
    """Reads a frame once: cases come out, problems gather in ``check``.

    ``skip`` are the row numbers the user leaves out. ``kommune`` is the code of
    the authority all cases come from, "" where a column says it; ``known`` are
    the cases of the lists taken in before: the list's name, the authority's code
    and the case's number. ``constructed``: authorities that do not exist may be named. ``today`` is the day by which
    a date or a number is unlikely; None when the user has confirmed those that are. A frame is clean when
    ``check.errors`` is 0 *after* the last case; until then, store nothing that
    cannot be taken back.
    """

    def __init__(
        self,
        table: FrameTable,
        mapping: ColumnMapping,
        rubric: Rubric,
        authorities: Authorities,
        *,
        skip: Collection[int] = (),
        kommune: str = "",
        known: Iterable[tuple[str, str, str]] = (),
        constructed: bool = False,
        today: date | None = None,
    ) -> None:
        self.check = FrameCheck()
        self._table = table
        self._skip = frozenset(skip)
        self._headings = ["" if holds_cpr(name) else one_line(name) for name in table.header]
        for column, name in enumerate(table.header):
            if holds_cpr(name):
                self._add_cpr(table.header_row, column)
        for row in table.above:
            self._free_of_cpr(row)
        self._today = today
        self._one_kommune, self._constructed = kommune, constructed
        self._authorities, self._called = authorities, rubric.case
        self._columns, problems = self._locate(mapping, rubric)
        for problem in problems:
            self.check.add(problem)
        facts = self._columns.facts if self._columns else ()
        self._read = {fact.name: _reader(fact.fact) for fact in facts}
        self._comparable = {fact.name: fact.fact for fact in facts if fact.fact.kind.comparable}
        self._rubric, self._required = rubric, Required(rubric)
        self._conditional = [name for name, fact in rubric.facts.items() if fact.required_if]
        self._words = ConditionWords(rubric)
        self._in_force = rubric.in_force
        self._used = set(self._columns.used) if self._columns else set()
        self._free_words = {fact.column for fact in facts if fact.fact.labels}
        self._named = lru_cache(_CACHED)(self._authority)
        self._seen = SeenCases(authorities, rubric.case, known)

    def cases(self) -> Iterator[Case]:
        """The clean cases, in the file's order. ``check`` is complete when this ends."""
        check = self.check
        skipped = set()
        for row in self._table.rows():
            check.rows += 1
            clean = self._free_of_cpr(row)
            if row.number in self._skip:
                skipped.add(row.number)
            elif clean and self._columns and (case := self._case(row, self._columns)):
                yield case
        check.left_out = len(skipped)
        for number in sorted(self._skip - skipped):
            check.add(Problem(f"række {number}, som skal udelades, findes ikke i filen.", "Ret tallet."))
        if check.rows == check.left_out:
            todo = f"Den skal have en række for {self._called.every} under overskriften."
            check.add(Problem(f"der er ingen {self._called.many} i filen.", todo))

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

    def _locate(self, mapping: ColumnMapping, rubric: Rubric) -> tuple[Columns | None, list[Problem]]:
        """The columns, and what is wrong with the headings: only where they are, when they are in another row."""
        table = self._table
        if self._one_kommune and mapping.kommune:
            if any(same_heading(name, mapping.kommune) for name in table.header):
                known = self._authorities.noun.the_one
                what = f"listen har selv en kolonne »{mapping.kommune}«, så {known} kan ikke også oplyses."
                return None, [table.problem(table.header_row, 0, what, "Udelad --kommune.")]
            mapping = replace(mapping, kommune=None)
        columns, missing = locate(table.header, mapping, rubric)
        if missing and (row := table.likely_header(headings_of(mapping, rubric))):
            what = f"overskriften står vist i række {row} og ikke i række {table.header_row}."
            return None, [table.problem(row, 0, what, f"Skriv --header-row {row}.")]
        return columns, [*table.problems, *missing]

    def _case(self, row: FrameRow, columns: Columns) -> Case | None:
        """The row as a case, or None when something is wrong with it."""
        before = self.check.errors
        for problem in row.problems:
            self.check.add(problem)
        if self.check.errors > before or not self._in_right_letters(row):
            return None
        case_id = self._id(row, columns.case)
        if case_id and not self._of_a_case(row, columns.case, case_id):
            return None
        file_no = "" if columns.file_no is None else self._id(row, columns.file_no)
        kommune = self._one_kommune if columns.kommune is None else self._kommune(row, columns.kommune)
        facts = self._facts(row, columns)
        if case_id and kommune and (seen := self._seen.add(kommune, case_id, row.number)):
            self._add(row, columns.case, *seen)
        return Case(kommune, case_id, file_no, facts) if self.check.errors == before else None

    def _in_right_letters(self, row: FrameRow) -> bool:
        """Whether no cell that is used has letters from another character set."""
        right = True
        for column, text in enumerate(row.cells):
            if wrong_letters(text):
                used = column in self._used
                what = f"{quoted(text)} har bogstaver, der er læst forkert, fordi filen er gemt i et andet tegnsæt."
                todo = "Gem listen igen som CSV UTF-8 eller .xlsx, så æ, ø og å står rigtigt."
                self._add(row, column, what, todo, warning=not used)
                right = right and not used
        return right

    def _of_a_case(self, row: FrameRow, column: int, case_id: str) -> bool:
        """Whether the number is a case's, and not of a row with sums or spoilt by a spreadsheet."""
        if sum_row(case_id):
            what = f"{quoted(case_id)} er en række med en sum og ikke {self._called.a}."
            self._add(row, column, what, "Slet rækken, eller udelad den med --skip.")
            return False
        if found := spoilt(case_id):
            self._add(row, column, f"{quoted(case_id)} {found[0]}", found[1])
            return False
        if found := perhaps_spoilt(case_id):
            self._add(row, column, f"{quoted(case_id)} {found[0]}", found[1], warning=True)
        total = sum_cell(row.cells)
        if total >= 0 and total not in self._free_words:
            what = f"{quoted(row.cells[total])} kan betyde, at rækken er en sum og ikke {self._called.a}."
            self._add(row, total, what, "Er den det, så udelad rækken med --skip.", warning=True)
        return True

    def _id(self, row: FrameRow, column: int) -> str:
        """A case id or journal number, which people must be able to copy from paper; "" when it is none."""
        text = self._cell(row, column, worded_cell)
        if text is None:
            return ""
        text = unicodedata.normalize("NFC", text).strip()
        heading = self._headings[column]
        if not text:
            self._add(row, column, f"»{heading}« er tom.", f"{capital(self._called.every)} skal have et nummer.")
        elif self._visible(row, column, text, "Skriv nummeret igen uden tegnet.") and self._fits(row, column, text):
            return text
        return ""

    def _cell(self, row: FrameRow, column: int, read: Callable[[str, object], tuple[str, str]]) -> str | None:
        """What a cell says to one who wants what ``read`` reads; None when it does not say it."""
        text, raw = row.cells[column], row.raw[column] if column < len(row.raw) else None
        if raw is None or isinstance(raw, str):
            return text
        try:
            text, note = read(text, raw)
        except NotAnAnswer as wrong:
            self._add(row, column, f"»{self._headings[column]}«: {one_line(str(wrong))}")
            return None
        if note:
            self._add(row, column, note, warning=True)
        return text

    def _kommune(self, row: FrameRow, column: int) -> str:
        """The authority's code, or "" when there is no such authority."""
        text = (self._cell(row, column, worded_cell) or "").strip()
        code, refusal = self._named(text)
        if not code:
            what = refusal if text else f"»{self._headings[column]}« er tom."
            self._add(row, column, what, how_to_write(self._authorities, text))
        return code

    def _authority(self, text: str) -> tuple[str, str]:
        """The authority's code, or "" and why the text is none; a constructed study may name one that is made up."""
        found = self._authorities.find(text, constructed=self._constructed)
        return (found.code, "") if found else ("", no_authority(self._authorities, text))

    def _facts(self, row: FrameRow, columns: Columns) -> dict[str, str]:
        facts: dict[str, str] = {}
        for name, fact, column in columns.facts:
            text = self._cell(row, column, fact.kind.from_cell)
            if text is None:
                continue
            text = text.strip()
            if not text:
                if not fact.may_miss:
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
        self._depending(row, columns, facts)
        return facts

    def _depending(self, row: FrameRow, columns: Columns, facts: dict[str, str]) -> None:
        """Facts that the case must have because of its other facts."""
        if all(name in facts for name in self._conditional):
            return
        places = {fact.name: fact.column for fact in columns.facts}
        for name in self._required.depending(read_facts(self._rubric, facts)):
            condition = self._rubric.facts[name].required_if
            todo = f"Oplysningen skal udfyldes, når {self._words.say(condition or Always())}."
            if name not in places:
                self._add(row, columns.case, f"oplysningen »{name}« har ingen kolonne.", todo)
            elif not row.cells[places[name]].strip():
                self._add(row, places[name], f"»{self._headings[places[name]]}« er tom.", todo)

    def _in_period(self, row: FrameRow, column: int, name: str, value: str) -> None:
        rule = self._in_force
        if rule and rule.fact == name and not rule.covers(day := date.fromisoformat(value)):
            what = f"datoen {date_digits(day)} ligger uden for den periode, måleskemaet gælder for ({_period(rule)})."
            self._add(row, column, what, "Ret datoen, eller udelad rækken.")
        elif not (rule and rule.fact == name and rule.from_ and rule.to):  # the rubric itself says what is likely
            self._likely(row, column, name, value)

    def _likely(self, row: FrameRow, column: int, name: str, value: str) -> None:
        """Nothing is decided on an unlikely date or number before the user has confirmed it."""
        fact = self._comparable.get(name)
        if not fact or not self._today:
            return
        if why := fact.kind.fact_doubt(fact.kind.decode((value,)), self._today, fact.limits):
            what = f"»{self._headings[column]}« er måske forkert: {why}"
            self._add(row, column, what, "Ret det; er det rigtigt, så brug --accept-unlikely.")

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

    def _add(self, row: FrameRow, column: int, what: str, todo: str = "", *, warning: bool = False) -> None:
        self.check.add(replace(self._table.problem(row.number, column, what, todo), warning=warning))

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


def _period(in_force: InForce) -> str:
    first = f"fra {date_digits(in_force.from_)}" if in_force.from_ else ""
    last = f"til {date_digits(in_force.to)}" if in_force.to else ""
    return " ".join(part for part in (first, last) if part)
