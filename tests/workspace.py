"""A study in a folder of its own, and the real ``audit`` run on it, as its user runs it."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLE = "examples/rehabiliteringsteam-2015"
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
    """The example study, copied to ``folder``."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Workspace":
        (folder / "examples").mkdir(parents=True)
        shutil.copy(ROOT / "audit.toml", folder)
        shutil.copytree(ROOT / "rubrics", folder / "rubrics")
        shutil.copytree(ROOT / EXAMPLE, folder / EXAMPLE)
        return cls(folder)

    @property
    def database(self) -> Path:
        return self.folder / "out" / "rehabiliteringsteam-2015.db"

    def audit(self, *arguments: str, stdin: str = "", **environment: str) -> Ran:
        command = [sys.executable, "-m", "audit", *arguments]
        environ = {k: v for k, v in os.environ.items() if not k.startswith("AUDIT_REVIEWER")} | environment
        done = subprocess.run(
            command, cwd=self.folder, input=stdin, capture_output=True, encoding="utf-8", env=environ, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: str, **environment: str) -> str:
        ran = self.audit(*arguments, **environment)
        assert ran.code == 0, ran.err or ran.out
        return ran.out

    def scored(self) -> "Workspace":
        for step in STEPS:
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
