"""A study to report on, counted from constructed cases: the shape of the 2015 study, none of its cases."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from audit.authorities import Authorities, Authority
from audit.cases import Case
from audit.report.model import ReportInput, Selection
from audit.results.claims import Check, Stated, StatedFigure
from audit.results.figures import Figures, StudyName
from audit.results.model import LogHead
from audit.rubric.model import Rubric
from audit.sampling.model import Criteria, FrameFile, Stratum
from tests.tools.counting import figures, read

KOMMUNER = {
    "101": "København",
    "147": "Frederiksberg",
    "265": "Roskilde",
    "316": "Holbæk",
    "430": "Faaborg-Midtfyn",
    "461": "Odense",
    "561": "Esbjerg",
    "706": "Syddjurs",
    "751": "Aarhus",
    "851": "Aalborg",
}

RUBRIC: dict[str, Any] = {
    "format": 1,
    "id": "rehabiliteringsteam",
    "version": "2013.1",
    "title": "Kommunernes brug af rehabiliteringsteams",
    "facts": {
        "sagstype": {
            "type": "choice",
            "label": "Sagstype",
            "options": {
                "fleksjob": "Fleksjob",
                "ressourceforløb": "Ressourceforløb",
                "andre": "Andre indsatser",
            },
        },
        "afgjort": {"type": "date", "label": "Afgørelsens dato"},
    },
    "outcomes": {"ladder": ["rigtig", "ændres", "hjemvises"], "outside": ["ingen_afgørelse"]},
    "laws": {
        "las-9": {"cite": "LAS § 9", "source": "Dokument 001", "text": "Teamet afgiver indstilling, før der afgøres."},
        "las-68": {"cite": "LAS § 68, stk. 1", "source": "Dokument 001", "text": "Målgruppen for ressourceforløb."},
        "lab-70": {"cite": "LAB § 70, stk. 1", "source": "Dokument 001", "text": "Arbejdsevnen skal være afklaret."},
        "fvl-22": {"cite": "FVL § 22", "source": "Dokument 001"},
    },
    "sections": [
        {
            "id": "forberedelse",
            "title": "Forberedelsen af sagen",
            "questions": [
                {
                    "id": "plan",
                    "text": "Er rehabiliteringsplanens forberedende del udarbejdet sammen med borgeren?",
                    "law": "las-9",
                    "type": "choice",
                    "options": {"ja": "Ja", "delvist": "Ja, men uden borgeren", "nej": "Nej"},
                    "allow": ["fremgår_ikke"],
                    "findings": {
                        "nej": {
                            "id": "uden-plan",
                            "outcome": "rigtig",
                            "text": "Den forberedende del mangler.",
                            "recommend": "brug-skemaer",
                        }
                    },
                },
                {
                    "id": "fremmødte",
                    "text": "Hvem deltog i mødet?",
                    "source": "Dokument 001",
                    "type": "multi",
                    "options": {"borger": "Borgeren", "sagsbehandler": "Sagsbehandleren", "ingen": "Ingen af dem"},
                    "exclusive": "ingen",
                },
                {"id": "dage", "text": "Hvor lang tid gik der?", "type": "number", "unit": "dage"},
                {"id": "møde", "text": "Hvornår var mødet?", "type": "date"},
                {"id": "bemærkning", "text": "Er der andet at sige om forløbet?", "type": "text"},
            ],
        },
        {
            "id": "afgørelse",
            "title": "Afgørelsen",
            "questions": [
                {
                    "id": "afgjort-skriftligt",
                    "text": "Er der truffet en afgørelse om indsatsen?",
                    "law": ["las-9", "fvl-22"],
                    "type": "choice",
                    "options": {"ja": "Ja", "nej": "Nej"},
                    "findings": {
                        "nej": {
                            "id": "ingen-afgørelse",
                            "outcome": "ingen_afgørelse",
                            "text": "Kommunen har ikke truffet en afgørelse.",
                            "recommend": "træf-afgørelse",
                        }
                    },
                },
                {
                    "id": "grundlag",
                    "text": "Er helbred og arbejdsevne undersøgt godt nok?",
                    "law": "lab-70",
                    "ask_if": {"all": [{"afgjort-skriftligt": "ja"}, {"sagstype": "fleksjob"}]},
                    "type": "choice",
                    "options": {"ja": "Ja", "nej": "Nej"},
                    "findings": {
                        "nej": {
                            "id": "tyndt-grundlag",
                            "outcome": "hjemvises",
                            "text": "Afgørelsen hviler på et for spinkelt grundlag.",
                            "recommend": "afklar-først",
                        }
                    },
                },
                {
                    "id": "målgruppe",
                    "text": "Er borgeren i målgruppen?",
                    "law": "las-68",
                    "ask_if": {"afgjort-skriftligt": "ja", "sagstype": ["ressourceforløb", "andre"]},
                    "type": "choice",
                    "options": {"ja": "Ja", "nej": "Nej"},
                    "allow": ["kan_ikke_vurderes"],
                    "findings": {
                        "nej": {
                            "id": "uden-for-målgruppe",
                            "outcome": "ændres",
                            "text": "Borgeren er ikke i målgruppen",
                        }
                    },
                },
            ],
        },
    ],
    "findings": [
        {
            "id": "ingen-til-mødet",
            "when": {"fremmødte": "ingen", "plan": ["nej", "delvist"]},
            "outcome": "rigtig",
            "text": "Borgeren er hverken hørt om planen eller mødt i teamet",
            "law": "las-9",
            "recommend": "genforelæg",
        }
    ],
    "measures": [
        {
            "id": "grundlag-mangler",
            "label": "Fleksjob bevilget på for spinkelt grundlag",
            "count": {"grundlag": "nej"},
            "among": {"sagstype": "fleksjob"},
            "among_label": "sager om fleksjob",
        },
        {
            "id": "plan-uden-borger",
            "label": "Forberedende del uden borgeren eller slet ikke",
            "count": {"plan": ["delvist", "nej"]},
            "among": "all",
        },
    ],
    "recommendations": {
        "brug-skemaer": {"text": "Kommunerne kan med fordel bruge de fælles skemaer til planens forberedende del."},
        "træf-afgørelse": {
            "text": "Kommunerne skal træffe en afgørelse, når teamet har afgivet sin indstilling.",
            "at_least_percent": 5,
            "among": {"sagstype": "andre"},
            "among_label": "sager om andre indsatser",
        },
        "afklar-først": {
            "text": "Kommunerne skal undersøge helbred og arbejdsevne, før de bevilger et fleksjob.",
            "at_least_percent": 10,
            "among": {"sagstype": "fleksjob"},
        },
        "genforelæg": {"text": "Kommunerne skal sikre, at borgeren er til stede.", "at_least_percent": 50},
    },
}

_TYPES = {"fleksjob": (49, 16), "ressourceforløb": (53, 3), "andre": (37, 2)}
"""For each case type: cases, and how many of them are wrong."""


def cases() -> list[tuple[Case, dict[str, str]]]:
    """139 cases with their answers: 107 right, 21 wrong, 11 without a decision."""
    found = []
    for kind, (many, wrong) in _TYPES.items():
        for number in range(many):
            place = len(found)
            without = kind == "andre" and number >= many - 11
            answers = {
                "plan": ("ja", "ja", "delvist", "ja", "nej", "fremgår_ikke")[place % 6],
                "fremmødte": ("borger, sagsbehandler", "sagsbehandler", "ingen")[place % 3],
                "dage": str(3 + place % 40),
                "møde": f"2013-{10 + place % 3}-{1 + place % 28}",
                "bemærkning": "En bemærkning om borgeren",
                "afgjort-skriftligt": "nej" if without else "ja",
                "grundlag" if kind == "fleksjob" else "målgruppe": "nej" if number < wrong else "ja",
            }
            facts = {"sagstype": kind, "afgjort": "2013-12-01"}
            code = list(KOMMUNER)[place % len(KOMMUNER)]
            found.append((Case(code, f"2013-{place:05}", f"2013-{place - place % 47 % 2:05}", facts), answers))
    return found


def count(
    rubric: Rubric,
    counted: list[tuple[Case, dict[str, str]]],
    by: tuple[str, ...],
    title: str,
    authorities: Authorities | None = None,
) -> Figures:
    """The figures of the cases, for the whole and by each fact."""
    scored = [(case, read(rubric, texts)) for case, texts in counted]
    return figures(rubric, scored, [(fact,) for fact in by], StudyName("prøve", title, True), authorities)


def sample(rubric: Mapping[str, Any] = RUBRIC, **changes: Any) -> ReportInput:
    """The whole report's input; ``changes`` replace its fields."""
    checked = Rubric.model_validate(rubric)
    counted = cases()
    drawn = Counter(case.facts["sagstype"] for case, _ in counted)
    report = ReportInput(
        results=count(checked, counted, ("sagstype", "kommune"), "Rehabiliteringsteams i ti kommuner"),
        rubric=checked,
        rubric_sha256="5b" * 32,
        selection=Selection(
            method="random",
            frame=FrameFile("frame.csv", "c0ffee" + "0" * 58, 620, 3),
            seed="ast-2013-01",
            strata=("sagstype",),
            allocation="given",
            counts=tuple(Stratum((kind,), 4 * n + 7, n, n) for kind, n in drawn.items()),
        ),
        log=LogHead(1412, "ab12" * 16),
        program_version="0.1.0",
        produced=datetime(2026, 3, 12, 14, 5),
        group_by="sagstype",
        fact_labels={"kommune": "Kommune"},
        notes=("Hvordan sagerne i den oprindelige undersøgelse blev udvalgt, er ikke kendt.",),
        source="004_42b8e910d19181ad.txt",
    )
    return replace(report, **changes)


def with_rubric(**changes: Any) -> dict[str, Any]:
    """The rubric with some of its parts replaced."""
    return {**RUBRIC, **changes}


def classifying() -> ReportInput:
    """A study whose rubric sorts the cases instead of judging them; drawn by purpose, and not finished."""
    sections = [
        {
            "id": "forløb",
            "title": "Forløbet",
            "questions": [
                {
                    "id": "plan",
                    "text": "Er der en plan?",
                    "type": "choice",
                    "options": ["ja", "delvist", "nej"],
                    "allow": ["fremgår_ikke"],
                }
            ],
        }
    ]
    outcomes = {
        "classes": ["gruppe_a", "gruppe_b"],
        "rules": [{"class": "gruppe_a", "when": {"plan": "ja"}}],
        "else": "gruppe_b",
    }
    changed = with_rubric(sections=sections, outcomes=outcomes, findings=[], measures=[], recommendations={})
    rubric = Rubric.model_validate(changed)
    counted = [(case, {"plan": answers["plan"]}) for case, answers in cases()]
    results = count(rubric, counted, ("sagstype",), "Langvarige sager")
    selection = Selection("purposive", FrameFile("liste.xlsx", "ab" * 32, 200))
    return replace(sample(), rubric=rubric, results=replace(results, drawn=150), selection=selection)


def chosen() -> ReportInput:
    """Cases that kommuner chose, too few of them, with published figures of which one differs and one is not found."""
    selection = Selection(
        "purposive",
        FrameFile("liste.xlsx", "ab" * 32, 9),
        strata=("kommune",),
        allocation="equal",
        counts=(Stratum(("751",), 3, 4, 3), Stratum(("101",), 6, 4, 4), Stratum(("461",), 0, 4, 0)),
        criteria=Criteria(4, "mødedato", date(2020, 1, 1), "sagstype", (("fleksjob", 2), ("andre", 2))),
    )
    checks = (
        Check("bruger", "kommuner med [skema]", StatedFigure(18, 20, None, "kommuner"), USED, "kommuner i alt"),
        Check("møde", "møde", StatedFigure(40, 77), StatedFigure(40, 77, 52), "alle sager", "Kapitel 1 har *42*"),
        Check(
            "andet",
            "andet",
            StatedFigure(5, 77, 6),
            StatedFigure(4, 77, 5),
            "sager, hvor " + "noget er tilfældet, " * 3,
        ),
        Check("væk", "findes ikke", StatedFigure(1), None, missing="…"),
    )
    return sample(selection=selection, stated=Stated("En rapport <b>fra 2021</b>", checks))


USED = StatedFigure(18, 20, 90, "kommuner")


def nationwide() -> ReportInput:
    """98 kommuner with a few cases each, a long name, and a question with many options."""
    options = {f"mulighed-{number}": f"Mulighed {number} med en ret lang forklaring" for number in range(25)}
    sections = [
        *RUBRIC["sections"],
        {
            "id": "mange",
            "title": "Mange svar",
            "questions": [
                {
                    "id": "valg",
                    "text": "Hvilken " + "meget " * 40 + "lang mulighed?",
                    "type": "multi",
                    "options": options,
                }
            ],
        },
    ]
    rubric = Rubric.model_validate(with_rubric(sections=sections))
    codes = [str(100 + number) for number in range(98)]
    counted = [
        (
            replace(case, kommune=codes[place % 98], case_id=f"sag-{place}"),
            {**answers, "valg": f"mulighed-{place % 25}"},
        )
        for place, (case, answers) in enumerate(cases() * 3)
    ]
    names = {code: f"Kommune {code}" for code in codes} | {"100": "Speciallægeerklæringsindhentningskommunen"}
    listed = Authorities(Authority(code, name, "kommune") for code, name in names.items())
    results = count(rubric, counted, ("kommune", "sagstype"), "Hele landet", listed)
    return replace(sample(), rubric=rubric, results=results, group_by="kommune")


def empty() -> ReportInput:
    """A study in which nothing is scored yet."""
    report = sample()
    results = count(report.rubric, [], (), "Intet endnu")
    return replace(report, results=replace(results, drawn=139))


def alone() -> ReportInput:
    """A study of a single case."""
    report = sample()
    results = count(report.rubric, cases()[:1], ("sagstype", "kommune"), "Én sag")
    return replace(report, results=results, log=LogHead(1, "0" * 64))


HOSTILE = (
    "<script>alert(1)</script> [jf. § 50] [/x] ![x](http://example.org/x.png) `a`{=html} ^[fodnote] [^1] $x^2$ @ref "
    "::: # h 1. x | a | b | &lt;b&gt; \\ **fed** _kursiv_ ~~nej~~ <b onclick=x> {.klasse} {{ 7*7 }} {% raw %} "
    'http://example.org <http://example.org> -- ... "citat" \x1b[31m rød \u202e vendt :smile: [x]: /y ---\n\n# to'
)
"""What a jurist might paste, and what somebody might try."""

HOSTILE_SHOWN = HOSTILE.replace("\x1b", "␛").replace("\u202e", "‹U+202E›").replace("\n\n", " ")


def hostile(text: str = HOSTILE) -> ReportInput:
    """The study with ``text`` in every place where text comes from outside."""

    def soaked(value: Any, key: str = "") -> Any:
        if key in ("title", "text", "help", "cite", "source", "label", "among_label", "unit", "version"):
            return text
        if key == "options":
            return dict.fromkeys(value, text)
        if isinstance(value, dict):
            return {name: soaked(part, name) for name, part in value.items()}
        return [soaked(part) for part in value] if isinstance(value, list) else value

    rubric = soaked(RUBRIC)
    report = sample(rubric)
    by = ("sagstype", "kommune")
    listed = Authorities(Authority(code, text, "kommune") for code in KOMMUNER)
    results = count(report.rubric, cases(), by, report.rubric.title, listed)
    selection = replace(report.selection, frame=FrameFile(text, text, 620, 3), seed=text)
    return replace(
        report,
        results=results,
        selection=selection,
        rubric_sha256=text,
        log=LogHead(3, text),
        program_version=text,
        fact_labels={"kommune": text, "sagstype": text},
        notes=(text, text),
        source=text,
    )
