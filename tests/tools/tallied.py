"""A small rubric of which everything can be counted by hand, and cases that are scored by it. Konstruerede data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from audit.authorities import kommuner
from audit.cases import Case, Round
from audit.results.cases import CountedCases
from audit.results.figures import Figures, StudyName, figures_of
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.review.ruling import Ruling
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE, Special
from audit.rubric.reading import read_rubric
from audit.rubric.tally import Item, ItemKind
from audit.rubric.values import Answer
from audit.sampling.model import Draw, Stratum, Ticket
from audit.store import Connection, Store, Tx, assessments, frames, rulings, samples, tallies
from audit.store.records import AssessmentRecord, FrozenRubric
from audit.store.retally import evaluated
from tests.tools.store import FILE

TEXT = """\
format: 1
id: prøve
version: "1"
title: Konstruerede data
facts:
  sagstype: {type: choice, options: [ny, gammel], required: false}
outcomes:
  ladder: [rigtig, ændres, hjemvises]
  outside: [ingen_afgørelse]
sections:
  - id: afgoerelse
    title: Kommunens afgørelse
    questions:
      - id: skriftlig
        text: Er afgørelsen skriftlig?
        source: Konstrueret
        type: choice
        options: [ja, nej]
        allow: [fremgår_ikke, ikke_relevant]
        findings:
          nej: {id: ikke-skriftlig, outcome: ændres, recommend: skriv}
      - id: begrundet
        text: Er afgørelsen begrundet?
        source: Konstrueret
        ask_if: {skriftlig: ja}
        type: choice
        options: [ja, nej]
        findings:
          nej: {id: ikke-begrundet, outcome: hjemvises}
      - id: hvem
        text: Hvem har bidraget?
        source: Konstrueret
        type: multi
        options: [borger, læge]
        allow: [fremgår_ikke]
      - id: timer
        text: Hvor mange timer?
        source: Konstrueret
        type: number
        min: 0
        max: 37
        allow: [fremgår_ikke]
measures:
  - {id: begrundede, label: Begrundede, count: {begrundet: ja}, among: {skriftlig: ja}}
  - {id: fejl, label: Med fejl, count: {outcome: [ændres, hjemvises]}, among: all}
  - {id: kommuner, label: Kommuner, count: {finding: ikke-skriftlig}, among: {hvem: læge}, unit: kommuner}
recommendations:
  skriv: {text: Skriv afgørelsen, at_least_percent: 10}
tests:
  - {name: ikke skriftlig, given: {skriftlig: nej}, expect: {outcome: ændres}}
"""

CASES = (
    Case("101", "s1", "j1", {"sagstype": "ny"}, 1),
    Case("101", "s2", "j1", {"sagstype": "gammel"}, 2),
    Case("751", "s1", "j1", {"sagstype": "ny"}, 3),
    Case("751", "s2", "", {"sagstype": "ny"}, 4),
    Case("751", "s3", "", {}, 5),
    Case("851", "s1", "j2", {"sagstype": "gammel"}, 6),
    Case("851", "s2", "j2", {"sagstype": "gammel"}, 7),
)
"""Two kommuner share a journal number; two cases have none; one lacks its fact."""

STRATA = {1: ("øst", "ny"), 2: ("øst", "gammel"), 3: ("vest", "ny"), 4: ("vest", "ny")}
"""By case key; the others are of the stratum »vest, gammel«."""


def small_rubric() -> Rubric:
    """The rubric."""
    reading = read_rubric(TEXT.encode(), "prøve.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


RUBRIC = small_rubric()
EVALUATOR = Evaluator(RUBRIC)


def frozen(text: str = TEXT) -> FrozenRubric:
    """The rubric as a sample freezes it."""
    reading = read_rubric(text.encode(), "prøve.yaml")
    return FrozenRubric("prøve", "1", "prøve.yaml", text, reading.sha256)


def stratum_of(key: int) -> tuple[str, ...]:
    return STRATA.get(key, ("vest", "gammel"))


def with_tallied_sample(store: Store, text: str = TEXT) -> None:
    """All cases drawn, in three strata."""
    tickets = tuple(Ticket(case.key, f"{case.key:064x}", stratum_of(case.key)) for case in CASES)
    strata = tuple(Stratum(values, 9, 9, 1) for values in dict.fromkeys(map(stratum_of, range(1, len(CASES) + 1))))
    with store.write("leder") as tx:
        frames.save_frame(tx, FILE, CASES)
        draw = Draw("random", "frø", ("kreds", "sagstype"), "equal", strata, tickets)
        samples.save_sample(tx, draw, frozen(text))


def assessed(
    key: int, answers: Mapping[str, Answer], *, round_: Round = Round.FIRST, reviewer: str = "ab"
) -> RecordedAssessment:
    """A case scored with these answers."""
    case = CASES[key - 1]
    evaluation = EVALUATOR.evaluate(answers, read_facts(RUBRIC, case.facts))
    given = {name: RecordedAnswer(answer, "fordi") for name, answer in answers.items()}
    return RecordedAssessment(case, reviewer, round_, given, evaluation)


def rule(tx: Tx, id_: int, ruling: Ruling | None) -> AssessmentRecord:
    """Store a ruling, or take it back, with the evaluation that follows."""
    record = assessments.load(tx.conn, id_)
    return rulings.save_ruling(tx, record, ruling, evaluated(EVALUATOR, replace(record, ruling=ruling)))


def counted(conn: Connection, rubric: Rubric = RUBRIC, **more: Any) -> CountedCases:
    """The cases that count, with all that can be asked of them."""
    catalogue = Evaluator(rubric).catalogue
    return CountedCases(catalogue, tallies.case_table(conn, catalogue.width, **more), kommuner())


def figures(conn: Connection, by: Sequence[Sequence[str]] = ()) -> Figures:
    """The study's figures, as the commands gather them."""
    facts = dict.fromkeys(fact for crossing in by for fact in crossing)
    cases = counted(conn, facts=facts, written=("timer",))
    moved = {"reassessed": tallies.reassessed(conn), "overruled": tallies.overruled(conn)}
    return figures_of(StudyName("prøve", "Prøve", True), RUBRIC, cases, drawn=len(CASES), by=by, **moved)


def item_counts(conn: Connection, rubric: Rubric) -> dict[Item, int]:
    """In how many cases each item is counted, without those that are counted in none."""
    cases, items = counted(conn, rubric), Evaluator(rubric).catalogue.items
    return {item: cases.count(item) for item in items if cases.count(item)}


# Counted by hand: the same rules, written once more without conditions, catalogue or bits.


def complete(answers: Mapping[str, Answer]) -> bool:
    wanted = {"skriftlig", "hvem", "timer"} | ({"begrundet"} if answers.get("skriftlig") == "ja" else set())
    return wanted <= answers.keys()


def outcome_by_hand(answers: Mapping[str, Answer]) -> str:
    written = answers["skriftlig"]
    if written is Special.NOT_IN_PAPERS:
        return "kan_ikke_vurderes"
    if written == "ja" and answers["begrundet"] == "nej":
        return "hjemvises"
    return "ændres" if written == "nej" else "rigtig"


def by_hand(answers: Mapping[str, Answer], ruling: str | None) -> set[Item]:
    """All that a complete case is counted in."""
    written, unsure = answers["skriftlig"], answers["skriftlig"] is Special.NOT_IN_PAPERS
    outcome = ruling or outcome_by_hand(answers)
    found = set(_answers_by_hand(answers)) | ({Item(ItemKind.ASKED_UNKNOWN, "begrundet")} if unsure else set())
    found |= {Item(ItemKind.DERIVED, outcome_by_hand(answers)), Item(ItemKind.OUTCOME, outcome)}

    def proportion(kind: str, code: str, *, among: bool | None, count: bool | None) -> Iterable[Item]:
        if among:
            yield Item(ItemKind(f"{kind}_among"), code)
            if count is not False:
                yield Item(ItemKind(f"{kind}_count" if count else f"{kind}_unknown"), code)
        elif among is None:
            yield Item(ItemKind(f"{kind}_among_unknown"), code)

    not_written = None if unsure else written == "nej"
    found |= set(_finding_by_hand("ikke-skriftlig", not_written, unsure or written in ("ja", "nej")))
    not_reasoned = None if unsure else answers["begrundet"] == "nej" if written == "ja" else False
    found |= set(_finding_by_hand("ikke-begrundet", not_reasoned, written == "ja"))
    reasoned = None if unsure else answers["begrundet"] == "ja" if written == "ja" else False
    found |= set(proportion("measure", "begrundede", among=None if unsure else written == "ja", count=reasoned))
    wrong = None if outcome == NOT_ASSESSABLE else outcome in ("ændres", "hjemvises")
    found |= set(proportion("measure", "fejl", among=True, count=wrong))
    doctor = None if isinstance(answers["hvem"], Special) else "læge" in answers["hvem"]
    found |= set(proportion("measure", "kommuner", among=doctor, count=not_written))
    found |= set(proportion("recommend", "skriv", among=True, count=not_written))
    return found


def _finding_by_hand(code: str, made: bool | None, can_be: bool) -> Iterable[Item]:
    if made is not False:
        yield Item(ItemKind.FINDING if made else ItemKind.FINDING_UNKNOWN, code)
    if can_be:
        yield Item(ItemKind.FINDING_AMONG, code)


def _answers_by_hand(answers: Mapping[str, Answer]) -> Iterable[Item]:
    for question, answer in answers.items():
        if question == "begrundet" and answers["skriftlig"] != "ja":
            continue
        yield Item(ItemKind.ASKED, question)
        if isinstance(answer, Special):
            yield Item(ItemKind.SPECIAL, question, answer)
        elif not isinstance(answer, Decimal):
            for option in answer if isinstance(answer, tuple) else (str(answer),):
                yield Item(ItemKind.ANSWER, question, option)
