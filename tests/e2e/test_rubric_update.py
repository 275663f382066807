"""A study is scored, its rubric changed: looked at, refused, decided, applied, scored on and verified.

Konstruerede data.
"""

from pathlib import Path

import pytest

from tests.tools.small_study import RUBRIC, audit, make_study, order, stored_answers

NEW = (
    RUBRIC.replace('version: "1"', 'version: "2"')
    .replace("id: begrundet\n", "id: grund\n        renamed_from: begrundet\n")
    .replace("[fremgår_ikke, ikke_relevant]", "[ikke_relevant]")
    + """\
      - id: rettidig
        text: Er afgørelsen truffet i tide?
        source: Konstrueret
        ask_if: {grund: ja}
        type: choice
        options: [ja, nej]
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three cases: one right, one of which the papers do not say, one not begun."""
    make_study(tmp_path, cases=3)
    ran = audit(tmp_path, "score", "--reviewer", "ABC", lines="1\n1\n1\n3\n2\nf\n")
    assert ran.returncode == 0, ran.stderr
    (tmp_path / "ny.yaml").write_text(NEW, "utf-8")
    return tmp_path


def test_the_whole_way(folder: Path) -> None:
    right, unknown, _ = order(folder)
    before = stored_answers(folder)
    assert before[right] == {"skriftlig": ("ja",), "begrundet": ("ja",), "hvem": ("borger",)}
    assert before[unknown] == {"skriftlig": ("fremgår_ikke",), "hvem": ("læge",)}

    looked = audit(folder, "rubric", "diff", "ny.yaml")
    assert looked.returncode == 0, looked.stderr
    assert "spørgsmålet har fået et nyt navn (1 indsamlet svar)" in looked.stdout
    assert "indgribende: der kan ikke mere svares »fremgår_ikke« (1 indsamlet svar)" in looked.stdout

    refused = audit(folder, "rubric", "update", "ny.yaml", "--apply")
    assert refused.returncode == 1
    assert "»skriftlig«: svaret »fremgår_ikke« (1 gang)" in refused.stderr
    assert stored_answers(folder) == before

    written = audit(folder, "rubric", "update", "ny.yaml", "--template", "bestem.yaml")
    assert written.returncode == 0, written.stderr
    again = audit(folder, "rubric", "update", "ny.yaml", "--template", "bestem.yaml")
    assert "findes allerede" in again.stderr
    bestem = folder / "bestem.yaml"
    empty = audit(folder, "rubric", "update", "ny.yaml", "--decisions", "bestem.yaml")
    assert "bestem.yaml, linje 11" in empty.stderr
    assert "»becomes« er ikke udfyldt. Skriv det nye svar, behold, udgår eller bedøm_igen." in empty.stderr
    bestem.write_text(bestem.read_text("utf-8").replace("becomes:\n", "becomes: nej\n"), "utf-8")

    dry = audit(folder, "rubric", "update", "ny.yaml", "--decisions", "bestem.yaml")
    assert dry.returncode == 0, dry.stderr
    assert "Intet er ændret. Skift skemaet ved at køre kommandoen igen med --apply." in dry.stdout
    assert stored_answers(folder) == before

    applied = audit(folder, "rubric", "update", "ny.yaml", "--decisions", "bestem.yaml", "--apply")
    assert applied.returncode == 0, applied.stderr
    assert "1 sag går fra »Kan ikke vurderes« til »Ændres«." in applied.stdout
    assert f"{right} (ABC): »rettidig«" in applied.stdout
    assert stored_answers(folder)[right] == {"skriftlig": ("ja",), "grund": ("ja",), "hvem": ("borger",)}
    assert stored_answers(folder)[unknown] == {"skriftlig": ("nej",), "hvem": ("læge",)}

    scored = audit(folder, "score", "--reviewer", "ABC", lines="1\nf\n")
    assert scored.returncode == 0, scored.stderr
    assert "Er afgørelsen truffet i tide?" in scored.stdout
    assert stored_answers(folder)[right]["rettidig"] == ("ja",)
    verified = audit(folder, "log", "verify")
    assert verified.returncode == 0, verified.stderr


def test_the_file_in_the_settings_is_the_new_one_when_none_is_named(folder: Path) -> None:
    (folder / "måleskema.yaml").write_text(RUBRIC.replace('"1"', '"2"'), "utf-8")
    looked = audit(folder, "rubric", "update", "--template", "bestem.yaml")
    assert "Der er ikke noget at bestemme, så filen er ikke skrevet." in looked.stdout
    assert not (folder / "bestem.yaml").exists()
    ran = audit(folder, "rubric", "update", "--apply")
    assert ran.returncode == 0, ran.stderr
    assert "Måleskemaet er skiftet til udgave 2." in ran.stdout
    assert audit(folder, "log", "verify").returncode == 0


def test_the_template_does_not_take_the_place_of_a_file_of_the_study(folder: Path) -> None:
    ran = audit(folder, "rubric", "update", "ny.yaml", "--template", "måleskema.yaml")
    assert ran.returncode == 1
    assert (folder / "måleskema.yaml").read_text("utf-8") == RUBRIC


def test_before_the_sample_is_drawn_there_is_nothing_to_switch(tmp_path: Path) -> None:
    make_study(tmp_path, cases=2, drawn=0)
    for command in ("update", "diff"):
        ran = audit(tmp_path, "rubric", command, "måleskema.yaml")
        assert ran.returncode == 1
        assert "Undersøgelsens sager ligger ikke fast endnu" in ran.stderr


def test_two_files_need_no_study(tmp_path: Path) -> None:
    (tmp_path / "gammel.yaml").write_text(RUBRIC, "utf-8")
    (tmp_path / "ny.yaml").write_text(NEW, "utf-8")
    ran = audit(tmp_path, "rubric", "diff", "gammel.yaml", "ny.yaml")
    assert ran.returncode == 0, ran.stderr
    assert "Konstruerede data: fra udgave 1 til udgave 2" in ran.stdout
    assert "1 sproglig" in ran.stdout
