"""A frozen rubric is read by the rules it was frozen under, also by a program with stricter ones. Konstruerede data."""

from pathlib import Path
from typing import Any

import pytest

from audit.cli import main
from audit.errors import Problem
from audit.rubric import reading
from audit.rubric.reading import read_frozen, read_rubric
from audit.rubric.references import check_references
from tests.tools.small_study import RUBRIC, make_study, order

LATER = "efter en senere udgaves regler er det forkert"


@pytest.fixture
def stricter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later program, whose rules no rubric of today keeps; ``folder`` was made before it."""

    def made_up(root: Any, file: str) -> list[Problem]:
        return [*check_references(root, file), Problem(LATER, "", file, 1, 1)]

    monkeypatch.setattr(reading, "check_references", made_up)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cases drawn and scored by the program of today."""
    config = make_study(tmp_path, cases=2)
    first, second = order(tmp_path)
    rows = f"sagsnr;bedømmer;skriftlig;begrundet;hvem\n{first};ABC;ja;ja;borger\n{second};ABC;nej;;læge\n"
    (tmp_path / "svar.csv").write_text(rows, "utf-8")
    assert main(["--config", str(config), "answers", "import", str(tmp_path / "svar.csv")]) == 0
    return tmp_path


@pytest.mark.usefixtures("stricter")
def test_a_rubric_that_breaks_a_later_rule_is_still_read_evaluated_and_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--config", str(folder / "audit.toml"), *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    for command in (["status"], ["results"], ["report"], ["export"], ["log", "verify"]):
        code, said = run(*command)
        assert code == 0, (command, said)
        assert LATER not in said
    code, said = run("answers", "import", str(folder / "svar.csv"), "--replace")
    assert (code, "0 er nye eller ændrede" in said) == (0, True)
    new = folder / "ny.yaml"
    new.write_text(RUBRIC.replace('version: "1"', 'version: "2"'), "utf-8")
    code, said = run("rubric", "update", str(new), "--apply")
    assert code == 1, "a file about to be frozen is held to every rule"
    assert LATER in said


@pytest.mark.usefixtures("stricter")
def test_a_frozen_rubric_can_be_replaced_by_one_that_keeps_the_rules(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def only_the_first(root: Any, file: str) -> list[Problem]:
        return [] if file.endswith("ny.yaml") else [Problem(LATER, "", file, 1, 1)]

    monkeypatch.setattr(reading, "check_references", only_the_first)
    new = folder / "ny.yaml"
    new.write_text(RUBRIC.replace('version: "1"', 'version: "2"'), "utf-8")
    assert main(["--config", str(folder / "audit.toml"), "rubric", "update", str(new), "--apply"]) == 0
    assert "Måleskemaet er skiftet til udgave 2." in capsys.readouterr().out


OLDER = {
    "a number with two readings": (
        "type: multi",
        "type: number\n        max: 1.000\n      - id: mere\n        text: M?\n        source: x\n        type: multi",
    ),
    "a silence of a rule that is no more": (
        "sections:",
        "silence: [{rule: gammel-regel, at: hvem, reason: x}]\nsections:",
    ),
    "a test written otherwise": ("sections:", "tests: [{name: x, ventet: rigtig}]\nsections:"),
    "a text of signs nobody sees": ("title: Kommunens afgørelse", 'title: "\\u2060"'),
    "a name in use by the program now": ("id: hvem", "id: runde"),
}


@pytest.mark.parametrize("kind", OLDER)
def test_a_text_that_is_refused_today_is_read_when_it_is_frozen(kind: str) -> None:
    text = RUBRIC.replace("        options: {borger: Borgeren, læge: Lægen}\n", "", 1) if "two" in kind else RUBRIC
    before, after = OLDER[kind]
    assert before in text
    text = text.replace(before, after, 1)
    text += "        options: {borger: Borgeren, læge: Lægen}\n" if "two" in kind else ""
    today = read_rubric(text.encode(), "m.yaml")
    assert today.rubric is None
    frozen = read_frozen(text, "m.yaml", today.sha256)
    assert frozen.problems == ()
    assert frozen.rubric is not None
    assert "skriftlig" in frozen.rubric.questions


@pytest.mark.parametrize(
    ("before", "after"),
    [("type: multi", "type: mange"), ("sections:", "nyt: x\nsections:"), ("ladder: [rigtig, ændres, hjemvises]", "")],
)
def test_what_cannot_be_evaluated_is_refused_also_when_it_is_frozen(before: str, after: str) -> None:
    text = RUBRIC.replace(before, after, 1)
    sha256 = read_rubric(text.encode(), "m.yaml").sha256
    frozen = read_frozen(text, "m.yaml", sha256)
    assert frozen.rubric is None
    assert frozen.problems


def test_a_text_that_is_not_the_frozen_one_is_held_to_every_rule() -> None:
    text = RUBRIC.replace("id: hvem", "id: runde")
    assert read_frozen(text, "m.yaml", "0" * 64).rubric is None
