"""A result workbook's values for tests: 139 constructed cases of three types in ten kommuner."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from audit.cases import Case
from audit.results.figures import Figures, StudyName
from audit.results.model import LogHead
from audit.rubric.model import Rubric
from audit.sheets.results_book import AnsweredQuestion, KommuneCases, ResultsBook, RubricStamp, ScoredCase
from tests.tools.counting import Scored, figures, read
from tests.tools.rubrics import rubric

OUTCOMES = {
    "rigtig": "Rigtig",
    "ændres": "Ændres",
    "hjemvises": "Hjemvises",
    "ingen_afgørelse": "Ingen afgørelse",
    "kan_ikke_vurderes": "Kan ikke vurderes",
}
KOMMUNER = {
    "101": "København",
    "147": "Frederiksberg",
    "159": "Gladsaxe",
    "253": "Greve",
    "306": "Odsherred",
    "400": "Bornholms Regionskommune",
    "461": "Odense",
    "573": "Varde",
    "741": "Samsø",
    "860": "Hjørring",
}
COUNTS = {
    "fleksjob": {"rigtig": 33, "ændres": 4, "hjemvises": 12},
    "ressourceforløb": {"rigtig": 50, "ændres": 1, "hjemvises": 2},
    "andre": {"rigtig": 24, "ændres": 1, "hjemvises": 1, "ingen_afgørelse": 11},
}
PRODUCED = datetime(2026, 3, 5, 14, 7, 9, 123456, tzinfo=timezone(timedelta(hours=1)))

ANSWERS = (
    AnsweredQuestion("Er borgeren i målgruppen for rehabiliteringsteamet?", "Ja", "", "Dok. 3, s. 2"),
    AnsweredQuestion(
        "Er den forberedende del af rehabiliteringsplanen udarbejdet i samarbejde med borgeren, så borgerens egne "
        "mål fremgår af planen?",
        "Nej",
        "Planen er skrevet af sagsbehandleren, og der er intet notat om en samtale. Borgeren er først hørt efter, at "
        "sagen var forelagt [jf. § 50].",
        "Dok. 12, s. 1-4",
    ),
    AnsweredQuestion("Hvilke medlemmer var til stede?", "Beskæftigelse, Sundhed, Social, Regionen", "", ""),
    AnsweredQuestion("Hvornår blev indstillingen givet?", date(2013, 11, 5), "", "Dok. 14"),
    AnsweredQuestion("Er indsatsdelen lavet?", "Fremgår ikke", '=HYPERLINK("http://x")', "@Dok. 2"),
)


def cases() -> Iterator[tuple[str, str, str]]:
    """Type, kommune and outcome of every case."""
    codes = list(KOMMUNER)
    everything = [(kind, outcome) for kind, counts in COUNTS.items() for outcome, n in counts.items() for _ in range(n)]
    for number, (kind, outcome) in enumerate(everything):
        yield kind, codes[number % len(codes)], outcome


RUBRIC = rubric(
    """
    title: Rehabiliteringsteam
    facts:
      sagstype:
        type: choice
        label: Sagstype
        options: {fleksjob: Fleksjob, ressourceforløb: Ressourceforløb, andre: Andre indsatser}
    sections:
      - id: s
        title: S
        questions:
          - id: afgørelsen
            text: Hvordan er afgørelsen?
            type: choice
            options: [god, forkert, spinkel, ingen]
            findings:
              forkert: {id: forkert, outcome: ændres}
              spinkel: {id: spinkel, outcome: hjemvises, recommend: indsatsdel}
              ingen: {id: ingen, outcome: ingen_afgørelse}
          - id: plan
            text: Er planen lavet sammen med borgeren?
            type: choice
            options: [ja, nej]
            allow: [fremgår_ikke]
          - {id: timer, text: "Hvor mange timer er der bevilget?", type: number, unit: timer}
    measures:
      - id: plan
        label: Den forberedende del af planen er lavet sammen med borgeren
        count: {plan: ja}
        among: all
        among_label: alle sager
      - {id: team, label: Teamet er sat sammen efter loven, count: {plan: nej}, among: {afgørelsen: god}}
      - {id: tom, label: Indsatsdelen mangler, count: {plan: nej}, among: {timer: {at_least: 1000}}}
    recommendations:
      indsatsdel:
        text: >-
          Kommunerne bør sikre, at rehabiliteringsplanens indsatsdel bliver lavet, og at den beskriver de indsatser,
          borgeren skal have, i tilstrækkelig grad.
        among: {sagstype: fleksjob}
        among_label: sager om fleksjob
      team: {text: Kommunerne bør sætte teamet rigtigt sammen., among: {timer: {at_least: 1000}}, among_label: ingen}
    """
)
GIVEN = dict(zip(OUTCOMES, ("god", "forkert", "spinkel", "ingen"), strict=False))


def scored() -> list[Scored]:
    """Every case with its answers: two pairs of cases share a journal number."""
    return [
        (
            Case(kommune, f"S-{number:03}", f"2013-{number % 10 if number < 12 else number}", {"sagstype": kind}),
            read(RUBRIC, {"afgørelsen": GIVEN[outcome], "plan": ("fremgår_ikke", "ja", "nej", "ja")[number % 4],
                          "timer": f"{number % 38},5"}),
        )
        for number, (kind, kommune, outcome) in enumerate(cases())
    ]  # fmt: skip


def book_figures(found: list[Scored], asked_of: Rubric = RUBRIC, **more: Any) -> Figures:
    """The figures of some cases, by case type and by kommune."""
    study = StudyName("rehabiliteringsteam-2015", "Kommunernes rehabiliteringsteams", True)
    return figures(asked_of, found, [("sagstype",), ("kommune",)], study, **{"drawn": 141, **more})


def kommune_cases(name: str, cases: Sequence[ScoredCase]) -> KommuneCases:
    """A kommune's sheet of cases that are there already."""
    return KommuneCases(name, lambda: cases)


def sample_book() -> ResultsBook:
    everything = list(cases())
    return ResultsBook(
        results=book_figures(scored()),
        kommuner=tuple(
            kommune_cases(
                name,
                tuple(
                    ScoredCase(
                        f"S-{number:03}",
                        f"2013-{number // 2:05}",
                        OUTCOMES[outcome],
                        ()
                        if outcome == "rigtig"
                        else ("Planen er ikke lavet med borgeren.", "Teamet var ufuldstændigt."),
                        ANSWERS,
                        {"sagstype": RUBRIC.facts["sagstype"].labels[kind]},
                    )
                    for number, (kind, kommune, outcome) in enumerate(everything)
                    if kommune == code
                ),
            )
            for code, name in KOMMUNER.items()
        ),
        rubric=RubricStamp("Rehabiliteringsteam", "2015.1", "ab" * 32),
        log=LogHead(4321, "cd" * 32),
        program_version="0.1.0",
        produced=PRODUCED,
        notes=(
            "Sagerne er trukket tilfældigt fra en konstrueret bruttoliste. Hvordan sagerne i den oprindelige "
            "undersøgelse blev valgt, er ikke kendt.",
            "Der er ikke regnet intervaller i denne udgave.",
        ),
    )


def with_results(**changes: Any) -> ResultsBook:
    """The workbook with fields of its figures changed."""
    book = sample_book()
    return replace(book, results=replace(book.results, **changes))


def native_answers() -> tuple[AnsweredQuestion, ...]:
    """Dates and numbers as answers, some of which Excel cannot hold."""
    given: tuple[tuple[str | Decimal | date, str], ...] = (
        (Decimal("12.50"), "timer"),
        (Decimal(0), ""),
        (Decimal(1500), 'kr. "netto"'),
        (date(2013, 10, 31), ""),
        (date(1899, 12, 31), ""),
        (Decimal("1234567890123456.5"), "kr."),
        ("Fremgår ikke", "timer"),
    )
    return tuple(AnsweredQuestion("Spørgsmål", answer, unit=unit) for answer, unit in given)
