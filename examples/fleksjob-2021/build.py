"""Construct the study of 2021: the cases the kommuner sent, and the answers to them.

    python examples/fleksjob-2021/build.py [FOLDER]

Everything written is constructed: no case, person, decision or kommune is
real. Real are that twenty kommuner were asked for four cases each, and the
totals: the answers are chosen so that the rubric makes of them the figures
Ankestyrelsen published in February 2021 (claims.yaml). No figure is written down here as a
result: each question's answers are dealt out to the cases, and the rubric does
the rest.

The source does not say which kommuner sent fewer than four cases, or why; here
it is three of them. Nor does it say how many kommuner could send two good and
two challenging cases; here five could not, and sent their latest.

One case is scored twice: first wrong, and right after the hearing, when the
kommune had sent more papers.

Nothing is random (examples/constructing.py).
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import ascii_uppercase

sys.path.insert(0, str(Path(__file__).parents[1]))

from constructing import CONSTRUCTED, NOTICE, chance, deal, folder, shuffled, workday, write

HERE = Path(__file__).parent

KOMMUNER = tuple(f"Konstrueret Kommune {letter}" for letter in ascii_uppercase[:20])
"""As many as the study had; none of them exists, for figures stand beside their names."""

ASKED = 4
SENT_THREE = (KOMMUNER[6], KOMMUNER[14], KOMMUNER[18])
SENT_THEIR_LATEST = (*SENT_THREE, KOMMUNER[2], KOMMUNER[16])
WITHOUT_FORM = (KOMMUNER[11], KOMMUNER[17])
"""Kommuner whose cases all lack a form: the other eighteen use one in some or all of theirs."""

FIRST, LAST = date(2019, 1, 2), date(2019, 11, 29)
REVIEWERS = ("A1", "B2", "C3")

EVERY_CASE = {
    "fleksjobbet": "første",
    "begrænset": "nej",
    "indstilling-foreligger": "ja",
    "indstilling-forhold": "beskæftigelse,sociale,helbred",
    "indstilling-begrunder": "afklaret,ikke_ordinært,jobtyper,hensyn",
    "konkret-vurdering": "ja",
    "vurdering-indhold": "timetal,intensitet,skånehensyn,arbejdsopgaver",
    "klarer-jobbet": "ja",
    "skånebehov": "ja",
    "udnyttelse": "ja",
    "arbejdsgiver-og-løn": "ja",
    "godkendt": "ja",
    "andre-betingelser": "nej",
}
"""What is answered alike in every case, unless it is said below: all were decided in accordance with the rules."""

DEALT = {
    "oplyst": {"ja": 64, "mindre_mangler": 13},
    "indstilling-benyttet": {"ja": 76, "fremgår_ikke": 1},
    "indstilling-mål": {"ja": 74, "nej": 3},
    "indstilling-kompensation": {"ja": 29, "nej": 48},
    "indstilling-udvikling": {"ja": 38, "nej": 39},
    "hurtigst-muligt": {"ja": 70, "fremgår_ikke": 7},
    "timetal": {"svarer_til": 55, "lavere": 14, "højere": 5, "fremgår_ikke": 3},
    "aftale": {"ja": 68, "nej": 3, "fremgår_ikke": 6},
    "progression": {"mulig": 38, "ikke_mulig": 26, "ingen_stilling": 13},
    "udvikling-drøftet": {"ja": 46, "nej": 9, "fremgår_ikke": 22},
    "forringelse-drøftet": {"ja": 21, "nej": 12, "fremgår_ikke": 44},
}
"""How many of the 77 cases have each answer, where the answer does not hang on another."""

FORM_ALONE = {"ab_325": 20, "eget": 44, "fremgår_ikke": 5}
"""The cases of the eighteen kommuner that use a form."""

DECISION = "afgørelse"
DECISIONS = {
    "med_vejledning": {"skriftlig": "ja", "klagevejledning": "ja", "klagefrist": "ja"},
    "uden_vejledning": {"skriftlig": "ja", "klagevejledning": "nej"},
    "ikke_skriftlig": {"skriftlig": "nej"},
}
"""What sort of decision there is, dealt out under a name of its own."""

HANGING = {
    "oplyst": {"mindre_mangler": {"indstilling-foreligger": {"ja": 12, "referat": 1}}},
    # One recommendation was thin all through: it shows only the health, and has no goal.
    # Of the three without a goal, two came of a work trial with the same employer.
    "indstilling-mål": {
        "ja": {"kontakt": {"praktik": 50, "borger": 8, "kommune": 4, "fremgår_ikke": 12}},
        "nej": {
            "indstilling-forhold": {"beskæftigelse,sociale,helbred": 2, "helbred": 1},
            "kontakt": {"praktik": 2, "fremgår_ikke": 1},
        },
    },
    # Only who found the job alone can have done without a meeting.
    "kontakt": {
        "praktik": {"inddragelse": {"møde": 30, "møde_uden_arbejdsgiver": 3, "fremgår_ikke": 19}},
        "borger": {
            "inddragelse": {"møde": 3, "eget_netværk": 2, "fremgår_ikke": 3},
            "praktik-savnet": {"ja": 3, "nej": 5},
        },
        "kommune": {"inddragelse": {"møde": 3, "møde_uden_arbejdsgiver": 1}, "praktik-savnet": {"ja": 2, "nej": 2}},
        "fremgår_ikke": {"inddragelse": {"møde": 4, "fremgår_ikke": 9}},
    },
    "inddragelse": {
        "møde_uden_arbejdsgiver": {"fælles-møde-savnet": {"ja": 3, "nej": 1}},
        "eget_netværk": {"fælles-møde-savnet": {"ja": 1, "nej": 1}},
    },
    # The source gives the range, 2 to 6 hours, and the kinds of reason.
    "timetal": {
        "lavere": {
            "forskel-timer": {"2": 4, "3": 3, "4": 5, "6": 2},
            "bedre-tilbud": {"nej": 9, "fremgår_ikke": 5},
            "forskel-begrundet": {"ja": 10, "nej": 4},
            "forskel-grund": {"timer_ikke_mulige": 6, "økonomi": 3, "nye_opgaver": 2, "skånebehov": 2, "job_nu": 1},
            "forskel-opfølgning": {"ja": 6, "nej": 2, "fremgår_ikke": 6},
        },
        "højere": {
            "forskel-timer": {"2": 3, "3": 2},
            "forskel-begrundet": {"ja": 3, "nej": 2},
            "forskel-grund": {"udvikling": 4, "andet": 1},
        },
    },
    "skema": {
        "eget": {DECISION: {"med_vejledning": 27, "ikke_skriftlig": 11, "uden_vejledning": 6}},
        "ab_325": {DECISION: {"med_vejledning": 20}},
        "fremgår_ikke": {DECISION: {"med_vejledning": 7, "ikke_skriftlig": 4, "uden_vejledning": 2}},
    },
    # Where the law requires that progression is possible (begrænset), it is.
    "progression": {
        "mulig": {
            "begrænset": {"ja": 12, "nej": 26},
            "progression-plan": {"plan": 3, "opfølgning": 22, "ikke_aftalt": 6, "fremgår_ikke": 7},
            "tiltag": {
                "hjælpemidler": 8, "mentor": 6, "hjælpemidler,mentor": 4, "træning": 3, "indretning,hjælpemidler": 3,
                "personlig_assistance": 2, "andet": 2, "ikke_mulige": 8, "fremgår_ikke": 2,
            },
        },
        "ikke_mulig": {"tiltag": {"ikke_mulige": 23, "hjælpemidler": 3}},
        "ingen_stilling": {"tiltag": {"ikke_mulige": 7, "hjælpemidler": 2, "fremgår_ikke": 4}},
    },
}  # fmt: skip
"""How many of the cases with one answer have each answer to another question."""

QUESTIONS = (
    "fleksjobbet", "begrænset", "oplyst", "indstilling-foreligger", "indstilling-benyttet", "indstilling-forhold",
    "indstilling-begrunder", "indstilling-mål", "indstilling-kompensation", "indstilling-udvikling",
    "indstilling-rimelig-periode", "kontakt", "praktik-savnet", "inddragelse", "fælles-møde-savnet",
    "konkret-vurdering", "vurdering-indhold", "klarer-jobbet", "hurtigst-muligt", "skånebehov", "udnyttelse",
    "arbejdsgiver-og-løn", "godkendt", "andre-betingelser", "timetal", "forskel-timer", "bedre-tilbud",
    "forskel-begrundet", "forskel-grund", "forskel-opfølgning", "skema", "skriftlig", "klagevejledning", "klagefrist",
    "begrundelse", "afviger", "medhold", "aftale", "progression", "rimelig-periode", "progression-plan",
    "udvikling-drøftet", "forringelse-drøftet", "tiltag",
)  # fmt: skip

REMARK, CITATION = "bemærkning", "akthenvisning"
NOTED = ("oplyst", "skånebehov", "forskel-begrundet")
"""The questions that some cases have a remark to."""

NOT_REASONED = "Årsagen står ikke i vurderingen, men kan læses af de øvrige akter."
DOUBT = {
    "oplyst": "Vi mangler oplysninger om, hvad borgeren skal lave i jobbet. Vurderingen er kun givet mundtligt.",
    "skånebehov": "Efter kontrakten skal borgeren træne et hold. Det passer dårligt med ryg og vejrtrækning.",
}
NEW_PAPERS = "Nye akter 1-2, modtaget 14-02-2020"
SETTLED = {
    "oplyst": "I høringen sendte kommunen den 14. februar 2020 et notat om jobbet og en ny beskrivelse af opgaverne.",
    "skånebehov": "De nye akter viser, at borgeren mest fører opsyn og kun deltager så meget, som helbredet tillader.",
}
"""The case of the sports club: the doubt at first, and what settled it at the hearing."""


@dataclass(frozen=True)
class SentCase:
    """One case a kommune has sent."""

    kommune: str
    case_id: str
    file_no: str
    established: date
    mark: str


def sent() -> list[SentCase]:
    """The cases of the twenty kommuner, sorted by kommune and case."""
    cases = []
    for place, kommune in enumerate(KOMMUNER):
        marks = ["god_erfaring", "god_erfaring", "udfordring", "udfordring"]
        if kommune in SENT_THEIR_LATEST:
            marks = ["seneste"] * (ASKED - (kommune in SENT_THREE))
        for number, mark in enumerate(marks, 1):
            case_id = f"2019-{100 * (place + 1) + number:05d}"
            day = FIRST + timedelta(days=chance("etableret", kommune, case_id, below=(LAST - FIRST).days + 1))
            file_no = f"19/{2000 + 37 * place + 5 * number:05d}"
            cases.append(SentCase(kommune, case_id, file_no, workday(day), mark))
    return cases


def answered(cases: list[SentCase]) -> dict[str, dict[str, str]]:
    """The answers of every case, by its number."""
    names = [case.case_id for case in cases]
    answers = {name: dict(EVERY_CASE) for name in names}

    def give(question: str, to: list[str], counts: dict[str, int]) -> None:
        for name, answer in deal(question, to, counts).items():
            answers[name][question] = answer

    for question, counts in DEALT.items():
        give(question, names, counts)
    for name, form in forms(cases).items():
        answers[name]["skema"] = form
    for question, by_answer in HANGING.items():
        for answer, further in by_answer.items():
            having = [name for name in names if answers[name][question] == answer]
            for other, counts in further.items():
                give(other, having, counts)
    return {name: given | following(name, given) for name, given in answers.items()}


def forms(cases: list[SentCase]) -> dict[str, str]:
    """Which form each case was documented in: a kommune keeps to one, and leaves it out now and then."""
    with_form = [case for case in cases if case.kommune not in WITHOUT_FORM]
    firsts = {case.kommune: case.case_id for case in with_form}
    left_out = shuffled("uden skema", firsts.values())[: FORM_ALONE["fremgår_ikke"]]
    found = {case.case_id: "fremgår_ikke" for case in cases}
    rest = [case.case_id for case in with_form if case.case_id not in left_out]
    places = range(len(rest))
    return found | {rest[place]: "ab_325" if place < FORM_ALONE["ab_325"] else "eget" for place in places}


def following(name: str, given: dict[str, str]) -> dict[str, str]:
    """The answers that follow from the others of the case."""
    follow = dict(DECISIONS[given[DECISION]])
    if given["begrænset"] == "ja":
        follow |= {"indstilling-rimelig-periode": "ja", "rimelig-periode": "ja"}
    if follow["skriftlig"] == "nej":
        follow["medhold"] = "ja" if chance("medhold", name, below=4) == 0 else "kan_ikke_vurderes"
    else:
        deviates = given.get("forskel-begrundet") == "ja"
        follow["begrundelse"] = "timetal,intensitet,skånehensyn" + (",afvigelser" if deviates else "")
        if not deviates:
            follow["afviger"] = ("ja", "fremgår_ikke", "nej", "nej")[chance("afviger", name, below=4)]
    return follow


def doubted(cases: list[SentCase], answers: dict[str, dict[str, str]]) -> SentCase:
    """The case that the hearing settled: a challenge, found without a work trial, with nothing else wrong."""
    return next(
        case
        for case in cases
        if case.mark == "udfordring"
        and answers[case.case_id]["oplyst"] == "ja"
        and answers[case.case_id]["timetal"] == "svarer_til"
        and answers[case.case_id]["kontakt"] != "praktik"
    )


def write_frame(path: Path, cases: Iterable[SentCase]) -> None:
    """Write the list of the cases that were sent."""
    header = ["sagsnr", "kommune", "journalnr", "etableret", "indsendt som", NOTICE]
    rows = [[c.case_id, c.kommune, c.file_no, f"{c.established:%d-%m-%Y}", c.mark, CONSTRUCTED] for c in cases]
    write(path, [header, *rows])


def write_answers(path: Path, cases: list[SentCase]) -> None:
    """Write the recorded answers, and the settled case a second time, as it was scored after the hearing."""
    answers = answered(cases)
    settled = doubted(cases, answers)
    notes = [f"{question}.{kind}" for question in NOTED for kind in (REMARK, CITATION)]
    header = ["sagsnr", "kommune", "bedømmer", "runde", *QUESTIONS, *notes, NOTICE]
    rows = []
    for number, case in enumerate(cases):
        paper = f"akt {chance('akt', case.case_id, below=30) + 2}, side 1"
        given = answers[case.case_id]
        first = given | {f"oplyst.{CITATION}": paper}
        if given.get("forskel-begrundet") == "nej":
            first |= {f"forskel-begrundet.{REMARK}": NOT_REASONED, f"forskel-begrundet.{CITATION}": paper}
        scorings = [("første", first)]
        if case is settled:
            doubt = {"oplyst": "nej", "skånebehov": "tvivl"} | noted(DOUBT, paper)
            scorings = [("første", first | doubt), ("efter høring", given | noted(SETTLED, NEW_PAPERS))]
        for round_, scored in scorings:
            key = [case.case_id, case.kommune, REVIEWERS[number % len(REVIEWERS)], round_]
            rows.append([*key, *(scored.get(name, "") for name in (*QUESTIONS, *notes)), CONSTRUCTED])
    write(path, [header, *rows])


def noted(remarks: dict[str, str], citation: str) -> dict[str, str]:
    """The remarks in their columns, each with where it can be read."""
    columns = {f"{question}.{REMARK}": remark for question, remark in remarks.items()}
    return columns | {f"{question}.{CITATION}": citation for question in remarks}


def main(to: Path) -> None:
    """Write frame.csv and answers.csv into ``to``."""
    cases = sent()
    write_frame(to / "frame.csv", cases)
    write_answers(to / "answers.csv", cases)
    sys.stdout.write(f"Konstruerede data: {len(cases)} sager i frame.csv og i answers.csv\n")


if __name__ == "__main__":
    main(folder(HERE))
