"""Construct the study of 2009: nine kommuner in two groups, and what was said of each in interviews.

    python examples/kommuner-2009/build.py [FOLDER]

Everything written is constructed: no kommune or answer is real. Real are that
six kommuner awarding few pensions and flexjobs were held against three awarding
many, and the totals: the answers are chosen so that the rubric makes of them
the figures AKF published in August 2009 (claims.yaml). No figure is written
down here as a result: each question's answers are dealt out to the kommuner of
a group, and the rubric does the rest.

The source does not say which kommune said what; here the answers are dealt out
so that what it says of the same kommuner fits: those with a target for pensions
also have one for flexjobs, and the staff left where kommuner were merged. What
it says nothing of is answered »fremgår ikke«.

Nothing is random (examples/constructing.py).
"""

import sys
from pathlib import Path
from string import ascii_uppercase

sys.path.insert(0, str(Path(__file__).parents[1]))

from constructing import CONSTRUCTED, NOTICE, deal, folder, write

HERE = Path(__file__).parent

KOMMUNER = tuple(f"Konstrueret Kommune {letter}" for letter in ascii_uppercase[:9])
"""As many as the study had; none of them exists."""

GROUPS = {"få": 6, "mange": 3}
REVIEWER = "A1"
INTERVIEWS = {"samlet": 4, "hver_for_sig": 5}
"""Dealt out to all nine: the source does not say in which group they were."""

EVERY_KOMMUNE = {"tilbud-mangler": "nej", "revalidering-strammet": "ja", "lægekonsulent": "ja"}

DEALT = {
    "få": {
        "sammenlægning": {"flere": 4, "lille": 1, "nej": 1},
        "mål-arbejde": {"ja": 4, "nej": 2},
        "færre-langvarige": {"ja": 5, "nej": 1},
        "måltal-fleksjob": {"ja": 2, "nej": 4},
        "økonomi": {"nej": 3, "ja": 1, "fremgår_ikke": 2},
        "personale": {"mangler": 4, "nok": 2},
        "pensionsordning": {"ja": 2, "nej": 4},
        "uddannelsesrevalidering": {"nej": 6},
    },
    "mange": {
        "sammenlægning": {"flere": 2, "nej": 1},
        "mål-arbejde": {"ja": 3},
        "færre-langvarige": {"ja": 2, "nej": 1},
        "måltal-fleksjob": {"nej": 3},
        "måltal-pension": {"ja": 1, "nej": 2},
        "økonomi": {"nej": 3},
        "personale": {"mangler": 3},
        "pensionsordning": {"ja": 1, "nej": 2},
        "medarbejdere": {"stabil": 2, "fremgår_ikke": 1},
        "uddannelsesrevalidering": {"ja": 2, "nej": 1},
    },
}
"""How many of a group's kommuner have each answer, where the answer does not hang on another."""

HANGING = {
    "få": {
        ("sammenlægning", "flere"): {
            "efterslæb": {"ja": 4},
            "medarbejdere": {"udskiftning": 3, "andet": 1},
        },
        ("sammenlægning", "lille"): {"medarbejdere": {"stabil": 1}},
        ("sammenlægning", "nej"): {"medarbejdere": {"andet": 1}},
        ("færre-langvarige", "ja"): {"måltal-langvarige": {"ja": 3, "fremgår_ikke": 2}},
        ("måltal-fleksjob", "ja"): {"måltal-pension": {"ja": 1, "nej": 1}},
        ("måltal-fleksjob", "nej"): {"måltal-pension": {"nej": 4}},
    },
    "mange": {
        ("sammenlægning", "flere"): {"efterslæb": {"nej": 2}},
        ("færre-langvarige", "ja"): {"måltal-langvarige": {"fremgår_ikke": 2}},
    },
}
"""How many of a group's kommuner with one answer have each answer to another question."""

QUESTIONS = (
    "interview", "sammenlægning", "efterslæb", "mål-arbejde", "færre-langvarige", "måltal-langvarige",
    "måltal-fleksjob", "måltal-pension", "økonomi", "tilbud-mangler", "personale", "pensionsordning", "medarbejdere",
    "uddannelsesrevalidering", "revalidering-strammet", "lægekonsulent",
)  # fmt: skip


def groups() -> dict[str, str]:
    """The group of every kommune."""
    return deal("gruppe", KOMMUNER, GROUPS)


def answered() -> dict[str, dict[str, str]]:
    """The answers of every kommune, by its name."""
    interviews = deal("interview", KOMMUNER, INTERVIEWS)
    answers = {name: EVERY_KOMMUNE | {"interview": interviews[name]} for name in KOMMUNER}
    for group in GROUPS:
        names = [name for name, its_own in groups().items() if its_own == group]
        for question, counts in DEALT[group].items():
            give(answers, group, question, sorted(names), counts)
        for (question, answer), further in HANGING[group].items():
            having = [name for name in sorted(names) if answers[name][question] == answer]
            for other, counts in further.items():
                give(answers, group, other, having, counts)
    return answers


def give(answers: dict[str, dict[str, str]], group: str, question: str, to: list[str], counts: dict[str, int]) -> None:
    """Deal the answers to one question out to some kommuner of a group."""
    for name, answer in deal(f"{group} {question}", to, counts).items():
        answers[name][question] = answer


def case_id(kommune: str) -> str:
    """The number of the case that a kommune is."""
    return f"2009-{KOMMUNER.index(kommune) + 1}"


def main(to: Path) -> None:
    """Write frame.csv and answers.csv into ``to``."""
    group, answers = groups(), answered()
    frame = [[case_id(name), name, group[name], CONSTRUCTED] for name in KOMMUNER]
    write(to / "frame.csv", [["sagsnr", "kommune", "gruppe", NOTICE], *frame])
    header = ["sagsnr", "kommune", "bedømmer", "runde", *QUESTIONS, NOTICE]
    rows = [
        [case_id(name), name, REVIEWER, "første", *(given.get(one, "") for one in QUESTIONS), CONSTRUCTED]
        for name, given in answers.items()
    ]
    write(to / "answers.csv", [header, *rows])
    sys.stdout.write(f"Konstruerede data: {len(KOMMUNER)} kommuner i frame.csv og i answers.csv\n")


if __name__ == "__main__":
    main(folder(HERE))
