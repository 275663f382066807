"""What ``audit results`` loads: not what other commands are for."""

import subprocess
import sys
from pathlib import Path

from benchmarks.constructed import scored_study
from tests.tools.terminal import program_environment

CODE = "import sys; from audit.cli import main; main(sys.argv[1:]); sys.stderr.write(' '.join(sys.modules))"


def test_results_load_no_workbook_template_or_pandoc(tmp_path: Path) -> None:
    config = scored_study(tmp_path, 3)
    done = subprocess.run(
        [sys.executable, "-c", CODE, "--config", str(config), "results", "--by", "kommune"],
        capture_output=True,
        encoding="utf-8",
        env=program_environment(),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert not set(done.stderr.split()) & {"openpyxl", "jinja2", "pypandoc", "scipy", "polars", "alembic"}
