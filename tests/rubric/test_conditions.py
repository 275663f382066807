"""The logic: Kleene's tables with »not asked« kept apart, and sets of possible values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.condition import parse_condition
from audit.rubric.conditions import (
    ANYTHING,
    FALSE,
    NEITHER,
    TRUE,
    UNKNOWN,
    Missing,
    State,
    View,
    compile_condition,
    could_hold,
    holds,
    settled,
)
from audit.rubric.parts import Special


def value(condition: dict[str, object], **states: State) -> int:
    return compile_condition(parse_condition(condition))(View(dict(states), {}, {}))


@pytest.mark.parametrize(
    ("state", "equals_ja", "not_ja"),
    [
        ("ja", TRUE, FALSE),
        ("nej", FALSE, TRUE),
        (Missing.NOT_ASKED, NEITHER, NEITHER),
        (Special.NOT_RELEVANT, NEITHER, NEITHER),
        (Special.NOT_IN_PAPERS, UNKNOWN, UNKNOWN),
        (Special.CANNOT_ASSESS, UNKNOWN, UNKNOWN),
        (Missing.UNANSWERED, UNKNOWN, UNKNOWN),
        (Missing.PERHAPS_ASKED, ANYTHING, ANYTHING),
    ],
)
def test_an_answer_that_is_none_is_never_a_no(state: State, equals_ja: int, not_ja: int) -> None:
    assert value({"q": "ja"}, q=state) == equals_ja
    assert value({"not": {"q": "ja"}}, q=state) == not_ja


@pytest.mark.parametrize(
    ("state", "two", "not_two"),
    [
        (("a", "b"), TRUE, FALSE),
        (("a",), FALSE, TRUE),
        (("a", "b", "c"), FALSE, TRUE),
        (Missing.NOT_ASKED, NEITHER, NEITHER),
        (Special.NOT_RELEVANT, NEITHER, NEITHER),
        (Special.NOT_IN_PAPERS, UNKNOWN, UNKNOWN),
        ("fremgår_ikke", NEITHER, NEITHER),
        (Missing.UNANSWERED, UNKNOWN, UNKNOWN),
        (Missing.PERHAPS_ASKED, ANYTHING, ANYTHING),
    ],
)
def test_a_number_of_options_is_only_that_of_an_answer(state: State, two: int, not_two: int) -> None:
    assert value({"q": {"chosen": 2}}, q=state) == two
    assert value({"not": {"q": {"chosen": 2}}}, q=state) == not_two


def outcome_value(condition: dict[str, object], outcome: str | None) -> int:
    """The value in a rubric with the ladder rigtig, mangel, and two outcomes outside it."""
    view = View({}, {}, {}, outcome, frozenset({"ingen_afgørelse", "afvist"}))
    return compile_condition(parse_condition(condition))(view)


@pytest.mark.parametrize(
    ("wanted", "outcome", "is_it", "is_another"),
    [
        ("rigtig", "rigtig", TRUE, FALSE),
        ("rigtig", "mangel", FALSE, TRUE),
        ("rigtig", None, UNKNOWN, UNKNOWN),
        ("rigtig", "kan_ikke_vurderes", UNKNOWN, UNKNOWN),
        (["rigtig", "mangel"], "kan_ikke_vurderes", UNKNOWN, UNKNOWN),
        ("ingen_afgørelse", "kan_ikke_vurderes", UNKNOWN, UNKNOWN),
        ("kan_ikke_vurderes", "kan_ikke_vurderes", TRUE, FALSE),
        (["rigtig", "kan_ikke_vurderes"], "kan_ikke_vurderes", TRUE, FALSE),
        ("kan_ikke_vurderes", "rigtig", FALSE, TRUE),
        ("kan_ikke_vurderes", "ingen_afgørelse", FALSE, TRUE),
        ("rigtig", "ingen_afgørelse", NEITHER, NEITHER),
        (["rigtig", "afvist"], "ingen_afgørelse", NEITHER, NEITHER),
        ("ingen_afgørelse", "ingen_afgørelse", TRUE, FALSE),
        ("ingen_afgørelse", "rigtig", FALSE, TRUE),
        ("ingen_afgørelse", "afvist", FALSE, TRUE),
    ],
)
def test_an_outcome_that_is_unknown_or_outside_is_never_another(
    wanted: object, outcome: str | None, is_it: int, is_another: int
) -> None:
    assert outcome_value({"outcome": wanted}, outcome) == is_it
    assert outcome_value({"not": {"outcome": wanted}}, outcome) == is_another


def test_a_special_answer_asked_for_by_name_is_certain() -> None:
    assert value({"q": "fremgår_ikke"}, q=Special.NOT_IN_PAPERS) == TRUE
    assert value({"q": "fremgår_ikke"}, q=Special.CANNOT_ASSESS) == FALSE
    assert value({"q": ["ja", "fremgår_ikke"]}, q=Special.NOT_IN_PAPERS) == TRUE
    assert value({"q": "fremgår_ikke"}, q="ja") == FALSE


def test_a_question_that_is_not_relevant_is_neither_one_special_answer_nor_another() -> None:
    for wanted in ("fremgår_ikke", ["fremgår_ikke", "kan_ikke_vurderes"], "ja", ["ja", "fremgår_ikke"]):
        assert value({"q": wanted}, q=Special.NOT_RELEVANT) == NEITHER
        assert value({"not": {"q": wanted}}, q=Special.NOT_RELEVANT) == NEITHER
    assert value({"q": "ikke_relevant"}, q=Special.NOT_RELEVANT) == TRUE


def test_a_settled_special_answer_could_not_be_anything_else() -> None:
    state = settled(Special.NOT_IN_PAPERS, {"fremgår_ikke"})
    assert value({"q": "ja"}, q=state) == FALSE
    assert value({"not": {"q": "ja"}}, q=state) == TRUE
    assert value({"q": 9}, q=state) == FALSE
    assert value({"q": ["ja", "fremgår_ikke"]}, q=state) == TRUE
    assert value({"q": "kan_ikke_vurderes"}, q=state) == FALSE
    assert value({"q": {"at_least": Decimal(9)}}, q=state) == NEITHER
    assert value({"q": {"at_least": {"question": "r"}}}, q=Decimal(9), r=state) == NEITHER
    assert value({"q": {"at_least": {"question": "r"}}}, q=Missing.UNANSWERED, r=state) == NEITHER


def test_only_a_special_answer_the_rubric_has_a_finding_for_is_settled() -> None:
    for state in (Special.CANNOT_ASSESS, "ja", ("a",), Decimal(9), Missing.UNANSWERED):
        assert settled(state, {"fremgår_ikke", "ja"}) is state


def test_one_certain_part_decides_all_and_any() -> None:
    assert value({"all": [{"a": "ja"}, {"b": "ja"}]}, a=Special.NOT_IN_PAPERS, b="nej") == FALSE
    assert value({"any": [{"a": "ja"}, {"b": "ja"}]}, a=Special.NOT_IN_PAPERS, b="ja") == TRUE
    assert value({"any": [{"a": "ja"}, {"b": "ja"}]}, a=Missing.NOT_ASKED, b="nej") == NEITHER
    assert value({"all": [{"a": "ja"}, {"b": "ja"}]}, a=Missing.NOT_ASKED, b=Special.NOT_IN_PAPERS) == NEITHER | FALSE


def test_several_keys_must_all_hold() -> None:
    assert holds(value({"a": "ja", "b": "nej"}, a="ja", b="nej"))
    assert not could_hold(value({"a": "ja", "b": "nej"}, a="ja", b="ja"))


def test_a_multi_answer_holds_when_one_wanted_option_is_chosen() -> None:
    assert value({"q": ["x", "y"]}, q=("y", "z")) == TRUE
    assert value({"q": "x"}, q=("y", "z")) == FALSE


@pytest.mark.parametrize(
    ("bounds", "number", "expected"),
    [
        ({"at_most": 5}, "5", TRUE),
        ({"at_most": 5}, "5.01", FALSE),
        ({"at_least": 5, "at_most": 6}, "5", TRUE),
        ({"at_least": 5, "at_most": 6}, "7", FALSE),
        ({"at_least": "0.1"}, "0.1", TRUE),
    ],
)
def test_bounds_are_inclusive_and_exact(bounds: dict[str, object], number: str, expected: int) -> None:
    exact = {word: Decimal(str(bound)) for word, bound in bounds.items()}
    assert value({"q": exact}, q=Decimal(number)) == expected


NAMES = ["a", "b", "c"]
ATOMS = st.builds(lambda n: {n: "ja"}, st.sampled_from(NAMES))
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)
STATES = st.fixed_dictionaries(
    dict.fromkeys(NAMES, st.sampled_from(["ja", "nej", Missing.NOT_ASKED, Special.NOT_IN_PAPERS]))
)


@given(TREES, STATES)
def test_what_could_be_covers_whatever_the_unknown_answers_turn_out_to_be(
    tree: dict[str, object], states: dict[str, State]
) -> None:
    possible = value(tree, **states)
    for answer in ("ja", "nej"):
        known = {n: answer if state is Special.NOT_IN_PAPERS else state for n, state in states.items()}
        assert possible & value(tree, **known), (tree, states, answer)


@given(TREES, STATES)
def test_double_negation_changes_nothing(tree: dict[str, object], states: dict[str, State]) -> None:
    assert value({"not": {"not": tree}}, **states) == value(tree, **states)
