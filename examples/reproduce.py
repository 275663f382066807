"""Recompute every published figure of the example studies, and say which differ.

    python examples/reproduce.py [STUDY …]

Each study is made afresh, from its list of cases to its figures, in a folder
of its own that is removed afterwards; nothing of yours is touched. They are made
at the same time, and told of one after the other. Ends with 1
when a figure of any study does not come out as it was published.
"""

import io
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Study:
    """An example: its folder, and the folder with its audit.toml, where the commands are given."""

    example: str
    home: str

    @property
    def inputs(self) -> str:
        """Where answers and claims lie, seen from ``home``."""
        return "" if self.home == self.example else f"{self.example}/"


STUDIES = (
    Study("examples/rehabiliteringsteam-2015", "."),
    Study("examples/fleksjob-2021", "examples/fleksjob-2021"),
    Study("examples/kommuner-2009", "examples/kommuner-2009"),
)


def main(names: list[str]) -> int:
    """Recompute the studies named, or all; 1 when a figure of one of them differs."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # Windows would print æøå in another encoding
        sys.stdout.reconfigure(encoding="utf-8")
    studies = {Path(study.example).name: study for study in STUDIES}
    if unknown := [name for name in names if name not in studies]:
        print(f"Der er intet eksempel »{unknown[0]}«. Vælg {' eller '.join(studies)}.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        chosen = {name: studies[name] for name in names or studies}
        made = [(study, pool.submit(make, study, Path(folder, name))) for name, study in chosen.items()]
        return max([compare(study, making.result()) for study, making in made])


def make(study: Study, folder: Path) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Make a study afresh in a folder; where its commands are given, and the last of them that was run."""
    shutil.copytree(ROOT / "rubrics", folder / "rubrics")
    shutil.copytree(ROOT / study.example, folder / study.example)
    if study.home == ".":
        shutil.copy(ROOT / "audit.toml", folder)
    home = folder / study.home
    for step in (["frame", "import"], ["sample", "draw"], ["answers", "import", f"{study.inputs}answers.csv"]):
        made = run(home, step, quiet=True)
        if made.returncode:
            break
    return home, made


def compare(study: Study, made: tuple[Path, subprocess.CompletedProcess[str]]) -> int:
    """Hold the figures of a study that was made against those that were published."""
    print(f"── {study.example}", flush=True)
    home, last = made
    if last.returncode:
        print(last.stderr, file=sys.stderr, flush=True)
        return last.returncode
    code = run(home, ["results", "--against", f"{study.inputs}claims.yaml"]).returncode
    print(flush=True)
    return code


def run(home: Path, arguments: list[str], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """One command of the program, given in ``home``."""
    command = [sys.executable, "-m", "audit", *arguments]
    return subprocess.run(command, cwd=home, check=False, capture_output=quiet, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
