"""Keys out of what a terminal sends."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.terminal.key_reader import ERASE, PASTED, EndOfInput, KeyReader, read_entry

PAUSE = None
"""In what a terminal sends: a wait longer than anybody waits for the rest of a sequence."""


def keys(*sent: str | None) -> list[str]:
    """The keys read until the terminal has no more to send."""
    characters: Iterator[str | None] = iter([c for piece in sent for c in ([PAUSE] if piece is None else piece)])

    def read(seconds: float | None) -> str | None:
        for char in characters:
            if char is not PAUSE or seconds is not None:
                return char
        raise EndOfInput

    reader = KeyReader(read)
    found = []
    while True:
        try:
            found.append(reader.key())
        except EndOfInput:
            return found


@pytest.mark.parametrize("sent", ["1", "å", "?", " "])
def test_a_printable_key_is_itself(sent: str) -> None:
    assert keys(sent) == [sent]


def test_enter_is_empty_and_control_keys_are_nothing() -> None:
    assert keys("\r", "\n", "\t", "\x01", "1") == ["", "", "1"]


@pytest.mark.parametrize("sent", ["\x7f", "\b"])
def test_backspace_is_one_key_whatever_the_terminal_sends(sent: str) -> None:
    assert keys(sent) == [ERASE]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("1", "1"),
        ("?", "?"),
        ("\r", ""),
        ("\x7f1", "1"),
        ("a\r", "a"),
        ("ja\r", "ja"),
        ("fremgår ikke\r", "fremgår ikke"),
        ("b\x7f1", "1"),
        ("bo\x7f\r", "b"),
        ("j\x7f\x7f\r", ""),
        ("j1\r", "j1"),
    ],
)
def test_a_digit_counts_at_once_and_a_word_at_enter(typed: str, entry: str) -> None:
    left = list(typed)
    assert read_entry(lambda: {"\r": "", "\x7f": ERASE}.get(char := left.pop(0), char), lambda shown: None) == entry
    assert left == []


def test_text_pasted_into_a_word_is_no_entry() -> None:
    left = ["b", PASTED]
    assert read_entry(lambda: left.pop(0), lambda shown: None) == PASTED


def test_ctrl_d_ends() -> None:
    assert keys("1\x042") == ["1"]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[A",
        "\x1b[B",
        "\x1bOA",
        "\x1bOP",
        "\x1b[1;5B",
        "\x1b[15~",
        "\x1b[200h",
        "\x1b[?1;2c",
        "\x1bb",
        "\x1b1",
        "\x1b[[A",
        "\x1b\x1b[A",
    ],
)
def test_an_escape_sequence_is_swallowed_whole(sequence: str) -> None:
    assert keys(sequence, "2") == ["2"]


@pytest.mark.parametrize("sequence", ["\x1b[A", "\x1b[B", "\x1bOA", "\x1b[1;5B", "\x1b[[B", "\x1b\x1b[A"])
def test_a_slow_line_does_not_make_answers_of_an_arrow(sequence: str) -> None:
    for cut in range(1, len(sequence)):
        assert keys(sequence[:cut], PAUSE, sequence[cut:], "2") == ["2"], cut


def test_escape_alone_is_nothing_and_the_next_key_counts() -> None:
    assert keys("\x1b", PAUSE, "1") == ["1"]


def test_pasted_text_is_one_thing() -> None:
    assert keys("1\x1b[200~1\r2\rb\x1b[A\x1b[201~2") == ["1", PASTED, "2"]


@given(st.text(st.characters(exclude_characters="\x1b"), max_size=30))
def test_nothing_inside_a_paste_gets_out(text: str) -> None:
    assert keys(f"\x1b[200~{text}\x1b[201~") == [PASTED]


@given(st.lists(st.sampled_from(["\x1b[A", "\x1b[1;2C", "\x1bOB", "\x1b[3~", "\x1b\x1b[A"]), max_size=5))
def test_no_number_of_arrows_answers(sequences: list[str]) -> None:
    assert keys(*sequences, "1") == ["1"]
