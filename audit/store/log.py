"""Reading the log of changes, and checking that nobody has touched it, or the answers behind its back."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, select

from audit.cases import Case, Round
from audit.errors import Problem
from audit.results.model import LogHead
from audit.review.recorded import round_label
from audit.review.ruling import Ruling
from audit.rubric.parts import Special
from audit.store import tables
from audit.store.answers import answer_text, note_text
from audit.store.called import CaseNames
from audit.store.events import NOTHING_BEFORE, What, event_hash, read_head, stored_rows
from audit.store.founded import founding, same_time
from audit.store.records import Event, LogCheck, StoredAnswer, case_ref
from audit.store.rulings import ruling_text

CASES_AT_ONCE = 200
"""Cases whose log and answers are in memory together."""

_Told = dict[tuple[str, str, str, str], str]
"""By case, round, kind of change and question: what there is, as the log writes it."""

_ROUNDS = {str(one): round_label(one).lower() for one in Round}

_STARTED, _FORM = "started", "form"
"""When a round of a case was begun, and whether an answer's rows are as the program writes them."""

_WRONG = {
    _STARTED: "bedømmelsen er ikke begyndt på det tidspunkt, loggen siger.",
    _FORM: "svaret på »{}« er ikke gemt, som programmet gemmer svar.",
    What.BEGIN: "bedømmeren er ikke den, loggen siger.",
    What.OUTCOME: "udfaldet er ikke det, loggen siger.",
    What.RULING: "bedømmerens afgørelse af udfaldet er ikke den, loggen siger.",
    What.ANSWER: "svaret på »{}« er ikke det, loggen siger.",
    What.NOTE: "noten til »{}« er ikke den, loggen siger.",
}


def head(conn: Connection) -> LogHead:
    """Where the chain stands: what reports and workbooks print."""
    return read_head(conn)


def events(conn: Connection, *, case: str | None = None, limit: int | None = None) -> Iterator[Event]:
    """The events in order, read as they are asked for.

    ``case`` takes only those of one case, named as :func:`records.case_ref`
    does; ``limit`` only the last so many.
    """
    if case is None and limit is None:
        for row in stored_rows(conn):
            yield Event(*row)
        return
    number = tables.event.c.number
    query = select(*tables.event.columns).order_by(number.desc()).limit(limit)
    if case is not None:
        query = query.where(tables.event.c.case_ref == case)
    for row in reversed(conn.execute(query).all()):
        yield Event(*row)


def verify(conn: Connection, expected: LogHead | None = None) -> LogCheck:
    """Check the whole chain: numbers, links and hashes; memory does not grow with it.

    A chain that has lost its end is whole in itself. ``expected`` is a head
    printed earlier, in a report or a workbook: the event with its number must
    be there and have its hash.
    """
    count, previous = 0, NOTHING_BEFORE
    broken: tuple[int, str] | None = None
    printed = NOTHING_BEFORE if expected and expected.count == 0 else None
    for row in stored_rows(conn):
        count += 1
        number, stored = row[0], row[-1]
        if broken is None:
            broken = _fault(count, row, previous)
        if expected and number == expected.count:
            printed = stored
        previous = stored
    if broken is None and expected and printed != expected.hash:
        broken = (
            (expected.count, f"led {expected.count} har ikke det aftryk, der er oplyst")
            if printed
            else (count + 1, f"loggen er forkortet: den skal have mindst {expected.count} led, men har {count}")
        )
    return LogCheck(LogHead(count, previous), *(broken or ()))


def _fault(number: int, row: Sequence[Any], previous: str) -> tuple[int, str] | None:
    """What is wrong with the event that should be ``number``."""
    *fields, stored = row
    if fields[0] != number:
        return number, f"led {number} mangler"
    if fields[-1] != previous:
        return number, f"led {number} hænger ikke sammen med det forrige"
    if event_hash(fields) != stored:
        return number, f"led {number} er rettet"
    return None


def differences(conn: Connection, step: Callable[[], object] = tuple) -> Iterator[Problem]:
    """What is stored of the drawn cases and is not what the log last said of it, found as it is asked for.

    Compared are who has begun a case and when, its answers in their order, notes
    and outcomes, rulings among them. What follows from the answers (tallies,
    counted answers) is not logged: evaluate again. ``step`` is called for each
    case. No text of an answer is quoted. Memory does not grow with the log.
    """
    exact, called = founding(conn).complete, CaseNames(conn)
    case = tables.frame_case.c
    query = (
        select(case.key, case.kommune, case.case_id)
        .join_from(tables.drawn, tables.frame_case)
        .order_by(case.key)
        .limit(CASES_AT_ONCE)
    )
    last = 0
    while rows := conn.execute(query.where(case.key > last)).all():
        names = {row.key: case_ref(Case(row.kommune, row.case_id, "")) for row in rows}
        stored, logged = _stored(conn, names), _logged(conn, list(names.values()))
        for about in sorted(stored.keys() | logged.keys()):
            now, said = stored.get(about, ""), logged.get(about, "")
            name, round_, what, question = about
            if not (same_time(now, said, exact=exact) if what == _STARTED and now and said else now == said):
                where = f"{called.noun.the_one} {name}, runden »{_ROUNDS.get(round_, round_)}«"
                yield Problem(f"{where}: {_WRONG[what].format(question)}")
        last = rows[-1].key
        for _ in rows:
            step()
    for name in conn.execute(_of_no_case(conn.dialect.name)).scalars():
        yield Problem(f"{called.noun.the_one} {name} står i loggen, men er ikke med i undersøgelsen.")


def _stored(conn: Connection, names: dict[int, str]) -> _Told:
    one, answer, note, ruling = tables.assessment.c, tables.answer.c, tables.note.c, tables.ruling.c
    of_cases = one.case_key.in_(names)
    told: _Told = {}
    begun = select(one.case_key, one.round, one.reviewer, one.outcome, one.started)
    for row in conn.execute(begun.where(of_cases)):
        told[names[row.case_key], row.round, _STARTED, ""] = row.started
        told[names[row.case_key], row.round, What.BEGIN, ""] = row.reviewer
        told[names[row.case_key], row.round, What.OUTCOME, ""] = row.outcome or ""
    ruled = select(one.case_key, one.round, ruling.outcome, ruling.reason)
    for key, round_, *decided in conn.execute(ruled.join_from(tables.assessment, tables.ruling).where(of_cases)):
        told[names[key], round_, What.RULING, ""] = ruling_text(Ruling(*decided))
    query = select(one.case_key, one.round, *answer).join_from(tables.assessment, tables.answer).where(of_cases)
    in_order = conn.execute(query.order_by(answer.assessment, answer.question, answer.position))
    for (key, round_, question), given in groupby(in_order, lambda row: (row.case_key, row.round, row.question)):
        rows = list(given)
        told[names[key], round_, What.ANSWER, question] = answer_text(row.value for row in rows)
        if not _well_formed(rows):
            told[names[key], round_, _FORM, question] = _FORM
    noted = select(one.case_key, one.round, note.question, note.remark, note.citation)
    for key, round_, question, *words in conn.execute(noted.join_from(tables.assessment, tables.note).where(of_cases)):
        told[names[key], round_, What.NOTE, question] = note_text(StoredAnswer((), False, *words))
    return told


def _well_formed(rows: Sequence[Any]) -> bool:
    """Whether the rows of one answer are numbered from 0, agree, and tell an answer proper from a special one."""
    special = [row.value for row in rows if row.value in tuple(Special)]
    return (
        [row.position for row in rows] == list(range(len(rows)))
        and {row.special for row in rows} == {bool(special)}
        and len({row.counted for row in rows}) == 1
        and not (special and len(rows) > 1)
    )


def _logged(conn: Connection, names: list[str]) -> _Told:
    """The last that the log says of everything about these cases."""
    event = tables.event.c
    query = select(event.case_ref, event.round, event.what, event.question, event.new, event.old, event.at).where(
        event.case_ref.in_(names), event.what.in_(map(str, _WRONG))
    )
    told: _Told = {}
    for row in conn.execute(query.order_by(event.number)):
        told[tuple(row[:4])] = row.new
        if row.what == What.BEGIN and not (row.old and row.new):  # begun, or released; not handed on
            told[row.case_ref, row.round, _STARTED, ""] = row.at if row.new else ""
    return told


def _of_no_case(dialect: str) -> Select[Any]:
    """The cases that the log speaks of and that are not drawn."""
    event, case = tables.event.c, tables.frame_case.c
    # The name is taken apart, not put together, so that the index on kommune and case id serves. No code has a slash.
    place = func.instr(event.case_ref, "/") if dialect == "sqlite" else func.strpos(event.case_ref, "/")
    code, case_id = func.substr(event.case_ref, 1, place - 1), func.substr(event.case_ref, place + 1)
    drawn = (
        select(case.key).join_from(tables.drawn, tables.frame_case).where(case.kommune == code, case.case_id == case_id)
    )
    return select(event.case_ref).where(event.case_ref != "", ~drawn.exists()).distinct().order_by(event.case_ref)
