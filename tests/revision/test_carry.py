"""Answers on their way from one version of a rubric to the next: what is decided, and that none is lost."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.revision import Collected, Given
from audit.revision.carry import answers_for, carry, unfit_facts
from audit.revision.collected import fits
from audit.revision.decisions import AGAIN, KEEP, OUT, Decision, Decisions, read_decisions, template
from audit.revision.pairing import History
from audit.revision.plan import Plan
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from tests.revision.test_diff import COLLECTED, FILE, OLD, rewritten
from tests.tools.rubrics import rubric

Stored = dict[str, Given]
BY_NAME = {case["name"]: case for case in FILE["cases"]}


def words_to_choice() -> Rubric:
    """The rubric with its question of words made one of choice."""
    before = "kendetegner sagen?\n        source: Konstrueret\n        type: "
    return rewritten({"write": {f"{before}text": f"{before}choice\n        options: [ja, nej]"}})


def new(name: str) -> Rubric:
    """The rubric as one of the cases has it."""
    return rewritten(BY_NAME[name])


def decided(*every: dict[str, Any]) -> Decisions:
    return Decisions(tuple(Decision.model_validate(one) for one in every))


def collected_from(assessments: list[Stored]) -> Collected:
    counts: dict[str, dict[Given, int]] = {}
    for stored in assessments:
        for name, one in stored.items():
            counts.setdefault(name, {})[one] = counts.get(name, {}).get(one, 0) + 1
    return Collected(len(assessments), counts)


def test_answers_follow_a_question_to_its_new_name() -> None:
    plan = Plan(OLD, new("spørgsmålet har fået et nyt navn, også i betingelserne"), COLLECTED)
    assert plan.undecided == ()
    assert plan.renamed == {"truffet": "afgjort"}
    carried = carry(plan, {"truffet": Given(("ja",)), "skriftlig": Given(("nej",))})
    assert carried.answers == {"afgjort": Given(("ja",)), "skriftlig": Given(("nej",))}
    assert [(one.source, one.target, one.reason) for one in carried.moves] == [
        ("truffet", "afgjort", "spørgsmålet hedder nu »afgjort«")
    ]


def test_a_rename_is_followed_once_and_again_from_there() -> None:
    """a became b, and b keeps saying so in the next version, where it becomes c."""
    first = new("en frists spørgsmål har fået et nyt navn")
    again = rewritten(
        {"write": {"- id: begyndt\n": "- id: løb\n        renamed_from: start\n", "start: begyndt": "start: løb"}}
    )
    there = carry(Plan(OLD, first, Collected()), {"begyndt": Given(("2013-01-01",))})
    same = Plan(first, first, Collected())
    assert carry(same, there.answers).moves == ()
    assert carry(Plan(first, again, Collected()), there.answers).answers == {"løb": Given(("2013-01-01",))}
    lost = Plan(OLD, again, COLLECTED)
    assert [one.question for one in lost.undecided] == ["begyndt"], "løb says it was called start, which OLD has not"


def test_each_answer_that_does_not_fit_must_be_decided() -> None:
    plan = Plan(OLD, new("spørgsmålet har fået et nyt navn og er ændret på samme tid"), COLLECTED)
    (one,) = plan.undecided
    assert (one.question, one.answer, one.count) == ("ugetimer", "37", 2)
    assert one.why == "37 er større end 30, som er det største."
    settled = Plan(OLD, plan.new, COLLECTED, decided({"question": "ugetimer", "answer": 37, "becomes": 30}))
    assert (settled.undecided, settled.problems, settled.notices) == ((), [], [])
    assert carry(settled, {"timer": Given(("37",))}).answers == {"ugetimer": Given(("30",))}
    assert carry(settled, {"timer": Given(("12.5",))}).answers == {"ugetimer": Given(("12.5",))}


def test_an_option_of_several_is_decided_by_itself() -> None:
    plan = Plan(OLD, new("en svarmulighed blandt flere er fjernet"), COLLECTED)
    assert [(one.answer, one.count) for one in plan.undecided] == [("læge", 2)]
    to_citizen = Plan(OLD, plan.new, COLLECTED, decided({"question": "hvem", "answer": "læge", "becomes": "borger"}))
    assert to_citizen.undecided == ()
    assert carry(to_citizen, {"hvem": Given(("borger", "læge"))}).answers == {"hvem": Given(("borger",))}
    assert carry(to_citizen, {"hvem": Given(("ingen",))}).moves == ()
    to_none = Plan(OLD, plan.new, COLLECTED, decided({"question": "hvem", "answer": "læge", "becomes": "ingen"}))
    assert [(one.answer, one.why) for one in to_none.undecided] == [
        ("borger, læge", "Svarene kan ikke mere stå sammen.")
    ], "»ingen« stands alone, so »borger, ingen« is no answer"
    again = Plan(OLD, plan.new, COLLECTED, decided({"question": "hvem", "becomes": AGAIN}))
    assert again.undecided == ()
    assert carry(again, {"hvem": Given(("borger", "læge"))}).answers == {}
    assert carry(again, {"hvem": Given(("borger",))}).answers == {"hvem": Given(("borger",))}


def test_a_decision_about_an_option_that_stays_is_carried_out_among_others_too() -> None:
    gone = {"question": "hvem", "answer": "læge", "becomes": "borger"}
    stays = {"question": "hvem", "answer": "borger", "becomes": AGAIN}
    plan = Plan(OLD, new("en svarmulighed blandt flere er fjernet"), COLLECTED, decided(gone, stays))
    assert carry(plan, {"hvem": Given(("borger", "læge"))}).answers == {}
    assert carry(plan, {"hvem": Given(("borger",))}).answers == {}


def test_an_answer_that_is_none_must_be_allowed_still() -> None:
    plan = Plan(OLD, new("et svar, der er brugt, kan ikke mere gives"), COLLECTED)
    (one,) = plan.undecided
    assert (one.answer, one.count, one.why) == ("fremgår_ikke", 1, "Der kan ikke mere svares »fremgår_ikke«.")
    assert one.allowed == ("ja", "nej", "delvist", "kan_ikke_vurderes", AGAIN)
    other = {"question": "truffet", "answer": "fremgår_ikke", "becomes": "kan_ikke_vurderes"}
    settled = Plan(OLD, plan.new, COLLECTED, decided(other))
    before, after = (Given((word,), special=True) for word in ("fremgår_ikke", "kan_ikke_vurderes"))
    assert carry(settled, {"truffet": before}).answers == {"truffet": after}


def test_an_option_of_several_may_become_no_answer_only_when_it_stands_alone() -> None:
    allow = "exclusive: ingen\n        allow: [fremgår_ikke]"
    later = rewritten({"write": {"[borger, læge, ingen]": "[borger, ingen]", "exclusive: ingen": allow}})
    both, alone = {"hvem": Given(("borger", "læge"))}, {"hvem": Given(("læge",))}
    one = decided({"question": "hvem", "answer": "læge", "becomes": "fremgår_ikke"})
    plan = Plan(OLD, later, collected_from([both, alone]), one)
    assert [each.answer for each in plan.undecided] == ["borger, læge"]
    single = Plan(OLD, later, collected_from([alone]), one)
    assert carry(single, alone).answers == {"hvem": Given(("fremgår_ikke",), special=True)}


def test_a_changed_type_is_decided_even_where_the_answers_would_fit() -> None:
    choice, multi = (f"type: {kind}\n        options: [ja, nej]\n" for kind in ("choice", "multi"))
    plan = Plan(OLD, rewritten({"write": {choice: multi}}), COLLECTED)
    assert [(one.answer, one.count, one.why) for one in plan.undecided] == [
        ("ja", 2, "Spørgsmålets type er ændret."),
        ("nej", 1, "Spørgsmålets type er ændret."),
    ]
    assert KEEP in plan.undecided[0].allowed


def test_a_former_name_that_is_still_a_question_takes_no_answers() -> None:
    """The reader refuses such a rubric; the comparison does not lean on that."""
    question = {"text": "?", "type": "choice", "options": ["ja", "nej"]}
    both = [{"id": "b", "renamed_from": "a"} | question, {"id": "a"} | question]
    old, later = (
        rubric("sections: []", sections=[{"id": "s", "title": "S", "questions": asked}])
        for asked in ([{"id": "a"} | question], both)
    )
    assert History(old).sources(later) == {"a": "a"}


def test_a_whole_answer_of_several_may_be_decided() -> None:
    one = {"question": "hvem", "answer": "borger, læge", "becomes": ["borger"]}
    plan = Plan(OLD, new("en svarmulighed blandt flere er fjernet"), COLLECTED, decided(one))
    assert plan.undecided == ()
    assert carry(plan, {"hvem": Given(("borger", "læge"))}).answers == {"hvem": Given(("borger",))}


def test_answers_to_a_question_that_is_gone_are_kept() -> None:
    gone = new("et spørgsmål, der er besvaret, er fjernet")
    assert [(one.question, one.answer, one.allowed) for one in Plan(OLD, gone, COLLECTED).undecided] == [
        ("ord", "sjælden", (OUT,))
    ]
    plan = Plan(OLD, gone, COLLECTED, decided({"question": "ord", "becomes": OUT}))
    assert plan.undecided == ()
    carried = carry(plan, {"ord": Given(("sjælden",))})
    assert (carried.answers, carried.moves) == ({"ord": Given(("sjælden",))}, ())
    assert answers_for(gone, carried.answers) == {}


def test_a_question_that_comes_back_does_not_take_its_old_answers_unseen() -> None:
    gone = new("et spørgsmål, der er besvaret, er fjernet")
    plan = Plan(gone, OLD, COLLECTED, earlier=[OLD])
    assert [(one.question, one.answer) for one in plan.undecided] == [("ord", "sjælden")]
    kept = Plan(gone, OLD, COLLECTED, decided({"question": "ord", "becomes": KEEP}), [OLD])
    assert carry(kept, {"ord": Given(("sjælden",))}).moves == ()


def test_all_answers_may_be_scored_again_where_only_words_have_changed() -> None:
    words = new("spørgsmålets ordlyd")
    assert Plan(OLD, words, COLLECTED).undecided == ()
    plan = Plan(OLD, words, COLLECTED, decided({"question": "skriftlig", "all_answers": True, "becomes": AGAIN}))
    assert carry(plan, {"skriftlig": Given(("ja",))}).answers == {}
    nothing = Plan(OLD, words, COLLECTED, decided({"question": "skriftlig", "becomes": AGAIN}))
    assert ["bruges ikke" in one.what for one in nothing.notices] == [True]
    assert carry(nothing, {"skriftlig": Given(("ja",))}).moves == ()


@pytest.mark.parametrize(
    ("name", "decision", "said"),
    [
        ("typen", {"question": "hvam", "becomes": "borger"}, "»hvam« er ikke et spørgsmål"),
        ("typen", {"question": "hvem", "becomes": "lege"}, "mente du »læge«?"),
        ("typen", {"question": "hvem", "becomes": OUT}, "kun bruges om et spørgsmål, der er fjernet"),
        ("typen", {"question": "hvem", "becomes": KEEP}, "»borger, læge« kan ikke beholdes"),
        ("typen", {"question": "hvem", "answer": "læge", "all_answers": True, "becomes": "læge"}, "ikke stå sammen"),
        ("grænsen er snævrere og rammer svar", {"question": "timer", "becomes": 31}, "31 er større end 30"),
        ("der kan svares mere", {"question": "truffet", "becomes": "ikke_relevant"}, "kræver en begrundelse"),
        ("et spørgsmål, der er besvaret, er fjernet", {"question": "ord", "becomes": "x"}, "er fjernet, så"),
        ("en svarmulighed blandt flere er fjernet", {"question": "hvem", "becomes": KEEP}, "den findes ikke mere"),
    ],
)
def test_a_decision_that_cannot_be_is_named(name: str, decision: dict[str, Any], said: str) -> None:
    plan = Plan(OLD, new(name), COLLECTED, decided(decision))
    assert any(said in problem.what for problem in plan.problems), plan.problems


def test_two_decisions_about_the_same_are_refused() -> None:
    twice = decided(*({"question": "hvem", "becomes": one} for one in ("borger", "læge")))
    plan = Plan(OLD, new("typen"), COLLECTED, twice)
    assert any("allerede en beslutning" in problem.what for problem in plan.problems)


def test_the_template_says_what_is_to_be_decided_and_reads_once_filled_in() -> None:
    plan = Plan(OLD, new("typen"), COLLECTED)
    text = template(plan.undecided, "Konstruerede beslutninger\nom »hvem«")
    assert text.count("- question: hvem") == 3
    with pytest.raises(InputError) as caught:
        read_decisions(text.encode(), "beslutninger.yaml")
    assert [problem.what for problem in caught.value.problems] == ["»becomes« er ikke udfyldt."] * 3
    assert {problem.line for problem in caught.value.problems} == {11, 14, 17}
    filled = read_decisions(text.replace("becomes:\n", "becomes: læge\n").encode(), "beslutninger.yaml")
    assert Plan(OLD, new("typen"), COLLECTED, filled).undecided == ()


@pytest.mark.parametrize("odd", ['a "b" \\ : #x', "- {[", "' ja", "nej ", "æøå ·", "a" * 300, "null", "12", "1.50"])
def test_any_answer_survives_the_template(odd: str) -> None:
    """Words of a reviewer's own that look like YAML are decided about as they are."""
    plan = Plan(OLD, words_to_choice(), collected_from([{"ord": Given((odd,))}]))
    text = template(plan.undecided, "Konstrueret").replace("becomes:\n", f"becomes: {AGAIN}\n")
    read = read_decisions(text.encode(), "b.yaml")
    assert Plan(OLD, plan.new, plan.collected, read).undecided == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"decisions:\n  - {question: a, becomes: [}", "beslutninger.yaml"),
        (b"\xff\xfe", "UTF-16"),
        (b"decisions:\n  - {qestion: a, becomes: b}", "question"),
        (b"decisions:\n  - {question: a, becomes: 010170-1234}", "CPR"),
        (b"decisions:\n  - {question: a, becomes: true}", "tekst"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_decisions(data, "beslutninger.yaml")
    told = " ".join(map(str, caught.value.problems))
    assert said in told
    assert "010170-1234" not in told


def test_facts_that_a_case_lacks_or_that_do_not_fit_are_named() -> None:
    def told(rubric: Rubric, **facts: str) -> list[str]:
        return [problem.what for problem in unfit_facts(rubric, "851/1", facts)]

    whole = {"mødt": "2013-02-01", "sagstype": "andre"}
    assert told(OLD, **whole) == []
    assert told(new("en ny oplysning, hver sag skal have"), **whole) == ["sagen 851/1 har ikke oplysningen »alder«."]
    some = new("en oplysning skal nu findes i nogle sager")
    assert told(some, **whole) == []
    assert told(some, **whole | {"sagstype": "fleksjob"}) == ["sagen 851/1 har ikke oplysningen »bopæl«."]
    (early,) = told(new("en oplysning har fået en grænse"), **whole | {"mødt": "2012-12-31"})[:1]
    assert early == "sagen 851/1: 2012-12-31 er før 1. januar 2013, som er den tidligste."
    (value,) = told(new("en oplysnings værdi"), **whole)
    assert "»andre« er ikke en af mulighederne" in value
    (day,) = told(new("perioden"), **whole)
    assert day == "sagen 851/1 ligger uden for den periode, måleskemaet gælder for (01-02-2013)."
    (number,) = told(new("en oplysnings type"), **whole, bopæl="Aarhus")
    assert "»Aarhus« er ikke et tal" in number


ANSWERS = {
    name: st.sampled_from(sorted(given))
    for name, given in (COLLECTED.answers | {"skriftlig": {Given(("ja",)): 1, Given(("nej",)): 1}}).items()
}
ASSESSMENTS = st.lists(st.fixed_dictionaries({}, optional=ANSWERS), max_size=5)
RUBRICS = st.deferred(lambda: st.sampled_from([rewritten(case) for case in FILE["cases"]]))


@st.composite
def switched(draw: st.DrawFn) -> tuple[Plan, list[Stored]]:
    """Any change of the rubric, any answers, and anything that may be decided about them."""
    old, later, assessments = draw(RUBRICS), draw(RUBRICS), draw(ASSESSMENTS)
    assume(not [*History(OLD, old).confused(later)])
    stored = [{name: one for name, one in each.items() if _answers(old, name, one)} for each in assessments]
    collected = collected_from(stored)
    every: list[dict[str, Any]] = []
    plan = Plan(old, later, collected, earlier=[OLD])
    while plan.undecided:
        for one in plan.undecided:
            chosen = draw(st.sampled_from([word for word in one.allowed if " " not in word]))
            every.append({"question": one.question, "answer": one.answer, "becomes": chosen})
        plan = Plan(old, later, collected, decided(*every), [OLD])
        assert plan.problems == []
    return plan, stored


def _answers(rubric: Rubric, name: str, given: Given) -> bool:
    """An answer the old rubric takes, or one kept from a version before it."""
    return name not in rubric.questions or fits(rubric.questions[name], given)


@given(switched())
def test_no_answer_is_ever_lost(case: tuple[Plan, list[Stored]]) -> None:
    """Each is where it was, or under the new name, or a move (and with it the log) tells what it was."""
    plan, assessments = case
    for stored in assessments:
        carried = carry(plan, stored)
        told = {move.source for move in carried.moves}
        for name, answer in stored.items():
            assert name in told or carried.answers[name] == answer
        assert len(carried.answers) + sum(move.after is None for move in carried.moves) == len(stored)


@given(switched())
def test_what_is_carried_fits_and_can_be_evaluated(case: tuple[Plan, list[Stored]]) -> None:
    plan, assessments = case
    evaluator = Evaluator(plan.new)
    for stored in assessments:
        answers = carry(plan, stored).answers
        assert all(fits(plan.new.questions[name], one) for name, one in answers.items() if name in plan.new.questions)
        evaluation = evaluator.evaluate(answers_for(plan.new, answers), {})
        assert set(evaluation.asked) <= set(plan.new.questions)


@given(switched())
def test_a_switch_made_twice_changes_nothing_more(case: tuple[Plan, list[Stored]]) -> None:
    plan, assessments = case
    carried = [dict(carry(plan, stored).answers) for stored in assessments]
    again = Plan(plan.new, plan.new, collected_from(carried))
    assert again.undecided == ()
    assert all(carry(again, stored).moves == () for stored in carried)
