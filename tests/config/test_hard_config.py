"""Whatever stands in audit.toml, it is read or answered in a sentence: two thousand files that somebody got wrong."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.cli import main
from audit.config import NAME, load_config, starting_config
from audit.errors import ConfigError
from audit.privacy import find_cpr, unsafe
from tests.tools import small_study

MUTANTS, THROUGH_COMMANDS = 2000, 160
READING = (["status"], ["results"], ["log", "verify"], ["sample", "show"])
WRITING = (["report"], ["export"])

VALUES = (
    "[" * 5000,
    "[" * 5000 + "]" * 5000,
    "{a = " * 3000 + "1" + "}" * 3000,
    "9" * 5000,
    "0x" + "f" * 5000,
    "-" + "1" * 25,
    "1e999",
    "nan",
    "0001-01-01",
    "9999-12-31T23:59:60Z",
    "12:00:00",
    "2020-02-30",
    "true",
    "[]",
    "{}",
    '""',
    '"' + "x" * 5000 + '.db"',
    '"' + "x/" * 3000 + '"',
    r'"\u0000"',
    r'"a\u001b[31m.db"',
    r'"a\u202eb"',
    r'"\ud800"',
    '"~findes-ikke/x"',
    '"~"',
    '"."',
    f'"{NAME}"',
    '"311299-1234"',
    '"sag 3112991234.yaml"',
    '"postgresql://u:hemmelig@127.0.0.1:1/x?opt=1"',
    '"postgresql://u:hemmelig@127.0.0.1:99999/x"',
    '"postgresql://u:hemmelig@127.0.0.1:port/x"',
    '"postgresql://["',
    '"postgresql://"',
    '"postgresql+psycopg://127.0.0.1:1/x"',
    '"mysql://127.0.0.1/x"',
    '"sqlite:///x.db"',
    '["a", 1, [2.5, {b = 2020-01-01}]]',
    '"""\nto\nlinjer"""',
    "'''",
    "",
)
KEYS = ('""', '"a b"', ".".join("a" * 2000), '"\\u001b"', '"010190-1234"', "æble", "id", "kommune", "1", "a." * 3)
HEADERS = (
    "[study]",
    "[[study]]",
    "[" + ".".join("a" * 3000) + "]",
    "[]",
    "[files",
    "[sample.given.more]",
    '["\\u0000"]',
)
BYTES = (
    b"\xff",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\r",
    b"\x1b",
    b"\xc3",
    "ø".encode(),
    b'"',
    b"'",
    b"=",
    b"[",
    b"]",
    b"#",
    b"\n",
)


def other_value(lines: list[str], chance: random.Random) -> None:
    place = chance.choice([number for number, line in enumerate(lines) if "=" in line])
    lines[place] = lines[place].partition("=")[0] + "= " + chance.choice(VALUES)


def other_key(lines: list[str], chance: random.Random) -> None:
    place = chance.choice([number for number, line in enumerate(lines) if "=" in line])
    lines[place] = chance.choice(KEYS) + " =" + lines[place].partition("=")[2]


def other_header(lines: list[str], chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), chance.choice(HEADERS))


def line_lost(lines: list[str], chance: random.Random) -> None:
    del lines[chance.randrange(len(lines))]


def line_twice(lines: list[str], chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))


def lines_swapped(lines: list[str], chance: random.Random) -> None:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


CHANGES: tuple[Callable[[list[str], random.Random], None], ...] = (
    other_value,
    other_value,
    other_key,
    other_header,
    line_lost,
    line_twice,
    lines_swapped,
)


def mutant(text: str, chance: random.Random) -> bytes:
    """The file with one to three things changed, by the line or by the byte."""
    lines = text.splitlines()
    for _ in range(chance.randint(1, 3)):
        chance.choice(CHANGES)(lines, chance)
    data = bytearray("\n".join(lines).encode())
    for _ in range(chance.choice([0, 0, 0, 1, 3])):
        start = chance.randrange(len(data))
        data[start : start + chance.choice([0, 0, 1, 20])] = chance.choice(BYTES)
    return bytes(data)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A study's own file, and the one that ``init`` writes with all that can stand in it."""
    folder = tmp_path_factory.mktemp("hel")
    small_study.make_study(folder, cases=2)
    started = starting_config(small_study.ID, small_study.TITLE, "måleskema.yaml")
    all_of_it = re.sub(r"(?m)^# *(?=[\w\"\[])(?=.*[=\]])", "", started)
    return (folder / NAME).read_text("utf-8"), started, all_of_it


def test_two_thousand_mutants_are_read_or_answered_in_a_sentence(tmp_path: Path, texts: tuple[str, ...]) -> None:
    chance = random.Random("audit.toml")
    path, refused = tmp_path / NAME, 0
    for _ in range(MUTANTS):
        path.write_bytes(mutant(chance.choice(texts), chance))
        try:
            load_config(path)
        except ConfigError as error:
            refused += 1
            said = str(error)
            assert said.rstrip().endswith((".", "?", "…")), said
            assert not unsafe(said) and not find_cpr(said) and "hemmelig" not in said
    assert 1000 < refused < MUTANTS


def test_mutants_through_the_commands(
    tmp_path: Path, texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    folder = tmp_path / "undersøgelse"
    folder.mkdir()
    small_study.make_study(folder, cases=2)
    chance = random.Random("audit")
    path, answered = folder / NAME, 0
    while answered < THROUGH_COMMANDS:
        path.write_bytes(mutant(chance.choice(texts), chance))
        command = chance.choice(READING)
        try:
            output = load_config(path).files.output
        except ConfigError:
            if chance.random() < 0.9:  # the test above has looked at most of these
                continue
        else:
            if output.is_relative_to(folder):
                command = chance.choice(READING + WRITING)
        code = main(["-c", str(path), *command])
        said = capsys.readouterr().err
        assert code in (0, 1, 2), said
        assert code == 0 or re.search(r'\w\. \w|[\w«)/"][.?…]$', said.rstrip()), said
        assert "hemmelig" not in said and not find_cpr(said)
        answered += 1


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("output", ["måleskema.yaml", "måleskema.yaml/under"])
def test_a_file_where_the_folder_should_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], output: str
) -> None:
    small_study.make_study(tmp_path, cases=2)
    path = tmp_path / NAME
    path.write_text(path.read_text("utf-8").replace("[files]", f'[files]\noutput = "{output}"'), "utf-8")
    assert main(["-c", str(path), *command]) == 1
    assert "kan ikke bruges" in capsys.readouterr().err


def test_an_option_that_the_server_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_study.make_study(tmp_path, cases=2)
    path = tmp_path / NAME
    wrong = "postgresql://u:hemmelig@127.0.0.1:1/x?opt=1"
    path.write_text(re.sub(r"(?m)^database = .*$", f'database = "{wrong}"', path.read_text("utf-8")), "utf-8")
    assert main(["-c", str(path), "status"]) == 1
    said = capsys.readouterr().err
    assert "hemmelig" not in said and "database" in said.lower()
    assert said.rstrip().endswith(".")
