"""What the report says of how cases were chosen, and of the figures a text has stated."""

from dataclasses import replace

from audit.report.document import render
from audit.report.model import ReportInput
from audit.report.pandoc import to_html
from audit.results.claims import Stated
from audit.results.statistics import MEASURES
from audit.sampling.model import Criteria
from tests.tools.report_html import Element, read
from tests.tools.report_sample import chosen, sample, with_rubric


def written(report: ReportInput) -> Element:
    return read(to_html(render(report)))


def text_of(element: Element) -> str:
    return element.text.replace("\N{NO-BREAK SPACE}", " ")


def section(root: Element, anchor: str) -> str:
    return " ".join(text_of(root.one("section", id=anchor)).split())


def test_what_cases_were_chosen_by_is_said_in_words() -> None:
    root = written(chosen())
    told = section(root, "udvaelgelse")
    assert "Der er bedt om 4 sager fra hver kommune." in told
    assert "er der valgt 2 med »Fleksjob« og 2 med »Andre indsatser«" in told
    assert "Ellers er de seneste sager valgt efter »Mødedato«." in told
    assert "Kun sager før 1. januar 2020 kunne vælges." in told
    assert "Der mangler 5 sager i forhold til det ønskede (Aarhus: 1 og Odense: 4)" in told
    assert "Udtrukket" not in told
    assert "Der er bedt om 12" in section(root, "sammenfatning")


def test_the_latest_alone_are_chosen_without_a_word_of_marks() -> None:
    selection = replace(chosen().selection, criteria=Criteria(4, "mødedato"))
    told = section(written(sample(selection=selection)), "udvaelgelse")
    assert "De seneste sager er valgt efter »Mødedato«." in told
    assert "mærke" not in told
    assert "Kun sager før" not in told


def test_published_figures_stand_beside_the_recomputed_with_the_contradictions() -> None:
    """A percent stands only where the text has one; what differs is marked."""
    root = written(chosen())
    told = section(root, "paastande")
    assert "De er offentliggjort i: En rapport <b>fra 2021</b>." in told
    assert "2 af 4 tal passer ikke." in told
    assert "Kommuner med [skema] 18 ud af 20 kommuner 18 ud af 20 kommuner kommuner i alt ja" in told
    assert "Andet 5 ud af 77 (6 %) 4 ud af 77 (5 %) sager, hvor" in told
    assert "Findes ikke 1 – NEJ" in told
    assert told.count("NEJ") == 2
    assert "Kilden siger sig selv imod her: møde: Kapitel 1 har *42*." in told
    assert "Modsigelser i kilden" in section(root, "sammenfatning")


def test_when_all_figures_agree_it_says_so() -> None:
    stated = chosen().stated
    assert stated is not None
    told = section(written(sample(stated=Stated("R", stated.checks[:1]))), "paastande")
    assert "Tallet passer." in told
    assert "sig selv imod" not in told


def test_a_study_without_published_figures_says_nothing_of_them() -> None:
    assert "Offentliggjorte tal" not in text_of(written(sample()))


def test_a_measure_in_kommuner_says_so_wherever_it_stands() -> None:
    """Without words of its own the denominator says what is counted, also in the annex and by group."""
    measure = {"id": "brug", "label": "Kommuner med mundtlige svar", "unit": "kommuner", "among": "all"}
    changed = with_rubric(measures=[{**measure, "count": {"outcome": "rigtig"}}])
    report = sample(changed)
    in_kommuner = next(one.share for one in report.results.whole.of(MEASURES))
    assert (in_kommuner.count, in_kommuner.among) == (10, 10), "139 cases, but ten kommuner"
    root = written(report)
    told = section(root, "noegletal")
    assert "Kommuner med mundtlige svar (kommuner) 10 ud af 10 100 % kommuner med mindst én sag" in told
    assert "Kommuner med mundtlige svar (kommuner)" in told
    annex = section(root, "bilag-2")
    assert "Tælles: kommuner med mindst én sag, hvor udfaldet er »Rigtig«. Nævner: kommuner med mindst én sag." in annex
    assert "tæller en kommune én gang" in section(root, "naevnere")
