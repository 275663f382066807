"""Construct the example study: the frame, and the answers of the drawn cases.

    python examples/rehabiliteringsteam-2015/build.py [FOLDER]

Everything written is constructed: no case, person, decision or kommune is
real. Only the totals are: the answers are chosen so that the rubric makes of them the figures
Ankestyrelsen published in January 2015 (claims.yaml). No figure is written
down here as a result; the story of each drawn case is, and the rubric does the
rest.

Nothing is random (examples/constructing.py).
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from constructing import CONSTRUCTED, NOTICE, chance, folder, workday, write

from audit.sampling.allocation import Allocation
from audit.sampling.tickets import draw

HERE = Path(__file__).parent
SEED = "rehabiliteringsteam-2015"
KOMMUNER = {
    "901": 190, "902": 120, "903": 130, "904": 140, "905": 210,
    "906": 170, "907": 110, "908": 140, "909": 200, "910": 90,
}  # fmt: skip
"""Ten constructed kommuner, with cases in the frame; the study does not name its own."""

POPULATION = {"fleksjob": 600, "ressourceforløb": 500, "andre": 400}
DRAWN = {"fleksjob": 49, "ressourceforløb": 53, "andre": 37}
FIRST, LAST = date(2013, 10, 1), date(2013, 12, 31)
REVIEWERS = ("A1", "B2", "C3")

FAULTLESS = {
    "målgruppe": "ja",
    "muligheder-udtømt": "ja",
    "læ-265-indhentet": "ja",
    "forberedende-del-med-borger": "ja",
    "team-sammensat": "ja",
    "deltagere": "borger,sagsbehandler",
    "teamets-svar": "indstilling",
    "indstilling-begrundet": "ja",
    "afgørelse-truffet": "ja",
    "følger-indstilling": "ja",
    "skemaer-brugt": "ja",
}
BY_TYPE = {
    "fleksjob": {"helbred-undersøgt": "ja", "arbejdsevne-undersøgt": "ja"},
    "ressourceforløb": {
        "indsatsdel": "tilstrækkelig",
        "indsatsdel-med-borger": "ja",
        "indsatsdel-af-koordinerende": "ja",
        "indsats-måneder": "12",
        "koordinerende-sagsbehandler": "ja",
    },
    "andre": {},
}
"""What the rubric asks of each case type besides, answered without fault."""


@dataclass(frozen=True)
class Story:
    """What went wrong in some cases: the answers that differ ("" = not asked), and why in words."""

    cases: int
    answers: dict[str, str]
    remark_on: str = ""
    remark: str = ""


HARMLESS = {"fejl-væsentlig": "nej", "skemaer-brugt": "nej"}
GRAVE = {"fejl-væsentlig": "ja", "skemaer-brugt": "fremgår_ikke"}
UNDECIDED = {"afgørelse-truffet": "nej", "følger-indstilling": ""}
POSTPONED = {"teamets-svar": "udsættelse", "indstilling-begrundet": "", "følger-indstilling": ""}
UNCLEAR = {"teamets-svar": "uklart", "indstilling-begrundet": "", "følger-indstilling": ""}
NO_PLAN = {
    "indsatsdel": "mangler",
    "indsatsdel-med-borger": "",
    "indsatsdel-af-koordinerende": "",
    "indsats-måneder": "",
    "fejl-væsentlig": "nej",
}
THIN = "helbred-undersøgt"
WORK = "arbejdsevne-undersøgt"
WEIGHED = "Lægens oplysninger lå i sagen i forvejen, og fejlen har ikke haft betydning."
DECISIVE = "Fejlen kan have haft betydning for, hvad kommunen nåede frem til."

STORIES = {
    "fleksjob": (
        Story(7, {THIN: "nej"}, THIN, "Der er ingen nyere lægelige oplysninger end to år gamle."),
        Story(4, {WORK: "nej"}, WORK, "Borgeren har kun været i praktik i fire dage."),
        Story(2, {THIN: "nej", WORK: "nej"}, WORK, "Hverken helbred eller arbejdsevne er belyst."),
        Story(1, {"målgruppe": "nej"}, "målgruppe", "Arbejdsevnen er ikke væsentligt nedsat."),
        Story(1, {"læ-265-indhentet": "nej", **GRAVE}, "fejl-væsentlig", DECISIVE),
        Story(1, {"følger-indstilling": "nej", "genforelagt": "nej", **GRAVE}, "fejl-væsentlig", DECISIVE),
        Story(3, {"læ-265-indhentet": "nej", **HARMLESS}, "fejl-væsentlig", WEIGHED),
        Story(2, {"deltagere": "borger", **HARMLESS}, "fejl-væsentlig", "Sagsbehandlerens notat lå i sagen."),
        Story(1, {"følger-indstilling": "nej", "genforelagt": "ja", "genforelagt-med-borger": "ja"}),
    ),
    "ressourceforløb": (
        Story(3, {"målgruppe": "nej"}, "målgruppe", "Borgeren har ikke sammensatte problemer."),
        Story(8, NO_PLAN, "indsatsdel", "Der ligger ingen indsatsdel i sagen."),
        Story(
            5,
            {"indsatsdel": "utilstrækkelig", "fejl-væsentlig": "nej"},
            "indsatsdel",
            "Indsatsdelen nævner ingen tilbud eller aktiviteter.",
        ),
        Story(
            2,
            {"indsats-måneder": "4", "fejl-væsentlig": "nej"},
            "indsats-måneder",
            "Planen slutter efter fire måneder.",
        ),
        Story(1, {"koordinerende-sagsbehandler": "nej", "fejl-væsentlig": "nej"}),
        Story(2, {"forberedende-del-med-borger": "uden_borger", **HARMLESS}, "fejl-væsentlig", WEIGHED),
        Story(1, {"indsatsdel-med-borger": "fremgår_ikke", "indsats-måneder": "fremgår_ikke"}),
    ),
    "andre": (
        Story(6, UNDECIDED, "afgørelse-truffet", "Der ligger kun teamets indstilling i sagen."),
        Story(3, {**POSTPONED, **UNDECIDED}, "teamets-svar", "Teamet bad om en ny speciallægeerklæring."),
        Story(2, {**UNCLEAR, **UNDECIDED}, "teamets-svar", "Teamet bruger begge ord i samme sætning."),
        Story(1, {"følger-indstilling": "nej", "genforelagt": "nej", **GRAVE}, "fejl-væsentlig", DECISIVE),
        Story(1, {"team-sammensat": "nej", **GRAVE}, "fejl-væsentlig", DECISIVE),
        Story(4, POSTPONED),
        Story(2, {**UNCLEAR, **HARMLESS}, "fejl-væsentlig", "Kommunens afgørelse retter op på uklarheden."),
        Story(1, {"deltagere": "sagsbehandler", **HARMLESS}, "fejl-væsentlig", "Borgeren havde selv meldt afbud."),
    ),
}
"""Cases that are not faultless, in draw order of their type; the rest are."""


@dataclass(frozen=True)
class FrameCase:
    """One row of the frame."""

    kommune: str
    case_id: str
    file_no: str
    case_type: str
    met: date


def frame() -> list[FrameCase]:
    """All cases of ten kommuner in the last quarter of 2013, sorted by kommune and case."""
    types = [case_type for case_type, cases in POPULATION.items() for _ in range(cases)]
    order = sorted(range(len(types)), key=lambda place: chance("rækkefølge", place, below=2**64))
    places = iter(order)
    cases = []
    for kommune, count in KOMMUNER.items():
        file_no = ""
        for number in range(1, count + 1):
            case_id = f"2013-{number:05d}"
            shared = file_no and chance("samme journalnummer", kommune, case_id, below=3) == 0
            file_no = file_no if shared else f"13/{100 + 7 * number + chance(kommune, below=5):05d}"
            met = workday(FIRST + timedelta(days=chance("møde", kommune, case_id, below=(LAST - FIRST).days + 1)))
            cases.append(FrameCase(kommune, case_id, file_no, types[next(places)], met))
    return cases


def drawn(cases: list[FrameCase]) -> Iterator[FrameCase]:
    """The cases that the study's seed draws, in draw order."""
    rows = [(key, case.kommune, case.case_id, case.case_type) for key, case in enumerate(cases)]
    allocation = Allocation("given", {(case_type,): count for case_type, count in DRAWN.items()})
    for ticket in draw(rows, SEED, ["sagstype"], allocation).tickets:
        yield cases[ticket.case_key]


def answered(cases: Iterable[FrameCase]) -> Iterator[tuple[FrameCase, Story]]:
    """Each drawn case with its story; the faultless have one without differences."""
    waiting = {kind: [story for story in stories for _ in range(story.cases)] for kind, stories in STORIES.items()}
    for case in cases:
        left = waiting[case.case_type]
        yield case, left.pop(0) if left else Story(1, {})


def write_frame(path: Path, cases: Iterable[FrameCase]) -> None:
    """Write the frame as a kommune's system would export it: semicolons, dates the Danish way."""
    header = ["sagsnr", "kommune", "journalnr", "sagstype", "mødedato", NOTICE]
    rows = [[c.case_id, c.kommune, c.file_no, c.case_type, f"{c.met:%d-%m-%Y}", CONSTRUCTED] for c in cases]
    write(path, [header, *rows])


def write_answers(path: Path, cases: Iterable[FrameCase]) -> None:
    """Write the recorded answers: a column for each question, and for the remarks and citations."""
    of_types = (name for answers in BY_TYPE.values() for name in answers)
    questions = [*FAULTLESS, *of_types, "genforelagt", "genforelagt-med-borger", "fejl-væsentlig"]
    remarked = sorted({story.remark_on for stories in STORIES.values() for story in stories} - {""})
    header = ["sagsnr", "kommune", "bedømmer", *questions, *(f"{name}.bemærkning" for name in remarked)]
    header += ["afgørelse-truffet.akthenvisning", NOTICE]
    rows = []
    for number, (case, story) in enumerate(answered(cases)):
        answers = FAULTLESS | BY_TYPE[case.case_type] | story.answers
        if answers["afgørelse-truffet"] == "nej":
            answers = {name: text for name, text in answers.items() if name in FAULTLESS}
        remarks = [story.remark if name == story.remark_on else "" for name in remarked]
        citation = f"akt {chance('akt', case.kommune, case.case_id, below=40) + 3}, side 1"
        row = [case.case_id, case.kommune, REVIEWERS[number % len(REVIEWERS)]]
        rows.append([*row, *(answers.get(name, "") for name in questions), *remarks, citation, CONSTRUCTED])
    write(path, [header, *rows])


def main(to: Path) -> None:
    """Write frame.csv and answers.csv into ``to``."""
    cases = frame()
    write_frame(to / "frame.csv", cases)
    write_answers(to / "answers.csv", drawn(cases))
    sys.stdout.write(f"Konstruerede data: {len(cases)} sager i frame.csv, {sum(DRAWN.values())} i answers.csv\n")


if __name__ == "__main__":
    main(folder(HERE))
