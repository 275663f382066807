"""Answers and remarks kept aside by a switch of rubric stand in nobody's way, and come back as they were.

Konstruerede data.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.cli import main
from audit.store import assessments, rubrics, samples
from tests.tools.small_study import RUBRIC, make_study, opened, order

Run = Callable[..., tuple[int, str]]

SHORT = RUBRIC[: RUBRIC.index("  - id: oplysning")].replace('version: "1"', 'version: "2"')
OUT = "decisions:\n  - {question: hvem, becomes: udgår}\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Two scored cases, with a remark under »hvem«; then »hvem« is removed."""
    make_study(tmp_path, cases=2)
    first, second = order(tmp_path)
    files = {
        "svar.csv": "sagsnr;bedømmer;skriftlig;begrundet;hvem;hvem.bemærkning\n"
        f"{first};ABC;ja;ja;borger;Lægen var på ferie\n{second};ABC;nej;;læge;\n",
        "nyt.csv": f"sagsnr;bedømmer;skriftlig;begrundet\n{first};ABC;ja;nej\n{second};ABC;nej;\n",
        "kort.yaml": SHORT,
        "ud.yaml": OUT,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        given = [str(tmp_path / one) if "." in one else one for one in arguments]
        code = main(["--config", str(tmp_path / "audit.toml"), *given])
        out, err = capsys.readouterr()
        return code, out + err

    assert run("answers", "import", "svar.csv")[0] == 0
    code, said = run("rubric", "update", "kort.yaml", "--decisions", "ud.yaml", "--apply")
    assert code == 0, said
    assert "Bemærkninger og akthenvisninger i 1 bedømmelse gemmes også" in said
    return run


def stored(folder: Path) -> dict[str, dict[str, tuple[tuple[str, ...], str]]]:
    with opened(folder) as store, store.read() as conn:
        records = [assessments.load(conn, id_) for id_ in assessments.all_ids(conn)]
        return {
            one.case.case_id: {name: (given.values, given.remark) for name, given in one.answers.items()}
            for one in records
        }


def test_a_corrected_file_is_taken_in_and_what_is_kept_aside_stays(run: Run, tmp_path: Path) -> None:
    first, _ = order(tmp_path)
    before = stored(tmp_path)
    code, said = run("answers", "import", "nyt.csv", "--replace", "--reason", "tastefejl")
    assert (code, "1 er ny eller ændret" in said) == (0, True), said
    begrundet = {"begrundet": (("nej",), "")}
    assert stored(tmp_path) == before | {first: before[first] | begrundet}
    code, said = run("log", "verify")
    assert code == 0, said


def test_a_question_that_comes_back_has_its_remarks_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "igen.yaml").write_text(RUBRIC.replace('version: "1"', 'version: "3"'), "utf-8")
    (tmp_path / "behold.yaml").write_text("decisions:\n  - {question: hvem, becomes: behold}\n", "utf-8")
    before = stored(tmp_path)
    code, said = run("rubric", "update", "igen.yaml", "--decisions", "behold.yaml", "--apply")
    assert code == 0, said
    assert stored(tmp_path) == before


def test_a_question_that_comes_back_by_a_new_name_has_its_answers_and_remarks(run: Run, tmp_path: Path) -> None:
    text = RUBRIC.replace('version: "1"', 'version: "3"').replace(
        "id: hvem\n", "id: bidrag\n        renamed_from: hvem\n"
    )
    (tmp_path / "igen.yaml").write_text(text, "utf-8")
    (tmp_path / "behold.yaml").write_text("decisions:\n  - {question: bidrag, becomes: behold}\n", "utf-8")
    before = stored(tmp_path)
    code, said = run("rubric", "update", "igen.yaml", "--decisions", "behold.yaml", "--apply")
    assert code == 0, said
    moved = {
        case: {{"hvem": "bidrag"}.get(name, name): one for name, one in given.items()} for case, given in before.items()
    }
    assert stored(tmp_path) == moved


def test_the_name_of_what_is_kept_aside_is_no_other_questions(run: Run, tmp_path: Path) -> None:
    text = SHORT.replace('version: "2"', 'version: "3"').replace(
        "id: begrundet\n", "id: hvem\n        renamed_from: begrundet\n"
    )
    (tmp_path / "taget.yaml").write_text(text, "utf-8")
    before = stored(tmp_path)
    code, said = run("rubric", "update", "taget.yaml", "--apply")
    assert code == 1
    assert "»begrundet« skal hedde »hvem«, som var et andet spørgsmål." in said
    assert stored(tmp_path) == before


def test_what_is_taken_out_is_shown(run: Run, tmp_path: Path) -> None:
    text = SHORT.replace('version: "2"', 'version: "3"')
    (tmp_path / "ord.yaml").write_text(text.replace("Er afgørelsen begrundet?", "Er der en begrundelse?"), "utf-8")
    decided = "decisions:\n  - {question: begrundet, all_answers: true, becomes: bedøm_igen}\n"
    (tmp_path / "igen.yaml").write_text(decided, "utf-8")
    code, said = run("rubric", "update", "ord.yaml", "--decisions", "igen.yaml", "--apply")
    assert code == 0, said
    assert "1 svar tages ud: »begrundet« (1 gang). Loggen får hvert af dem; bemærkninger bliver stående." in said


def test_what_the_study_has_collected_counts_notes_and_what_is_unfinished(run: Run, tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.read() as conn:
        found = rubrics.collected(conn)
        drawn = len(samples.drawn(conn))
    assert (found.assessments, found.unfinished, found.notes) == (drawn, 0, {"hvem": 1})
