"""A study in a folder of its own, and the real ``audit`` run on it, as its user runs it."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools import forking

ROOT = Path(__file__).parents[2]
EXAMPLE = "examples/rehabiliteringsteam-2015"
PURPOSIVE = "examples/fleksjob-2021"
CENSUS = "examples/kommuner-2009"
STEPS = (
    ["frame", "import"],
    ["sample", "draw"],
    ["answers", "import", f"{EXAMPLE}/answers.csv"],
)


@dataclass(frozen=True)
class Ran:
    """What a command printed and ended with."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workspace:
    """An example study; ``folder`` is where its audit.toml lies and its commands are given."""

    folder: Path
    answers: str = f"{EXAMPLE}/answers.csv"
    database_name: str = "out/rehabiliteringsteam-2015.db"

    @classmethod
    def make(cls, folder: Path) -> "Workspace":
        """The study of 2015, copied to ``folder``."""
        (folder / "examples").mkdir(parents=True)
        shutil.copy(ROOT / "audit.toml", folder)
        shutil.copytree(ROOT / "rubrics", folder / "rubrics")
        shutil.copytree(ROOT / EXAMPLE, folder / EXAMPLE)
        return cls(folder)

    @classmethod
    def purposive(cls, folder: Path) -> "Workspace":
        """The study of 2021, copied to ``folder`` with all that is beside it."""
        shutil.copytree(ROOT / "rubrics", folder / "rubrics")
        shutil.copytree(ROOT / PURPOSIVE, folder / PURPOSIVE)
        return cls(folder / PURPOSIVE, "answers.csv", "../../out/fleksjob-2021.db")

    @classmethod
    def census(cls, folder: Path) -> "Workspace":
        """The study of 2009, copied to ``folder``."""
        shutil.copytree(ROOT / CENSUS, folder / CENSUS)
        return cls(folder / CENSUS, "answers.csv", "../../out/kommuner-2009.db")

    @property
    def database(self) -> Path:
        return self.folder / self.database_name

    def audit(self, *arguments: str, stdin: str = "", **environment: str) -> Ran:
        """Run the command as a process of its own."""
        environ = {k: v for k, v in os.environ.items() if not k.startswith("AUDIT_REVIEWER")} | environment
        return Ran(*forking.run(arguments, self.folder, environ, stdin))

    def ok(self, *arguments: str, **environment: str) -> str:
        ran = self.audit(*arguments, **environment)
        assert ran.code == 0, ran.err or ran.out
        return ran.out

    def scored(self) -> "Workspace":
        for step in (*STEPS[:2], ["answers", "import", self.answers]):
            self.ok(*step)
        return self

    def results(self, *arguments: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.audit("results", "--json", *arguments).out)
        return document

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) >= 1, f"{old} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")


def constructed(example: str, folder: Path) -> None:
    """What the example's ``build.py`` writes, in ``folder``."""
    subprocess.run([sys.executable, str(ROOT / example / "build.py"), str(folder)], check=True, capture_output=True)


def same_as_committed(example: str, folder: Path) -> bool:
    """Whether the example's files are, to the byte, what its ``build.py`` writes."""
    constructed(example, folder)
    names = ("frame.csv", "answers.csv")
    return all((folder / name).read_bytes() == (ROOT / example / name).read_bytes() for name in names)


def table_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file that an example is made of."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
