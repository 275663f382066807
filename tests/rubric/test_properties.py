"""What must hold of every rubric the language allows and of every case scored with it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.tally import Item, ItemKind, tally_of
from audit.rubric.values import Answer, encode
from audit.workshop.selftest import run_tests
from tests.tools.rubric_strategies import Data, Facts, answer_to, answers_to, as_read, facts_for, rubric_data, rubrics

UNKNOWN = (Special.CANNOT_ASSESS, Special.NOT_IN_PAPERS)
COUNTED_AMONG = {
    ItemKind.MEASURE_COUNT: ItemKind.MEASURE_AMONG,
    ItemKind.MEASURE_UNKNOWN: ItemKind.MEASURE_AMONG,
    ItemKind.RECOMMEND_COUNT: ItemKind.RECOMMEND_AMONG,
    ItemKind.RECOMMEND_UNKNOWN: ItemKind.RECOMMEND_AMONG,
    ItemKind.FINDING: ItemKind.FINDING_AMONG,
}
APART = {
    ItemKind.MEASURE_COUNT: ItemKind.MEASURE_UNKNOWN,
    ItemKind.MEASURE_AMONG: ItemKind.MEASURE_AMONG_UNKNOWN,
    ItemKind.RECOMMEND_COUNT: ItemKind.RECOMMEND_UNKNOWN,
    ItemKind.RECOMMEND_AMONG: ItemKind.RECOMMEND_AMONG_UNKNOWN,
    ItemKind.FINDING: ItemKind.FINDING_UNKNOWN,
}
"""Kinds a case is never counted as both of: what is certain is not unknown."""


@st.composite
def scored(draw: st.DrawFn, /, **kind: Any) -> tuple[Rubric, dict[str, Answer], Facts]:
    """A rubric with a case; some questions may be unanswered, and hidden ones answered."""
    rubric = draw(rubrics(**kind))
    return rubric, draw(answers_to(rubric)), draw(facts_for(rubric))


@st.composite
def whole(draw: st.DrawFn, /, **kind: Any) -> tuple[Rubric, dict[str, Answer], Facts]:
    """A rubric with a case in which everything asked is answered."""
    rubric = draw(rubrics(**kind))
    return rubric, draw(answers_to(rubric, every=True)), draw(facts_for(rubric, every=True))


def severity(rubric: Rubric, outcome: str) -> int:
    """The place among the outcomes, the mildest first; one outside the ladder is above it."""
    return rubric.outcomes.steps.index(outcome)


def certain(rubric: Rubric, found: Evaluation) -> int:
    """How severe the findings that were made are."""
    return max((severity(rubric, rubric.found[name].outcome) for name in found.findings), default=0)


@given(rubric_data())
def test_what_is_drawn_is_what_the_reader_lets_through(written: Data) -> None:
    assert as_read(written) == Rubric.model_validate(written)


@given(scored())
def test_evaluation_ends_in_something_consistent(case: tuple[Rubric, dict[str, Answer], Facts]) -> None:
    rubric, answers, facts = case
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(answers, facts)
    event(f"udfald {found.outcome}")
    assert list(found.asked) == [name for name in rubric.questions if name in found.asked]
    assert list(found.unanswered) == [name for name in found.asked if name not in answers]
    assert list(found.findings) == [name for name in rubric.found if name in found.findings]
    assert (found.outcome is None) == bool(found.unanswered) == (not found.complete)
    assert found.outcome in (*rubric.all_outcomes, None)
    assert (found.derived is None) == (found.outcome is None)
    if found.outcome is None:
        assert found.tally == b""
        return
    counted = evaluator.catalogue.counted(found.tally)
    assert tally_of(evaluator.catalogue, counted) == found.tally, "a tally is what it is counted in, and no more"
    assert {item.code for item in counted if item.kind is ItemKind.FINDING} == set(found.findings)
    assert {item.code for item in counted if item.kind is ItemKind.ASKED} == set(found.asked)
    assert [item.code for item in counted if item.kind is ItemKind.OUTCOME] == [found.outcome]
    assert [item.code for item in counted if item.kind is ItemKind.DERIVED] == [found.derived]
    for item in counted:
        if item.kind in COUNTED_AMONG:
            assert item._replace(kind=COUNTED_AMONG[item.kind]) in counted, "counted, but not in the denominator"
        if item.kind in APART:
            assert item._replace(kind=APART[item.kind]) not in counted, "both certain and unknown"
        if item.kind is ItemKind.RECOMMEND_COUNT:
            assert any(item.code in rubric.found[name].recommend for name in found.findings)
    everywhere = {measure.id for measure in rubric.measures if measure.among == "all"}
    assert everywhere <= {item.code for item in counted if item.kind is ItemKind.MEASURE_AMONG}


@given(whole())
def test_the_answers_are_counted_as_they_were_given(case: tuple[Rubric, dict[str, Answer], Facts]) -> None:
    """Each option chosen and each special answer once; what is written has only been asked."""
    rubric, answers, facts = case
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(answers, facts)
    chosen = {
        Item(ItemKind.SPECIAL if isinstance(answers[name], Special) else ItemKind.ANSWER, name, text)
        for name in found.asked
        if isinstance(answers[name], Special) or rubric.questions[name].labels
        for text in encode(answers[name])
    }
    counted = evaluator.catalogue.counted(found.tally)
    assert {item for item in counted if item.kind in (ItemKind.ANSWER, ItemKind.SPECIAL)} == chosen


@given(scored(), st.data())
def test_a_hidden_answer_counts_for_nothing(case: tuple[Rubric, dict[str, Answer], Facts], data: st.DataObject) -> None:
    rubric, answers, facts = case
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(answers, facts)
    hidden = [name for name in rubric.questions if name not in found.asked]
    assume(hidden)
    shown = {name: answer for name, answer in answers.items() if name in found.asked}
    assert evaluator.evaluate(shown, facts) == found
    others = {name: data.draw(answer_to(rubric.questions[name])) for name in hidden}
    assert evaluator.evaluate(others | dict(reversed(shown.items())), facts) == found, "nor does the order of answers"


@given(whole(classes=False), st.data())
def test_a_further_finding_never_makes_the_outcome_milder(
    case: tuple[Rubric, dict[str, Answer], Facts], data: st.DataObject
) -> None:
    """An open case may become settled, but then it is by something worse than what was certain before."""
    rubric, answers, facts = case
    assume(rubric.found)
    added = data.draw(st.sampled_from(sorted(rubric.found)))
    less = without_finding(rubric, added)
    before = Evaluator(less).evaluate(answers, facts)
    after = Evaluator(rubric).evaluate(answers, facts)
    event(f"fra {before.outcome} til {after.outcome}")
    assert (before.asked, before.unanswered) == (after.asked, after.unanswered)
    assert {*before.findings} - {f"intet-{added}"} == {*after.findings} - {added}
    if before.outcome is None or after.outcome is None:
        assert before.outcome is after.outcome is None
    elif after.outcome == NOT_ASSESSABLE:
        assert before.outcome not in rubric.outcomes.outside, "what settles a case goes on settling it"
    elif before.outcome == NOT_ASSESSABLE:
        assert severity(rubric, after.outcome) > certain(less, before)
    else:
        assert severity(rubric, after.outcome) >= severity(rubric, before.outcome)


def without_finding(rubric: Rubric, name: str) -> Rubric:
    """The rubric before one of its findings was written, of an answer, of several or of a deadline."""
    written = rubric.model_dump(by_alias=True, exclude_defaults=True)
    for section in written["sections"]:
        for question in section["questions"]:
            own = question.get("findings", {})
            # without a finding a special answer would no longer be settled, so one that changes nothing is left
            question["findings"] = {
                answer: finding | ({"id": f"intet-{name}", "outcome": rubric.right} if finding["id"] == name else {})
                for answer, finding in own.items()
            }
    for part in ("findings", "deadlines"):
        written[part] = [one for one in written.get(part, ()) if one["id"] != name]
    return Rubric.model_validate(written)


@given(whole(special_words=False), st.data())
def test_what_is_settled_stays_so_whatever_the_unknown_answers_turn_out_to_be(
    case: tuple[Rubric, dict[str, Answer], Facts], data: st.DataObject
) -> None:
    """Findings stay, and the outcome too, unless the case was ``kan_ikke_vurderes``."""
    rubric, answers, facts = case
    evaluator = Evaluator(rubric)
    before = evaluator.evaluate(answers, facts)
    assert before.outcome is not None
    unknown = [name for name in before.asked if answers[name] in UNKNOWN]
    assume(unknown)
    event(f"udfald {before.outcome}")
    known = {name: answer for name, answer in answers.items() if name in before.asked and name not in unknown}
    after = evaluator.evaluate(known, facts)
    while after.unanswered:
        name = after.unanswered[0]
        known[name] = data.draw(answer_to(rubric.questions[name], special=False))
        after = evaluator.evaluate(known, facts)
    assert {*before.findings} <= {*after.findings}
    if before.outcome == NOT_ASSESSABLE:
        return
    if before.outcome in rubric.outcomes.outside:
        assert after.outcome is not None
        assert severity(rubric, after.outcome) >= severity(rubric, before.outcome)
    else:
        assert after.outcome == before.outcome


# Small rubrics, in which every way to answer can be tried. A name stands once in
# a condition; when no question hangs on another either, nothing is unknown for the
# conditions that is settled for the case as a whole.


@st.composite
def small_rubrics(draw: st.DrawFn, *, hanging: bool = False) -> Rubric:
    """``hanging``: questions may hang on earlier ones."""
    questions: list[Data] = []
    for number in range(draw(st.integers(1, 4))):
        kind: Data = draw(
            st.sampled_from(
                [
                    {"type": "choice", "options": ["ja", "nej"]},
                    {"type": "choice", "options": ["ja", "delvist", "nej"]},
                    {"type": "multi", "options": ["a", "b", "ingen"], "exclusive": ["ingen"]},
                    {"type": "number", "min": 0, "max": 3},
                ]
            )
        )
        asked = {"ask_if": _read_once(draw, draw(st.permutations(questions)))} if hanging and questions else {}
        questions.append({"id": f"q{number}", "text": "?", "allow": [*map(str, Special)], **asked, **kind})
    ladder = ["rigtig", "ændres", "hjemvises"]
    outside = draw(st.sampled_from([[], ["ingen_afgørelse"], ["ingen_afgørelse", "uden-for-loven"]]))
    findings = [
        {"id": f"f{n}", "when": _read_once(draw, draw(st.permutations(questions))), "outcome": outcome}
        for n, outcome in enumerate(draw(st.lists(st.sampled_from([*ladder, *outside]), min_size=1, max_size=3)))
    ]
    return as_read(
        {
            "format": 1,
            "id": "lille",
            "version": "1",
            "title": "Lille",
            "outcomes": {"ladder": ladder, "outside": outside},
            "sections": [{"id": "s", "title": "S", "questions": questions}],
            "findings": findings,
        }
    )


def _read_once(draw: st.DrawFn, questions: list[Data]) -> Data:
    """A condition in which each of the first questions stands once, and can be both true and false."""
    condition: Data = {}
    for question in questions[: draw(st.integers(1, 3))]:
        leaf = {question["id"]: draw(st.sampled_from(_SOME[question["type"]]))}
        if draw(st.booleans()):
            leaf = {"not": leaf}
        condition = {draw(st.sampled_from(["all", "any"])): [condition, leaf]} if condition else leaf
    return {"not": condition} if draw(st.booleans()) else condition


_SOME: dict[str, list[Any]] = {
    "choice": ["ja", ["ja"], "nej"],
    "multi": ["a", "ingen", ["a", "b"]],
    "number": [0, 3, {"at_least": 2}, {"at_most": 1}],
}


def ways(evaluator: Evaluator, answers: Mapping[str, Answer]) -> Iterator[Evaluation]:
    """What the case may come to: every way to answer what is unknown, and what is asked then."""
    known = {name: answer for name, answer in answers.items() if answer not in UNKNOWN}
    found = evaluator.evaluate(known, {})
    if not found.unanswered:
        yield found
        return
    name = found.unanswered[0]
    for answer in _all_answers(evaluator.rubric, name):
        yield from ways(evaluator, known | {name: answer})


def _all_answers(rubric: Rubric, name: str) -> Iterator[Answer]:
    question = rubric.questions[name]
    if question.type == "choice":
        yield from question.options
    elif question.type == "number":
        yield from (question.read(str(number)) for number in range(4))
    elif question.type == "multi":
        yield from (question.chosen(chosen) for chosen in (["a"], ["b"], ["a", "b"], ["ingen"]))


@settings(max_examples=200)
@given(small_rubrics(), st.data())
def test_a_case_is_left_open_exactly_when_an_unknown_answer_could_make_it_worse(
    rubric: Rubric, data: st.DataObject
) -> None:
    answers = data.draw(answers_to(rubric, every=True))
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(answers, {})
    severities = [severity(rubric, str(way.outcome)) for way in ways(evaluator, answers)]
    least = certain(rubric, found)
    event(f"{len(severities)} måder, {found.outcome}")
    assert min(severities) >= least, "a finding was made that some answer would not have made"
    settled = least >= len(rubric.outcomes.ladder)
    if settled:
        assert found.outcome == rubric.outcomes.steps[least]
    elif found.outcome == NOT_ASSESSABLE:
        assert max(severities) > least, "left open, though no answer makes it worse"
    else:
        assert {*severities} == {severity(rubric, str(found.outcome))}


@settings(max_examples=400)
@given(small_rubrics(hanging=True), st.data())
def test_what_hangs_on_an_unknown_answer_is_unknown_too(rubric: Rubric, data: st.DataObject) -> None:
    """Whatever the unknown answers are, and so what more is asked: findings stay, and what is settled stays so."""
    given_answers = data.draw(answers_to(rubric, every=True))
    evaluator = Evaluator(rubric)
    found = evaluator.evaluate(given_answers, {})
    shown = {name: answer for name, answer in given_answers.items() if name in found.asked}
    counted = evaluator.catalogue.counted(found.tally)
    unknown = {item.code for item in counted if item.kind is ItemKind.FINDING_UNKNOWN}
    for way in ways(evaluator, shown):
        assert {*found.findings} <= {*way.findings} <= {*found.findings} | unknown
        if found.outcome in rubric.outcomes.ladder:
            assert way.outcome == found.outcome


@given(rubric_data(), st.data())
def test_questions_that_hang_on_nothing_can_change_places(written: Data, data: st.DataObject) -> None:
    """The order in which independent questions stand is for the reader; the case comes to the same."""
    free = {**written, "sections": [_unhung(section) for section in written["sections"]]}
    turned = {**free, "sections": [{**one, "questions": one["questions"][::-1]} for one in free["sections"][::-1]]}
    one, other = as_read(free), as_read(turned)
    answers, facts = data.draw(answers_to(one)), data.draw(facts_for(one))
    first, second = Evaluator(one), Evaluator(other)
    left, right = first.evaluate(answers, facts), second.evaluate(answers, facts)
    assert (left.derived, left.outcome) == (right.derived, right.outcome)
    assert first.catalogue.counted(left.tally) == second.catalogue.counted(right.tally)
    for part in ("asked", "unanswered", "findings"):
        assert {*getattr(left, part)} == {*getattr(right, part)}


def _unhung(section: Data) -> Data:
    questions = [{key: value for key, value in one.items() if key != "ask_if"} for one in section["questions"]]
    return {**section, "questions": questions}


@given(scored(), st.data())
def test_an_inline_test_that_expects_what_comes_out_passes(
    case: tuple[Rubric, dict[str, Answer], Facts], data: st.DataObject
) -> None:
    """Written down as a jurist writes it, a case comes to the same as when it is scored."""
    rubric, answers, facts = case
    day = facts.get(rubric.in_force.fact) if rubric.in_force else None
    assume(rubric.in_force is None or not isinstance(day, date) or rubric.in_force.covers(day))
    evaluator = Evaluator(rubric)
    asked = evaluator.evaluate(answers, facts, leave_out_unanswered=True).asked
    shown = {name: answer for name, answer in answers.items() if name in asked}
    found = evaluator.evaluate(shown, facts, leave_out_unanswered=True)
    test = {
        "name": "som bedømt",
        "facts": {name: _as_written(value) for name, value in facts.items()},
        "given": {name: _as_written(answer) for name, answer in shown.items()},
        "expect": {"outcome": found.outcome, "findings": found.findings},
    }
    written = rubric.model_dump(by_alias=True, exclude_defaults=True)
    [outcome] = run_tests(Rubric.model_validate(written | {"tests": [test]})).outcomes
    assert outcome.passed, outcome.failures
    for name, answer in shown.items():
        if not isinstance(answer, Special):
            assert rubric.questions[name].decode(encode(answer)) == answer, "stored and taken back"


def _as_written(value: str | tuple[str, ...] | Decimal | date) -> Any:
    """An answer or a fact in a file; a number with a reviewer's decimal sign."""
    texts = encode(value)
    if isinstance(value, tuple):
        return list(texts)
    return texts[0].replace(".", ",") if isinstance(value, Decimal) else texts[0]
