"""Checks what depends on dates in a rubric: ``in_force``, parameters and deadlines."""

from decimal import Decimal
from itertools import pairwise

from audit.rubric.fields import is_day
from audit.rubric.outline import Notes, Outline
from audit.rubric.tree import Items, Scalar, Table
from audit.rubric.types import DAYS
from audit.rubric.within import UNITS
from audit.wording.quoting import quoted


def check_in_force(outline: Outline, notes: Notes) -> None:
    """Note an ``in_force`` whose fact is unknown or not a date, or which ends before it begins."""
    in_force = outline.root.table("in_force")
    if fact := in_force.word("fact"):
        notes.check(fact, outline.fact_names, "er ikke en oplysning under »facts«", "Oplysningerne")
        if fact.written in outline.facts and outline.kind(fact.written) not in (DAYS, None):
            notes.error(
                fact, f"oplysningen {quoted(fact.written)} er ikke en dato.", "Vælg en oplysning med type: date."
            )
    begin, end = _day(in_force, "from"), _day(in_force, "to")
    if begin and end and begin.written > end.written:
        notes.error(end, f"»to« ({end.written}) ligger før »from« ({begin.written}).", "Byt dem om, eller ret den ene.")


def check_parameters(outline: Outline, notes: Notes) -> None:
    """Note parameters without ``in_force``, and values not in order of date or with the same date."""
    for key, parameter in outline.root.table("parameters").entries.values():
        if outline.root.get("in_force") is None:
            what = f"parameteren {quoted(key.written)} kan ikke vælges, når »in_force« mangler."
            notes.error(key, what, "Skriv in_force: {fact: …} med sagens dato.")
        if isinstance(parameter, Table):
            _check_values(parameter, notes)


def check_deadlines(outline: Outline, notes: Notes) -> None:
    """Note deadlines whose ends are not two different dates, or whose length is not given in one way."""
    for deadline in outline.deadlines:
        start, end = deadline.word("start"), deadline.word("end")
        for date in (start, end):
            if date:
                _check_date(date, outline, notes)
        if start and end and start.written == end.written:
            notes.error(end, f"fristen begynder og slutter med {quoted(end.written)}.", "Vælg to forskellige datoer.")
        if "within" not in deadline.entries and "not_before" not in deadline.entries:
            todo = "Skriv within: {weeks: …}, eller not_before: {months: …}, når det kan være for tidligt."
            notes.error(deadline, "fristen har ingen længde.", todo)
        for key in ("not_before", "within"):
            _check_length(deadline, key, outline, notes)
        _check_window(deadline.table("not_before"), deadline.table("within"), notes)


def _check_length(deadline: Table, key: str, outline: Outline, notes: Notes) -> None:
    """Note a length that is not given in one way; check the parameter that says it."""
    length = deadline.get(key)
    if isinstance(length, Table):
        given = [name for name in length.entries if name in UNITS]
        for name in given:
            _check_parameter(length, name, outline, notes)
        if len(given) != 1 and length.entries.keys() <= {*UNITS, "on_day_off"}:
            what = "fristens længde skal gives på én måde."
            notes.error(length, what, "Skriv {days: …}, {weeks: …}, {months: …}, {years: …} eller {workdays: …}.")
        _check_day_off(length, key, notes)


def _check_day_off(length: Table, key: str, notes: Notes) -> None:
    """Note ``on_day_off`` where the day never moves: the first day in time, and the last of working days."""
    if "on_day_off" not in length.entries:
        return
    at = length.entries["on_day_off"].key
    if key == "not_before":
        notes.error(at, "den første rettidige dag flyttes ikke, så »on_day_off« hører til »within«.", "Slet det.")
    elif "workdays" in length.entries:
        notes.error(at, "en frist i arbejdsdage ender på en arbejdsdag, så »on_day_off« betyder intet.", "Slet det.")


def _check_window(low: Table, high: Table, notes: Notes) -> None:
    """Note a ``not_before`` that is longer than ``within`` in the same unit: no day is in time."""
    for unit in UNITS:
        one, other = low.get(unit), high.get(unit)
        if not isinstance(one, Scalar) or not isinstance(other, Scalar):
            continue
        if isinstance(one.value, int) and isinstance(other.value, int) and one.value > other.value:
            what = f"»not_before« ({one.written}) er længere end »within« ({other.written})"
            notes.error(one, f"{what}, så ingen dag er rettidig.", "Byt dem om, eller ret den ene.")


def check_order(outline: Outline, notes: Notes) -> None:
    """Note a ``not_before`` that names no date, or a question that is not asked earlier."""
    for question in outline.all_questions:
        word = question.table.word("not_before")
        if word is None:
            continue
        _check_date(word, outline, notes, "Svaret holdes op mod en anden dato; vælg noget med type: date.")
        earlier = outline.questions.get(word.written)
        if earlier and earlier.place >= question.place:
            what = f"{quoted(word.written)} stilles ikke før {quoted(question.name)}."
            notes.error(word, what, "Nævn et tidligere spørgsmål eller en oplysning.")


def _check_parameter(within: Table, unit: str, outline: Outline, notes: Notes) -> None:
    """Note a length said by a parameter that is unknown, or that is not a whole number from 0 in each value."""
    word = within.table(unit).word("parameter")
    if word is None:
        return
    notes.check(word, outline.parameters, "er ikke en parameter", "Parametrene")
    for dated in outline.root.table("parameters").table(word.written).tables("values"):
        value = dated.get("value")
        if (
            isinstance(value, Scalar)
            and isinstance(value.value, int | float | Decimal)
            and (value.value < 0 or value.value % 1)
        ):
            what = f"{quoted(value.written)} kan ikke være længden af en frist, og {quoted(word.written)} er det"
            notes.error(value, f"{what} (linje {word.line}).", "Skriv et helt tal, mindst 0.")


def _check_date(
    word: Scalar,
    outline: Outline,
    notes: Notes,
    todo: str = "En frist løber mellem to datoer; vælg noget med type: date.",
) -> None:
    notes.check(word, outline.names, "er hverken et spørgsmål eller en oplysning", "Navnene")
    if outline.kind(word.written) not in (DAYS, None):
        notes.error(word, f"{quoted(word.written)} er ikke en dato.", todo)


def _check_values(parameter: Table, notes: Notes) -> None:
    if not isinstance(parameter.get("values"), Items):
        return
    days = [day for value in parameter.tables("values") if (day := _day(value, "from"))]
    for earlier, later in pairwise(days):
        if earlier.written == later.written:
            notes.error(later, f"der er to værdier fra {later.written} (også linje {earlier.line}).", "Slet den ene.")
        elif earlier.written > later.written:
            what = f"værdien fra {later.written} står efter den fra {earlier.written}."
            notes.error(later, what, "Skriv værdierne i rækkefølge, den ældste først.")


def _day(table: Table, key: str) -> Scalar | None:
    """The word under ``key`` if it is an ISO date, else None; the texts sort as the dates do."""
    word = table.word(key)
    return word if word and is_day(word.written) else None
