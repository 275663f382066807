"""A rubric explained as a reader meets it: in a real browser, on a telephone, on paper, through axe, in a terminal."""

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from audit.report.explained import write_explained
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.explain import explain
from tests.tools import report_sample
from tests.tools.terminal import COLUMNS, Terminal, program_environment

ROOT = Path(__file__).parents[2]
LARGEST, SORTING = ROOT / "rubrics" / "sagsgang-reformen.yaml", ROOT / "rubrics" / "afklaring-koebenhavn.yaml"
SMALL = ROOT / "tests" / "cases" / "rubric_explained.yaml"
PAGES = ("largest", "sorting", "small", "hostile")


def rubric(path: Path) -> Rubric:
    found = read_rubric(path.read_bytes(), path.name).rubric
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("explained")
    rubrics = (rubric(LARGEST), rubric(SORTING), rubric(SMALL), report_sample.hostile().rubric)
    found = {name: folder / f"{name}.html" for name in PAGES}
    for path, given in zip(found.values(), rubrics, strict=True):
        write_explained(explain(given), "0" * 64, path)
    return found


@pytest.mark.parametrize(
    ("name", "width"), [("sorting", 1200), ("small", 1200), ("small", 320), ("hostile", 1200), ("hostile", 320)]
)
def test_axe_finds_nothing(page: Page, pages: dict[str, Path], name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_snapshot()


@pytest.mark.parametrize("width", [1200, 640, 320])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_never_scrolls_sideways(page: Page, pages: dict[str, Path], name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cut = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, p, li, a, caption")]
            .filter((e) => !e.closest("table, .skip") || e.tagName == "CAPTION")
            .filter((e) => !e.classList.contains("skip"))
            .map((e) => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => box.width && (box.left < 0 || box.right > innerWidth))
            .map(([e]) => e.textContent.slice(0, 60))"""
    )
    assert cut == []


def test_a_question_is_found_from_the_list_of_all(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["largest"].as_uri())
    listed = page.locator("#spoergsmaal a")
    largest = rubric(LARGEST)
    assert listed.count() == len(largest.questions) + len(largest.sections)
    listed.get_by_text("5.6 Hvilken dag var der kontakt igen?").click()
    assert page.evaluate("location.hash") == "#spoergsmaal-5.6"
    heading = page.get_by_role("heading", name="5.6 Hvilken dag var der kontakt igen?")
    assert 0 <= heading.bounding_box()["y"] < 100


def test_the_contents_lead_to_every_chapter(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["small"].as_uri())
    assert page.get_by_role("navigation").get_by_role("link").all_inner_texts() == [
        "Overblik",
        "Spørgsmålene",
        "Udfald",
        "Sådan læses betingelserne",
        "Afsnit 1. Afgørelsen",
        "Afsnit 2. Tiden",
        "Sammensatte fund",
        "Frister",
        "Tal, som loven ændrer over tid",
        "Anbefalinger",
        "Nøgletal",
        "Oplysninger fra bruttolisten",
        "Regler og kilder",
    ]


def test_a_condition_leads_to_the_question_it_asks_about(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["small"].as_uri() + "#spoergsmaal-1.2")
    page.locator("section[id='spoergsmaal-1.2'] li").first.get_by_role("link", name="1.1").click()
    assert page.evaluate("location.hash") == "#spoergsmaal-1.1"


def test_the_table_of_a_deadline_is_read_with_its_headers(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["small"].as_uri())
    table = page.get_by_role("table", name="Tabel 1. Frist 1: den sidste dag, der er rettidig")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Fristen løber fra",
        "Rettidig til og med",
        "Eksemplet viser",
    ]
    row = table.get_by_role("row", name="31. august 2023")
    assert row.get_by_role("cell").all_inner_texts() == ["29. februar 2024", "fristen ender i februar i et skudår"]


@pytest.mark.parametrize("name", ["largest", "hostile"])
def test_nothing_is_cut_off_on_paper(page: Page, pages: dict[str, Path], name: str) -> None:
    page.set_viewport_size({"width": 643, "height": 957})  # A4 less its margins, at 96 pixels an inch
    page.goto(pages[name].as_uri())
    page.emulate_media(media="print")
    wide = page.eval_on_selector_all(
        "table, p, li, h3", "all => all.filter(e => e.getBoundingClientRect().right > 644).map(e => e.textContent)"
    )
    assert wide == []


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_sheet(
    page: Page, pages: dict[str, Path], tmp_path: Path
) -> None:
    page.goto(pages["largest"].as_uri())
    paper = tmp_path / "skema.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    sheets = told.stdout.removesuffix("\f").split("\f")
    begin = next(number for number, sheet in enumerate(sheets) if "Hver sag får ét udfald." in sheet) + 1
    assert len(sheets[begin:]) > 20
    for sheet in sheets[begin:]:
        last = [line.strip() for line in sheet.strip().splitlines() if line.strip()][-2]
        assert not last.endswith("?"), last


@pytest.mark.parametrize("changes", [{}, {"ACCESSIBLE": "1"}, {"NO_COLOR": "1"}], ids=["plain", "accessible", "grey"])
def test_a_terminal_of_80_columns_shows_whole_words(changes: dict[str, str]) -> None:
    """Every word of the page stands on the screen unbroken: no line is longer than the screen."""
    command = [sys.executable, "-m", "audit", "rubric", "explain", str(SMALL)]
    with Terminal(command, environ=program_environment(**changes)) as screen:
        screen._spawn.expect(pexpect.EOF)
        shown = screen.lines()
        sent = screen.received()
    whole = (SMALL.with_suffix(".txt")).read_text("utf-8")
    assert " ".join(" ".join(shown).split()).replace(" ─", "").replace("─", "") == " ".join(whole.split())
    assert all(len(line) <= COLUMNS for line in shown)
    assert ("─" in sent) is (changes == {})
    assert "  Spørges, når »Er der truffet en afgørelse?« (1.1) er besvaret med »Ja«." in shown
