"""The web page that is written: what it says, how it is built, and what happens when it cannot be written."""

import os
import re
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.report import pandoc
from audit.report.document import Document, render, render_markdown
from audit.report.model import ReportError, ReportInput, Selection
from audit.report.page import write_html
from audit.report.pandoc import to_html
from audit.results.model import LogHead
from audit.rubric.model import Rubric
from audit.sampling.model import FrameFile, Stratum
from tests.tools.report_html import Element, read
from tests.tools.report_sample import alone, cases, classifying, count, empty, nationwide, sample


def written(report: ReportInput) -> Element:
    return read(to_html(render(report)))


def text_of(element: Element) -> str:
    return element.text.replace("\N{NO-BREAK SPACE}", " ")


def section(root: Element, anchor: str) -> str:
    return text_of(root.one("section", id=anchor))


@pytest.fixture(scope="module")
def root() -> Element:
    return written(sample())


def test_the_file_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "rapport.html"
    old = os.umask(0)
    try:
        write_html(sample(), path)
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").rstrip().endswith("</html>")
    assert [one.name for one in tmp_path.iterdir()] == ["rapport.html"]


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("en", "to"):
        write_html(nationwide(), tmp_path / name)
    assert (tmp_path / "en").read_bytes() == (tmp_path / "to").read_bytes()


def test_only_the_time_and_the_log_change_with_time(tmp_path: Path) -> None:
    first = to_html(render(sample()))
    later = to_html(render(replace(sample(), produced=datetime(2027, 7, 1, 8, 0), log=LogHead(2000, "cd" * 32))))
    assert first != later
    for old, new in (
        ("12. marts 2026 kl. 14.05", "1. juli 2027 kl. 08.00"),
        ("12. marts 2026", "1. juli 2027"),
        ("1.412 ændringer", "2.000 ændringer"),
        ("ab12" * 16, "cd" * 32),
    ):
        assert old in first
        first = first.replace(old, new)
    assert first == later


def test_the_page_needs_nothing_but_itself(root: Element) -> None:
    policy = root.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes
    assert policy["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert not root.all("script") + root.all("link") + root.all("img") + root.all("iframe")
    style = root.one("style").text
    assert "url(" not in style
    assert "@import" not in style
    assert not [
        one
        for one in root.all()
        if re.search("https?:", one.attributes.get("href", "") + one.attributes.get("src", ""))
    ]


def test_the_frame_of_the_page(root: Element) -> None:
    assert root.one("html").attributes["lang"] == "da"
    assert text_of(root.one("h1")) == "Rehabiliteringsteams i ti kommuner"
    assert text_of(root.one("head").one("title")) == "Rehabiliteringsteams i ti kommuner"
    links = [(one.attributes["href"], text_of(one)) for one in root.one("nav").all("a")]
    assert links == [
        ("#sammenfatning", "Sammenfatning"),
        ("#rigtighed", "Rigtighed"),
        ("#afsnit-1", "Forberedelsen af sagen"),
        ("#afsnit-2", "Afgørelsen"),
        ("#noegletal", "Nøgletal"),
        ("#bilag-1", "Bilag 1. Metode"),
        ("#bilag-2", "Bilag 2. Måleskemaet"),
        ("#bilag-3", "Bilag 3. Tabeller"),
    ]


def test_constructed_data_say_so_at_both_ends(root: Element) -> None:
    assert "Konstruerede data." in text_of(root.one("header"))
    assert text_of(root.one("footer")).startswith("Konstruerede data ")
    assert 'content: "Konstruerede data"' in root.one("style").text


def test_real_data_do_not() -> None:
    report = sample()
    real = replace(report.results, study=replace(report.results.study, constructed=False))
    page = to_html(render(replace(report, results=real)))
    assert "onstruerede" not in page


def test_the_summary_gives_the_figures_with_their_denominators(root: Element) -> None:
    told = section(root, "sammenfatning")
    assert "Undersøgelsen bygger på 139 sager fra 10 kommuner. I 107 sager er afgørelsen rigtig." in told
    assert "77 % 107 ud af 139 Rigtige ud af alle sager" in told
    assert "84 % 107 ud af 128 Rigtige ud af de sager, der kan vurderes" in told
    assert "Hjemvises: 16 ud af 139 sager (12 %)" in told
    assert "Kan ikke vurderes: 0 ud af 139 sager (0 %)" in told
    assert "LAS § 68, stk. 1: Målgruppen for ressourceforløb. Kilde: Dokument 001" in told
    assert "Udtrukket: 139 sager" in told
    assert "10 (Esbjerg, Frederiksberg, Faaborg-Midtfyn, Holbæk, København, Odense, Roskilde, Syddjurs," in told
    assert "Hvordan sagerne i den oprindelige undersøgelse blev udvalgt, er ikke kendt." in told


def test_recommendations_are_numbered_alike_where_they_arise_and_in_the_summary(root: Element) -> None:
    boxes = [text_of(one) for one in root.one("section", id="sammenfatning").all("div", class_="recommendation")]
    assert boxes == [
        "Anbefaling 1 Kommunerne kan med fordel bruge de fælles skemaer til planens forberedende del. "
        "Anbefalingen bygger på 23 af de 139 sager, heraf 23 ukendt (17 %). Se Forberedelsen af sagen.",
        "Anbefaling 2 Kommunerne skal træffe en afgørelse, når teamet har afgivet sin indstilling. "
        "Anbefalingen bygger på 11 af de 37 sager om andre indsatser (30 %). Se Afgørelsen.",
        "Anbefaling 3 Kommunerne skal undersøge helbred og arbejdsevne, før de bevilger et fleksjob. "
        "Anbefalingen bygger på 16 af de 49 sager, hvor »Sagstype« er »Fleksjob« (33 %). Se Afgørelsen.",
    ]
    here = {
        n: [text_of(b)[:12] for b in root.one("section", id=n).all("div", class_="recommendation")]
        for n in ("afsnit-1", "afsnit-2")
    }
    assert here == {"afsnit-1": ["Anbefaling 1"], "afsnit-2": ["Anbefaling 2", "Anbefaling 3"]}


def test_a_recommendation_too_few_cases_speak_for_is_only_in_the_annex(root: Element) -> None:
    text = "Kommunerne skal sikre, at borgeren er til stede."
    for anchor in ("sammenfatning", "afsnit-1", "afsnit-2"):
        assert text not in section(root, anchor)
    (row,) = root.one("section", id="ikke-givet").one("tbody").all("tr")
    cells = [text_of(one) for one in row.children if isinstance(one, Element)]
    assert cells == [text, "23 ud af 139, heraf 23 ukendt", "17 %", "alle sager", "mindst 50 %"]


def test_a_question_has_its_law_its_answers_and_its_findings(root: Element) -> None:
    told = section(root, "spoergsmaal-2.2")
    assert told.startswith("2.2 Er helbred og arbejdsevne undersøgt godt nok? Retsgrundlag: LAB § 70, stk. 1")
    assert "Spørgsmålet er stillet i 49 ud af 139 sager." in told
    assert "Svar på 2.2. Andelene er ud af de 49 sager, hvor spørgsmålet er stillet" in told
    assert "Nej 16 ud af 49 33 %" in told
    assert told.endswith(
        "Fund Afgørelsen hviler på et for spinkelt grundlag. "
        "16 af de 49 sager, hvor spørgsmålet er stillet (33 %). Udfald: »Hjemvises« i 16 sager."
    )
    assert section(root, "spoergsmaal-1.1").endswith(
        "23 af de 139 sager, heraf 23 ukendt (17 %). "
        "Udfald: »Rigtig« i 19 sager, »Hjemvises« i 2 sager og »Ingen afgørelse« i 2 sager."
    )


def test_unknown_answers_stand_apart(root: Element) -> None:
    table = root.one("section", id="spoergsmaal-1.1").one("tbody")
    assert [text_of(row) for row in table.all("th")] == ["Ja", "Ja, men uden borgeren", "Nej", "Fremgår ikke"]


def test_what_a_jurist_wrote_about_a_citizen_is_not_printed() -> None:
    assert "En bemærkning om borgeren" not in to_html(render(sample()))


def test_every_table_has_a_caption_of_its_own_and_scoped_headers(root: Element) -> None:
    tables = root.all("table")
    captions = [text_of(table.one("caption")) for table in tables]
    assert [caption.split(". ")[0] for caption in captions] == [f"Tabel {n}" for n in range(1, len(tables) + 1)]
    for frame, caption in zip(root.all("div", class_="table"), captions, strict=True):
        assert frame.attributes["tabindex"] == "0"
        assert frame.attributes["role"] == "region"
        assert frame.attributes["aria-label"].replace("\N{NO-BREAK SPACE}", " ") == caption
    for table in tables:
        assert {one.attributes.get("scope") for one in table.one("thead").all("th")} == {"col"}
        for row in table.one("tbody").all("tr"):
            assert [one.attributes.get("scope") for one in row.all("th")] == ["row"]


def test_the_figure_has_a_table_beside_it(root: Element) -> None:
    chapter = root.one("section", id="rigtighed")
    svg = chapter.one("figure").one("svg", role="img")
    title, description = (svg.one(id=name).text for name in svg.attributes["aria-labelledby"].split())
    assert title == "Udfald efter sagstype, i procent af sagerne"
    assert "Andre indsatser (37 sager): Rigtig 24, Ændres 2, Ingen afgørelse 11." in description
    assert "Andre indsatser 37 24 (65 %) 2 (5 %) 0 (0 %) 11 (30 %) 0 (0 %)" in text_of(chapter.all("table")[0])


def test_the_method_is_told(root: Element) -> None:
    told = section(root, "bilag-1")
    assert "Bruttolisten er delt efter sagstype, og der er trukket i hver gruppe for sig." in told
    assert "Antallet i hver gruppe er fastsat på forhånd." in told
    assert "Fleksjob 203 49 49 0" in told
    assert "»frame.csv« med 620 rækker, hvoraf 3 er holdt ude. Filens SHA-256 er c0ffee" in told
    assert "Startværdien er ast-2013-01." in told
    assert "Grupperne er ikke trukket i samme forhold som på bruttolisten" in told
    assert "tælles aldrig som nej" in told
    assert ".- " not in told, "each remark is a point of its own"
    assert f"1.412 ændringer; den seneste har aftryk {'ab12' * 16}" in told
    assert "rehabiliteringsteam, udgave 2013.1" in told
    assert "5b" * 32 in told
    assert "Program: udgave 0.1.0" in told
    assert "Rapporten udgivet: 12. marts 2026 kl. 14.05" in told


def test_a_shortfall_is_named() -> None:
    report = sample()
    counts = (Stratum(("fleksjob",), 40, 49, 40), *report.selection.counts[1:])
    told = section(written(replace(report, selection=replace(report.selection, counts=counts))), "bilag-1")
    assert "Fleksjob 40 49 40 9" in told
    assert "Der mangler 9 sager i forhold til det ønskede" in told


@pytest.mark.parametrize(
    ("allocation", "counts", "said"),
    [
        ("proportional", ((100, 10), (53, 5)), False),
        ("equal", ((100, 10), (53, 10)), True),
        ("given", ((100, 10), (50, 5)), False),
        ("given", ((100, 10), (0, 0)), False),
    ],
)
def test_uneven_chances_are_told(allocation: str, counts: tuple[tuple[int, int], ...], said: bool) -> None:
    strata = tuple(Stratum((kind,), n, d, d) for kind, (n, d) in zip(("fleksjob", "andre"), counts, strict=True))
    selection = replace(sample().selection, allocation=allocation, counts=strata)
    told = section(written(replace(sample(), selection=selection)), "usikkerhed")
    assert ("ikke et skøn over hele bruttolisten" in told) is said


def test_a_purposive_selection_says_why_there_are_no_intervals() -> None:
    root = written(classifying())
    told = section(root, "bilag-1")
    assert "De er ikke trukket tilfældigt." in told
    assert "Der er ingen usikkerhedsintervaller, for de giver kun mening, når sagerne er trukket tilfældigt." in told
    assert "beregner dem ikke" not in told
    assert "denne udgave af programmet beregner dem ikke" in section(written(sample()), "bilag-1")
    assert "Startværdien" not in told
    assert "udvalgt efter bestemte kriterier (ikke tilfældigt)" in section(root, "sammenfatning")


def test_a_census_says_that_all_are_in_and_that_nothing_is_guessed_at() -> None:
    report = sample()
    counts = tuple(Stratum((kind,), 9, 9, 9) for kind in ("fleksjob", "andre"))
    census = Selection("all", FrameFile("liste.xlsx", "ab" * 32, 18), strata=("sagstype",), counts=counts)
    root = written(replace(report, selection=census))
    told = section(root, "bilag-1")
    assert "Undersøgelsen er en totaltælling: Alle sager på bruttolisten er med." in told
    assert "alle sager på bruttolisten er med, og intet er skønnet." in told
    assert "Sager på bruttolisten" in told
    assert not any(word in told for word in ("Startværdien", "trukket tilfældigt", "kriterier", "Ønsket", "Udtrukket"))
    summary = section(root, "sammenfatning")
    assert "totaltælling: alle sager på bruttolisten er med" in summary
    assert "%" in summary
    assert "totaltælling" not in section(written(report), "bilag-1")


def test_the_rubric_is_printed(root: Element) -> None:
    told = section(root, "bilag-2")
    assert "2.2 Er helbred og arbejdsevne undersøgt godt nok? Spørges, når alt dette er opfyldt:" in told
    assert "(2.1) er besvaret med »Ja« »Sagstype« er »Fleksjob« Svar: ét af disse: »Ja«: intet fund »Nej«" in told
    assert "»Nej« Fund med udfaldet »Hjemvises«: Afgørelsen hviler på et for spinkelt grundlag." in told
    assert "(1.2) er besvaret med »Ingen af dem«" in told
    assert "(2.2) er besvaret med »Nej«. Nævner: sager om fleksjob." in told
    assert "Gives, når mindst 10 % af sagerne i nævneren, og mindst én, taler for den." in told
    assert "Nævner: sager, hvor »Sagstype« er »Fleksjob«." in told


def test_deadlines_parameters_and_findings_of_facts_are_printed() -> None:
    base = sample()
    changed = base.rubric.model_dump(by_alias=True) | {
        "deadlines": [
            {"id": "for-sent", "start": "afgjort", "end": "møde", "within": {"weeks": 1}, "outcome": "rigtig",
             "text": "Mødet kom for sent", "when": {"sagstype": "andre"}, "source": "Dokument 002"}
        ],
        "parameters": {"takst": {"label": "Taksten", "unit": "kr.", "values": [
            {"from": "2020-01-01", "value": 1234.5, "source": "Dokument 003"}]}},
        "findings": [{"id": "type", "when": {"sagstype": "andre"}, "outcome": "rigtig", "text": "Andre indsatser"}],
    }  # fmt: skip
    for question in (one for part in changed["sections"] for one in part["questions"]):
        for name in [name for name, value in question.items() if value in (None, "", (), {})]:
            del question[name]
    rubric = Rubric.model_validate(changed)
    root = written(replace(base, rubric=rubric, results=count(rubric, cases(), ("sagstype",), "T")))
    told = section(root, "bilag-2")
    assert "Frist 1. Mødet kom for sent Fund, når »" in told
    assert "(1.4) ligger mere end 1 uge efter »Afgørelsens dato«." in told
    assert "Fristen gælder kun, når »Sagstype« er »Andre indsatser«." in told
    assert "Kilde: Dokument 002" in told
    assert "10. marts 2023 17. marts 2023 en almindelig frist" in told
    assert "1. januar 2020 1234,5 kr. Dokument 003" in told
    assert "Mødet kom for sent." in section(root, "afsnit-1-fund")
    assert "Fund Andre indsatser. 37 af de 139 sager (27 %)" in section(root, "fund-paa-tvaers")


def test_a_rubric_that_classifies_shows_its_groups() -> None:
    root = written(classifying())
    assert not root.all("div", class_="key-figures")
    told = section(root, "rigtighed")
    assert told.startswith("Grupper Skemaet bedømmer ikke, om afgørelserne er rigtige")
    assert "Gruppe a" in told
    assert "Rigtige" not in told
    assert "»Gruppe b«, når ingen af reglerne passer." in section(root, "bilag-2")


def test_cases_still_to_be_scored_are_named_on_the_front() -> None:
    assert "Foreløbige tal. 11 sager ud af de 150 udvalgte er endnu ikke gennemgået" in text_of(
        written(classifying()).one("header")
    )
    assert "Foreløbige" not in text_of(written(sample()).one("header"))


def test_a_study_without_cases_says_so_and_has_no_percentage() -> None:
    root = written(empty())
    assert "Ingen sager er gennemgået færdig endnu." in section(root, "sammenfatning")
    assert "Alle sager 0 ud af 0 (–) 0 ud af 0 (–)" in section(root, "rigtighed")
    told = text_of(root.one("main")).split("Bilag 1. Metode")[0]
    assert not re.search(r"\d %", told.replace("0 % 50 % 100 %", ""))


def test_one_case_is_one_case() -> None:
    root = written(alone())
    told = text_of(root.one("main"))
    assert "Undersøgelsen bygger på 1 sag fra 1 kommune." in told
    assert "1 sag med 1 journalnummer" in told
    assert "1 ud af 1 sag" in told
    assert "Andelene er ud af den ene sag, hvor spørgsmålet er stillet" in told
    assert "1 ændring;" in told
    assert not re.search(r"\b1 (sager|kommuner|journalnumre|ændringer)\b", told)


def test_98_kommuner_are_all_there_and_in_order() -> None:
    root = written(nationwide())
    rows = root.one("table", id="tabel-1").one("tbody").all("th")
    report = nationwide()
    by_name = sorted((str(100 + number) for number in range(98)), key=report.results.authorities.order)
    assert [text_of(row) for row in rows] == [
        "Alle sager",
        *(report.results.authorities.name_of(code) for code in by_name),
    ]
    assert len(rows) == 99
    assert len(root.one("section", id="spoergsmaal-3.1").one("tbody").all("tr")) == 25


def test_markdown_is_what_the_page_is_made_of() -> None:
    text = render_markdown(sample())
    assert text.count("\n# ") == 1
    assert "![Figur 1. Udfald efter sagstype" in text


def test_an_old_report_stays_when_a_new_one_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rapport.html"
    path.write_text("den gamle")
    monkeypatch.setattr(pandoc, "FROM", "findes-ikke")
    with pytest.raises(ReportError, match=r"Pandoc kunne ikke lave rapporten\. Intet er skrevet") as raised:
        write_html(sample(), path)
    assert "findes" in str(raised.value)
    assert path.read_text() == "den gamle"
    assert [one.name for one in tmp_path.iterdir()] == ["rapport.html"]


def test_an_old_report_stays_when_the_new_one_cannot_be_written_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rapport.html"
    path.write_text("den gamle")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match="Intet er ændret"):
        write_html(sample(), path)
    assert path.read_text() == "den gamle"
    assert [one.name for one in tmp_path.iterdir()] == ["rapport.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="findes-ikke"):
        write_html(sample(), tmp_path / "findes-ikke" / "rapport.html")


def test_pandoc_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_SECONDS", 0.001)
    with pytest.raises(ReportError, match="ikke færdig"):
        to_html(render(nationwide()))


def test_a_missing_pandoc_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    with pytest.raises(AuditError, match="Pandoc følger ikke med installationen"):
        to_html(render(sample()))


def test_the_filter_reads_no_other_file_than_the_reports_own_figures(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.svg"
    secret.write_text("<svg><title>hemmelig</title></svg>")
    for source in (str(secret), "../hemmelig.svg", "figur-1.svg/../../hemmelig.svg", "figur-2.svg"):
        with pytest.raises(ReportError) as raised:
            to_html(Document(f"![Figur]({source}){{#figur-1}}\n", {"figur-1.svg": "<svg/>"}))
        assert "hemmelig<" not in str(raised.value)


def test_importing_the_room_loads_neither_jinja_nor_pandoc() -> None:
    code = "import sys, audit.report, audit.report.model; print(sorted({'jinja2', 'pypandoc'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_selection_is_read_off_a_draw() -> None:
    frame = FrameFile("f.csv", "00", 10, 2)
    assert Selection("random", frame).population == 8
