"""A database that is damaged or written in by others is answered with a sentence, whatever is wrong in it."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from audit.cases import Round
from audit.cli import main
from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.store import answers, assessments, samples, tables
from audit.store.records import StoredAnswer
from audit.store.retally import evaluated
from tests.tools import small_study

RUBRIC = small_study.RUBRIC + "      - {id: fri, text: Hvad skete der?, source: Konstrueret, type: text}\n"
GIVEN = {
    "skriftlig": StoredAnswer(("nej",), remark="Se bilag", citation="12"),
    "hvem": StoredAnswer(("borger", "læge")),
    "fri": StoredAnswer(("Om borgeren i huset på hjørnet",)),
}
COMMANDS = (["status"], ["results"], ["log", "verify"], ["sample", "show"], ["log", "show"])
WRITING = (["export"], ["report"])
DAMAGED = 200
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with a few scored cases."""
    folder = tmp_path_factory.mktemp("hel")
    small_study.make_study(folder, cases=8, rubric=RUBRIC)
    rubric = read_rubric(RUBRIC.encode(), "måleskema.yaml").rubric
    assert rubric
    evaluator = Evaluator(rubric)
    with small_study.opened(folder) as store:
        with store.read() as conn:
            keys = [one.case.key for one in samples.drawn(conn)]
        for key in keys[:5]:
            with store.write("ABC") as tx:
                record = assessments.load(tx.conn, assessments.begin(tx, key, Round.FIRST, "ABC"))
                answers.save(tx, record, GIVEN, evaluated(evaluator, replace(record, answers=GIVEN)))
    return folder


@pytest.fixture
def study(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy to damage; a crash log would be written beside it."""
    folder = tmp_path / "kopi"
    shutil.copytree(whole, folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    yield folder
    assert not list((tmp_path / "state").rglob("*.log"))


def answered(folder: Path, capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str]:
    """What a command ends with and says; never a bug."""
    code = main(["-c", str(folder / "audit.toml"), *command])
    said = capsys.readouterr().err
    assert code in (0, 1), said
    assert code == 0 or said.strip().endswith((".", "?")), said
    assert "Traceback" not in said and "hjørnet" not in said
    return code, said


def test_the_whole_one_is_read_by_every_command(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [answered(study, capsys, *command) for command in (*COMMANDS, *WRITING)] == [(0, "")] * 7


def flipped(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice([1, 1, 3, 20, 200])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def truncated(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def zeroed(data: bytearray, chance: random.Random) -> bytearray:
    page = PAGE * chance.randrange(len(data) // PAGE)
    data[page : page + PAGE] = bytes(PAGE)
    return data


def swapped(data: bytearray, chance: random.Random) -> bytearray:
    one, other = (PAGE * chance.randrange(1, len(data) // PAGE) for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    return data


def scribbled(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    data[start : start + 40] = chance.randbytes(40)
    return data


def without_utf8(data: bytearray, chance: random.Random) -> bytearray:
    """A byte that no text has, in a name or a text."""
    letters = [place for place, byte in enumerate(data) if chr(byte).isalpha()]
    data[chance.choice(letters)] = 0xFF
    return data


DAMAGES = (flipped, truncated, zeroed, swapped, scribbled, without_utf8)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_bytes(
    study: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[bytearray, random.Random], bytearray]
) -> None:
    database = study / "lille.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = database.read_bytes()
    chance = random.Random(damage.__name__)
    refused = 0
    for _ in range(DAMAGED // len(DAMAGES) + 1):
        for side in ("-wal", "-shm"):
            database.with_name(database.name + side).unlink(missing_ok=True)
        database.write_bytes(damage(bytearray(data), chance))
        for command in chance.sample(COMMANDS, 2):
            refused += answered(study, capsys, *command)[0]
    assert refused > 5


def test_a_bad_byte_in_the_name_of_a_table(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = study / "lille.db"
    data = bytearray(database.read_bytes())
    data[data.find(b"tablestudystudy") + 5] = 0xFF
    database.write_bytes(data)
    for command in COMMANDS:
        code, said = answered(study, capsys, *command)
        assert code == 1 and "er beskadiget og kan ikke læses" in said


WRONG_VALUES = ("NULL", "17", "-1", "2.5", "'vrøvl'", "x'ff00'", "''", "'[]'", "'{\"a\": 1}'", "'2024-99-99'", "9e999")
COLUMNS = [(table.name, column.name) for table in tables.TableRow.metadata.sorted_tables for column in table.c]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_wrong_values_in_cells(study: Path, capsys: pytest.CaptureFixture[str], table: str, column: str) -> None:
    database = study / "lille.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = database.read_bytes()
    chance = random.Random(table + column)
    for value in chance.sample(WRONG_VALUES, 3):
        database.write_bytes(data)
        rewritten(database, f"UPDATE OR IGNORE {table} SET {column} = {value}")
        for command in chance.sample(COMMANDS, 2):
            answered(study, capsys, *command)


def rewritten(database: Path, *statements: str) -> None:
    """Write in a database as another program could: without its triggers and constraints."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE type = 'table'")
        connection.execute("PRAGMA writable_schema = RESET")
        for statement in statements:
            with suppress(sqlite3.IntegrityError):  # what a key cannot be
                connection.execute(statement)


@pytest.mark.parametrize("table", [table.name for table in tables.TableRow.metadata.sorted_tables])
@pytest.mark.parametrize("how", ["DROP TABLE {}", "DELETE FROM {}", "ALTER TABLE {} RENAME TO x"])
def test_missing_tables_and_rows(study: Path, capsys: pytest.CaptureFixture[str], table: str, how: str) -> None:
    rewritten(study / "lille.db", how.format(table))
    for command in COMMANDS:
        answered(study, capsys, *command)


def test_a_special_answer_that_is_none_is_found_and_not_quoted(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewritten(study / "lille.db", "UPDATE answer SET special = 1 WHERE question = 'fri'")
    code, said = answered(study, capsys, "export")
    assert code == 1
    assert "er beskadiget eller rettet uden om programmet" in said and "tabellen »answer«" in said


def test_a_bug_is_not_blamed_on_a_sound_database(
    study: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("hov")

    monkeypatch.setattr("audit.store.samples.drawn", fail)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))
    assert main(["-c", str(study / "audit.toml"), "sample", "show"]) == 3
    assert "fejl i programmet" in capsys.readouterr().err
