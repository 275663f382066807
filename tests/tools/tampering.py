"""Six kinds of tampering in every table of a study, each at random by a seed, and what ``audit log verify`` says.

``python -m tests.tools.tampering`` prints the table of SECURITY.md. Konstruerede data.
"""

import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.authorities import Authorities, Authority
from audit.cases import Round
from audit.errors import AuditError
from audit.results.model import LogHead
from audit.review.recorded import RecordedAnswer, RecordedAssessment
from audit.review.ruling import Ruling
from audit.rubric.evaluate import Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.parts import Special
from audit.rubric.reading import read_rubric
from audit.store import assessments, log, recorded, rulings, samples
from audit.store.retally import evaluated
from audit.store.tables import TableRow
from audit.study.opening import checked
from audit.study.progress import unwatched
from audit.study.switch import SwitchRequest, apply, plan
from audit.study.verifying import verified
from tests.tools.small_study import RUBRIC, make_study, opened

TABLES = tuple(sorted(TableRow.metadata.tables))
KINDS = ("change", "delete", "insert", "swap", "empty", "type")
TRIES = 40
"""Rows and columns tried before a kind of tampering is held to be impossible in a table."""

PLAIN, EXPECTED, UNSEEN, IMPOSSIBLE = "seen", "seen with --expect", "not seen", "impossible"
NEW = RUBRIC.replace('version: "1"', 'version: "2"').replace("Er afgørelsen begrundet?", "Er der en begrundelse?")


def scored_study(folder: Path) -> None:
    """A study with 12 cases of which 8 are drawn and scored, with notes, rulings, and a switch of rubric.

    It has a list of authorities of its own.
    """
    listed = Authorities([Authority("101", "Nævnet i Øst", "nævn"), Authority("751", "Nævnet i Vest", "nævn")])
    make_study(folder, cases=12, drawn=8, authorities=listed)
    rubric = checked(read_rubric(RUBRIC.encode(), "måleskema.yaml")).rubric
    evaluator = Evaluator(rubric)
    with opened(folder) as store:
        with store.read() as conn:
            cases = [one.case for one in samples.drawn(conn)]
        for place, case in enumerate(cases):
            answers: dict[str, Any] = {"skriftlig": ["ja", "nej", Special.NOT_IN_PAPERS][place % 3]}
            if answers["skriftlig"] == "ja":
                answers["begrundet"] = ["ja", "nej"][place % 2]
            answers["hvem"] = [("borger",), ("borger", "læge"), ("læge",)][place % 3]
            found = evaluator.evaluate(answers, read_facts(rubric, case.facts))
            given = {name: RecordedAnswer(one, remark="Se »bilag«" * (place % 2)) for name, one in answers.items()}
            with store.write("leder") as tx:
                recorded.save_recorded(tx, [RecordedAssessment(case, "ABC", Round.FIRST, given, found)])
        for one in (1, 2):
            _ruled(store, evaluator, one)
        asked = SwitchRequest(checked(read_rubric(NEW.encode(), "ny.yaml")), "ny.yaml")
        with store.read() as conn:
            seen = plan(conn, asked, unwatched)
        apply(store, "leder", seen, unwatched)


def _ruled(store: Any, evaluator: Evaluator, one: int) -> None:
    with store.write("ABC") as tx:
        record = assessments.load(tx.conn, one)
        outcome = next(name for name in ("ændres", "hjemvises") if name != record.derived)
        ruling = Ruling(outcome, "Konstrueret")
        rulings.save_ruling(tx, record, ruling, evaluated(evaluator, replace(record, ruling=ruling)))


def trial(folder: Path, work: Path, table: str, kind: str, seed: int) -> str:
    """Tamper once with a copy of the study: seen plainly, with the head printed before, not at all; or impossible."""
    shutil.copytree(folder, work, dirs_exist_ok=True)
    if not _tampered(work / "lille.db", table, kind, random.Random(f"{table} {kind} {seed}")):
        return IMPOSSIBLE
    if _refused(work, None):
        return PLAIN
    with opened(folder) as store, store.read() as conn:
        head = log.head(conn)
    return EXPECTED if _refused(work, head) else UNSEEN


def _refused(folder: Path, head: LogHead | None) -> bool:
    """Whether the study is refused in a sentence; a failure of another kind is a bug and ends the trial."""
    try:
        with opened(folder) as store, store.read() as conn:
            verified(conn, head, unwatched)
    except AuditError:
        return True
    return False


def _tampered(database: Path, table: str, kind: str, chance: random.Random) -> bool:
    """Change something in a table behind the program's back, triggers put back after; whether anything came of it."""
    with closing(sqlite3.connect(database)) as conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        before = _content(conn, table)
        done = False
        for statement, values in _statements(conn, table, kind, chance):
            try:
                conn.execute(statement, values)
            except sqlite3.Error:
                continue
            if done := _content(conn, table) != before:
                break
        for _, sql in triggers:
            conn.execute(sql)
        conn.commit()
    return done


def _content(conn: sqlite3.Connection, table: str) -> list[str]:
    return sorted(repr([*map(_meaning, row)]) for row in conn.execute(f"SELECT * FROM {table}"))


def _meaning(value: Any) -> Any:
    """A value without what does not matter in it: spaces in JSON."""
    return value.strip() if isinstance(value, str) and value[:1] in ("[", "{") else value


def _statements(
    conn: sqlite3.Connection, table: str, kind: str, chance: random.Random
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What may be done, until something of it is possible."""
    columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
    keys = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[5]]
    here = " AND ".join(f"{key} = ?" for key in keys)
    rows = conn.execute(f"SELECT {', '.join(keys)}, {', '.join(columns)} FROM {table}").fetchall()
    for _ in range(TRIES):
        (*row,), (*other,) = chance.choice(rows), chance.choice(rows)
        key, held = tuple(row[: len(keys)]), row[len(keys) :]
        place = chance.randrange(len(columns))
        column, value = columns[place], held[place]
        put = f"UPDATE {table} SET {column} = ? WHERE {here}"
        if kind == "change":
            yield put, (_changed(value, chance), *key)
        elif kind == "type":
            yield put, (chance.choice([b"\xff\0", 17, 2.5, "tekst", "", None, -1, "[1"]), *key)
        elif kind == "delete":
            yield f"DELETE FROM {table} WHERE {here}", key
        elif kind == "empty":
            yield f"DELETE FROM {table}" + chance.choice(["", f" WHERE {keys[-1]} >= ?"]), ()
            yield f"DELETE FROM {table} WHERE {keys[0]} >= ?", key[:1]
        elif kind == "insert":
            held[place] = _changed(value, chance)
            for name in keys:
                held[columns.index(name)] = _changed(held[columns.index(name)], chance)
            yield f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", tuple(held)
        elif value != other[len(keys) + place]:
            theirs = tuple(other[: len(keys)])
            last = f"CASE WHEN {here} THEN ? ELSE ? END"
            both = f"UPDATE {table} SET {column} = {last} WHERE ({here}) OR ({here})"
            yield both, (*key, other[len(keys) + place], value, *key, *theirs)


def _changed(value: Any, chance: random.Random) -> Any:
    """Another value of the same kind."""
    if isinstance(value, int):
        return 1 - value if value in (0, 1) and chance.random() < 0.5 else value + chance.choice([1, 7, 1000])
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1, *value[1:]]) if value else b"\1"
    if value is None:
        return "rigtig"
    known = ["ja", "nej", "borger", "læge", "rigtig", "ændres", "hjemvises", "fleks", "andet", "second", "751", "101"]
    if value in known:
        return chance.choice([one for one in known if one != value])
    place = chance.randrange(len(value) + 1)
    return chance.choice([value[:place] + "1" + value[place:], value + " ", value.replace("1", "2", 1) or "x"])


def measure(trials: int) -> dict[tuple[str, str], Counter[str]]:
    """How each table and kind went, each tried so many times."""
    with tempfile.TemporaryDirectory() as name:
        folder, work = Path(name) / "study", Path(name) / "work"
        folder.mkdir()
        scored_study(folder)
        return {
            (table, kind): Counter(trial(folder, work, table, kind, seed) for seed in range(trials))
            for table in TABLES
            for kind in KINDS
        }


def main() -> None:
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    for table in TABLES:
        told = [" / ".join(f"{found[table, kind][how]}" for how in (PLAIN, EXPECTED, UNSEEN)) for kind in KINDS]
        print(f"| {table} | {' | '.join(told)} |")
    total = sum(found.values(), Counter())
    print(dict(total), [(key, dict(one)) for key, one in found.items() if one[UNSEEN] or one[EXPECTED]])


if __name__ == "__main__":
    main()
