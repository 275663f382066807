"""What the report says of how cases were chosen, and of the figures a text has stated."""

from dataclasses import replace
from datetime import date

from audit.report.document import render
from audit.report.model import ReportInput, Selection
from audit.report.pandoc import to_html
from audit.results.claims import Check, Figures, Stated
from audit.results.model import Share
from audit.sampling.model import Criteria, FrameFile, Stratum
from tests.report_html import Element, read
from tests.report_sample import sample, with_rubric


def written(report: ReportInput) -> Element:
    return read(to_html(render(report)))


def text_of(element: Element) -> str:
    return element.text.replace("\N{NO-BREAK SPACE}", " ")


def section(root: Element, anchor: str) -> str:
    return " ".join(text_of(root.one("section", id=anchor)).split())


CHOSEN = Selection(
    "purposive",
    FrameFile("liste.xlsx", "ab" * 32, 9),
    strata=("kommune",),
    allocation="equal",
    counts=(Stratum(("751",), 3, 4, 3), Stratum(("101",), 6, 4, 4), Stratum(("461",), 0, 4, 0)),
    criteria=Criteria(4, "mødedato", date(2020, 1, 1), "sagstype", (("fleksjob", 2), ("andre", 2))),
)


def test_what_cases_were_chosen_by_is_said_in_words() -> None:
    root = written(sample(selection=CHOSEN))
    told = section(root, "udvaelgelse")
    assert "Der er bedt om 4 sager fra hver kommune." in told
    assert "er der valgt 2 med »Fleksjob« og 2 med »Andre indsatser«" in told
    assert "Ellers er de seneste sager valgt efter »Mødedato«." in told
    assert "Kun sager før 1. januar 2020 kunne vælges." in told
    assert "Der mangler 5 sager i forhold til det ønskede (Aarhus: 1 og Odense: 4)" in told
    assert "Udtrukket" not in told
    assert "Der er bedt om 12" in section(root, "sammenfatning")


def test_the_latest_alone_are_chosen_without_a_word_of_marks() -> None:
    told = section(written(sample(selection=replace(CHOSEN, criteria=Criteria(4, "mødedato")))), "udvaelgelse")
    assert "De seneste sager er valgt efter »Mødedato«." in told
    assert "mærke" not in told
    assert "Kun sager før" not in told


def checks(*, right: bool) -> Stated:
    published = Figures(18, 20, None, "kommuner")
    computed = Figures(18 if right else 17, 20, 90, "kommuner")
    return Stated(
        "En rapport <b>fra 2021</b>",
        (
            Check("bruger", "kommuner med [skema]", published, computed, "kommuner i alt"),
            Check("møde", "møde", Figures(40, 77), Figures(40, 77, 52), "alle sager", "Kapitel 1 har *42*"),
            Check("væk", "findes ikke", Figures(1), None, missing="…"),
        ),
    )


def test_published_figures_stand_beside_the_recomputed_with_the_contradictions() -> None:
    root = written(sample(stated=checks(right=True)))
    told = section(root, "paastande")
    assert "De er offentliggjort i: En rapport <b>fra 2021</b>." in told
    assert "1 af 3 tal passer ikke." in told
    assert "Kommuner med [skema] 18 ud af 20 kommuner 18 ud af 20 kommuner kommuner i alt ja" in told
    assert "Findes ikke 1 – NEJ" in told
    assert "Kilden siger imod sig selv her: møde: Kapitel 1 har *42*." in told
    assert "Modsigelser i kilden" in section(root, "sammenfatning")


def test_a_figure_that_differs_is_marked() -> None:
    told = section(written(sample(stated=checks(right=False))), "paastande")
    assert "2 af 3 tal passer ikke." in told
    assert "18 ud af 20 kommuner 17 ud af 20 kommuner kommuner i alt NEJ" in told


def test_a_study_without_published_figures_says_nothing_of_them() -> None:
    assert "Offentliggjorte tal" not in text_of(written(sample()))


def test_a_measure_in_kommuner_says_so_wherever_it_stands() -> None:
    """Without words of its own the denominator says what is counted, also in the annex and by group."""
    measure = {"id": "brug", "label": "Kommuner med mundtlige svar", "unit": "kommuner", "among": "all"}
    changed = with_rubric(measures=[{**measure, "count": {"outcome": "rigtig"}}])
    report = sample(changed)
    share = next(one.share for one in report.results.measures if not one.group)
    assert share.among == 0, "the sample's counts are of cases"
    measures = tuple(replace(one, share=Share(3, 10)) for one in report.results.measures)
    root = written(replace(report, results=replace(report.results, measures=measures)))
    told = section(root, "noegletal")
    assert "Kommuner med mundtlige svar 3 ud af 10 30 % kommuner med mindst én sag" in told
    assert "Kommuner med mundtlige svar (kommuner)" in told
    annex = section(root, "bilag-2")
    assert "Tæller: kommuner med mindst én sag, hvor udfaldet er »Rigtig« Nævner: kommuner med mindst én sag" in annex
    assert "tæller en kommune én gang" in section(root, "naevnere")
