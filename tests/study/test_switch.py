"""The switch of rubric as a service, in SQLite and PostgreSQL: planned and applied without a command.

Konstruerede data.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audit.agreement.deciding import ReasonCode
from audit.cases import Case, Note, Round
from audit.errors import StateError
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.revision.decisions import read_decisions
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.store import Store, assessments, log, recorded, rubrics, samples
from audit.study.agreeing import measured_agreement
from audit.study.desk import StoreDesk
from audit.study.opening import checked, frozen_rubric
from audit.study.progress import unwatched
from audit.study.settling import AdjudicationDesk
from audit.study.switch import SwitchPlan, SwitchRequest, apply, plan
from tests.tools.small_study import RUBRIC, make_study, opened

NEW = (
    RUBRIC.replace('version: "1"', 'version: "2"')
    .replace("id: begrundet\n", "id: grund\n        renamed_from: begrundet\n")
    .replace("options: {borger: Borgeren, læge: Lægen}", "options: {borger: Borgeren, lægen: Lægen}")
    .replace("outcome: hjemvises", "outcome: ændres")
)
DECISIONS = "decisions:\n  - {question: hvem, answer: læge, becomes: lægen, reason: Aftalt}\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Two scored cases: one whose reasons are bad, and one that is right."""
    database = str(request.getfixturevalue("postgres_url")) if request.param == "postgresql" else "lille.db"
    make_study(tmp_path, cases=2, database=database)
    with opened(tmp_path, database) as store:
        with store.read() as conn:
            drawn = [one.case for one in samples.drawn(conn)]
        with store.write("leder") as tx:
            rows = [scored(drawn[0], "nej", "læge"), scored(drawn[1], "ja", "borger")]
            recorded.save_recorded(tx, rows)
        yield store


def scored(
    case: Case, reasons: str, who: str, round_: Round = Round.FIRST, reviewer: str = "ABC"
) -> RecordedAssessment:
    rubric = checked(read_rubric(RUBRIC.encode(), "gammel.yaml")).rubric
    answers: dict[str, Any] = {"skriftlig": "ja", "begrundet": reasons, "hvem": (who,)}
    evaluation = Evaluator(rubric).evaluate(answers, read_facts(rubric, case.facts))
    given = {name: RecordedAnswer(answer) for name, answer in answers.items()}
    return RecordedAssessment(case, reviewer, round_, given, evaluation)


def asked(text: str = NEW, decisions: str = "") -> SwitchRequest:
    decided = read_decisions(decisions.encode(), "beslutninger.yaml") if decisions else None
    return SwitchRequest(checked(read_rubric(text.encode(), "ny.yaml")), "ny.yaml", decided)


def planned(store: Store, request: SwitchRequest) -> SwitchPlan:
    with store.read() as conn:
        return plan(conn, request, unwatched)


def stored(store: Store) -> tuple[Any, ...]:
    with store.read() as conn:
        records = [assessments.load(conn, id_) for id_ in assessments.all_ids(conn)]
        return records, samples.frozen_rubric(conn), log.head(conn)


def test_a_plan_tells_what_the_switch_does_and_writes_nothing(study: Store) -> None:
    before = stored(study)
    found = planned(study, asked(decisions=DECISIONS))
    assert stored(study) == before
    assert found.ready
    assert not found.applied
    assert (found.old.version, found.new.version) == ("1", "2")
    assert found.outcomes == [("hjemvises", "ændres", 1)]
    assert [(one.moved, one.finished, one.again) for one in found.effects] == [(2, False, False), (1, False, False)]
    assert [one.before for one in found.effects] == ["hjemvises", "rigtig"]


def test_what_is_applied_is_what_was_planned(study: Store) -> None:
    seen = planned(study, asked(decisions=DECISIONS))
    done = apply(study, "leder", seen, unwatched)
    assert done == replace(seen, applied=True)
    records, frozen, _ = stored(study)
    assert frozen.version == "2"
    assert [one.outcome for one in records] == ["ændres", "rigtig"]
    assert records[0].answers["grund"].values == ("nej",)
    assert records[0].answers["hvem"].values == ("lægen",)
    with study.read() as conn:
        assert log.verify(conn).whole
        assert not list(log.differences(conn))


def test_agreement_is_the_same_after_a_switch_that_renames(study: Store) -> None:
    with study.read() as conn:
        drawn = [one.case for one in samples.drawn(conn)]
    with study.write("leder") as tx:
        two = (scored(case, "ja", "læge", Round.SECOND, "DEF") for case in drawn)
        recorded.save_recorded(tx, list(two))
    window = StoreDesk(study, Evaluator(frozen(study)), "DEF", Round.SECOND, 1, sha256(study))
    theirs = window.next_case()
    assert theirs is not None
    window.save(theirs.key, "begrundet", "nej", Note(), "vi har talt om det")
    third = AdjudicationDesk(study, Evaluator(frozen(study)), "LED", 2, sha256(study))
    work = third.next_case()
    assert work is not None
    third.decide(work, "hvem", ("læge",), ReasonCode.SLIP, "bilag 4")
    before = measured(study)
    assert before["begrundet"] == (2, 1, 0)
    assert before["hvem"] == (2, 1, 1)
    apply(study, "leder", planned(study, asked(decisions=DECISIONS)), unwatched)
    assert measured(study) == {{"begrundet": "grund"}.get(name, name): one for name, one in before.items()}


def frozen(store: Store) -> Rubric:
    with store.read() as conn:
        return frozen_rubric(conn)


def sha256(store: Store) -> str:
    with store.read() as conn:
        return rubrics.current_sha256(conn)


def measured(store: Store) -> dict[str, tuple[int, int, int]]:
    """What is compared, agreed on and decided, by question, section and outcome."""
    with store.read() as conn:
        found = measured_agreement(conn, Evaluator(frozen_rubric(conn)))
    return {one.id or one.what: (one.compared, one.agreed, one.overturns.decided) for one in found.of}


def test_a_plan_that_lacks_a_decision_is_refused_by_apply(study: Store) -> None:
    seen = planned(study, asked())
    before = stored(study)
    assert [one.answer for one in seen.undecided] == ["læge"]
    assert seen.effects == ()
    assert seen.refusal
    with pytest.raises(StateError, match="Det er ikke bestemt, hvad der skal ske med 1 svar"):
        apply(study, "leder", seen, unwatched)
    assert stored(study) == before


def test_apply_plans_again_on_what_is_stored_when_it_begins(study: Store) -> None:
    """After the look a case is scored anew, and the answer that lacked a decision is gone."""
    seen = planned(study, asked())
    assert [one.answer for one in seen.undecided] == ["læge"]
    with study.read() as conn:
        first = samples.drawn(conn)[0].case
    with study.write("leder") as tx:
        recorded.save_recorded(tx, [scored(first, "ja", "borger")], replace=True, reason="et bilag var overset")
    done = apply(study, "leder", seen, unwatched)
    assert done.undecided == ()
    assert [one.after for one in done.effects] == ["rigtig", "rigtig"]


def test_a_plan_made_before_another_switch_is_refused(study: Store) -> None:
    seen = planned(study, asked(decisions=DECISIONS))
    other = RUBRIC.replace('version: "1"', 'version: "1b"').replace("title: Kommunens", "title: En")
    apply(study, "leder", planned(study, asked(other)), unwatched)
    before = stored(study)
    with pytest.raises(StateError, match="skiftet, mens du arbejdede"):
        apply(study, "leder", seen, unwatched)
    assert stored(study) == before


def test_the_rubric_in_force_is_nothing_to_switch_to(study: Store) -> None:
    seen = planned(study, asked(RUBRIC))
    assert seen.same
    assert not seen.ready
    assert seen.refusal is None
    with pytest.raises(StateError, match="bruger allerede dette måleskema"):
        apply(study, "leder", seen, unwatched)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("id: lille", "id: stor", "Filen er måleskemaet »stor«"),
        ("Er afgørelsen skriftlig?", "På skrift?", "hedder stadig udgave 1"),
    ],
)
def test_an_impossible_rubric_is_said_in_the_plan(study: Store, before: str, after: str, said: str) -> None:
    seen = planned(study, asked(RUBRIC.replace(before, after, 1)))
    assert said in str(seen.impossible)
    with pytest.raises(StateError, match=said):
        apply(study, "leder", seen, unwatched)


def test_the_watch_is_told_of_every_assessment(study: Store) -> None:
    told: list[str] = []

    @contextmanager
    def watch(label: str, total: int) -> Iterator[Any]:
        told.append(f"{label} {total}")
        yield lambda: told.append("en")

    with study.read() as conn:
        plan(conn, asked(decisions=DECISIONS), watch)
    assert told == ["Regner bedømmelserne om 2", "en", "en"]
