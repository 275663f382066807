"""The report as a reader meets it: in a real browser, on a telephone, on paper, through axe."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from audit.report.page import write_html
from tests.tools import report_sample
from tests.tools.report_sample import sample

STUDIES = ("sample", "classifying", "chosen", "nationwide", "empty", "alone", "hostile")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    for study in STUDIES:
        found[study] = folder / f"{study}.html"
        write_html(getattr(report_sample, study)(), found[study])
    return found


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("study", STUDIES)
def test_axe_finds_nothing(page: Page, pages: dict[str, Path], study: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[study].as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_snapshot()


@pytest.mark.parametrize("width", [1200, 640, 320])
@pytest.mark.parametrize("study", STUDIES)
def test_the_page_never_scrolls_sideways(page: Page, pages: dict[str, Path], study: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[study].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    cut = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, p, li, caption, figcaption, svg")]
            .filter((e) => !e.closest("table") || e.tagName == "CAPTION")
            .map((e) => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => box.width && (box.left < 0 || box.right > innerWidth))
            .map(([e]) => e.textContent.slice(0, 60))"""
    )
    assert cut == []


def test_the_skip_link_comes_first_and_leads_to_the_report(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["sample"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til rapporten"
    assert page.locator(".skip").bounding_box()["x"] == 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "rapport"


def test_every_link_leads_to_a_place_on_the_page(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["sample"].as_uri())
    targets = page.eval_on_selector_all("a", "links => links.map(link => link.getAttribute('href'))")
    assert len(targets) > 10
    for target in targets:
        assert target.startswith("#")
        assert page.locator(f"[id='{target[1:]}']").count() == 1, target


def test_ids_are_unique(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["nationwide"].as_uri())
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) > 100
    assert len(ids) == len(set(ids))


def test_a_wide_table_scrolls_in_a_frame_the_keyboard_reaches(page: Page, pages: dict[str, Path]) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(pages["sample"].as_uri())
    frame = page.get_by_role("region", name="Tabel 1. Udfald efter sagstype")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=frame.element_handle())
    assert frame.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_tables_are_read_with_their_headers(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["sample"].as_uri())
    table = page.get_by_role("table", name="Tabel 2. Rigtige sager efter sagstype")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Sagstype",
        "Rigtige ud af alle sager",
        "Rigtige ud af de sager, der kan vurderes",
    ]
    assert table.get_by_role("rowheader").all_inner_texts() == [
        "Alle sager",
        "Fleksjob",
        "Ressourceforløb",
        "Andre indsatser",
    ]
    row = table.get_by_role("row", name="Andre indsatser")
    cells = [text.replace("\N{NO-BREAK SPACE}", " ") for text in row.get_by_role("cell").all_inner_texts()]
    assert cells == ["24 ud af 37 (65 %)", "24 ud af 26 (92 %)"]


def test_the_figure_is_an_image_with_a_name_and_a_description(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["sample"].as_uri())
    figure = page.get_by_role("img", name="Udfald efter sagstype, i procent af sagerne")
    assert figure.count() == 1
    described = figure.evaluate(
        "e => document.getElementById(e.getAttribute('aria-labelledby').split(' ')[1]).textContent"
    )
    assert "Fleksjob (49 sager): Rigtig 33, Hjemvises 16." in described


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("study", ["sample", "nationwide", "alone", "hostile"])
def test_no_word_in_a_figure_is_cut_off_or_covered(page: Page, pages: dict[str, Path], study: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[study].as_uri())
    texts = page.evaluate(
        """() => [...document.querySelectorAll("svg[role=img]")].flatMap((svg) => {
            const frame = svg.getBoundingClientRect()
            return [...svg.querySelectorAll("text")].map((text) => {
                const b = text.getBoundingClientRect()
                return {svg: svg.querySelector("title").id, text: text.textContent,
                        left: b.left - frame.left, right: frame.right - b.right, bottom: frame.bottom - b.bottom,
                        box: [b.left, b.top, b.right, b.bottom]}
            })
        })"""
    )
    assert len(texts) > 5
    for one in texts:
        assert min(one["left"], one["right"], one["bottom"]) >= -0.5, one
    for number, one in enumerate(texts):
        for other in texts[number + 1 :]:
            if one["svg"] == other["svg"]:
                (a, b, c, d), (e, f, g, h) = one["box"], other["box"]
                across, down = min(c, g) - max(a, e), min(d, h) - max(b, f)
                assert across <= 0 or down <= 4, (one, other)


@pytest.mark.parametrize("study", ["sample", "nationwide", "hostile"])
def test_nothing_is_cut_off_on_paper(page: Page, pages: dict[str, Path], study: str) -> None:
    page.set_viewport_size({"width": 643, "height": 957})  # A4 less its margins, at 96 pixels an inch
    page.goto(pages[study].as_uri())
    page.emulate_media(media="print")
    wide = page.eval_on_selector_all(
        "table, figure, p, li", "all => all.filter(e => e.getBoundingClientRect().right > 644).map(e => e.textContent)"
    )
    assert wide == []
    tall = page.eval_on_selector_all("figure", "all => all.map(e => e.getBoundingClientRect().height)")
    assert max(tall) < 957


def test_every_sheet_says_that_the_data_are_constructed(page: Page, pages: dict[str, Path], tmp_path: Path) -> None:
    page.goto(pages["sample"].as_uri())
    paper = tmp_path / "rapport.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    sheets = told.stdout.removesuffix("\f").split("\f")
    assert len(sheets) > 5
    for number, sheet in enumerate(sheets, 1):
        last = sheet.strip().splitlines()[-1]
        assert last.split() == ["Konstruerede", "data", "Side", str(number), "af", str(len(sheets))]


def test_hostile_text_reads_as_it_was_typed(page: Page, pages: dict[str, Path]) -> None:
    page.goto(pages["hostile"].as_uri())
    shown = page.locator("h1").inner_text()
    assert shown == report_sample.HOSTILE_SHOWN
    assert page.locator("script, iframe, img, object, form, input").count() == 0
    assert page.locator("main a").evaluate_all("all => all.every(a => a.getAttribute('href').startsWith('#'))")


def test_real_data_carry_no_notice(browser: Browser, tmp_path: Path) -> None:
    report = sample()
    real = replace(report.results, study=replace(report.results.study, constructed=False))
    write_html(replace(report, results=real), tmp_path / "r.html")
    opened = browser.new_page()
    opened.goto((tmp_path / "r.html").as_uri())
    text = opened.inner_text("body")
    opened.close()
    assert "107 ud af 139" in text
    assert "onstruerede" not in text
