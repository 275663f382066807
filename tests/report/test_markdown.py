import string

from hypothesis import given
from hypothesis import strategies as st

from audit.report.markdown import Markdown, MarkdownTable, escape, table


def test_every_mark_of_punctuation_is_escaped() -> None:
    assert escape(string.punctuation) == "".join(f"\\{mark}" for mark in string.punctuation)


def test_our_own_markup_passes_and_what_is_made_of_it_does_not() -> None:
    ours = Markdown("**x**")
    assert escape(ours) is ours
    assert escape(ours.upper()) == r"\*\*X\*\*"
    assert escape(ours + "") == r"\*\*x\*\*"
    assert escape(f"{ours}") == r"\*\*x\*\*"


@given(st.text())
def test_a_value_stays_on_its_line(text: str) -> None:
    escaped = escape(text)
    assert len(escaped.splitlines()) <= 1
    assert not escaped.startswith(" ")
    assert escape(escaped) is escaped


def test_numbers_and_dates_are_text() -> None:
    assert escape(12) == "12"
    assert escape(1.5) == r"1\.5"


def test_control_characters_show() -> None:
    assert escape("a\x1b[31m\u202e") == r"a␛\[31m‹U\+202E›"


def test_a_table_keeps_its_columns() -> None:
    text = table(MarkdownTable("Et | to", ["A|", "B"], [["x|y", "1"], ["z", "2"]], total=True), 4)
    assert text.splitlines() == [
        r"| A\| | B |",
        "| :-- | --: |",
        r"| [x\|y]{.total} | [1]{.total} |",
        "| z | 2 |",
        "",
        r": Tabel 4. Et \| to {#tabel-4}",
    ]


def test_a_table_with_a_very_long_word_may_break_it() -> None:
    assert ".long" in table(MarkdownTable("T", ["A"], [["o" * 30]]), 1)
    assert ".long" not in table(MarkdownTable("T", ["A"], [["flere korte ord " * 10]]), 1)
