"""The wheel, in an environment where nothing of the repository is."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.tools.workspace import ROOT


def run(*command: str | Path, folder: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, encoding="utf-8", env=environ, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment with the built wheel and its locked libraries."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, folder=folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [*pip, "--python", folder / "venv", "install", "--no-compile"]  # what is not run is not compiled
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock", folder=folder)
    run(*install, "--no-deps", wheel, folder=folder)
    return programs


def test_the_command_is_there_with_rubrics_and_templates(installed: Path, tmp_path: Path) -> None:
    audit = installed / "audit"
    assert "Praksisundersøgelser" in run(audit, "--help", folder=tmp_path)
    assert "begyndt" in run(
        audit, "init", "min-undersøgelse", "--title", "Prøve", "--rubric", "rehabiliteringsteam", folder=tmp_path
    )
    study = tmp_path / "min-undersøgelse"
    assert "ingen fejl" in run(audit, "rubric", "check", "--strict", "måleskema.yaml", folder=study)
    assert "nyt.yaml" in run(audit, "rubric", "new", "nyt.yaml", folder=study)
    (study / "frame.csv").write_text(
        "sagsnr;kommune;sagstype;mødedato\n1;Aarhus;andre;1-10-2013\n2;Aarhus;andre;2-10-2013\n", "utf-8"
    )
    run(audit, "frame", "import", "frame.csv", folder=study)
    config = study / "audit.toml"
    config.write_text(config.read_text("utf-8").replace("# n = 100", "n = 1"), "utf-8")
    run(audit, "sample", "draw", "--seed", "prøve", folder=study)
    (case,) = [line.split()[2] for line in run(audit, "sample", "show", folder=study).splitlines() if "Aarhus" in line]
    answers = "sagsnr;bedømmer;målgruppe;afgørelse-truffet\n" + f"{case};A1;ja;nej\n"
    (study / "answers.csv").write_text(answers, "utf-8")
    run(audit, "answers", "import", "answers.csv", folder=study)
    run(audit, "report", "--to", "page.html", folder=study)
    assert "Prøve" in (study / "page.html").read_text("utf-8")
