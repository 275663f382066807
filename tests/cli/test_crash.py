"""The log of a bug says where it happened, and holds nothing the user has written."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from audit.cli.crash import crash_text

PLANTED = "Om borgeren i huset på hjørnet"


class Answer(BaseModel):
    number: int


def caught(raising: object) -> BaseException:
    assert callable(raising)
    try:
        raising()
    except BaseException as bug:
        return bug
    raise AssertionError("nothing was raised")


def in_its_arguments() -> None:
    raise ValueError(PLANTED, {PLANTED: PLANTED})


def in_a_key() -> None:
    {}[PLANTED]


def in_a_local() -> None:
    words = PLANTED
    raise RuntimeError(f"{words!r}")


def in_a_note() -> None:
    bug = ValueError("hov")
    bug.add_note(PLANTED)
    raise bug


def in_a_cause() -> None:
    try:
        in_its_arguments()
    except ValueError as first:
        raise RuntimeError(PLANTED) from first


def in_a_context() -> None:
    try:
        in_its_arguments()
    except ValueError:
        in_a_key()


def in_a_group() -> None:
    raise ExceptionGroup(PLANTED, [caught_error(in_a_note), ExceptionGroup(PLANTED, [caught_error(in_a_cause)])])


def caught_error(raising: object) -> Exception:
    bug = caught(raising)
    assert isinstance(bug, Exception)
    return bug


def in_a_file_name() -> None:
    Path(f"/home/{PLANTED}/sag.csv").read_bytes()


def in_a_model() -> None:
    Answer.model_validate({"number": PLANTED})


def in_source_of_its_own() -> None:
    exec(compile(f"raise ValueError('{PLANTED}')", f"/home/{PLANTED}/skema.py", "exec"), {"__name__": PLANTED})


def in_the_name_of_a_type() -> None:
    raise type(PLANTED, (Exception,), {"__module__": PLANTED})(PLANTED)


def in_a_syntax_error() -> None:
    compile(f"{PLANTED} =", f"{PLANTED}.py", "exec")


def in_an_undecodable_text() -> None:
    (PLANTED.encode() + b"\xff").decode()


PLACES = [
    in_its_arguments,
    in_a_key,
    in_a_local,
    in_a_note,
    in_a_cause,
    in_a_context,
    in_a_group,
    in_a_file_name,
    in_a_model,
    in_source_of_its_own,
    in_the_name_of_a_type,
    in_a_syntax_error,
    in_an_undecodable_text,
]


@pytest.mark.parametrize("raising", PLACES, ids=lambda raising: raising.__name__)
def test_nothing_the_user_wrote_is_in_the_log(raising: object) -> None:
    text = crash_text(caught(raising))
    for word in PLANTED.split():
        assert not re.search(rf"\b{word}\b", text), text
    assert "tests.cli.test_crash, linje" in text


def test_every_exception_of_a_chain_is_named_with_its_place() -> None:
    text = crash_text(caught(in_a_cause))
    assert "\nbuiltins.RuntimeError\n" in text
    assert "\nFølger af: builtins.ValueError\n" in text
    assert re.search(r"^  tests\.cli\.test_crash, linje \d+, in_a_cause$", text, re.MULTILINE)
    assert "\nSkete under: builtins.ValueError\n" in crash_text(caught(in_a_context))
    assert crash_text(caught(in_a_group)).count("I gruppen: ") == 3


def test_program_and_libraries_are_named_with_their_versions() -> None:
    text = crash_text(caught(in_a_key))
    assert text.startswith("audit ")
    assert re.search(r"^openpyxl \d", text, re.MULTILINE)
    assert re.search(r"^Python 3\.\d+", text, re.MULTILINE)


def deeper(number: int) -> None:
    deeper(number + 1)


def down(left: int) -> None:
    up(left - 1)


def up(left: int) -> None:
    if left <= 0:
        raise ValueError
    down(left - 1)


def test_a_long_way_down_is_shortened() -> None:
    assert re.search(r"deeper \(\d{3,} gange\)", crash_text(caught(lambda: deeper(0))))
    text = crash_text(caught(lambda: down(200)))
    assert "til …" in text
    assert len(text.splitlines()) < 120


@given(st.text(min_size=4), st.text(min_size=4))
def test_the_log_is_the_same_whatever_the_message(one: str, other: str) -> None:
    def fail(said: str) -> None:
        raise ValueError(said)

    logs = [crash_text(caught(lambda said=said: fail(said))) for said in (one, other)]
    assert logs[0] == logs[1]
