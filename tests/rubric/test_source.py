"""YAML as jurists write it: what words mean, where they stand, and how mistakes of writing are named."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import MarkedYAMLError, YAMLError
from yaml.events import ScalarEvent

from audit.errors import Problem
from audit.rubric import source
from audit.rubric.source import DEEPEST, LARGEST, MOST_NODES, decode_source, parse_yaml
from audit.rubric.syntax import Diagnosis, diagnose
from audit.rubric.tree import Entry, Items, Scalar, Table, as_meant, empty_values, locate, plain
from audit.validation import KEY, MOST_PROBLEMS

CASES = Path(__file__).parents[1] / "cases"

ENGLISH = re.compile(
    r"\b(should|expected|found|input|valid|scanning|parsing|while|token|indicator|allowed|characters?|cannot|unable)\b",
    re.IGNORECASE,
)
"""Words of PyYAML's and pydantic's; none of them is Danish."""


def read(text: str) -> Any:
    """The plain data of a text without mistakes."""
    tree, problems = parse_yaml(text, "f.yaml")
    assert not problems
    assert tree is not None
    return plain(tree)


def mistakes(text: str) -> list[tuple[int, int, str]]:
    """Line, column and words of everything wrong with a text."""
    _, problems = parse_yaml(text, "f.yaml")
    assert all(problem.file == "f.yaml" for problem in problems)
    return [(problem.line, problem.column, f"{problem.what} {problem.todo}".strip()) for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ja", "ja"),
        ("nej", "nej"),
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("'true'", "true"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ('"12"', "12"),
        ("0.1", Decimal("0.1")),
        ("2021.10", Decimal("2021.10")),
        ("007", "007"),
        ("0101701234", "0101701234"),
        ("1234567890123456", "1234567890123456"),
        ("1_000", "1_000"),
        ("12,5", "12,5"),
        ("1e5", "1e5"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("٣", "٣"),
        ("12:30", "12:30"),
        ("2020-01-31", "2020-01-31"),
        ("2020-01-31T12:00:00Z", "2020-01-31T12:00:00Z"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'~'", "~"),
        ("»ja«", "»ja«"),
        ("fremga\u030ar_ikke", "fremgår_ikke"),
        ("|\n  to\n  linjer\n", "to\nlinjer\n"),
        (">\n  én\n  linje\n", "én linje\n"),
        ("{a: [1, ja]}", {"a": [1, "ja"]}),
    ],
)
def test_what_words_stand_for(written: str, value: Any) -> None:
    found = read(f"nøgle: {written}\n")["nøgle"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_text_whatever_they_look_like_and_in_one_normal_form() -> None:
    assert read("true: a\n12: b\n2020-01-31: c\nno: d\na\u030a: e\n'x': f\n") == {
        "true": "a",
        "12": "b",
        "2020-01-31": "c",
        "no": "d",
        "å": "e",
        "x": "f",
    }


def test_everything_knows_its_place() -> None:
    tree, _ = parse_yaml("# 😀 først\na: 1\nb:\n  - c: æøå\n    d: [x, 😀, y]\ne:\n", "")
    assert tree is not None
    places = {
        ("a",): (2, 4),
        ("a", KEY): (2, 1),
        ("b",): (3, 1),
        ("b", 0): (4, 5),
        ("b", 0, "c"): (4, 8),
        ("b", 0, "c", KEY): (4, 5),
        ("b", 0, "d", 2): (5, 15),
        ("b", 0, "mangler"): (4, 5),
        ("b", 7): (3, 1),
        ("e",): (6, 1),
        (): (2, 1),
    }
    assert {path: locate(tree, path) for path in places} == places


def test_empty_values_are_found_unless_named_already() -> None:
    tree, problems = parse_yaml("a:\nb: [x, ~]\nc: {d: , e: 1}\nf: *intet\n", "")
    assert tree is not None
    assert list(empty_values(tree)) == [("a",), ("b", 1), ("c", "d")]
    assert len(problems) == 1


def test_a_word_can_be_read_as_what_was_meant() -> None:
    tree, _ = parse_yaml("a: [{typ: x, b: 1}]\nc: d\n", "")
    assert tree is not None
    renamed = as_meant(as_meant(tree, ("a", 0, "typ", KEY), "type"), ("c",), "e")
    assert plain(renamed) == {"a": [{"type": "x", "b": 1}], "c": "e"}
    assert locate(renamed, ("a", 0, "type", KEY)) == (1, 6)
    assert plain(as_meant(tree, ("a", 0, "typ", KEY), "b")) == plain(tree)
    assert as_meant(tree, ("a", 0, "findes", "ikke"), "x") == tree


WRITTEN_WRONG = [
    ("a: b\na: c\n", 2, 1, "nøglen »a« står også i linje 1."),
    ("a: &x 1\n", 1, 4, "»&x« kan ikke bruges her."),
    ("a: *x\n", 1, 4, "»*x« kan ikke bruges her."),
    ("a: *æ\n", 1, 4, "en tekst kan ikke begynde med »*«. Sæt anførselstegn"),
    ("a: & b\n", 1, 4, "en tekst kan ikke begynde med »&«."),
    ("a: !!str 1\n", 1, 4, "typemærker med »!« kan ikke bruges her."),
    ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "typemærker med »!« kan ikke bruges her."),
    ("a: !x!y 1\n", 1, 4, "en tekst kan ikke begynde med »!«."),
    ("<<: {a: 1}\n", 1, 1, "»<<« kan ikke bruges til at flette."),
    ("%YAML 1.2\n---\na: 1\n", 1, 1, "linjer, der begynder med »%«, kan ikke bruges."),
    ("%NOGET andet\n---\na: 1\n", 1, 1, "linjer, der begynder med »%«, kan ikke bruges."),
    ("a: 1\n---\nb: 2\n", 2, 1, "»---« begynder et nyt dokument"),
    ("[a]: 1\n", 1, 1, "en nøgle skal være et enkelt ord."),
    (": 1\n", 1, 1, "der mangler en nøgle foran kolon."),
    ('"": 1\n', 1, 1, "der mangler en nøgle foran kolon."),
    ("a: Husk: læs\n", 1, 8, "teksten har et kolon med mellemrum efter"),
    ("a: »den: der«\n", 1, 8, "teksten har et kolon med mellemrum efter"),
    ("a: 1\n: c\n", 2, 1, "der mangler en nøgle foran kolon."),
    ("a: {b: c: d}\n", 1, 9, "teksten har et kolon med mellemrum efter"),
    ("a:b\nc: d\n", 1, 2, "der mangler et mellemrum efter kolon i »a:b«. Skriv »a: …«."),
    ("a: b\nc\nd: e\n", 2, 1, "der mangler et kolon i »c«."),
    ('a: "b\n', 1, 4, "anførselstegnet, der begynder her, bliver ikke lukket"),
    ('a: "b\nc: "d"\n', 1, 4, "anførselstegnet, der begynder her, bliver ikke lukket"),
    ('a: "b" er c\n', 1, 8, "der står mere tekst efter det afsluttende anførselstegn."),
    ('a: "c:\\mappe"\n', 1, 7, "en omvendt skråstreg har en særlig betydning"),
    ('a: "\\ud800"\n', 1, 5, "en omvendt skråstreg har en særlig betydning"),
    ("a: @b\n", 1, 4, "en tekst kan ikke begynde med »@«. Sæt anførselstegn om teksten."),
    ("a: `b\n", 1, 4, "en tekst kan ikke begynde med »`«."),
    ("a: 1\n b: 2\n", 2, 2, "linjen er rykket for langt ind"),
    ("a:\n  - 1\n b: 2\n", 3, 2, "linjen er rykket forkert ind, eller der mangler »- « foran."),
    ("a:\n  - b: 1\n   c: 2\n", 3, 4, "linjen er rykket forkert ind"),
    ("- a\nb: 1\n", 2, 1, "linjen er rykket forkert ind, eller der mangler »- « foran."),
    ("a: - b\n", 1, 4, "en liste med »- « skal begynde på sin egen linje."),
    ("a: [1, 2\nb: 3\n", 1, 4, "»[« bliver ikke lukket med »]«."),
    ("a: {b: 1\n", 1, 4, "»{« bliver ikke lukket med »}«."),
    ('a: ["b" "c"]\n', 1, 9, "her mangler et komma eller »]«."),
    ("a: ]\n", 1, 4, "der er en parentes for meget."),
    ("{a: b}}\n", 1, 7, "her står noget, der ikke hører med"),
    ("a: |tekst\n", 1, 5, "efter »|« eller »>« skal teksten begynde på næste linje."),
    ("a: ? b\n", 1, 4, "et »?« kan ikke stå alene"),
    ("a:\n\tb: 1\n", 2, 1, "her står en tabulator i stedet for mellemrum."),
    ("a:\n  b: 1\n\u00a0\u00a0c: 1\n", 3, 1, "linjen er rykket ind med hårde eller usynlige mellemrum."),
    ("a:\n  b: 1\n  \u200bc: 1\n", 3, 1, "linjen er rykket ind med hårde eller usynlige mellemrum."),
    ("a\u00a0b: 1\n", 1, 1, "nøglen »a b« har et hårdt eller usynligt mellemrum i sig."),
    ("a: \x07b\n", 1, 4, "her står et skjult tegn (U+0007)"),
    ("a: b\x00\n", 1, 5, "her står et skjult tegn (U+0000)"),
    ("a: \ud800\n", 1, 4, "her står et skjult tegn (U+D800)"),
    ("", 0, 0, "filen er tom."),
    ("# kun en bemærkning\n", 0, 0, "filen er tom."),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), WRITTEN_WRONG)
def test_each_mistake_of_writing_is_named_at_its_place(text: str, line: int, column: int, words: str) -> None:
    [(at, beside, said)] = mistakes(text)
    assert (at, beside) == (line, column)
    assert words in said
    assert not ENGLISH.search(said)


def test_what_is_said_of_a_mistake_does_not_hang_on_the_parsers_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for text, *_ in WRITTEN_WRONG]
    texts += [path.read_text("utf-8") for path in sorted((CASES / "rubric_mistakes").glob("*.yaml"))]
    told = [mistakes(text) for text in texts]
    garbled = []

    def diagnosed(error: YAMLError, text: str, last: ScalarEvent | None) -> Diagnosis:
        assert isinstance(error, MarkedYAMLError)
        garbled.append(error)
        error.context, error.problem, error.note = "an alias, an escape", "mapping values, tab character", "-"
        return diagnose(error, text, last)

    monkeypatch.setattr(source, "diagnose", diagnosed)
    assert [mistakes(text) for text in texts] == told
    assert len(garbled) > 30


def test_all_lines_with_tabs_are_named_together() -> None:
    [(_, _, said)] = mistakes("a:\n\tb: 1\n\tc: 2\nd:\n\te: 3\n")
    assert said.endswith("Det gælder også linje 3, 5.")


def test_simple_mistakes_are_read_past_so_that_the_next_ones_show() -> None:
    text = 'a: b: c\nd: @e\nf: "g" h\ni:j\nk: 1\nk: 2\nl: *m\n\u00a0n: 1\n'
    assert [line for line, _, _ in mistakes(text)] == [1, 2, 3, 4, 6, 7, 8]


def test_reading_stops_at_a_mistake_that_cannot_be_undone_and_keeps_those_before() -> None:
    tree, problems = parse_yaml("a: 1\na: 2\nb: [1\n", "")
    assert tree is None
    assert [problem.line for problem in problems] == [2, 3]


def test_two_equal_keys_count_together() -> None:
    tree, problems = parse_yaml("a: {b: 1}\na: {b: 2, c: 3}\nd: [1]\nd: [2]\ne: 1\ne: 2\n", "")
    assert len(problems) == 3
    assert tree is not None
    assert plain(tree) == {"a": {"b": 1, "c": 3}, "d": [1, 2], "e": 1}


def test_a_bomb_does_not_go_off() -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    tree, problems = parse_yaml("\n".join(lines), "")
    assert len(problems) == MOST_PROBLEMS
    assert isinstance(tree, Table)
    assert plain(tree)["a29"] == [None] * 9


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opening: str) -> None:
    tree, problems = parse_yaml(opening * 100_000, "")
    assert tree is None
    assert f"mere end {DEEPEST} niveauer" in problems[-1].what


def test_what_is_just_deep_enough_is_read() -> None:
    assert read("[" * (DEEPEST - 1) + "x" + "]" * (DEEPEST - 1))


def test_too_many_nodes_are_refused() -> None:
    tree, [problem] = parse_yaml("[" + "x," * (MOST_NODES + 1) + "]", "")
    assert tree is None
    assert "for mange punkter" in problem.what


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    refused = decode_source(b"a" * 10_000_000, "stor.yaml")
    assert isinstance(refused, Problem)
    assert str(refused) == "stor.yaml: filen fylder mere end 2 MB. Er det den rigtige fil?"
    assert parse_yaml("a" * (LARGEST + 1), "")[0] is None


def test_utf_8_with_and_without_a_byte_order_mark() -> None:
    assert decode_source("æ: ø".encode(), "f") == "æ: ø"
    assert decode_source("æ: ø".encode("utf-8-sig"), "f") == "æ: ø"
    assert read("\ufeffæ: ø") == {"æ": "ø"}


def test_latin_1_is_named_with_its_line() -> None:
    refused = decode_source("a: b\r\ntitel: Opfølgning\r\n".encode("latin-1"), "f.yaml")
    assert isinstance(refused, Problem)
    assert (
        str(refused) == "f.yaml, linje 2: filen er ikke gemt som UTF-8; se ved »titel: Opfølgning«. Gem den som UTF-8."
    )


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00", "a: b".encode("utf-16")]
)
def test_what_is_no_text_file_is_refused(data: bytes) -> None:
    refused = decode_source(data, "f.yaml")
    assert isinstance(refused, Problem)
    assert not ENGLISH.search(str(refused))


def test_a_cpr_number_is_not_repeated_in_a_message() -> None:
    text = "010170-1234: a\n010170-1234: b\nc: *x0101701234\n0101701234\nd: e\n"
    assert len(mistakes(text)) == 3
    assert "1234" not in "".join(said for _, _, said in mistakes(text))


def _count(tree: Any) -> int:
    if isinstance(tree, Table):
        return 1 + sum(_count(entry.value) for entry in tree.entries.values())
    return 1 + sum(map(_count, tree.items)) if isinstance(tree, Items) else 1


YAML_LIKE = st.text(st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#~<. \t\n\r\u00a0\u2028\ufeffæ01\\\x00")), max_size=80)


@settings(deadline=None, max_examples=400)
@given(st.one_of(YAML_LIKE, st.text(max_size=80)))
def test_no_text_makes_it_fail_and_every_problem_is_in_the_file_and_in_danish(text: str) -> None:
    tree, problems = parse_yaml(text, "f")
    assert tree is not None or problems
    lines = len(re.split("\r\n|[\r\n\x85\u2028\u2029]", text))
    for problem in problems:
        assert 0 <= problem.line <= lines
        said = re.sub("»[^«]*«", "", f"{problem.what} {problem.todo}")
        assert not ENGLISH.search(said)
    if tree is not None:
        assert _count(tree) <= 2 * len(text) + 2
        plain(tree)


SCALARS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.none(),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20),
)


@settings(deadline=None)
@given(
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcæ", min_size=1), inner)
    )
)
def test_what_is_written_as_json_comes_back(data: Any) -> None:
    import json
    import unicodedata

    def normal(value: Any) -> Any:
        if isinstance(value, str):
            return unicodedata.normalize("NFC", value)
        if isinstance(value, list):
            return [normal(one) for one in value]
        return {key: normal(one) for key, one in value.items()} if isinstance(value, dict) else value

    assert read(json.dumps(data, ensure_ascii=False)) == normal(data)


def test_nodes_are_values() -> None:
    key, value = Scalar(1, 1, "a", "a"), Scalar(1, 4, 5, "5")
    table = Table(1, 1, {"a": Entry(key, value)})
    assert table.get("a") is value
    assert table.get("b") is None
    assert table.word("a") is None
    assert table.table("a").entries == {}
    assert table.tables("a") == []
    assert Table(1, 1, {"a": Entry(key, Items(1, 4, (value, key)))}).words("a") == [key]
