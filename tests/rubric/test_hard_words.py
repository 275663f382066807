"""Words that YAML and keyboards have otherwise than a jurist means them: the right value or a named error."""

from typing import Any

import pytest

from audit.rubric.reading import Reading, read_rubric
from tests.rubric.test_reading import RIGHT


def with_changed(old: str, new: str) -> Reading:
    assert RIGHT.count(old) == 1, old
    return read_rubric(RIGHT.replace(old, new).encode(), "f.yaml")


@pytest.mark.parametrize(
    "word", ["12:30", "1_000", "0x1F", "0o17", "1e3", ".5", "5.", "1,5", "+5", "007", ".inf", "2020-01-31", "no", "½"]
)
def test_what_only_looks_like_a_number_is_not_one(word: str) -> None:
    [limit] = with_changed("min: 0", f"min: {word}").problems
    assert str(limit) == f"f.yaml, linje 68, kolonne 14: »min« skal være et tal, ikke »{word}«. Skriv fx 5 eller 2.5."


@pytest.mark.parametrize("word", ["12:30", "1_000", "0x1F", "1e3", ".5", "2020-01-31", "no", "2021-03-01"])
def test_an_answer_that_only_looks_like_a_number_is_not_one(word: str) -> None:
    [answer] = with_changed("uger: 30", f"uger: {word}").problems
    assert str(answer) == f"f.yaml, linje 137, kolonne 59: »{word}« er ikke et tal. Skriv fx 12 eller 12,5."


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("12:30", "»12:30« er ikke en dato."),
        ("1_000", "»1_000« er ikke en dato."),
        ("20210301", "»20210301« er ikke en dato."),
        ("2021-03-01T00:00", "»2021-03-01T00:00« er ikke en dato."),
        ("on", "»on« er ikke en dato."),
        ("2021-02-30", "datoen »2021-02-30« findes ikke."),
    ],
)
def test_an_answer_that_only_looks_like_a_date_is_not_one(word: str, said: str) -> None:
    [answer] = with_changed("afgjort: 2021-03-01", f"afgjort: {word}").problems
    assert answer.what.startswith(said.removesuffix("."))


@pytest.mark.parametrize("word", ["no", "NO", "on", "yes", "Yes", "off", "12:30", "1e3", "2020-01-31", "0x1F", "1_000"])
def test_a_text_is_the_word_that_was_written(word: str) -> None:
    reading = with_changed("title: Opfølgningsforløbet", f"title: {word}")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert reading.rubric.sections[0].title == word


@pytest.mark.parametrize("words", [["yes", "no"], ["on", "off"], ["JA", "NEJ"], ["null_", "y", "n"]])
def test_options_are_the_words_that_were_written(words: list[str]) -> None:
    reading = with_changed("options: {job: I job, ledig: Ledig}", f"options: [job, ledig, {', '.join(words)}]")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert [*reading.rubric.facts["sagstype"].options] == ["job", "ledig", *words]


@pytest.mark.parametrize("value", ["true", "false", "null", "~", "1", "2020-01-31", "12:30", ".5"])
def test_an_option_that_is_no_word_is_named(value: str) -> None:
    reading = with_changed("options: {job: I job, ledig: Ledig}", f"options: [job, ledig, {value}]")
    assert reading.rubric is None
    [problem] = reading.problems
    assert problem.line == 14


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[ja, delvist, nej]", "[ja,\u00a0delvist, nej]", "»‹U+00A0›delvist« er ikke et gyldigt navn."),
        ("[ja, delvist, nej]", "[ja, delvist, nej\u200b]", "»nej‹U+200B›« er ikke et gyldigt navn."),
        (
            "{opfulgt: nej}\n    expect",
            "{opfulgt: nej\u200b}\n    expect",
            "»nej‹U+200B›« er ikke et svar på »opfulgt«",
        ),
        ("uger: 30", "uger: 3\u200b0", "»3‹U+200B›0« er ikke et tal."),
        ("outcome: hjemvises\n    law", "outcome: hjem\u00advises\n    law", "»hjem‹U+00AD›vises« er ikke"),
    ],
)
def test_a_character_that_cannot_be_seen_is_shown(old: str, new: str, said: str) -> None:
    reading = with_changed(old, new)
    assert reading.rubric is None
    assert any(said in str(problem) for problem in reading.problems), [*map(str, reading.problems)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("min: 0", "min: 0101701234"),
        ("uger: 30", "uger: 0101701234"),
        ("uger: 30", "uger: -0101701234"),
        ("afgjort: 2021-03-01", "afgjort: 0101701234"),
        ("facts: {sygemeldt: 2021-02-01, sagstype: job", "facts: {sygemeldt: 2021-02-01, sagstype: 0101701234"),
        ("title: Opfølgningsforløbet", "title: Ring til 010170-1234"),
        ("title: Opfølgningsforløbet", "title: 010170\u200b1234"),
        ('version: "2022.1"', 'version: "0101701234"'),
        ("# Konstruerede data.", "# 010170 1234"),
        ("id: opfulgt\n", "id: o0101701234\n"),
    ],
)
def test_a_cpr_number_is_named_by_its_place_and_its_digits_are_not_repeated(old: str, new: str) -> None:
    reading = with_changed(old, new)
    assert reading.rubric is None
    assert any(problem.what == "her står et CPR-nummer." for problem in reading.problems)
    assert "01701234" not in "".join(map(str, reading.problems))
    assert "1701234" not in "".join(map(str, reading.problems))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\n" + RIGHT, None),
        (RIGHT + "...\n", None),
        (RIGHT.replace("\n", "\r\n"), None),
        (RIGHT.replace("\n", "\r"), None),
        (RIGHT + "\n\n# slut", None),
        (RIGHT + "---\nformat: 1\n", "»---« begynder et nyt dokument"),
        ("x: &alt\n  a: 1\n" + RIGHT.replace("laws:\n", "laws:\n  <<: *alt\n"), "kan ikke bruges"),
        (RIGHT.replace("format: 1\n", "format: 1\nformat: 1\n"), "nøglen »format« står også i linje 2."),
        (RIGHT.replace("  - id: forløb", "\t- id: forløb"), "her står en tabulator"),
        (RIGHT.replace("Opfølgningsforløbet", "Opfølg\0ning"), "det er ikke en tekstfil."),
        ("[" * 10_000, "mere end 50 niveauer"),
        ("a:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 1000)), "mere end 50 niveauer"),
    ],
)
def test_a_whole_file_of_an_odd_kind(text: str, said: str | None) -> None:
    reading = read_rubric(text.encode(), "f.yaml")
    assert (reading.rubric is None) == (said is not None)
    assert said is None or any(said in str(problem) for problem in reading.problems), [*map(str, reading.problems)]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("latin-1", "filen er ikke gemt som UTF-8; se ved"),
        ("cp1252", "filen er ikke gemt som UTF-8; se ved"),
        ("utf-16", "filen er gemt som UTF-16."),
        ("utf-16-le", "det er ikke en tekstfil."),
        ("utf-32", "filen er gemt som UTF-"),
    ],
)
def test_another_encoding_is_named_and_what_to_do(encoding: str, said: str) -> None:
    [problem] = read_rubric(RIGHT.encode(encoding), "f.yaml").problems
    assert problem.what.startswith(said)
    assert "UTF-8" in problem.todo


def test_ten_megabytes_are_refused_at_once() -> None:
    data: Any = b"a: b\n" * 2_000_000
    [problem] = read_rubric(data, "f.yaml").problems
    assert str(problem) == "f.yaml: filen fylder mere end 2 MB. Er det den rigtige fil?"


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("max: 104", "max: 1.000", 69, 14),
        ("value: 22.5,", "value: 1.000,", 23, 35),
        ("alder: {at_least: 18}", "alder: {at_least: 1.000}", 66, 83),
        ("uger: 30", "uger: 1.000", 137, 59),
    ],
)
def test_a_point_before_three_digits_could_be_a_thousand_and_is_asked_about(
    old: str, new: str, line: int, column: int
) -> None:
    [problem] = with_changed(old, new).problems
    assert (problem.line, problem.column) == (line, column)
    assert "punktummet i »1.000« kan betyde tusind eller decimaler. Skriv 1000 eller 1" in str(problem)
    assert ("1,0." if line == 137 else "1.0.") in str(problem), "as it can be written there"


@pytest.mark.parametrize("char", ["\u200d", "\u200c", "\ufe0f", "\u0338"])
def test_a_name_holds_nothing_that_is_not_a_character_of_its_own(char: str) -> None:
    reading = with_changed("id: opfulgt\n", f"id: op{char}fulgt\n")
    assert reading.rubric is None
    assert any("er ikke et gyldigt navn." in problem.what for problem in reading.problems), reading.problems


@pytest.mark.parametrize("text", ["\u200b", "\u00ad\u2060", "\u00a0\u200b "])
def test_a_text_of_nothing_that_can_be_seen_is_empty(text: str) -> None:
    reading = with_changed("title: Opfølgningsforløbet", f'title: "{text}"')
    assert [problem.what for problem in reading.problems] == ["»title« må ikke være tom."]
