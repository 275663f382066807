"""A result workbook's values for tests: 139 constructed cases of three types in ten kommuner."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from audit.results.model import (
    Correctness,
    Group,
    LogHead,
    MeasureResult,
    OutcomeCount,
    RecommendationResult,
    Results,
    Share,
)
from audit.sheets.results_book import (
    AnsweredQuestion,
    Grouping,
    KommuneCases,
    ResultsBook,
    RubricStamp,
    ScoredCase,
)

OUTCOMES = {
    "rigtig": "Rigtig",
    "ændres": "Ændres",
    "hjemvises": "Hjemvises",
    "ingen_afgørelse": "Ingen afgørelse",
    "kan_ikke_vurderes": "Kan ikke vurderes",
}
JUDGED = ("rigtig", "ændres", "hjemvises")
TYPES = {"fleksjob": "Fleksjob", "ressourceforløb": "Ressourceforløb", "andre": "Andre indsatser"}
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


def sample_results() -> Results:
    everything = list(cases())
    groups: list[tuple[Group, list[str]]] = [({}, [outcome for _, _, outcome in everything])]
    groups += [({"sagstype": kind}, [o for k, _, o in everything if k == kind]) for kind in TYPES]
    groups += [({"kommune": code}, [o for _, c, o in everything if c == code]) for code in KOMMUNER]
    return Results(
        study_id="rehabiliteringsteam-2015",
        title="Kommunernes rehabiliteringsteams",
        constructed=True,
        drawn=141,
        cases=139,
        files=137,
        kommuner=10,
        correctness=tuple(_correctness(group, outcomes) for group, outcomes in groups),
        outcomes=tuple(
            OutcomeCount(code, label, group, Share(outcomes.count(code), len(outcomes)), code in JUDGED)
            for group, outcomes in groups
            for code, label in OUTCOMES.items()
        ),
        measures=tuple(
            MeasureResult(name, label, among, group, Share(len(outcomes) // part, len(outcomes)))
            for group, outcomes in groups
            for name, label, among, part in (
                ("plan", "Den forberedende del af planen er lavet sammen med borgeren", "alle sager", 2),
                ("team", "Teamet er sat sammen efter loven", "alle sager", 3),
                ("tom", "Indsatsdelen mangler eller er utilstrækkelig", "sager om ressourceforløb", 1000),
            )
        ),
        recommendations=(
            RecommendationResult(
                "indsatsdel",
                "Kommunerne bør sikre, at rehabiliteringsplanens indsatsdel bliver lavet, og at den beskriver de "
                "indsatser, borgeren skal have, i tilstrækkelig grad.",
                "plan",
                True,
                "sager om ressourceforløb",
                Share(13, 53),
            ),
            RecommendationResult(
                "team", "Kommunerne bør sætte teamet rigtigt sammen.", None, False, "alle", Share(0, 0)
            ),
        ),
    )


def sample_book() -> ResultsBook:
    everything = list(cases())
    return ResultsBook(
        results=sample_results(),
        groupings=(Grouping("sagstype", "Sagstype", TYPES), Grouping("kommune", "Kommune", KOMMUNER)),
        kommuner=tuple(
            KommuneCases(
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
                    )
                    for number, (_, kommune, outcome) in enumerate(everything)
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


def with_results(**changes: object) -> ResultsBook:
    book = sample_book()
    return replace(book, results=replace(book.results, **changes))


def _correctness(group: Group, outcomes: list[str]) -> Correctness:
    count = Counter(outcomes)
    return Correctness(
        group,
        len(outcomes),
        count["rigtig"],
        count["ændres"] + count["hjemvises"],
        count["ingen_afgørelse"],
        count["kan_ikke_vurderes"],
    )


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
