"""A rubric switched three times over, by any road: what is stored is what scoring the last version by hand gives.

Who a question is, is known here from how the versions are made, and never asked of the program. Konstruerede data.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.cases import Round
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.revision.decisions import AGAIN, KEEP, OUT, Decision, Decisions
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.sampling.allocation import allocate
from audit.sampling.tickets import draw as drawn_by_ticket
from audit.store import Store, assessments, frames, log, recorded, samples
from audit.store.records import FrozenRubric
from audit.store.retally import evaluated
from audit.study.opening import Checked, checked
from audit.study.progress import unwatched
from audit.study.switch import SwitchRequest, apply, plan
from tests.tools.small_study import make_study, opened

NAMES, OPTIONS = "abcdef", ("ja", "nej", "delvist")


@dataclass(frozen=True)
class Asked:
    """A question of one version: which question it is, and what it is called there."""

    who: int
    name: str
    former: str
    options: tuple[str, ...]
    gated: bool


@dataclass
class Model:
    """What the study should hold: who each name belongs to, and each case's answers and remarks by question."""

    versions: list[tuple[Asked, ...]] = field(default_factory=list)
    owners: dict[str, int] = field(default_factory=dict)
    last: dict[int, str] = field(default_factory=dict)
    cases: list[dict[int, str]] = field(default_factory=lambda: [{}, {}, {}])
    remarks: list[set[int]] = field(default_factory=lambda: [set(), set(), set()])

    def take(self, version: tuple[Asked, ...]) -> None:
        self.versions.append(version)
        for one in version:
            self.owners[one.name], self.last[one.who] = one.who, one.name

    def confuses(self, version: tuple[Asked, ...]) -> bool:
        named = [(name, one.who) for one in version for name in (one.name, one.former) if name]
        return any(self.owners.get(name, who) != who for name, who in named)

    def outcome(self, answers: dict[int, str]) -> str | None:
        """Scored by hand: wrong by one »nej« among what is asked, none while something asked lacks an answer."""
        version = self.versions[-1]
        asked = [one for one in version if not one.gated or answers.get(version[0].who) == "ja"]
        given = [answers.get(one.who) for one in asked]
        return None if None in given else "forkert" if "nej" in given else "rigtig"


@st.composite
def versions(draw: st.DrawFn, model: Model) -> tuple[Asked, ...]:
    """A next version: each question kept, renamed or dropped, brought back, or new; names from a small pool."""
    now = {one.who: one for one in model.versions[-1]} if model.versions else {}
    found: list[Asked] = []
    for who in sorted({*model.last, len(model.last), len(model.last) + 1}):
        if not draw(st.integers(0, 3)):
            continue
        name, former = model.last.get(who, ""), ""
        if not name or draw(st.booleans()):
            used = {one.name for one in found} | {one.former for one in found}
            free = [one for one in NAMES if one not in used]
            if not free:
                continue
            name = draw(st.sampled_from(free))
            known = sorted(one for one, owner in model.owners.items() if owner == who and one not in {name, *used})
            back = who not in now and model.owners.get(name) == who
            former = draw(st.sampled_from(known)) if known and not back and name != model.last.get(who) else ""
        count = draw(st.integers(2, 3))
        found.append(
            Asked(who, name, former, tuple(draw(st.permutations(OPTIONS))[:count]), bool(found) and draw(st.booleans()))
        )
    names = [one.name for one in found]
    assume(found and len(names) == len(set(names)) and not {one.former for one in found} & set(names))
    formers = [one.former for one in found if one.former]
    assume(len(formers) == len(set(formers)))
    there = {
        one.who for one in found
    }  # a name alone, whose question is not called otherwise, says which question it is
    assume(all(one.former or model.owners.get(one.name, one.who) in there for one in found))
    return tuple(replace(one, gated=one.gated and "ja" in found[0].options) for one in found)


def text(version: tuple[Asked, ...], number: int) -> Checked:
    def question(one: Asked) -> dict[str, Any]:
        asked: dict[str, Any] = {"id": one.name, "text": f"Spørgsmål {one.who}?", "source": "Konstrueret"}
        asked |= {"type": "choice", "options": list(one.options)}
        asked |= {"renamed_from": one.former} if one.former else {}
        asked |= {"ask_if": {version[0].name: "ja"}} if one.gated else {}
        nej = {"id": f"fund-{one.who}", "outcome": "forkert", "text": "Forkert"}
        return asked | ({"findings": {"nej": nej}} if "nej" in one.options else {})

    sections = [{"id": "s", "title": "S", "questions": [question(one) for one in version]}]
    head = {"format": 1, "id": "lille", "version": str(number), "title": "Konstrueret"}
    document = head | {"outcomes": {"ladder": ["rigtig", "forkert"]}, "sections": sections}
    return checked(read_rubric(json.dumps(document, ensure_ascii=False).encode(), f"v{number}.yaml"))


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with its frame of three cases, and no sample yet."""
    folder = tmp_path_factory.mktemp("kæde")
    make_study(folder, cases=3, drawn=0)
    return folder


@contextmanager
def study(frame: Path, tmp: Path, first: Checked) -> Iterator[Store]:
    shutil.rmtree(tmp, ignore_errors=True)
    shutil.copytree(frame, tmp)
    with opened(tmp) as store:
        with store.write("leder") as tx:
            allocation = allocate("equal", (), frames.strata_sizes(tx.conn, ()), kommuner(), n=3)
            frozen = FrozenRubric("lille", "1", "v1.yaml", first.reading.text, first.reading.sha256)
            samples.save_sample(tx, drawn_by_ticket(frames.for_draw(tx.conn, ()), "frø", (), allocation), frozen)
        yield store


def score(data: st.DataObject, store: Store, model: Model, rubric: Rubric) -> None:
    """Take a file of answers in: to each question there may be another answer than before, and a remark about it."""
    version = model.versions[-1]
    rows = []
    with store.read() as conn:
        cases = [one.case for one in samples.drawn(conn)]
    for case, answers, remarks in zip(cases, model.cases, model.remarks, strict=True):
        given = {}
        for one in version:
            value = data.draw(st.sampled_from([*one.options, None]), label=f"svar om {one.who}")
            answers.pop(one.who, None)
            remarks.discard(one.who)
            if value:
                answers[one.who] = value
            if data.draw(st.booleans(), label=f"bemærkning om {one.who}"):
                remarks.add(one.who)
            if value or one.who in remarks:
                given[one.name] = RecordedAnswer(value, f"om {one.who}" if one.who in remarks else "")
        values = {name: one.answer for name, one in given.items() if one.answer is not None}
        evaluation = Evaluator(rubric).evaluate(values, {})
        rows.append(RecordedAssessment(case, "ab", Round.FIRST, given, evaluation, None, frozenset(rubric.questions)))
    with store.write("ab") as tx:
        recorded.save_recorded(tx, rows, replace=True, reason="rettet")


def switch(data: st.DataObject, store: Store, model: Model, version: tuple[Asked, ...], new: Checked) -> None:
    """Decide anything about what must be decided, switch, and do the same to the model."""
    before, there = {one.who: one for one in model.versions[-1]}, {one.who: one for one in version}
    decided: dict[tuple[str, str], str] = {}

    def looked() -> Any:
        every = [{"question": name, "answer": answer, "becomes": word} for (name, answer), word in decided.items()]
        request = SwitchRequest(new, "ny.yaml", Decisions(tuple(map(Decision.model_validate, every))))
        with store.read() as conn:
            return plan(conn, request, unwatched)

    seen = looked()
    for one in seen.undecided:
        decided[one.question, one.answer] = data.draw(
            st.sampled_from(one.allowed), label=f"{one.question}: {one.answer}"
        )
    must = {
        (there[who].name if who in there else model.last[who], answer)
        for answers in model.cases
        for who, answer in answers.items()
        if (who in before and (who not in there or answer not in there[who].options))
        or (who not in before and who in there)
    }
    assert set(decided) == must
    apply(store, "leder", looked(), unwatched)
    for answers in model.cases:
        for who, answer in list(answers.items()):
            name = there[who].name if who in there else model.last[who]
            word = decided.get((name, answer), KEEP)
            if word == AGAIN:
                del answers[who]
            elif word not in (KEEP, OUT):
                answers[who] = word
    model.take(version)


def check(store: Store, model: Model, rubric: Rubric) -> None:
    with store.read() as conn:
        records = [assessments.load(conn, id_) for id_ in assessments.all_ids(conn)]
        assert log.verify(conn).whole
        assert [str(one) for one in log.differences(conn)] == []
    evaluator = Evaluator(rubric)
    for record, answers, remarks in zip(records, model.cases, model.remarks, strict=True):
        stored = {name: one.values[0] for name, one in record.answers.items() if one.values}
        assert stored == {model.last[who]: answer for who, answer in answers.items()}
        noted = {name: one.remark for name, one in record.answers.items() if one.remark}
        assert noted == {model.last[who]: f"om {who}" for who in remarks}
        assert record.outcome == model.outcome(answers)
        assert (record.tally or b"") == evaluated(evaluator, record).tally


@st.composite
def roads(draw: st.DrawFn) -> list[tuple[Asked, ...]]:
    """Four versions, the later ones perhaps with a name that has been another question's."""
    names, road = Model(), []
    for _ in range(4):
        road.append(draw(versions(names)))
        if not names.confuses(road[-1]):
            names.take(road[-1])
    return road


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])
@given(roads(), st.data())
def test_three_switches_are_scoring_the_last_version_by_hand(
    frame: Path, tmp_path: Path, road: list[tuple[Asked, ...]], data: st.DataObject
) -> None:
    model = Model()
    model.take(road[0])
    rubric = text(road[0], 1)
    with study(frame, tmp_path / "undersøgelse", rubric) as store:
        score(data, store, model, rubric.rubric)
        for number, version in enumerate(road[1:], 2):
            new = text(version, number)
            if model.confuses(version):
                with store.read() as conn:
                    said = plan(conn, SwitchRequest(new, "ny.yaml"), unwatched).impossible
                assert "brugt om andre spørgsmål" in str(said)
                continue
            switch(data, store, model, version, new)
            rubric = new
            check(store, model, rubric.rubric)
            if data.draw(st.booleans(), label="bedøm igen"):
                score(data, store, model, rubric.rubric)
        check(store, model, rubric.rubric)
