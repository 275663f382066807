"""Which question a name is, by whatever road of versions; and that what is called safe moves nothing."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.revision import ChangeKind, Collected, Given, diff
from audit.revision.carry import answers_for
from audit.revision.pairing import History
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from tests.revision.test_diff import FILE, OLD, rewritten
from tests.tools.rubrics import rubric


def version(*names: str) -> Rubric:
    """A rubric of questions; »b<a« is called b and says it was called a."""
    asked = []
    for name in names:
        new, _, former = name.partition("<")
        question = {"id": new, "text": "?", "type": "choice", "options": ["ja", "nej"]}
        asked.append(question | ({"renamed_from": former} if former else {}))
    return rubric("sections: []", sections=[{"id": "s", "title": "S", "questions": asked}])


ROADS: list[tuple[list[list[str]], list[str], dict[str, str]]] = [
    ([["a"]], ["b<a"], {"b": "a"}),
    ([["a"], ["b<a"]], ["c<b"], {"c": "b"}),
    ([["a"], ["b<a"]], ["c<a"], {"c": "b"}),
    ([["a"], ["b<a"]], ["b<a"], {"b": "b"}),
    ([["a"], ["b<a"]], ["a<b"], {"a": "b"}),
    ([["a"], ["b<a"]], ["a"], {"a": "b"}),
    ([["a", "x"], ["x"]], ["a", "x"], {"a": "a", "x": "x"}),
    ([["a", "x"], ["b<a", "x"], ["x"]], ["a", "x"], {"a": "b", "x": "x"}),
    ([["a", "x"], ["b<a", "x"], ["x"]], ["c<a", "x"], {"c": "b", "x": "x"}),
    ([["a", "x"], ["x"], ["x"]], ["c<a", "x"], {"c": "a", "x": "x"}),
    ([["a"]], ["a", "b"], {"a": "a"}),
    ([["a"]], ["b<y"], {}),
]


@pytest.mark.parametrize(("road", "last", "wanted"), ROADS)
def test_a_question_is_found_again_by_any_name_it_has_had(
    road: list[list[str]], last: list[str], wanted: dict[str, str]
) -> None:
    history = History(*(version(*names) for names in road))
    assert history.sources(version(*last)) == wanted
    assert list(history.confused(version(*last))) == []


CONFUSED = [
    ([["a", "b"], ["b"]], ["a<b"], "»b« skal hedde »a«, som var et andet spørgsmål."),
    ([["a", "b"]], ["a<b"], "»b« skal hedde »a«, som var et andet spørgsmål."),
    ([["a", "b"], ["b"], ["c<b"]], ["a<c"], "»c« skal hedde »a«, som var et andet spørgsmål."),
    ([["a", "b"], ["b"], ["b"]], ["a<b"], "»b« skal hedde »a«, som var et andet spørgsmål."),
    ([["a"], ["b<a"]], ["a", "b"], "»a« har været navnet på det spørgsmål, der nu hedder »b«."),
    ([["a"], ["b<a"], ["c<b"]], ["a", "c"], "»a« har været navnet på det spørgsmål, der nu hedder »c«."),
    ([["a"], ["b<a"]], ["b", "c<a"], "»a« kan ikke være det tidligere navn på »c«: det spørgsmål hedder nu »b«."),
    ([["a", "d"], ["b<a", "d"]], ["b", "d<a"], "»a« skal hedde »d«, som var et andet spørgsmål."),
]


@pytest.mark.parametrize(("road", "last", "said"), CONFUSED)
def test_a_name_that_has_been_anothers_is_refused(road: list[list[str]], last: list[str], said: str) -> None:
    history = History(*(version(*names) for names in road))
    assert [one.what for one in history.confused(version(*last))] == [said]


def gone(collected: Collected) -> tuple[ChangeKind, str]:
    """How the removal of b is told."""
    (change,) = [one for one in diff(version("a", "b"), version("a"), collected) if one.question == "b"]
    return change.kind, change.reason


def test_a_question_nobody_has_answered_is_not_removed_safely_while_cases_may_lack_it() -> None:
    kind, reason = gone(Collected(2, {}, unfinished=1))
    assert kind is ChangeKind.BREAKING
    assert "bliver færdige" in reason
    assert gone(Collected(2, {}))[0] is ChangeKind.SAFE


def test_remarks_that_are_put_aside_with_a_question_are_told() -> None:
    kind, reason = gone(Collected(2, {}, {"b": 2}))
    assert kind is ChangeKind.BREAKING
    assert "Bemærkninger og akthenvisninger i 2 bedømmelser gemmes også" in reason


CASES = [case for case in FILE["cases"] if case["write"]]
FACTS: Mapping[str, Any] = {"sagstype": ["fleksjob", "andre"], "bopæl": ["Billund"]}
ANSWERS: dict[str, list[Given]] = {
    "truffet": [Given(("ja",)), Given(("nej",)), Given(("delvist",)), Given(("fremgår_ikke",), special=True)],
    "skriftlig": [Given(("ja",)), Given(("nej",))],
    "hvem": [Given(("borger",)), Given(("borger", "læge")), Given(("ingen",))],
    "timer": [Given(("5",)), Given(("12.5",)), Given(("37",))],
    "begyndt": [Given(("2013-01-01",))],
    "sluttet": [Given(("2013-01-02",)), Given(("2013-02-01",))],
    "ord": [Given(("sjælden",))],
}
ASSESSMENT = st.tuples(
    st.fixed_dictionaries({}, optional={name: st.sampled_from(given) for name, given in ANSWERS.items()}),
    st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FACTS.items()}),
)
WHOLE = {name: given[0] for name, given in ANSWERS.items()}


@given(st.sampled_from(CASES), st.lists(ASSESSMENT, min_size=1, max_size=4))
def test_what_is_safe_moves_no_outcome(
    case: dict[str, Any], scored: list[tuple[dict[str, Given], dict[str, Any]]]
) -> None:
    """Where every change is called safe or cosmetic, each case that is scored keeps its outcome."""
    new = rewritten(case)
    old, later = Evaluator(OLD), Evaluator(new)
    every = [(WHOLE | answers, facts) for answers, facts in scored] + scored
    before = [old.evaluate(answers_for(OLD, answers), facts) for answers, facts in every]
    counts: dict[str, dict[Given, int]] = {}
    for answers, _ in every:
        for name, one in answers.items():
            counts.setdefault(name, {})[one] = counts.get(name, {}).get(one, 0) + 1
    collected = Collected(len(every), counts, unfinished=sum(not one.complete for one in before))
    if any(one.kind is ChangeKind.BREAKING for one in diff(OLD, new, collected)):
        return
    sources = History(OLD).sources(new)
    for (answers, facts), was in zip(every, before, strict=True):
        moved = {name: answers[source] for name, source in sources.items() if source in answers}
        assert later.evaluate(answers_for(new, moved), facts).outcome == was.outcome
