"""The reviewer's desk: what one saved answer costs, and that two windows on one case overwrite nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from audit.cases import Note, Round
from audit.errors import StateError
from audit.review.ruling import Ruling
from audit.review.session import CaseOnDesk
from audit.rubric.evaluate import Evaluator
from audit.rubric.parts import Special
from audit.rubric.values import Answer
from audit.store import Store, assessments, log
from audit.study.desk import StoreDesk
from audit.study.progress import unwatched
from audit.study.verifying import reevaluate
from tests.tools.statements import statements
from tests.tools.store import again, head, loaded
from tests.tools.tallied import EVALUATOR, frozen, rule, with_tallied_sample

MOST = 6
"""Statements of one saved answer: read all, take answers away, put answers, put or take a note, result, log."""

COMPLETE: dict[str, Answer] = {
    "skriftlig": "ja",
    "begrundet": "nej",
    "hvem": ("borger", "læge"),
    "timer": Decimal(12),
}


def desk_of(store: Store, key: int = 1, reviewer: str = "ab") -> StoreDesk:
    return StoreDesk(store, EVALUATOR, reviewer, Round.FIRST, key, frozen().sha256)


def handed(desk: StoreDesk) -> CaseOnDesk:
    work = desk.next_case()
    assert work is not None
    return work


@dataclass(frozen=True)
class Saved:
    """One answer saved, after others: what it is called, what was there, and what is given."""

    name: str
    before: dict[str, Answer]
    question: str
    answer: Answer
    note: Note = field(default_factory=Note)
    had: Note = field(default_factory=Note)
    """The words the question has already."""
    ruling: Ruling | None = None
    least: int = 3
    """Reading, the answer, the log: less would not be saved."""

    def __str__(self) -> str:
        return self.name


REASON = "et bilag var overset"
WORDS = Note("Sagen er afsluttet.", "akt 7")
SAVED = (
    Saved("the first answer", {}, "skriftlig", "ja"),
    Saved("an answer with words", {}, "skriftlig", "ja", WORDS),
    Saved("the last answer", COMPLETE | {"timer": Decimal(1)}, "timer", Decimal(2)),
    Saved("a changed answer", COMPLETE, "begrundet", "ja"),
    Saved("a number", COMPLETE, "timer", Decimal("3.5")),
    Saved("several options become one", COMPLETE, "hvem", ("læge",)),
    Saved("several options become none of them", COMPLETE, "hvem", Special.NOT_IN_PAPERS),
    Saved("one option becomes several", COMPLETE | {"hvem": ("læge",)}, "hvem", ("borger", "læge")),
    Saved("several options become one, and the words go", COMPLETE, "hvem", ("læge",), Note(), WORDS, least=4),
    Saved("a special answer with a reason in a complete case", COMPLETE, "skriftlig", Special.NOT_RELEVANT, WORDS),
    Saved("a gate that hides others", COMPLETE, "skriftlig", "nej"),
    Saved("a gate that hides others, and the words go", COMPLETE, "skriftlig", "nej", Note(), WORDS, least=5),
    Saved("a gate that opens another", COMPLETE | {"skriftlig": "nej"}, "skriftlig", "ja"),
    Saved("an answer in a case with a ruling", COMPLETE, "skriftlig", "nej", WORDS, Note(), Ruling("rigtig", "fordi")),
    Saved("the same answer again", COMPLETE, "hvem", ("borger", "læge"), least=1),
)


@pytest.fixture
def evaluations(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every evaluation that is made from now on."""
    made: list[object] = []
    evaluate = Evaluator.evaluate

    def counted(self: Evaluator, *arguments: Any, **more: Any) -> Any:
        made.append(arguments)
        return evaluate(self, *arguments, **more)

    monkeypatch.setattr(Evaluator, "evaluate", counted)
    return made


@pytest.mark.parametrize("saved", SAVED, ids=str)
def test_a_saved_answer_reads_once_evaluates_once_and_writes_little(
    store: Store, saved: Saved, evaluations: list[object]
) -> None:
    with_tallied_sample(store)
    desk = desk_of(store)
    key = handed(desk).key
    for question, answer in saved.before.items():
        desk.save(key, question, answer, saved.had if question == saved.question else Note(), REASON)
    if saved.ruling:
        with store.write("ab") as tx:
            rule(tx, key, saved.ruling)
    evaluations.clear()
    with statements(store) as seen:
        found = desk.save(key, saved.question, saved.answer, saved.note, REASON)
    assert saved.least <= len(seen) <= MOST, seen
    assert [one for one in seen if one.lstrip().startswith(("SELECT", "WITH"))] == seen[:1], "one read, the first"
    assert len(evaluations) == 1
    record = loaded(store, key)
    assert (found.derived, found.outcome, found.tally or None) == (record.derived, record.outcome, record.tally)
    with store.read() as conn:
        assert reevaluate(conn, unwatched) == (1, [])
        assert list(log.differences(conn)) == []


def test_words_alone_are_written_in_few_statements(store: Store, evaluations: list[object]) -> None:
    with_tallied_sample(store)
    desk = desk_of(store)
    key = handed(desk).key
    for note in (WORDS, Note("andet"), Note()):
        evaluations.clear()
        with statements(store) as seen:
            desk.save_note(key, "skriftlig", note)
        assert len(seen) == 3, seen
        assert len(evaluations) == 1


# Two windows on one case

Deed = Callable[[StoreDesk, int], object]
DEEDS: dict[str, Deed] = {
    "answers": lambda desk, key: desk.save(key, "skriftlig", "nej", Note()),
    "answers another": lambda desk, key: desk.save(key, "hvem", ("læge",), Note("andet vindue")),
    "remarks": lambda desk, key: desk.save_note(key, "skriftlig", Note("andet vindue", "akt 2")),
    "remarks on another": lambda desk, key: desk.save_note(key, "hvem", Note("andet vindue")),
    "concludes": lambda desk, key: desk.conclude(key),
}


@pytest.mark.parametrize("second", DEEDS.values(), ids=list(DEEDS))
@pytest.mark.parametrize("first", [one for one in DEEDS if one != "concludes"])
def test_what_one_window_has_stored_the_other_does_not_overwrite(
    sqlite_url: str, new_store: Callable[[str], Store], first: str, second: Deed
) -> None:
    overwrites_nothing(new_store(sqlite_url), sqlite_url, DEEDS[first], second)


def test_nor_in_the_other_database(postgres_url: str, new_store: Callable[[str], Store]) -> None:
    overwrites_nothing(new_store(postgres_url), postgres_url, DEEDS["answers"], DEEDS["remarks"])


def overwrites_nothing(store: Store, url: str, first: Deed, second: Deed) -> None:
    with_tallied_sample(store)
    one = desk_of(store)
    key = handed(one).key
    with again(url) as beside:
        other = desk_of(beside)
        assert handed(other).key == key
        first(one, key)
        before, events = loaded(store, key), head(store)
        with pytest.raises(StateError, match="»s1« er ændret et andet sted.*er ikke gemt.*»audit score«"):
            second(other, key)
        assert (loaded(store, key), head(store)) == (before, events)
        first(one, key)  # the window that stored it goes on
        fresh = desk_of(beside)
        work = handed(fresh)
        second(fresh, work.key)
    assert work.answers.keys() | work.notes.keys() == before.answers.keys()
    kept = loaded(store, key).answers
    assert before.answers.keys() <= kept.keys()


def test_a_case_taken_over_meanwhile_is_left_alone(store: Store) -> None:
    with_tallied_sample(store)
    desk = desk_of(store)
    key = handed(desk).key
    with store.write("cd") as tx:
        assessments.take_over(tx, key, "cd")
    with pytest.raises(StateError, match="»s1« er overtaget af cd"):
        desk.save(key, "skriftlig", "ja", Note())
    assert loaded(store, key).answers == {}


def test_a_ruling_made_in_another_window_stands(store: Store) -> None:
    """The desk goes on: it has not seen the ruling, and what it stores leaves it."""
    with_tallied_sample(store)
    desk = desk_of(store)
    key = handed(desk).key
    for question, answer in COMPLETE.items():
        desk.save(key, question, answer, Note())
    with store.write("ab") as tx:
        rule(tx, key, Ruling("rigtig", "fordi"))
    found = desk.save(key, "begrundet", "ja", Note(), REASON)
    assert (found.derived, found.outcome) == ("rigtig", "rigtig")
    found = desk.save(key, "skriftlig", "nej", Note(), REASON)
    assert (found.derived, found.outcome) == ("ændres", "rigtig")
    assert loaded(store, key).ruling == Ruling("rigtig", "fordi")
