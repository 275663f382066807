"""The papers a stranger meets first: licence, publiccode.yml, README, CONTRIBUTING, decisions."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.cli.registry import COMMANDS

ROOT = Path(__file__).parents[2]
MPL = "fab3dd6bdab226f1c08630b1dd917e11fcb4ec5e1e020e2c16f83a0a13863e85"
"""SHA-256 of the text of the Mozilla Public License 2.0, as Mozilla and Debian give it."""
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PUBLIC: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))


def test_the_licence_is_the_exact_text_and_named_wherever_it_is_asked_for() -> None:
    assert sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == MPL
    assert (PROJECT["license"], PROJECT["license-files"]) == ("MPL-2.0", ["LICENSE"])
    assert PUBLIC["legal"] == {"license": "MPL-2.0"}
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "(LICENSE)" in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_description_for_catalogues_has_the_lengths_they_ask_for(language: str) -> None:
    said = PUBLIC["description"][language]
    assert len(said["shortDescription"]) <= 150
    assert 150 <= len(said["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in said["features"])


def test_what_is_not_known_is_left_out_and_the_decision_says_so() -> None:
    decision = (ROOT / "docs" / "decisions" / "0008-licens-og-standard-for-public-code.md").read_text("utf-8")
    for key in ("url", "landingURL", "releaseDate", "maintenance"):
        assert key not in PUBLIC
        assert f"`{key}`" in decision


def test_the_python_that_is_asked_for_is_the_same_in_both_files() -> None:
    (python,) = [one for one in PUBLIC["dependsOn"]["open"] if one["name"] == "Python"]
    assert PROJECT["requires-python"] == f">={python['versionMin']}"


def test_the_decision_takes_a_stand_on_every_criterion_of_the_standard() -> None:
    text = (ROOT / "docs" / "decisions" / "0008-licens-og-standard-for-public-code.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) .+ \| (yes|partly|no) \| .+ \|$", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 17))


def test_the_readme_has_a_summary_in_english_before_anything_has_to_be_installed() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.index("**In English.**") < readme.index("```")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_leads_to_a_file_that_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_the_tour_walks_past_files_and_commands_that_are_there() -> None:
    tour = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## The ten-minute tour")[1].split("\n## ")[0]
    assert sum(map(int, re.findall(r"\((\d) minutes?\)", tour))) == 10
    paths = re.findall(r"\b(?:audit|tests|rubrics|docs)/[\w/.-]*\w", tour)
    assert len(paths) > 6
    assert [path for path in paths if not (ROOT / path).exists()] == []
    said = re.findall(r"`\S*audit ((?:rubric )?\w+)", tour)
    assert said
    assert set(said) <= {entry.name for entry in COMMANDS}
