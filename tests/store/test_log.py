"""The log of changes: one chain, that cannot be changed, and shows it when it is."""

import hashlib
import json
import sqlite3
import tracemalloc
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

import audit
from audit.cases import Case, Round
from audit.results.model import LogHead
from audit.store import Store, assessments, log, open_store, recorded
from audit.store.events import What
from audit.store.records import Event, LogCheck
from tests.tools.store import (
    CASES,
    FILE,
    STUDY,
    TITLE,
    answered,
    evaluation,
    raw,
    recorded_one,
    save,
    with_sample,
    without_triggers,
)


def scored(store: Store) -> int:
    """One case begun and answered, so that the log has some of each kind of event."""
    with_sample(store)
    with store.write("ab") as tx:
        one = assessments.begin(tx, 5, Round.FIRST, "ab")
        save(tx, one, {"skriftlig": answered("ja")})
    with store.write("ab") as tx:
        given = {"skriftlig": answered("nej", remark="Se »bilag«", citation="akt 7, s. 2")}
        save(tx, one, given, evaluation("rigtig", ["skriftlig"]), {"skriftlig": "tastefejl"})
    return one


def check(store: Store, expected: LogHead | None = None) -> LogCheck:
    with store.read() as conn:
        return log.verify(conn, expected)


def all_events(store: Store) -> list[Event]:
    with store.read() as conn:
        return list(log.events(conn))


def test_every_change_is_an_event(store: Store) -> None:
    scored(store)
    found = all_events(store)
    told = [(event.what, event.who, event.case, event.question, event.round) for event in found]
    assert told == [
        ("study", "audit", "", "", ""),
        ("frame", "leder", "", "", ""),
        ("sample", "leder", "", "", ""),
        ("begin", "ab", "851/s3", "", "first"),
        ("answer", "ab", "851/s3", "skriftlig", "first"),
        ("answer", "ab", "851/s3", "skriftlig", "first"),
        ("note", "ab", "851/s3", "skriftlig", "first"),
        ("outcome", "ab", "851/s3", "", "first"),
    ]
    assert [event.number for event in found] == list(range(1, 9))
    assert [(event.old, event.new, event.reason) for event in found[4:]] == [
        ("", "ja", ""),
        ("ja", "nej", "tastefejl"),
        ("", '{"citation":"akt 7, s. 2","remark":"Se »bilag«"}', "tastefejl"),
        ("", "rigtig", ""),
    ]
    assert json.loads(found[0].new) == {"id": STUDY, "title": TITLE}
    assert json.loads(found[1].new) == {
        "file": FILE.name,
        "sha256": FILE.sha256,
        "sheet": "Ark1",
        "rows": 7,
        "left_out": 1,
        "left_out_rows": [4],
        "header_row": 1,
        "kommune": "",
        "facts_sha256": FILE.facts_sha256,
        "cases_sha256": hashlib.sha256("".join(map(_line, CASES)).encode()).hexdigest(),
    }
    drawn = json.loads(found[2].new)
    assert drawn["seed"] == "frø"
    assert drawn["drawn"] == 6
    assert drawn["counts"] == [[["alle"], 6, 9, 6]]
    assert drawn["rubric_sha256"] == "a" * 64
    assert {event.version for event in found} == {audit.__version__}


def _line(case: Case) -> str:
    held = [case.kommune, case.case_id, case.file_no, case.facts]
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def test_times_are_utc_with_microseconds(store: Store) -> None:
    for event in all_events(store):
        at = datetime.fromisoformat(event.at)
        assert at.utcoffset() == timedelta(0)
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)
        assert "." in event.at


def test_anyone_can_recompute_the_hashes(store: Store) -> None:
    """As the documentation says, and with nothing of ours."""
    scored(store)
    previous = "0" * 64
    for event in all_events(store):
        fields = [
            event.number,
            event.at,
            event.who,
            event.what,
            event.case,
            event.question,
            event.round,
            event.old,
            event.new,
            event.reason,
            event.version,
            event.previous,
        ]
        assert event.previous == previous
        text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        assert event.hash == hashlib.sha256(text.encode("utf-8")).hexdigest()
        previous = event.hash
    with store.read() as conn:
        assert log.head(conn) == LogHead(8, previous)


def test_an_empty_chain_has_a_head(store: Store, store_url: str) -> None:
    without_triggers(store_url)
    raw(store_url, "DELETE FROM event")
    with store.read() as conn:
        assert log.head(conn) == LogHead(0, "0" * 64)
        assert log.verify(conn) == LogCheck(LogHead(0, "0" * 64))
        assert log.verify(conn, LogHead(0, "0" * 64)).whole
        assert log.verify(conn, LogHead(1, "1" * 64)).broken == 1


def test_the_events_of_one_case_and_the_last_ones(store: Store) -> None:
    one = scored(store)
    with store.write("cd") as tx:
        assessments.begin(tx, 3, Round.FIRST, "cd")
        save(tx, one, {"skriftlig": answered("ja", remark="Se »bilag«", citation="akt 7, s. 2")})
    with store.read() as conn:
        of_case = list(log.events(conn, case="851/s3"))
        assert [event.number for event in of_case] == [4, 5, 6, 7, 8, 10]
        assert list(log.events(conn, case="851/s3", limit=2)) == of_case[-2:]
        assert [event.number for event in log.events(conn, limit=3)] == [8, 9, 10]
        assert list(log.events(conn, case="101/s3")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET new = 'ja' WHERE number = 6",
        "UPDATE event SET hash = hash",
        "DELETE FROM event WHERE number = 6",
        "DELETE FROM event",
        "DELETE FROM event WHERE number = (SELECT max(number) FROM event)",
    ],
)
def test_events_cannot_be_changed_or_removed(store: Store, store_url: str, statement: str) -> None:
    scored(store)
    before = all_events(store)
    with pytest.raises((sqlite3.Error, psycopg.Error), match="the event log is append-only"):
        raw(store_url, statement)
    assert all_events(store) == before


def test_postgresql_cannot_truncate_the_events(postgres_url: str) -> None:
    with open_store(postgres_url, study_id=STUDY, title=TITLE, create=True):
        pass
    with pytest.raises(psycopg.Error, match="the event log is append-only"):
        raw(postgres_url, "TRUNCATE event")


@pytest.mark.parametrize("pragma", ["ON", "OFF"])
def test_sqlite_cannot_replace_an_event(sqlite_url: str, pragma: str) -> None:
    """Where recursive_triggers is off, as another program may have it, a replaced row is deleted silently."""
    with open_store(sqlite_url, study_id=STUDY, title=TITLE, create=True) as store:
        before = all_events(store)
        columns = "number, at, who, what, case_ref, question, round, old, 'nyt', reason, version, previous, hash"
        with pytest.raises(sqlite3.Error, match="the event log is append-only"):
            raw(
                sqlite_url,
                f"PRAGMA recursive_triggers = {pragma}",
                f"INSERT OR REPLACE INTO event SELECT {columns} FROM event",
            )
        assert all_events(store) == before


def test_a_whole_chain_is_whole(store: Store) -> None:
    scored(store)
    found = check(store)
    assert found.whole
    assert found.count == 8
    assert found.head == LogHead(8, all_events(store)[-1].hash)


@pytest.mark.parametrize("column", [one for one in Event.__slots__ if one not in ("number", "previous", "hash")])
def test_a_changed_field_is_found(store: Store, store_url: str, column: str) -> None:
    scored(store)
    without_triggers(store_url)
    name = "case_ref" if column == "case" else column
    raw(store_url, f"UPDATE event SET {name} = 'falsk' WHERE number = 6")
    found = check(store)
    assert (found.broken, found.what, found.count) == (6, "led 6 er rettet", 8)


def test_text_moved_from_one_field_to_the_next_is_found(store: Store, store_url: str) -> None:
    scored(store)
    without_triggers(store_url)
    raw(store_url, "UPDATE event SET old = old || new, new = '' WHERE number = 5")
    assert check(store).broken == 5


def test_a_removed_event_is_found(store: Store, store_url: str) -> None:
    scored(store)
    without_triggers(store_url)
    raw(store_url, "DELETE FROM event WHERE number = 4")
    found = check(store)
    assert (found.broken, found.what, found.count) == (4, "led 4 mangler", 7)


def test_a_removed_event_is_found_when_the_rest_is_renumbered(store: Store, store_url: str) -> None:
    scored(store)
    without_triggers(store_url)
    raw(
        store_url,
        "DELETE FROM event WHERE number = 4",
        *(f"UPDATE event SET number = {number - 1} WHERE number = {number}" for number in range(5, 9)),
    )
    found = check(store)
    assert (found.broken, found.what) == (4, "led 4 hænger ikke sammen med det forrige")


def test_a_changed_event_with_its_hash_mended_is_found(store: Store, store_url: str) -> None:
    scored(store)
    without_triggers(store_url)
    event = all_events(store)[5]
    fields = [event.number, event.at, event.who, event.what, event.case, event.question, event.round]
    fields += [event.old, "ja", event.reason, event.version, event.previous]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    raw(store_url, f"UPDATE event SET new = 'ja', hash = '{digest}' WHERE number = 6")
    found = check(store)
    assert (found.broken, found.what) == (7, "led 7 hænger ikke sammen med det forrige")


def test_a_shortened_log_shows_only_against_a_printed_head(store: Store, store_url: str) -> None:
    scored(store)
    printed = check(store).head
    without_triggers(store_url)
    raw(store_url, "DELETE FROM event WHERE number > 6")
    assert check(store).whole
    found = check(store, printed)
    assert found.broken == 7
    assert found.what == "loggen er forkortet: den skal have mindst 8 led, men har 6"


def test_a_rewritten_log_shows_against_a_printed_head(store: Store, store_url: str) -> None:
    one = scored(store)
    printed = check(store).head
    without_triggers(store_url)
    raw(store_url, "DELETE FROM event WHERE number > 6")
    with store.write("ab") as tx:
        for value in ("ja", "nej", "ja"):
            save(tx, one, {"skriftlig": answered(value)})
    assert check(store).whole
    assert check(store).count >= 8
    found = check(store, printed)
    assert (found.broken, found.what) == (8, "led 8 har ikke det aftryk, der er oplyst")


def test_a_log_that_has_grown_fits_an_earlier_head(store: Store) -> None:
    with_sample(store)
    printed = check(store).head
    with store.write("ab") as tx:
        assessments.begin(tx, 5, Round.FIRST, "ab")
    assert check(store, printed).whole


def test_many_events_are_one_chain_and_checked_in_little_memory(store: Store) -> None:
    """More than are written or read at a time."""
    with_sample(store)
    with store.write("ab") as tx:
        for number in range(12_001):
            tx.record(What.ANSWER, question=f"q{number}", new="x" * 500)
    tracemalloc.start()
    found = check(store)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.whole
    assert found.count == 12_004
    assert peak < 12_001 * 500 * 4, "the whole log was in memory"


def test_recorded_answers_are_one_event_each(store: Store) -> None:
    with_sample(store)
    with store.write("leder") as tx:
        recorded.save_recorded(tx, [recorded_one(1, "rigtig", {"a": "ja", "b": ("x", "y")})])
    told = [(event.what, event.question, event.new, event.who) for event in all_events(store)[3:]]
    assert told == [
        ("begin", "", "ab", "leder"),
        ("answer", "a", "ja", "leder"),
        ("answer", "b", "x, y", "leder"),
        ("outcome", "", "rigtig", "leder"),
    ]
    assert check(store).whole
