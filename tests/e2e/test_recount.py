"""Every figure of the examples is recounted from the answers by SQL alone, and is what the program says.

``examples/*/recount.sql`` and the SQL of docs/methods.md are run with Python's
``sqlite3``, on a database that is opened for reading only.
"""

import csv
import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.rubric.types import Question
from tests.tools.rubrics import plain
from tests.tools.workspace import CENSUS, EXAMPLE, PURPOSIVE, ROOT, STEPS, Workspace, table_rows

METHODS = (ROOT / "docs/methods.md").read_text("utf-8")
HEADING = "## Regn et tal efter med sqlite3"

OF_TWO = ("spørgsmål", "før høringen", "af svarene")
"""Those whose figures are named by two columns."""

CORRECT = {"rigtige af alle": "of_all", "rigtige af dem, der kan vurderes": "of_assessed"}
"""The two ways of correctness, and what the JSON calls them."""

Recounted = dict[str, dict[Any, tuple[Any, ...]]]
"""By what the figures are of (the first column's name): the row of each figure, by its name."""


FIXTURES = {EXAMPLE: "scored", PURPOSIVE: "purposive", CENSUS: "census"}
MADE = {EXAMPLE: Workspace.make, PURPOSIVE: Workspace.purposive, CENSUS: Workspace.census}
RUBRICS = {
    EXAMPLE: "rubrics/rehabiliteringsteam.yaml",
    PURPOSIVE: "rubrics/fleksjob-122.yaml",
    CENSUS: f"{CENSUS}/kommunernes-praksis.yaml",
}


@pytest.fixture(params=FIXTURES)
def example(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def study(example: str, request: pytest.FixtureRequest) -> Workspace:
    """The example, scored; look, do not change."""
    found: Workspace = request.getfixturevalue(FIXTURES[example])
    return found


def test_every_figure_is_recounted(example: str, study: Workspace) -> None:
    assert recounted(study.database, script_of(example)) == figures(study.results())


def test_every_claim_is_recounted(example: str, study: Workspace) -> None:
    found = recounted(study.database, script_of(example))
    totals, measures = found["i alt"], found["nøgletal"]
    own = {"indkaldte": totals["asked"], "kommuner": totals["kommuner"]}
    own |= found.get("anbefalinger, der gives", {})
    claims = plain((ROOT / example / "claims.yaml").read_text("utf-8"))
    stated = {one["id"]: one for one in claims["claims"]}
    stated |= {name: {"count": claims[name]} for name in ("kommuner", "recommendations") if name in claims}
    checks = {one["id"]: one["computed"] for one in study.results("--against", claims_of(study))["claims"]}
    assert checks.keys() == stated.keys()
    for name, claim in stated.items():
        count, among, percent, *_ = (*(measures.get(name) or own[name]), None, None)
        assert count == claim["count"] == checks[name]["count"]
        assert among in (claim.get("among", among), checks[name]["among"])
        assert claim.get("among") in (None, among)
        assert claim.get("percent") in (None, percent)


def test_the_figures_are_of_the_answers_and_of_nothing_the_program_worked_out(
    example: str, study: Workspace, tmp_path: Path
) -> None:
    """Without any tally, and with another outcome in every assessment, the same comes out."""
    with changed(study.database, tmp_path, "UPDATE assessment SET tally = NULL, outcome = 'færdig'") as database:
        assert recounted(database, script_of(example)) == recounted(study.database, script_of(example))


def test_a_changed_answer_changes_the_recount(scored: Workspace, tmp_path: Path) -> None:
    """A form the program says was there is no longer there, and the figures of it differ by one case."""
    change = """
        UPDATE answer SET value = 'nej' WHERE question = 'læ-265-indhentet' AND assessment = (
            SELECT min(id) FROM assessment WHERE outcome = 'rigtig' AND id NOT IN (
                SELECT assessment FROM answer WHERE question = 'fejl-væsentlig'))
    """
    said = figures(scored.results())
    with changed(scored.database, tmp_path, change) as database:
        found = recounted(database, script_of(EXAMPLE))
    differing = {(kind, name) for kind, rows in found.items() for name in rows if rows[name] != said[kind][name]}
    assert differing == {
        ("nøgletal", "læ-265-indhentet-andel"),
        ("fund", "læ-265-mangler"),
        ("spørgsmål", ("læ-265-indhentet", "ja")),
        ("spørgsmål", ("læ-265-indhentet", "nej")),
    }
    assert found["fund"]["læ-265-mangler"][0] == said["fund"]["læ-265-mangler"][0] + 1


def test_a_figure_that_is_not_recounted_shows(example: str, study: Workspace) -> None:
    script = script_of(example)
    said = figures(study.results())
    lines = [one for one in script.splitlines() if re.fullmatch(r"union all select .* from (skema|sag)", one)]
    assert len(lines) >= 30
    for line in lines:
        assert recounted(study.database, script.replace(f"{line}\n", "")) != said, line


@pytest.mark.parametrize("seed", [3, 9])
def test_other_answers_are_recounted_too(example: str, seed: int, tmp_path: Path) -> None:
    """Answers drawn by lot, many of them unknown: also what is not assessable and unknown comes out the same."""
    study = MADE[example](tmp_path / "s")
    study.ok(*STEPS[0])
    study.ok(*STEPS[1])
    by_lot(study, example, random.Random(seed))
    study.ok("answers", "import", study.answers)
    said = figures(study.results())
    assert recounted(study.database, script_of(example)) == said
    describes = example == CENSUS
    assert ("udfald" not in said) if describes else said["udfald"]["kan_ikke_vurderes"][0] > 0
    assert any(unknown for *_, unknown in said["nøgletal"].values())


def test_a_ruling_counts_in_place_of_the_outcome_of_the_answers(scored: Workspace, tmp_path: Path) -> None:
    ruled = "INSERT INTO ruling SELECT min(id), 'ændres', 'Konstrueret' FROM assessment WHERE outcome = 'rigtig'"
    with changed(scored.database, tmp_path, ruled) as database:
        found = recounted(database, script_of(EXAMPLE))
    assert found["af svarene"] == {("rigtig", "ændres"): (1,)}
    assert found["rigtighed"]["rigtige af alle"][0] == 106
    assert found["nøgletal"]["ikke-overholdt"][0] == 22


def blocks() -> Iterator[tuple[str, str]]:
    """The SQL of the chapter, each with the result that is stated below it, "" where none is."""
    chapter = METHODS.split(HEADING)[1].split("\n## ")[0]
    yield from re.findall(r"```sql\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", chapter, re.DOTALL)


def test_the_sql_of_the_method_gives_what_is_stated_below_it(scored: Workspace) -> None:
    with closing(reading(scored.database)) as connection:
        for sql, stated in blocks():
            rows = [row for _, found in run(connection, sql) for row in found]
            shown = "".join("|".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
            assert shown == stated, sql
    assert sum(bool(stated) for _, stated in blocks()) >= 8


def test_the_sql_of_the_method_counts_as_the_program_does(scored: Workspace) -> None:
    """The numbers that are stated in the chapter are the program's too."""
    said = scored.results("--by", "sagstype")
    chapter = "".join(stated for _, stated in blocks())
    for one in said["correctness"]:
        group = one["group"].get("sagstype")
        assert not group or f"{group}|{one['right']}|{one['cases']}\n" in chapter
    assert f"{said['cases']}|{said['files']}|{said['kommuner']}\n" in chapter
    for one in said["outcomes"]:
        assert bool(one["group"] or not one["count"]) or f"{one['id']}|{one['count']}\n" in chapter


def script_of(example: str) -> str:
    return (ROOT / example / "recount.sql").read_text("utf-8")


def claims_of(study: Workspace) -> str:
    return study.answers.replace("answers.csv", "claims.yaml")


def reading(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{database}?mode=ro", uri=True)


def run(connection: sqlite3.Connection, script: str) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The first column's name and the rows of every statement that gives rows."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            cursor = connection.execute(statement)
            statement = ""
            if cursor.description:
                yield cursor.description[0][0], cursor.fetchall()
    assert not re.sub(r"--.*", "", statement).strip(), "the last statement ends"


def recounted(database: Path, script: str) -> Recounted:
    """What the script gives; what has no figures is left out, as in :func:`figures`."""
    found: Recounted = {}
    with closing(reading(database)) as connection:
        for kind, rows in run(connection, script):
            own = found.setdefault(kind, {})
            for row in rows:
                key, rest = (row[:2], row[2:]) if kind in OF_TWO else (row[0], row[1:])
                assert key not in own, f"{kind} {key} is counted twice"
                own[key] = rest
    return {kind: rows for kind, rows in found.items() if rows}


def figures(document: Mapping[str, Any]) -> Recounted:
    """What the program says of all cases, as the script has it; a study that describes has nothing of outcomes."""
    whole: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    whole |= {
        name: [one for one in rows if not one.get("group")] for name, rows in document.items() if isinstance(rows, list)
    }
    recommendations = whole["recommendations"]
    found: Recounted = {
        "i alt": {name: (document[name],) for name in ("cases", "files", "kommuner", "asked", "drawn")},
        "rigtighed": {name: share(one[key]) for one in whole["correctness"] for name, key in CORRECT.items()},
        "udfald": by_id(whole["outcomes"]),
        "før høringen": {(one["before"], one["after"]): (one["cases"],) for one in whole["after_hearing"]},
        "af svarene": {(one["before"], one["after"]): (one["cases"],) for one in whole["overruled"]},
        "nøgletal": by_id(whole["measures"]),
        "tal": {
            one["id"]: tuple(one[key] for key in ("asked", "answered", "smallest", "middle", "largest", "mean"))
            for one in whole["numbers"]
        },
        "spørgsmål": {(one["id"], one["answer"]): share(one) for one in whole["answers"] if one["count"]},
        "fund": by_id(whole["findings"]),
        "anbefaling": {one["id"]: (*share(one), one["triggered"]) for one in recommendations},
        "anbefalinger, der gives": {"recommendations": (sum(one["triggered"] for one in recommendations),)}
        if recommendations
        else {},
    }
    return {kind: rows for kind, rows in found.items() if rows}


def by_id(rows: Iterable[Mapping[str, Any]]) -> dict[Any, tuple[Any, ...]]:
    return {one["id"]: share(one) for one in rows}


def share(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["count"], one["among"], one["percent"], one["unknown"]


@contextmanager
def changed(database: Path, folder: Path, statement: str) -> Iterator[Path]:
    """A copy of a database in which one statement is run behind the program's back."""
    target = folder / "copy.db"
    with closing(reading(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        assert copy.execute(statement).rowcount > 0
        copy.commit()
    yield target


def by_lot(study: Workspace, example: str, lot: random.Random) -> None:
    """Answers drawn by lot for every case, in place of the example's; some cases are assessed once more."""
    asked = read_rubric((ROOT / RUBRICS[example]).read_bytes(), example).rubric
    assert asked
    evaluator = Evaluator(asked)
    path = study.folder / study.answers
    cases = {(row["kommune"], row["sagsnr"]): row for row in table_rows(path)}
    facts = {
        (row["kommune"], row["sagsnr"]): {
            name: row[name] for name, fact in asked.facts.items() if fact.labels and row.get(name)
        }
        for row in table_rows(path.with_name("frame.csv"))
    }
    rounds = ["første"] if example == EXAMPLE else ["første", "efter høring"]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["sagsnr", "kommune", "bedømmer", "runde", *asked.questions])
        for round_ in rounds:
            for (kommune, number), row in cases.items():
                if round_ == "første" or lot.random() < 0.3:
                    answers = answered(evaluator, facts[kommune, number], lot.choice)
                    rows.writerow(
                        [number, kommune, row["bedømmer"], round_, *(answers.get(q, "") for q in asked.questions)]
                    )


def answered(evaluator: Evaluator, facts: Mapping[str, str], choice: Callable[[Any], Any]) -> dict[str, str]:
    """An answer to every question that is asked in a case, as a file has it."""
    given: dict[str, Any] = {}
    for name, question in evaluator.rubric.questions.items():
        if name in evaluator.view(given, facts)[1]:
            given[name] = one_answer(question, choice)
    return {name: ",".join(one) if isinstance(one, tuple) else str(one) for name, one in given.items()}


def one_answer(question: Question, choice: Callable[[Any], Any]) -> Any:
    special = choice([*question.allow, None, None, None])
    if special:
        return special
    if not question.labels:
        return choice([Decimal(text) for text in ("0", "4", "5.5", "6", "12")])
    if not question.many:
        # An answer without a finding is more often given, so that the outcomes are not all the most severe one.
        return choice([*question.labels, *[one for one in question.labels if one not in question.findings] * 6])
    alone = [one for one in question.labels if one in question.alone]
    others = tuple(one for one in question.labels if one not in question.alone)
    return choice([others, others, others, others[1:] or others, *[(one,) for one in alone]])
