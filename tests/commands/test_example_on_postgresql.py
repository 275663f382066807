"""The whole example study on PostgreSQL: the same commands, the same figures."""

from pathlib import Path

from tests.tools.workspace import EXAMPLE, Workspace


def test_the_study_runs_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    study = Workspace.make(tmp_path / "study")
    study.edit("audit.toml", 'database = "out/rehabiliteringsteam-2015.db"', f'database = "{postgres_url}"')
    study.scored()
    assert "Alle 18 tal er regnet ud igen og passer." in study.ok("results", "--against", f"{EXAMPLE}/claims.yaml")
    assert "139 bedømmelser er regnet efter" in study.ok("log", "verify")
    study.ok("report")
    study.ok("export")
    screen = study.audit("score", "--round", "second", "--reviewer", "XYZ", stdin="1\n1\nf\n")
    assert screen.code == 0, screen.err
    assert screen.out.count("Gemt: Ja") == 2
    again = study.audit("score", "--round", "second", "--reviewer", "XYZ", stdin="f\n")
    assert "Sagen er begyndt: " in again.out
    assert not study.database.exists()
