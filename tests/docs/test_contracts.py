"""Each import contract is broken once, in a copy of the house: lint-imports, a part of ``make check``, says which."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = "Imports run downward only"

PLANTED = [
    (LAYERS, "rubric/calendar.py", "import audit.telling"),  # upward
    (LAYERS, "sampling/tickets.py", "import audit.results"),  # to the room beside it
    (LAYERS, "errors.py", "import audit.privacy"),  # the ground has its layers too
    (LAYERS, "attic.py", ""),  # a room without a place
    ("Pure rooms touch no file, clock, database, console or randomness", "wording/dates.py", "import time"),
    ("Only the store uses SQLModel", "study/opening.py", "import sqlmodel"),
    ("Only sheets uses openpyxl", "report/page.py", "import openpyxl"),
    ("Only the terminal uses rich", "commands/status.py", "import rich"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with its contracts."""
    there = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "audit", there / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", there)
    return there


def _broken(there: Path) -> list[str]:
    """The names of the contracts that lint-imports finds broken; none and exit 0 go together."""
    program = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([program], cwd=there, capture_output=True, text=True, check=False)
    broken = re.findall(r"^(.+) BROKEN", ran.stdout, re.MULTILINE)
    assert "Contracts: " in ran.stdout, ran.stdout + ran.stderr
    assert (ran.returncode != 0) == bool(broken)
    return broken


@contextmanager
def _planted(file: Path, line: str) -> Iterator[None]:
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text(f"{before or ''}\n{line}\n", "utf-8")
    try:
        yield
    finally:
        file.unlink() if before is None else file.write_text(before, "utf-8")


def test_the_house_as_it_is_keeps_every_contract(copy: Path) -> None:
    assert _broken(copy) == []


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_import_breaks_its_contract_and_no_other(copy: Path, contract: str, file: str, line: str) -> None:
    with _planted(copy / "audit" / file, line):
        assert _broken(copy) == [contract]


def test_every_contract_has_an_import_planted_against_it() -> None:
    assert {contract["name"] for contract in CONTRACTS} == {contract for contract, _, _ in PLANTED}


def test_every_pure_room_is_held_pure() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    pure = set(re.findall(r"^\| `(\w+)/` \|.*\| pure \|$", page, re.MULTILINE))
    held = next(contract for contract in CONTRACTS if contract["name"].startswith("Pure rooms"))
    assert {name.removeprefix("audit.") for name in held["source_modules"]} == pure


def test_make_check_runs_the_contracts() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "lint-imports" in makefile.split("\ncheck:")[1].split("\n\n")[0]
