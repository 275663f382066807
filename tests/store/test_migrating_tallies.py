"""A database of an older program, with scored cases: the tallies are made, and nothing is counted otherwise.

The older programs had a row in ``mark`` for each thing a case was counted in, and counted them in SQL.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from audit.cases import Round
from audit.review.recorded import RecordedAssessment
from audit.rubric.parts import Special
from audit.rubric.tally import Item, ItemKind, tally_of
from audit.store import Tx, assessments, log, migrate, open_store, recorded, samples, tables
from audit.store.answers import answer_rows, answer_text, note_row, note_text
from audit.store.events import What
from audit.store.records import FrozenRubric, StoredAnswer, case_ref
from audit.study.progress import unwatched
from audit.study.verifying import reevaluate
from tests.tools.store import STUDY, TITLE, again, raw, refusal, untouched
from tests.tools.tallied import (
    CASES,
    EVALUATOR,
    RUBRIC,
    assessed,
    by_hand,
    counted,
    frozen,
    item_counts,
    with_tallied_sample,
)

MARKED = ("finding", "measure_among", "measure_count", "recommend_among", "recommend_count")
"""The kinds of marks there were."""

SCORED = (
    assessed(1, {"skriftlig": "ja", "begrundet": "nej", "hvem": ("borger", "læge"), "timer": Decimal(12)}),
    assessed(1, {"skriftlig": "ja", "begrundet": "ja", "hvem": ("læge",), "timer": Decimal(1)}, round_=Round.SECOND),
    assessed(2, {"skriftlig": "nej", "begrundet": "ja", "hvem": ("læge",), "timer": Decimal("3.5")}),
    assessed(3, {"skriftlig": "ja", "begrundet": "nej", "hvem": Special.NOT_IN_PAPERS, "timer": Decimal(2)}),
    assessed(
        3,
        {"skriftlig": "ja", "begrundet": "ja", "hvem": ("borger",), "timer": Decimal(2)},
        round_=Round.AFTER_HEARING,
    ),
    assessed(4, {"skriftlig": Special.NOT_IN_PAPERS, "hvem": ("borger",), "timer": Special.NOT_IN_PAPERS}),
    assessed(5, {"skriftlig": Special.NOT_RELEVANT, "hvem": ("borger", "læge"), "timer": Decimal(0)}),
    assessed(6, {"skriftlig": "ja"}),
)
"""Hidden answers, special answers, a hearing, and a case that is not complete."""


@contextmanager
def program_of(version: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """The program's schema as it was at a version."""
    scripts = folder / "migrations"
    (scripts / "versions").mkdir(parents=True)
    kept = [one for one in (migrate.SCRIPTS / "versions").glob("v*.py") if int(one.name[1:5]) <= version]
    for script in (migrate.SCRIPTS / "env.py", *kept):
        (scripts / script.relative_to(migrate.SCRIPTS)).write_bytes(script.read_bytes())
    with monkeypatch.context() as past:
        past.setattr(migrate, "SCRIPTS", scripts)
        past.setattr(migrate, "SCHEMA_VERSION", version)
        yield


@pytest.fixture(params=[1, 2], ids=lambda version: f"version {version}")
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def older(store_url: str, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database with all of it, as that version of the program left it."""
    make(store_url, version, tmp_path, monkeypatch, frozen())
    return store_url


def make(url: str, version: int, folder: Path, monkeypatch: pytest.MonkeyPatch, rubric: FrozenRubric) -> None:
    with (
        program_of(version, monkeypatch, folder),
        open_store(url, study_id=STUDY, title=TITLE, create=True) as store,
        store.write("leder") as tx,
    ):
        _sample(tx, version, rubric)
        for id_, one in enumerate(SCORED, 1):
            _assessment(tx, id_, one)


def _sample(tx: Tx, version: int, rubric: FrozenRubric) -> None:
    cases = [
        {"key": one.key, "kommune": one.kommune, "case_id": one.case_id, "file_no": one.file_no, "facts": one.facts}
        for one in CASES
    ]
    tx.conn.execute(sa.insert(tables.frame_case), cases)
    text = {"file": rubric.file, "sha256": rubric.sha256, "text": rubric.text}
    tx.conn.execute(sa.insert(tables.frozen_rubric), {"number": 1, "rubric_id": "prøve", "version": "1", **text})
    tx.record(What.SAMPLE, new=json.dumps({"rubric": "prøve", "rubric_version": "1", "rubric_sha256": rubric.sha256}))
    how = {"method": "random", "seed": "frø", "strata": [], "allocation": "equal", "frame_sha256": "f", "at": "t"}
    tx.conn.execute(sa.insert(tables.sample).values(number=1, rubric=1, **how))
    for case in CASES:
        drawn = {"case_key": case.key, "number": case.key, "stratum": ["alle"], "ticket": "00"}
        tx.conn.execute(sa.insert(tables.drawn).values(drawn))
    if version > 1:
        tx.conn.execute(sa.update(tables.drawn).values(basis=""))


MARK = sa.table("mark", sa.column("assessment"), sa.column("kind"), sa.column("code"))


def _assessment(tx: Tx, id_: int, one: RecordedAssessment) -> None:
    """As the older program stored and logged it."""
    case, round_, found = case_ref(one.case), one.round, one.evaluation
    about: dict[str, Any] = {"id": id_, "case_key": one.case.key, "round": str(round_), "reviewer": one.reviewer}
    at = tx.record(What.BEGIN, case=case, round_=round_, new=one.reviewer)
    tx.conn.execute(sa.insert(tables.assessment).values(started=at, outcome=found.outcome, **about))
    for name, given in one.answers.items():
        kept = StoredAnswer.of(given.answer, given.remark)
        rows = [row | {"counted": name in found.asked} for row in answer_rows(id_, name, kept)]
        tx.conn.execute(sa.insert(tables.answer), rows)
        tx.record(What.ANSWER, case=case, question=name, round_=round_, new=answer_text(kept.values))
        tx.conn.execute(sa.insert(tables.note), note_row(id_, name, kept))
        tx.record(What.NOTE, case=case, question=name, round_=round_, new=note_text(kept))
    if found.outcome:
        tx.record(What.OUTCOME, case=case, round_=round_, new=found.outcome)
        items = by_hand({name: given.answer for name, given in one.answers.items()}, None)
        marks = [{"assessment": id_, "kind": str(i.kind), "code": i.code} for i in items if i.kind in MARKED]
        tx.conn.execute(sa.insert(MARK), marks)


COUNTING = (1, 3, 5, 6, 7)
"""Of case 1 the first round, of case 3 the one after the hearing; not what is not complete."""


def counted_before(url: str) -> dict[Item, int]:
    """What the older program counted: marks, answers and outcomes in SQL."""
    counting = f"assessment IN {COUNTING}"
    found = {
        Item(ItemKind(str(kind)), str(code)): int(str(cases))
        for kind, code, cases in raw(url, f"SELECT kind, code, count(*) FROM mark WHERE {counting} GROUP BY kind, code")
    }
    answers = "SELECT question, value, special, count(*) FROM answer"
    for question, value, special, cases in raw(
        url,
        f"{answers} WHERE {counting} AND counted AND question <> 'timer' OR {counting} AND counted AND special "
        "GROUP BY question, value, special",
    ):
        kind = ItemKind.SPECIAL if special else ItemKind.ANSWER
        found[Item(kind, str(question), str(value))] = int(str(cases))
    outcomes = f"SELECT outcome, count(*) FROM assessment WHERE {counting.replace('assessment', 'id')} GROUP BY outcome"
    return found | {Item(ItemKind.OUTCOME, str(name)): int(str(cases)) for name, cases in raw(url, outcomes)}


def test_every_complete_assessment_gets_the_tally_its_answers_give(older: str) -> None:
    with again(older) as store, store.read() as conn:
        records = list(assessments.records(conn, assessments.all_ids(conn)))
        assert reevaluate(conn, unwatched) == (len(SCORED), [])
    for record, one in zip(records, SCORED, strict=True):
        assert (record.derived, record.tally or b"", record.ruling) == (
            one.evaluation.derived,
            one.evaluation.tally,
            None,
        )
        if record.derived:
            by_hands = by_hand({name: given.answer for name, given in one.answers.items()}, None)
            assert record.tally == tally_of(EVALUATOR.catalogue, by_hands)
    assert [one.derived for one in records].count(None) == 1


def test_tallies_of_the_version_before_are_made_again(store_url: str) -> None:
    """Since version 3 the cases a finding could be made in are counted, so its tallies are not today's."""
    with open_store(store_url, study_id=STUDY, title=TITLE, create=True) as store:
        with_tallied_sample(store)
        with store.write("leder") as tx:
            recorded.save_recorded(tx, [replace(one, reviewer=str(one.round)[:3]) for one in SCORED])
    postgres = "://" in store_url
    older = "'\\x01'::bytea" if postgres else "x'01'"
    raw(
        store_url,
        f"UPDATE assessment SET tally = {older} WHERE tally IS NOT NULL",
        "DROP TABLE authority_list",
        "UPDATE alembic_version SET version_num = '0003'",
        *([] if postgres else ["PRAGMA user_version = 3"]),
    )
    with again(store_url) as store, store.read() as conn:
        assert reevaluate(conn, unwatched) == (len(SCORED), [])
        tallies = [one.tally for one in assessments.records(conn, assessments.all_ids(conn))]
    assert [one or b"" for one in tallies] == [
        one.evaluation.tally for one in sorted(SCORED, key=lambda one: list(Round).index(one.round))
    ]


def test_what_was_counted_before_is_counted_after(older: str) -> None:
    before = counted_before(older)
    kinds = {one.kind for one in before}
    assert kinds == {*map(ItemKind, MARKED), ItemKind.ANSWER, ItemKind.SPECIAL, ItemKind.OUTCOME}
    with again(older) as store, store.read() as conn:
        after = {item: cases for item, cases in item_counts(conn, RUBRIC).items() if item.kind in kinds}
        hours = counted(conn, written=("timer",)).written("timer")
    assert after == before
    assert Counter(hours) == Counter(["12", "3.5", "2", "0"])


def test_marks_and_their_index_are_gone_and_the_log_is_whole(older: str, version: int) -> None:
    logged = raw(older, "SELECT number, hash FROM event ORDER BY number")
    with again(older) as store, store.read() as conn:
        assert not {"mark"} & set(sa.inspect(conn).get_table_names())
        assert "ix_answer_tally" not in {one["name"] for one in sa.inspect(conn).get_indexes("answer")}
        assert log.verify(conn).whole
        assert list(log.differences(conn)) == []
        *earlier, last = log.events(conn)
    assert [(one.number, one.hash) for one in earlier] == logged
    assert (last.what, last.old, last.new) == ("migration", str(version), str(migrate.SCHEMA_VERSION))


def test_a_copy_is_kept_of_what_was(sqlite_url: str, version: int, tmp_path: Path, monkeypatch: Any) -> None:
    make(sqlite_url, version, tmp_path, monkeypatch, frozen())
    marks = raw(sqlite_url, "SELECT * FROM mark ORDER BY assessment, kind, code")
    with again(sqlite_url):
        pass
    (copy,) = Path(sqlite_url).parent.glob(f"*.v{version}-*.bak")
    assert raw(str(copy), "PRAGMA user_version") == [(version,)]
    assert raw(str(copy), "SELECT * FROM mark ORDER BY assessment, kind, code") == marks
    assert len(marks) > 10


@pytest.mark.parametrize("text", ["title: Prøve\n", "{"])
def test_a_rubric_that_cannot_be_read_stops_it_and_nothing_is_touched(
    store_url: str, version: int, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(store_url, version, tmp_path, monkeypatch, frozen(text))
    before = counted_before(store_url)

    def attempt() -> None:
        said = refusal(store_url)
        assert "det låste måleskema kan ikke læses. Intet er ændret. Brug den udgave" in said

    attempt() if "://" in store_url else untouched(Path(store_url), attempt)
    assert counted_before(store_url) == before
    assert raw(store_url, "SELECT version_num FROM alembic_version") == [(f"{version:04}",)]
    assert raw(store_url, "SELECT count(*) FROM event WHERE what = 'migration'") == [(0,)]


def test_where_nothing_is_scored_the_rubric_is_not_read(
    store_url: str, version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.store.test_migrating_tallies.SCORED", SCORED[-1:])
    make(store_url, version, tmp_path, monkeypatch, frozen("title: Prøve\n"))
    with again(store_url) as store, store.read() as conn:
        assert assessments.load(conn, 1).tally is None
        assert len(samples.drawn(conn)) == len(CASES)
