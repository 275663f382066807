"""What ``audit log verify`` sees of what was changed behind the program's back. Konstruerede data."""

from pathlib import Path

import pytest

from audit.errors import AuditError, StateError
from audit.store.founded import text_sha256
from audit.study.opening import frozen_rubric
from audit.study.progress import unwatched
from audit.study.verifying import Verified, verified
from tests.tools.older_log import made_older
from tests.tools.small_study import opened
from tests.tools.store import raw, without_triggers
from tests.tools.tampering import KINDS, TABLES, UNSEEN, scored_study, trial


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scored study; copy, do not change."""
    folder = tmp_path_factory.mktemp("scored")
    scored_study(folder)
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    scored_study(tmp_path)
    return tmp_path


def check(folder: Path) -> Verified:
    with opened(folder) as store, store.read() as conn:
        return verified(conn, None, unwatched)


def said(folder: Path) -> str:
    with pytest.raises(AuditError) as caught:
        check(folder)
    return "\n".join([str(caught.value), *map(str, caught.value.problems)])


def test_a_study_nobody_has_touched_is_what_its_log_says(scored: Path) -> None:
    found = check(scored)
    assert found.assessments == 8
    assert found.complete


@pytest.mark.parametrize("table", TABLES)
def test_tampering_of_each_kind_in_each_table_is_seen(scored: Path, tmp_path: Path, table: str) -> None:
    assert not [kind for kind in KINDS if trial(scored, tmp_path / "work", table, kind, 0) == UNSEEN]


def test_any_row_put_in_beside_the_sample_is_seen(scored: Path, tmp_path: Path) -> None:
    """Also one that is like the sample but for its number, so that two rows point to the same rubric."""
    assert {trial(scored, tmp_path / "work", "sample", "insert", seed) for seed in range(5)} == {"seen"}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE sample SET seed = 'andet'", "undersøgelsens sager: startværdien er ikke, som loggen siger."),
        ("UPDATE stratum SET population = 99", "undersøgelsens sager: antallet i grupperne er ikke, som loggen siger."),
        ("DELETE FROM drawn WHERE number = 8", "det står i tabellen »assessment«."),
        ("UPDATE study SET title = 'x'", "undersøgelsens id eller titel er ikke det, loggen siger."),
        ("UPDATE frame_file SET left_out = 1", "»frame.csv«: oplysningerne om filen er ikke dem, loggen siger."),
        (
            "UPDATE frame_case SET file_no = 'x' WHERE key = 1",
            "»frame.csv«: sagerne eller oplysningerne om dem er ikke dem, der blev indlæst.",
        ),
        (
            "UPDATE frozen_rubric SET text = text || '# ny' WHERE number = 1",
            "det låste måleskema, udgave 1, er ikke det, der blev låst: teksten passer ikke til sit aftryk.",
        ),
        (
            "INSERT INTO sample (number, method, seed, strata, allocation, frame_sha256, rubric, at, criteria) "
            "SELECT 2, method, seed, strata, allocation, frame_sha256, rubric, at, criteria FROM sample",
            "sagerne ligger ikke fast sådan, som loggen siger.",
        ),
        ("UPDATE sample SET rubric = 1", "sagerne bedømmes ikke efter det måleskema, loggen siger."),
        (
            "UPDATE answer SET counted = 0 WHERE question = 'begrundet'",
            "tælles ikke sådan, som svarene siger. Noget er rettet uden om programmet.",
        ),
        (
            "UPDATE answer SET special = 1 WHERE question = 'skriftlig' AND value = 'ja'",
            "det står i tabellen »answer«.",
        ),
        (
            "UPDATE answer SET special = 0",
            "svaret på »skriftlig« er ikke gemt, som programmet gemmer svar.",
        ),
        ("UPDATE assessment SET tally = 'x'", "det står i tabellen »assessment«."),
        ("DROP TRIGGER event_no_update", "det, der hindrer, at den rettes, er fjernet eller lavet om."),
        (
            "CREATE TRIGGER extra AFTER INSERT ON answer BEGIN SELECT 1; END",
            "det, der hindrer, at den rettes, er fjernet eller lavet om.",
        ),
    ],
)
def test_what_was_changed_is_named(study: Path, statement: str, found: str) -> None:
    raw(str(study / "lille.db"), statement)
    assert found in said(study)


def test_a_case_swapped_for_another_of_the_frame_is_found_by_drawing_again(study: Path) -> None:
    database = str(study / "lille.db")
    ((last,),) = raw(database, "SELECT case_key FROM drawn WHERE number = 8")
    ((other,),) = raw(database, "SELECT min(key) FROM frame_case WHERE key NOT IN (SELECT case_key FROM drawn)")
    raw(
        database,
        f"UPDATE assessment SET case_key = {other} WHERE case_key = {last}",
        f"UPDATE drawn SET case_key = {other} WHERE number = 8",
    )
    assert "nr. 8 er en anden sag, eller dens lod eller gruppe er en anden." in said(study)


@pytest.mark.parametrize("mended", [False, True])
def test_nothing_is_told_by_a_rubric_that_was_changed(study: Path, mended: bool) -> None:
    """Also where the hash beside the text was changed with it: the log has another."""
    database = str(study / "lille.db")
    raw(database, "UPDATE frozen_rubric SET text = replace(text, 'Er der', 'Var der')")
    if mended:
        ((text,),) = raw(database, "SELECT text FROM frozen_rubric WHERE number = 2")
        raw(database, f"UPDATE frozen_rubric SET sha256 = '{text_sha256(str(text))}' WHERE number = 2")
    with opened(study) as store, store.read() as conn, pytest.raises(StateError, match="passer ikke til sit aftryk"):
        frozen_rubric(conn)


def test_an_empty_log_is_not_the_log_of_a_study(study: Path) -> None:
    database = str(study / "lille.db")
    triggers = raw(database, "SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    without_triggers(database)
    raw(database, "DELETE FROM event", *(str(sql) for (sql,) in triggers))
    assert "undersøgelsens id eller titel er ikke det, loggen siger." in said(study)


def test_a_study_of_an_older_program_is_checked_as_far_as_its_log_goes(study: Path) -> None:
    """Its frame has no hash of the cases, its sample no counts, and times were taken a moment before their event's."""
    made_older(study / "lille.db")
    assert not check(study).complete
    raw(str(study / "lille.db"), "UPDATE assessment SET started = '2020-01-01T00:00:00.000000+00:00' WHERE id = 1")
    assert "ikke begyndt på det tidspunkt, loggen siger." in said(study)
