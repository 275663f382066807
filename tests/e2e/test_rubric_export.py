"""``audit rubric export``: the måleskema as a workbook and as a page with boxes to tick."""

import shutil
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.tools.workspace import ROOT, Workspace

RIGHT = ROOT / "tests" / "cases" / "rubric_right.yaml"
ID = "sygedagpenge-opfølgning"
HOSTILE = "=1+1 <b>&amp;</b> [x](http://y) ☐ |a|"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A folder with a måleskema in it and no study."""
    shutil.copy(RIGHT, tmp_path / "skema.yaml")
    return Workspace(tmp_path)


def test_without_a_name_it_is_a_workbook_here_and_never_takes_a_files_place(desk: Workspace) -> None:
    assert desk.ok("rubric", "export", "skema.yaml") == f"Måleskemaet er skrevet til {ID}.xlsx\n"
    before = (desk.folder / f"{ID}.xlsx").read_bytes()
    again = desk.audit("rubric", "export", "skema.yaml")
    assert again.code == 1
    assert f"»{ID}.xlsx« er der i forvejen. Intet er skrevet." in again.err.replace("\n", " ")
    desk.ok("rubric", "export", "skema.yaml", "--replace")
    assert (desk.folder / f"{ID}.xlsx").read_bytes() == before, "the same måleskema gives the same bytes"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("skema.yaml", "--to", "skema.pdf"), "skal ende på .xlsx eller .html"),
        (("skema.yaml", "--to", "ingen/skema.xlsx"), "Mappen findes ikke"),
        (("skema.yaml", "--to", "ingen/skema.html"), "filen eller mappen findes ikke"),
        (("findes-ikke.yaml",), "kan ikke læses"),
        (("forkert.yaml",), "Måleskemaet har fejl"),
        (("skema.html", "--to", "skema.html", "--replace"), "er selve måleskemaet"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(desk: Workspace, arguments: tuple[str, ...], said: str) -> None:
    shutil.copy(RIGHT, desk.folder / "skema.html")
    (desk.folder / "forkert.yaml").write_text("format: 2\n", "utf-8")
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    ran = desk.audit("rubric", "export", *arguments)
    assert ran.code == 1
    assert said in ran.err.replace("\n", " ")
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir()} == before


def test_the_workbook_holds_what_is_asked_and_what_it_leads_to(desk: Workspace) -> None:
    desk.ok("rubric", "export", "skema.yaml", "--to", "ud.xlsx")
    book = load_workbook(desk.folder / "ud.xlsx")
    assert book.sheetnames == [
        "Måleskema",
        "Oplysninger",
        "Fund",
        "Nøgletal",
        "Anbefalinger",
        "Regler",
        "Tal i loven",
    ]
    asked = book["Måleskema"]
    rows = [[cell.value for cell in row] for row in asked.iter_rows(min_row=int(asked.freeze_panes[1:]) - 1)]
    assert rows[0] == [
        "Afsnit",
        "Nr.",
        "Spørgsmål",
        "Vejledning",
        "Spørges når",
        "Svar",
        "Særlige svar",
        "Retsgrundlag",
    ]
    assert rows[2] == [
        "Opfølgningsforløbet",
        "1.2",
        "Hvordan blev samtalerne holdt?",
        None,
        "Spørgsmål 1.1 er besvaret med »Ja« eller »Delvist«",
        "Et eller flere af disse:\n☐ Ved et møde\n☐ I telefonen\n☐ Ingen samtaler (kun alene)",
        "☐ Ikke relevant (skriv hvorfor)",
        "Konstrueret lov § 1",
    ]
    assert rows[3][5:] == ["Et tal fra 0 til 104 uger", "☐ Fremgår ikke", "konstrueret dokument, afsnit 3"]
    for sheet in book:
        assert sheet.freeze_panes
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows


def test_no_text_of_a_rubric_becomes_a_formula_or_markup(desk: Workspace, page: Page) -> None:
    desk.edit("skema.yaml", "Er der fulgt op i sagen?", f"'{HOSTILE}'")
    desk.ok("rubric", "export", "skema.yaml", "--to", "ud.xlsx")
    assert HOSTILE in [cell.value for cell in load_workbook(desk.folder / "ud.xlsx")["Måleskema"]["C"]]
    with zipfile.ZipFile(desk.folder / "ud.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    desk.ok("rubric", "export", "skema.yaml", "--to", "ud.html")
    page.goto((desk.folder / "ud.html").as_uri())
    assert page.get_by_role("heading", level=3).first.inner_text() == f"1.1 {HOSTILE}"
    assert page.locator("main b, main a[href^=http]").count() == 0


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("name", ["rehabiliteringsteam", "sagsgang-reformen"])
def test_the_page_is_accessible_and_fits_any_screen(page: Page, tmp_path: Path, name: str, width: int) -> None:
    path = tmp_path / "skema.html"
    Workspace(tmp_path).ok("rubric", "export", str(ROOT / "rubrics" / f"{name}.yaml"), "--to", str(path))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_snapshot()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_asks_what_the_rubric_asks_with_boxes_to_tick(desk: Workspace, page: Page) -> None:
    desk.ok("rubric", "export", "skema.yaml", "--to", "ud.html")
    page.goto((desk.folder / "ud.html").as_uri())
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings == ["Indhold", "Sagen", "1 Opfølgningsforløbet", "2 Afgørelsen", "Reglerne"]
    talks = page.locator("section.asked", has_text="1.2 Hvordan blev samtalerne holdt?")
    assert "Spørges, når spørgsmål 1.1 er besvaret med »Ja« eller »Delvist«." in talks.inner_text()
    assert "Retsgrundlag: Konstrueret lov § 1" in talks.inner_text()
    boxes = talks.get_by_role("checkbox")
    assert boxes.count() == 4
    talks.get_by_role("checkbox", name="I telefonen").check()
    assert boxes.evaluate_all("all => all.map(box => box.checked)") == [False, True, False, False]
    page.set_viewport_size({"width": 643, "height": 957})
    page.emulate_media(media="print")
    wide = page.eval_on_selector_all(
        "p, li, h3", "all => all.filter(e => e.getBoundingClientRect().right > 644).length"
    )
    assert wide == 0
