"""The cases that are scored twice: who has what, what was decided, and what the two answered before they spoke."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, or_, select

from audit.agreement.deciding import AdjudicatedDifference, ReasonCode, WhoseAnswer
from audit.cases import Round
from audit.rubric.parts import Special
from audit.store import tables
from audit.store.assessments import records
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.records import AssessmentRecord, StoredAnswer, case_ref
from audit.store.values import json_text

_TWO = (Round.FIRST, Round.SECOND)


@dataclass(frozen=True, slots=True)
class DoubleCase:
    """A case begun in the second round: its assessments as they are; None for one that nobody has begun."""

    first: AssessmentRecord | None
    second: AssessmentRecord
    adjudicated: AssessmentRecord | None

    @property
    def both(self) -> bool:
        """Whether the two are finished."""
        return bool(self.first and self.first.derived is not None and self.second.derived is not None)


def double_cases(conn: Connection, case_key: int | None = None) -> Iterator[DoubleCase]:
    """The cases begun in the second round, in draw order; one of them when its key is given."""
    one, draw = tables.assessment.c, tables.drawn.c
    query = select(one.case_key, one.round, one.id).join_from(tables.assessment, tables.drawn).order_by(draw.number)
    rounds = (*_TWO, Round.ADJUDICATED)
    query = query.where(one.round.in_(map(str, rounds)))
    if case_key is not None:
        query = query.where(one.case_key == case_key)
    ids: dict[int, dict[Round, int]] = {}
    for row in conn.execute(query):
        ids.setdefault(row.case_key, {})[Round(row.round)] = row.id
    double = [found for found in ids.values() if Round.SECOND in found]
    stored = records(conn, [found[which] for found in double for which in rounds if which in found])
    for found in double:
        of_case = {which: next(stored) for which in rounds if which in found}
        yield DoubleCase(of_case.get(Round.FIRST), of_case[Round.SECOND], of_case.get(Round.ADJUDICATED))


def save_decision(tx: Tx, record: AssessmentRecord, decision: AdjudicatedDifference) -> None:
    """Write into the log what was decided in a question of an adjudication, and between which answers."""
    tx.record(
        What.DECISION,
        case=case_ref(record.case),
        question=decision.question,
        round_=record.round,
        old=json_text(dict(zip(_TWO, decision.between, strict=True))),
        new=json_text({"chosen": decision.chosen, "code": decision.code}),
        reason=decision.reason,
    )


def decisions(conn: Connection, case: str | None = None) -> dict[str, dict[str, AdjudicatedDifference]]:
    """The latest decision of each question, by :func:`audit.store.records.case_ref`; of one case when it is given.

    Those of an adjudication that was released are gone with it.
    """
    event = tables.event.c
    query = select(event.case_ref, event.what, event.question, event.old, event.new, event.reason)
    of_thirds = (event.round == str(Round.ADJUDICATED)) & event.what.in_((str(What.BEGIN), str(What.DECISION)))
    if case is not None:
        of_thirds &= event.case_ref == case
    found: dict[str, dict[str, AdjudicatedDifference]] = {}
    for row in conn.execute(query.where(or_(of_thirds, event.what == str(What.CHANGE))).order_by(event.number)):
        if row.what == What.CHANGE:
            for of_case in found.values() if _renames(row.question, row.old, row.new) else ():
                if row.old in of_case:
                    of_case[row.new] = replace(of_case.pop(row.old), question=row.new)
        elif row.what == What.DECISION:
            between, said = json.loads(row.old), json.loads(row.new)
            pair = between[Round.FIRST], between[Round.SECOND]
            one = AdjudicatedDifference(
                row.question, WhoseAnswer(said["chosen"]), ReasonCode(said["code"]), row.reason, pair
            )
            found.setdefault(row.case_ref, {})[row.question] = one
        elif not (row.old and row.new):
            found.pop(row.case_ref, None)
    return found


def _renames(question: str, old: str, new: str) -> bool:
    """Whether a CHANGE gave a question another name: old is the name before, new and the question the one after."""
    return bool(old) and new == question and old != new


@dataclass(frozen=True, slots=True)
class Switches:
    """What the switches of the rubric have written: the numbers of their events, and each new name by its event's."""

    events: frozenset[int]
    renamed: Mapping[int, tuple[str, str]]


def switches(conn: Connection) -> Switches:
    """Find them in the log. A switch writes its changes, and then each assessment's answers in one go."""
    event = tables.event.c
    fields = event.number, event.what, event.who, event.case_ref, event.round, event.question, event.old, event.new
    starts = conn.execute(select(event.number, event.who).where(event.what == str(What.RUBRIC))).all()
    events: set[int] = set()
    renamed: dict[int, tuple[str, str]] = {}
    written = (What.CHANGE, What.ANSWER, What.NOTE, What.OUTCOME)
    for start in starts:
        at: tuple[str, str] | None = None
        left: set[tuple[str, str]] = set()
        seen: set[tuple[str, str]] = set()
        for row in conn.execute(select(*fields).where(event.number > start.number).order_by(event.number)):
            if row.what not in written or row.who != start.who:
                break
            if row.what == What.CHANGE:
                renamed |= {row.number: (row.old, row.new)} if _renames(row.question, row.old, row.new) else {}
            else:
                if (assessment := (row.case_ref, row.round)) != at:
                    left |= {at} if at else set()
                    at, seen = assessment, set()
                if assessment in left or (row.what, row.question) in seen:
                    break
                seen.add((row.what, row.question))
            events.add(row.number)
    return Switches(frozenset(events), renamed)


def when_locked(conn: Connection, double: DoubleCase, switched: Switches) -> tuple[AssessmentRecord, AssessmentRecord]:
    """The two assessments as they stood when the second of them was first finished, before anybody could see both.

    The log gives back what an answer was before a later change, by the name its question has now. What a switch of
    the rubric made of an answer is that answer still. Only for a case in which both are finished.
    """
    assert double.first is not None
    two = double.first, double.second
    event = tables.event.c
    query = select(event.number, event.round, event.what, event.question, event.old, event.new).where(
        event.case_ref == case_ref(double.second.case),
        event.round.in_(map(str, _TWO)),
        event.what.in_((str(What.BEGIN), str(What.OUTCOME), str(What.ANSWER))),
    )
    rows = conn.execute(query.order_by(event.number)).all()
    to_come = sorted(switched.renamed.items(), reverse=True)
    begun = {row.round: row.number for row in rows if row.what == What.BEGIN and not row.old}
    finished = [
        next(r.number for r in rows if r.round == which and r.what == What.OUTCOME and r.number > begun[which])
        for which in _TWO
    ]
    before: dict[Round, dict[str, str]] = {which: {} for which in _TWO}
    for row in rows:
        while to_come and to_come[-1][0] < row.number:
            _rename(before, *to_come.pop()[1])
        if row.what == What.ANSWER and row.number > max(finished) and row.number not in switched.events:
            before[Round(row.round)].setdefault(row.question, row.old)
    for _, names in reversed(to_come):
        _rename(before, *names)
    return _as_before(two[0], before[Round.FIRST]), _as_before(two[1], before[Round.SECOND])


def _rename(before: Mapping[Round, dict[str, str]], old: str, new: str) -> None:
    for of_round in before.values():
        if old in of_round:
            of_round[new] = of_round.pop(old)


def _as_before(record: AssessmentRecord, before: Mapping[str, str]) -> AssessmentRecord:
    """The assessment with the answers that were changed since as the log says they were; "" for none."""
    answers = dict(record.answers)
    for question, text in before.items():
        values = tuple(text.split(", ")) if text else ()
        special = bool(values) and values[0] in tuple(Special)
        answers[question] = replace(answers.get(question, StoredAnswer(())), values=values, special=special)
    return replace(record, answers=answers)
