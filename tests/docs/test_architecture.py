"""docs/architecture.md: its rooms, layers and files are those that are there, and the house keeps its measures."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from audit.cli.registry import COMMANDS

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "audit"
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
AROUND = ("rubrics/", "templates/", "examples/", "tests/", "benchmarks/", "docs/")
PATH = re.compile(r"`((?:[\w.]+/)*(?:[\w.]+/|[\w]+\.py|[\w-]+\.md))`")
MODULES = sorted(HOUSE.rglob("*.py"))


def _drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rooms", ROOT / "docs" / "rooms.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["rooms"] = module
    spec.loader.exec_module(module)
    return module


ROOMS = _drawing()
LAYERS: list[list[str]] = ROOMS.layers()


def _lines(paths: list[Path]) -> int:
    return sum(path.read_text("utf-8").count("\n") for path in paths)


def _section(heading: str) -> str:
    return PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_path_on_the_page_is_there() -> None:
    named = set(PATH.findall(PAGE))
    assert len(named) > 60
    missing = [
        path for path in named if not (ROOT / path if path.startswith((*AROUND, "audit/")) else HOUSE / path).exists()
    ]
    assert missing == []


def test_a_planned_path_is_not_there_yet() -> None:
    planned = set(re.findall(r"(?<!\*)\*([\w]+(?:/|\.py))\*(?!\*)", PAGE))
    assert planned
    assert [path for path in planned if list(HOUSE.rglob(path.rstrip("/")))] == []


def test_every_row_says_where_to_begin() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", _section("Where does it belong?"), re.MULTILINE)[1:]
    assert len(rows) > 25
    for new, begins, _ in rows:
        assert PATH.search(begins) or re.search(r"\*\w+/\*", begins), new


def test_the_layers_are_those_of_the_contract() -> None:
    written = re.search(r"```\n(.*?)```", _section("Layers"), re.DOTALL)
    assert written
    assert [line.split(" | ") for line in written[1].splitlines()] == LAYERS


def test_every_room_and_ground_module_is_described_in_the_table_of_rooms() -> None:
    table = {name for line in _section("Layers").splitlines() if line.startswith("| `") for name in PATH.findall(line)}
    there = {f"{path.name}/" for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    there |= {path.name for path in HOUSE.glob("[a-z]*.py")}
    assert table == there


def test_every_command_has_the_module_and_function_the_registry_promises() -> None:
    for entry in COMMANDS:
        file = ROOT / Path(*entry.module.split(".")).with_suffix(".py")
        assert f"def {entry.function}(" in file.read_text("utf-8"), entry.name


def test_no_module_is_longer_than_350_lines() -> None:
    assert [path.relative_to(ROOT) for path in MODULES if _lines([path]) > 350] == []


def test_no_room_is_a_fifth_of_the_house() -> None:
    whole = _lines(MODULES)
    for room in (path for path in HOUSE.iterdir() if path.is_dir()):
        assert _lines(sorted(room.rglob("*.py"))) * 5 < whole, room.name


def test_the_picture_is_in_step_with_the_imports() -> None:
    assert (ROOT / "docs" / "rooms.svg").read_text("utf-8") == ROOMS.picture(), "run make docs"


def test_the_picture_shows_every_standing_room_and_says_what_it_is() -> None:
    svg = ElementTree.fromstring((ROOT / "docs" / "rooms.svg").read_bytes())  # our own file
    space = {"s": "http://www.w3.org/2000/svg"}
    assert svg.get("role") == "img"
    for part in ("title", "desc"):
        found = svg.find(f"s:{part}", space)
        assert found is not None
        assert found.text
        assert found.get("id") in str(svg.get("aria-labelledby")).split()
    texts = {text.text for text in svg.iterfind("s:text", space)}
    assert {name for layer in LAYERS for name in layer if not name.startswith("(")} <= texts


@pytest.mark.parametrize("room", [name for layer in LAYERS for name in layer if not name.startswith("(")])
def test_no_room_uses_one_above_it_or_beside_it(room: str) -> None:
    below = {name.strip("()") for layer in LAYERS[_layer(room) + 1 :] for name in layer}
    assert ROOMS.read(room).uses <= below


def _layer(room: str) -> int:
    return next(at for at, layer in enumerate(LAYERS) if room in layer)
