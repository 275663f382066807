"""``audit rubric explain``: what is printed, what is written, and what is refused."""

import stat
from io import StringIO
from pathlib import Path

import pytest

from audit.cli import main
from audit.report.explained import render_explained
from audit.report.pandoc import to_html
from audit.rubric.reading import read_rubric
from audit.telling.explain import explain
from audit.terminal.console import Console
from audit.terminal.explained import show_page
from tests.tools import report_sample
from tests.tools.report_html import Element, read
from tests.tools.rubric_mistakes import written

CASES = Path(__file__).parents[1] / "cases"
RUBRIC = CASES / "rubric_explained.yaml"
SHIPPED = sorted((CASES.parents[1] / "rubrics").glob("*.yaml"))


def web_page(path: Path) -> Element:
    return read(path.read_text("utf-8"))


def test_the_whole_page_reads_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric", "explain", str(RUBRIC)]) == 0
    told = capsys.readouterr()
    assert told.out == (CASES / "rubric_explained.txt").read_text("utf-8")
    assert told.err == ""


@pytest.mark.parametrize("asked", ["1.2", "skriftlig"])
def test_one_question_alone(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    assert main(["rubric", "explain", str(RUBRIC), "--question", asked]) == 0
    whole = (CASES / "rubric_explained.txt").read_text("utf-8")
    told = capsys.readouterr().out
    assert told.startswith("1.2 Er afgørelsen skriftlig?\n  Spørges, når »Er der truffet")
    assert told in whole
    assert "1.3" not in told.splitlines()[-1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("skriftligt", "spørgsmålet »skriftligt« – mente du »skriftlig«?"),
        ("9.9", "Måleskemaet har ikke spørgsmålet »9.9«"),
        ("x\x1b[31m", "»x␛[31m«"),
    ],
)
def test_a_question_that_is_not_there(capsys: pytest.CaptureFixture[str], asked: str, said: str) -> None:
    assert main(["rubric", "explain", str(RUBRIC), "-q", asked]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_rubric_with_mistakes_has_them_named_instead(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = written("ukendt-udfald", tmp_path)
    out = tmp_path / "side.html"
    assert main(["rubric", "explain", str(wrong)]) == 1
    assert main(["rubric", "explain", str(wrong), "--to", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "ukendt-udfald.yaml, linje" in told.err
    assert not out.exists()


def test_the_page_is_written_for_its_owner_and_again_over_itself(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "side.html"
    for _ in range(2):
        assert main(["rubric", "explain", str(RUBRIC), "--to", str(out)]) == 0
        assert capsys.readouterr().out == f"Siden er skrevet til {out}\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [out]
    root = web_page(out)
    assert root.one("html").attributes["lang"] == "da"
    assert root.one("h1").text == "Afgørelser om ydelser"
    assert root.one("title").text == "Afgørelser om ydelser"
    assert root.one("a", class_="skip").text == "Gå til forklaringen"


def test_the_web_page_says_what_the_terminal_says(tmp_path: Path) -> None:
    out = tmp_path / "side.html"
    main(["rubric", "explain", str(RUBRIC), "--to", str(out)])
    shown = web_page(out).one("main").text.replace("\N{NO-BREAK SPACE}", " ")
    missing = []
    for line in (CASES / "rubric_explained.txt").read_text("utf-8").splitlines()[3:]:
        text = " ".join(line.strip().removeprefix("- ").split())
        if text not in shown and not text.endswith("spørgsmål)"):
            missing.append(text)
    assert missing == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_link_of_a_shipped_rubrics_page_leads_somewhere(path: Path) -> None:
    given = read_rubric(path.read_bytes(), path.name)
    assert given.rubric is not None
    root = read(to_html(render_explained(explain(given.rubric), given.sha256)))
    ids = [one.attributes["id"] for one in root.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    assert {one.attributes["href"].removeprefix("#") for one in root.all("a")} <= set(ids)
    listed = root.one("section", id="spoergsmaal").all("a")
    assert len(listed) == len(given.rubric.questions) + len(given.rubric.sections)
    assert given.sha256 in root.one("footer").text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("side.txt", "skal ende på .html"),
        ("ingen/side.html", "filen eller mappen findes ikke"),
        ("mappe.html", "det er en mappe"),
        ("anden.html", "Der ligger allerede en anden fil"),
    ],
)
def test_a_place_the_page_cannot_be_written_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "mappe.html").mkdir()
    (tmp_path / "anden.html").write_text("<title>Noget andet</title>", "utf-8")
    assert main(["rubric", "explain", str(RUBRIC), "--to", str(tmp_path / name)]) == 1
    assert said in capsys.readouterr().err
    assert (tmp_path / "anden.html").read_text("utf-8") == "<title>Noget andet</title>"


def test_one_question_is_not_written_as_a_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "side.html"
    assert main(["rubric", "explain", str(RUBRIC), "-q", "1.1", "--to", str(out)]) == 1
    assert "kan ikke bruges sammen med --question" in capsys.readouterr().err
    assert not out.exists()


def test_nothing_a_jurist_typed_becomes_markup_or_a_command() -> None:
    page = explain(report_sample.hostile().rubric)
    root = read(to_html(render_explained(page, "0" * 64)))
    assert root.one("h1").text == " ".join(report_sample.HOSTILE_SHOWN.split())
    assert not [tag for tag in ("script", "b", "img", "em", "sup", "math") if root.one("main").all(tag)]
    assert all(one.attributes["href"].startswith("#") for one in root.all("a"))
    printed = StringIO()
    show_page(Console(out=printed), page)
    assert "\n# to" not in printed.getvalue()
    assert "\x1b" not in printed.getvalue()
    assert "\u202e" not in printed.getvalue()
    assert "␛[31m rød ‹U+202E› vendt" in printed.getvalue()
