"""The scoring session as a state machine."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.cases import Note
from audit.review.session import NoSuchStep, QuestionPlace, Session
from audit.rubric.evaluate import Evaluator
from audit.rubric.parts import Special
from audit.rubric.values import Answer, NotAnAnswer
from tests.tools.rubrics import rubric

EVALUATOR = Evaluator(
    rubric(
        """
        facts:
          afgjort: {type: date}
        sections:
          - id: afgoerelse
            title: Afgørelsen
            questions:
              - id: truffet
                text: Truffet
                type: choice
                options: [ja, nej]
                allow: [ikke_relevant]
                findings: {nej: {id: ingen, outcome: ingen_afgørelse}}
              - {id: skriftlig, text: Skriftlig, ask_if: {truffet: ja}, type: choice, options: [ja, nej]}
          - id: oplysning
            title: Oplysningen
            questions:
              - {id: læge, text: Læge, type: choice, options: [ja, nej], allow: [fremgår_ikke]}
              - id: nok
                text: Nok
                ask_if: {læge: ja}
                type: choice
                options: [ja, nej]
                findings: {nej: {id: for-lidt, outcome: hjemvises}}
        """
    )
)
FACTS = {"afgjort": date(2013, 10, 31)}


def session(**answers: str) -> Session:
    return Session.begin(EVALUATOR, FACTS, answers, {})


def answer(here: Session, given: Answer, reason: str = "") -> Session:
    """The question at hand answered, with the evaluation that whoever stores the answer gives back."""
    assert here.question is not None
    note = here.note_with(given, reason)
    evaluation = EVALUATOR.evaluate({**here.answers, here.question.id: given}, FACTS)
    return here.answered_with(given, note, evaluation)


def at(here: Session) -> str | None:
    return here.question.id if here.question else None


def test_it_begins_at_the_first_unanswered_question() -> None:
    assert at(session()) == "truffet"
    assert at(session(truffet="ja")) == "skriftlig"
    assert at(session(truffet="nej")) == "læge"
    assert at(session(truffet="nej", læge="nej")) is None


def test_an_answer_leads_on_and_shows_what_it_opens() -> None:
    here = answer(session(), "ja")
    assert at(here) == "skriftlig"
    assert here.evaluation.asked == ("truffet", "skriftlig", "læge")
    assert here.question is not None
    assert here.place(here.question) == QuestionPlace(
        section=EVALUATOR.rubric.sections[0], section_number=1, sections=2, number=2, asked=3, answered=1
    )


def test_a_step_leaves_the_session_it_came_from() -> None:
    before = session()
    answer(before, "ja")
    assert before.answers == {} and at(before) == "truffet"


def test_the_last_answer_gives_the_outcome() -> None:
    here = answer(answer(session(truffet="nej"), "ja"), "nej")
    assert at(here) is None
    assert (here.evaluation.outcome, here.evaluation.findings) == ("ingen_afgørelse", ("ingen", "for-lidt"))


def test_back_goes_by_the_questions_asked_and_forward_again_one_at_a_time() -> None:
    here = session(truffet="nej", læge="ja").back()
    assert at(here) == "læge"
    here = here.back()
    assert at(here) == "truffet" and here.answer == "nej"
    with pytest.raises(NoSuchStep, match="første"):
        here.back()
    here = here.kept()
    assert at(here) == "læge" and here.answer == "ja"
    here = here.kept()
    assert at(here) == "nok" and here.answer is None
    with pytest.raises(NoSuchStep, match="ikke besvaret"):
        here.kept()


def test_a_changed_answer_leads_to_what_it_opens_before_what_is_answered() -> None:
    here = session(truffet="nej", læge="nej").back().back()
    assert at(here) == "truffet"
    here = answer(here, "ja")
    assert at(here) == "skriftlig"
    here = answer(here, "ja")
    assert at(here) is None


def test_a_hidden_answer_is_kept_and_comes_back() -> None:
    here = answer(session(truffet="ja", skriftlig="nej", læge="nej").back().back().back(), "nej")
    assert "skriftlig" not in here.evaluation.asked and here.answers["skriftlig"] == "nej"
    assert at(here) == "læge"
    here = answer(here.back(), "ja")
    assert at(here) == "skriftlig" and here.answer == "nej"


def test_the_end_of_a_case_can_be_gone_back_from() -> None:
    done = session(truffet="nej", læge="nej")
    assert at(done) is None
    assert at(done.back()) == "læge"
    assert at(done.back().kept()) is None
    with pytest.raises(NoSuchStep):
        done.kept()


def test_not_relevant_needs_a_reason() -> None:
    here = session()
    assert here.needs_reason(Special.NOT_RELEVANT) and not here.needs_reason("ja")
    with pytest.raises(NotAnAnswer, match="begrundes"):
        answer(here, Special.NOT_RELEVANT)
    answered = answer(here, Special.NOT_RELEVANT, "Sagen er afsluttet.")
    assert answered.notes["truffet"] == Note("Sagen er afsluttet.")
    with pytest.raises(NotAnAnswer, match="slettes"):
        answered.back().with_note(Note("", "akt 2"))


def test_a_remark_already_there_is_reason_enough() -> None:
    here = session().with_note(Note("Sagen er afsluttet.", "akt 2"))
    assert at(here) == "truffet" and not here.needs_reason(Special.NOT_RELEVANT)
    answered = answer(here, Special.NOT_RELEVANT)
    assert answered.notes["truffet"] == Note("Sagen er afsluttet.", "akt 2")


def test_a_reason_does_not_take_the_citation_away() -> None:
    here = answer(session().with_note(Note("", "akt 2")), Special.NOT_RELEVANT, "Afsluttet.")
    assert here.notes["truffet"] == Note("Afsluttet.", "akt 2")


STEPS = st.lists(st.sampled_from(["1", "2", "back", "keep"]), max_size=40)


@given(STEPS)
def test_whatever_is_done_the_session_is_what_its_answers_make_of_it(steps: list[str]) -> None:
    here = session()
    for step in steps:
        try:
            if step == "back":
                here = here.back()
            elif step == "keep":
                here = here.kept()
            else:
                here = answer(here, here.read(step))
        except NoSuchStep:
            continue
        assert here.evaluation == EVALUATOR.evaluate(here.answers, FACTS)
        assert at(here) in (*here.evaluation.asked, None)
        assert (replace(here, at=None).question is None) == here.evaluation.complete
        if not here.at:
            assert at(here) == next(iter(here.evaluation.unanswered), None)
