"""A heading that is read as another text than the file has is told of, before anything is stored."""

from pathlib import Path

import pytest

from audit.sheets.reading import read_table
from tests.tools.sheets import csv_file, excel_file
from tests.tools.small_study import audit, make_study, stored_answers

CHANGED = [
    ("Dato\nfor  afgørelse", "Dato for afgørelse", "uden linjeskift."),
    ("Dato\r\nfor afgørelse", "Dato for afgørelse", "uden linjeskift."),
    ("be\u00adgrundet", "begrundet", "uden tegn, der ikke kan ses."),
    ("\u200bsagsnr", "sagsnr", "uden tegn, der ikke kan ses."),
    ("be\u00ad\ngrundet", "be grundet", "uden linjeskift eller tegn, der ikke kan ses."),
    ("Dato  for", "Dato for", "uden ekstra mellemrum."),
]


@pytest.mark.parametrize(("text", "read", "without"), CHANGED)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_a_warning_with_what_was_left_out(tmp_path: Path, kind: str, text: str, read: str, without: str) -> None:
    if kind == "csv":
        file = csv_file(tmp_path, f'sag;"{text}"\n1;2\n')
    else:
        file = excel_file(tmp_path, [("sag", text), ("1", "2")])
    table = read_table(file)
    assert table.header == ("sag", read)
    [problem] = table.problems
    assert problem.warning
    assert problem.what == f"overskriften læses »{read}«, {without}"
    assert (problem.cell, problem.column) == ("B1" if kind == "xlsx" else "", 2)


@pytest.mark.parametrize("text", ["sag", " sag ", "Dato for afgørelse", "Afgørelse\u00a0nr."])
def test_one_that_reads_the_same_is_not_mentioned(tmp_path: Path, text: str) -> None:
    """Space around a heading, and a hard space in it, cannot be told from none and a plain one."""
    assert read_table(csv_file(tmp_path, f"{text};b\n1;2\n")).problems == ()
    assert read_table(excel_file(tmp_path, [(text, "b"), ("1", "2")])).problems == ()


def test_it_is_said_before_the_file_is_refused_or_stored(tmp_path: Path) -> None:
    make_study(tmp_path)
    head = '"sags\u00adnr";bedømmer;skriftlig;hvem\n'
    csv_file(tmp_path, f"{head}S-1;ABC;nej;borger\n", "svar.csv")
    ran = audit(tmp_path, "answers", "import", "svar.csv")
    assert "overskriften læses »sagsnr«" in ran.stdout + ran.stderr
    assert set(stored_answers(tmp_path)) == {"S-1"}
