"""Who may score a case: the cases a jurist can read, asked of the rule and through every door to it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.cases import Round
from audit.cli import main
from audit.errors import StateError
from audit.review.permission import BegunAssessment, Permission, ScoringPermission, may_score
from audit.review.recorded import ROUNDS
from audit.reviewers import identity
from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.store import Store, assessments, open_store, rubrics, samples
from audit.study.desk import StoreDesk
from tests.tools.small_study import ID, RUBRIC, TITLE, make_study
from tests.tools.store import answered, evaluation, save

TOLD = yaml.safe_load((Path(__file__).parent.parent / "cases" / "who_may_score.yaml").read_text("utf-8"))
ANSWERS = {
    "begynde": Permission.BEGIN,
    "fortsætte": Permission.CONTINUE,
    "overtage": Permission.TAKE_OVER,
    "nej, en anden bedømmer den": Permission.TAKEN,
    "nej, har selv bedømt den": Permission.SCORED_BEFORE,
    "nej, der er ikke to færdige": Permission.NOT_TWO,
}
told = pytest.mark.parametrize("case", TOLD, ids=[case["prøve"] for case in TOLD])


def decision_of(case: dict[str, Any]) -> ScoringPermission:
    """What the rule says of a case."""
    begun = [
        BegunAssessment(
            number, ROUNDS[one["runde"]], one["bedømmer"], one.get("urørt") == "ja", one.get("færdig") == "ja"
        )
        for number, one in enumerate(case["sagen"], 1)
    ]
    return may_score(ROUNDS[case["runde"]], case["bedømmer"], begun)


@told
def test_the_rule(case: dict[str, Any]) -> None:
    decision = decision_of(case)
    assert decision.permission is ANSWERS[case["svar"]]
    assert decision.refused == case["svar"].startswith("nej")


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_has_a_case(answer: str) -> None:
    assert any(case["svar"] == answer for case in TOLD)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Where the study's database shall be made: a file's name or a URL."""
    return "lille.db" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))


def opened(folder: Path, database: str) -> Store:
    return open_store(database if "://" in database else str(folder / database), study_id=ID, title=TITLE)


def scored(store: Store, key: int, history: list[dict[str, str]]) -> None:
    """Let happen in a case what is told of it."""
    for one in history:
        with store.write(one["bedømmer"]) as tx:
            id_ = assessments.begin(tx, key, ROUNDS[one["runde"]], one["bedømmer"])
            if one.get("færdig") == "ja":
                given = {"skriftlig": answered("nej"), "hvem": answered("borger")}
                save(tx, id_, given, evaluation("ændres", given))
            elif one.get("urørt") != "ja":
                save(tx, id_, {"skriftlig": answered("ja")})


def held_by(store: Store, key: int, round_: Round) -> str:
    with store.read() as conn:
        return next((one.reviewer for one in assessments.history(conn, key) if one.round is round_), "")


@told
def test_keyboard_file_and_queue_agree(
    case: dict[str, Any], database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = make_study(tmp_path, cases=2, database=database)
    round_, reviewer, decision = ROUNDS[case["runde"]], case["bedømmer"], decision_of(case)
    before = next((one["bedømmer"] for one in case["sagen"] if ROUNDS[one["runde"]] is round_), "")
    after = before if decision.refused else case.get("gemt_som", reviewer)
    with opened(tmp_path, database) as store:
        with store.read() as conn:
            typed, filed = (one.case for one in samples.drawn(conn))
            sha256 = rubrics.current_sha256(conn)
        for one in (typed, filed):
            scored(store, one.key, case["sagen"])

        with store.read() as conn:
            handed = assessments.next_unfinished(conn, reviewer, round_)
        offered = decision.permission in (Permission.BEGIN, Permission.CONTINUE)
        assert handed == (typed.key if offered else None), "the queue offers nobody what another has opened"

        rubric = read_rubric(RUBRIC.encode(), "måleskema.yaml").rubric
        assert rubric is not None
        desk = StoreDesk(store, Evaluator(rubric), reviewer, round_, typed.key, sha256)
        if decision.refused:
            with pytest.raises(StateError) as refusal:
                desk.next_case()
            assert str(refusal.value) == decision.told(f"sagen »{typed.case_id}«")
        else:
            work = desk.next_case()
            assert work is not None
            assert work.case == typed
        assert held_by(store, typed.key, round_) == after

    file = tmp_path / "svar.csv"
    file.write_text(
        f"sagsnr;bedømmer;runde;skriftlig;begrundet\n{filed.case_id};{reviewer};{case['runde']};ja;ja\n", "utf-8"
    )
    again = ["--replace"] if decision.permission is Permission.CONTINUE else []
    code = main(["--config", str(config), "answers", "import", str(file), *again])
    said = capsys.readouterr().err
    assert (code, said != "") == (int(decision.refused), decision.refused)
    if decision.refused:
        assert decision.told_of_file(f"sagen »{filed.case_id}«")[0].casefold() in " ".join(said.split()).casefold()
    with opened(tmp_path, database) as store:
        assert held_by(store, filed.key, round_) == after


CODES = st.sampled_from(["ABC", "abc", "Abc", "ÆØÅ", "æøå", "Zoë", "ZOË", "x-1"])
HISTORIES = st.lists(
    st.builds(BegunAssessment, st.just(1), st.sampled_from(Round), CODES, st.booleans(), st.booleans()),
    unique_by=lambda one: one.round,
)


@given(HISTORIES, st.sampled_from(Round), CODES, CODES)
def test_how_a_code_is_written_never_decides(
    history: list[BegunAssessment], round_: Round, one: str, other: str
) -> None:
    if identity(one) == identity(other):
        assert may_score(round_, one, history).permission is may_score(round_, other, history).permission


@given(HISTORIES, CODES)
def test_whoever_may_begin_has_no_other_part_in_the_case(history: list[BegunAssessment], code: str) -> None:
    """The first two assessments and the adjudication are never the same person's, in whatever order they come."""
    scored = [one.round for one in history if identity(one.reviewer) == identity(code)]
    for round_ in (Round.FIRST, Round.SECOND, Round.ADJUDICATED):
        if may_score(round_, code, history).permission in (Permission.BEGIN, Permission.TAKE_OVER):
            assert set(scored) <= {Round.AFTER_HEARING}
