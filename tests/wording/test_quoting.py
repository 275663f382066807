"""One word per concept: docs/glossary.md has every public value of the program's own words."""

import importlib
import pkgutil
import re
from enum import StrEnum
from typing import get_args

import audit
from audit.cli.completion import Shell
from audit.rubric.measure import Unit
from audit.rubric.model import Fact
from audit.sampling.allocation import AllocationKind
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.model import LATEST
from audit.sampling.purposive import METHOD as PURPOSIVE
from audit.sampling.tickets import METHOD
from tests.tools.workspace import ROOT

WORDS = set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "glossary.md").read_text("utf-8")))


def test_the_glossary_has_every_public_value() -> None:
    """The names of the shells are not the program's own words."""
    for module in pkgutil.walk_packages(audit.__path__, "audit."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name and "windows" not in module.name:
            importlib.import_module(module.name)
    enums = [kind for kind in StrEnum.__subclasses__() if kind.__module__.startswith("audit.") and kind is not Shell]
    assert len(enums) >= 4
    values = {str(value) for kind in enums for value in kind}
    values |= {
        METHOD,
        PURPOSIVE,
        CENSUS,
        LATEST,
        *get_args(Unit),
        *get_args(AllocationKind),
        *get_args(Fact.model_fields["type"].annotation),
    }
    assert sorted(values - WORDS) == []


def test_a_word_stands_in_the_glossary_once() -> None:
    rows = re.findall(r"^\| [^|]+ \| `([^`]+)` \|", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(set(rows))


def test_no_text_of_the_project_names_a_host_or_another_machine() -> None:
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        path = ROOT / name
        if path.is_file() and path.suffix in {".toml", ".lock", ".txt", ".cfg", ".yaml"}:
            assert not re.search(r"^(--)?(extra-)?index-url", path.read_text("utf-8"), re.MULTILINE), name
