"""The uniform form of a rubric: the same meaning, every comment, and nothing left to rewrite.

The cases stand in ``tests/cases/rubric_fmt``: what is written, and what comes of it.
"""

import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.rubric.parts import Model
from audit.rubric.reading import read_rubric
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain as plain_tree
from audit.rubric.types import QuestionBase
from audit.workshop.fmt import formatted
from audit.workshop.fmt.nodes import comments_of
from audit.workshop.fmt.order import ORDERS
from audit.workshop.fmt.scalars import WIDTH, folded, in_quotes, is_plain, is_word, literal, one_line

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SHIPPED = [*sorted((ROOT / "rubrics").glob("*.yaml")), *sorted((ROOT / "templates" / "rubric").glob("*.yaml"))]
SMALL = (CASES / "rubric_lint" / "rent-skema.yaml").read_text("utf-8")
PAIRS = [
    pytest.param(*(part.removeprefix("\n") for part in path.read_text("utf-8").split("=====\n")[:2]), id=path.stem)
    for path in sorted((CASES / "rubric_fmt").glob("*.txt"))
]


def meaning(text: str) -> str:
    reading = read_rubric(text.encode(), "f")
    assert reading.problems == (), text
    assert reading.rubric is not None
    return reading.rubric.model_dump_json()


def rewritten(text: str) -> str:
    """The uniform form, after seeing that it is one."""
    new = formatted(text)
    assert new is not None, text
    assert meaning(new) == meaning(text)
    assert Counter(comments_of(new)) == Counter(comments_of(text))
    assert formatted(new) == new
    assert new.endswith("\n")
    assert not new.endswith("\n\n")
    return new


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_rubrics_can_be_rewritten(path: Path) -> None:
    text = path.read_text("utf-8")
    new = rewritten(text)
    assert new.splitlines()[0] == text.splitlines()[0]
    assert all(len(line) <= WIDTH for line in new.splitlines() if "{" in line and "#" not in line)


@pytest.mark.parametrize("path", SHIPPED[-2:], ids=lambda path: path.stem)
def test_the_rubrics_to_begin_from_are_in_the_form(path: Path) -> None:
    assert formatted(path.read_text("utf-8")) == path.read_text("utf-8")


@pytest.mark.parametrize("path", [CASES / "rubric_lint" / "rent-skema.yaml", CASES / "rubric_right.yaml"])
def test_every_part_of_the_language_can_be_rewritten(path: Path) -> None:
    rewritten(path.read_text("utf-8"))


@pytest.mark.parametrize(("written", "wanted"), PAIRS)
def test_what_comes_of_what(written: str, wanted: str) -> None:
    assert rewritten(written) == wanted


def test_a_byte_order_mark_and_windows_line_ends_go() -> None:
    windows = "\ufeff" + SMALL.replace("\n", "\r\n")
    assert formatted(windows) == rewritten(SMALL)


def models(kind: type[Model] = Model) -> list[type[Model]]:
    return [one for sub in kind.__subclasses__() for one in (sub, *models(sub))]


def test_the_order_has_every_key_of_every_part() -> None:
    every: dict[str, set[str]] = {}
    for one in models():
        if not one.__module__.startswith("audit.rubric."):
            continue  # decisions about a switch are built like a rubric's parts
        name = "Question" if issubclass(one, QuestionBase) else one.__name__
        every.setdefault(name, set()).update(field.alias or key for key, field in one.model_fields.items())
    del every["FromParameter"]  # it has one key
    assert set(every) == set(ORDERS)
    for name, keys in every.items():
        assert keys <= set(ORDERS[name]), name
        assert len(ORDERS[name]) == len(set(ORDERS[name]))


WILD = st.text(
    st.one_of(
        st.sampled_from(" :,#-'\"\\{}[]&*!|>%@`?=~\n\tæøå»«§.012"), st.characters(exclude_categories=["Cs", "Cc", "Cf"])
    ),
    min_size=1,
    max_size=160,
)


@given(WILD, st.booleans())
def test_any_text_comes_back_as_it_was(text: str, inside: bool) -> None:
    ways = [in_quotes(text), one_line(text)]
    if is_word(text):
        ways.append(text)
    for way in ways:
        source = f"a: [{way}]" if inside and (way != text or is_word(text)) else f"a: {way}"
        tree, problems = parse_yaml(source, "f")
        assert problems == []
        assert tree is not None
        assert plain_tree(tree)["a"] in (nfc(text), [nfc(text)])
    for head, lines in blocks(text):
        tree, problems = parse_yaml(
            "\n".join([f"a: {head}", *(f"  {line}" if line else "" for line in lines)]) + "\n", "f"
        )
        assert problems == []
        assert tree is not None
        assert plain_tree(tree)["a"] == nfc(text)


def blocks(text: str) -> list[tuple[str, list[str]]]:
    found = [(">-", lines)] if (lines := folded(text, 20)) else []
    return [*found, block] if (block := literal(text)) else found


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(WILD)
def test_a_plain_text_is_not_taken_for_anything_else_by_other_readers(text: str) -> None:
    assume(is_plain(text))
    assert isinstance(yaml.load(f"a: {text}", yaml.BaseLoader)["a"], str)


STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, '"', "'"]),
        "default_flow_style": st.sampled_from([None, True, False]),
        "width": st.sampled_from([20, 80, 1000]),
        "indent": st.sampled_from([2, 4, 7]),
    }
)


@given(STYLES, st.lists(WILD.filter(lambda text: bool(text.strip())), min_size=4, max_size=4))
def test_a_rubric_in_any_style_with_any_texts_is_rewritten(style: dict[str, Any], texts: list[str]) -> None:
    data = plain_tree(parse_yaml(SMALL, "f")[0])
    question = data["sections"][0]["questions"][0]
    data["title"], question["text"], question["help"], data["laws"]["opfølgning"]["text"] = texts
    written = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, **style)
    assume(not read_rubric(written.encode(), "f").problems)
    rewritten(written)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_NOTES = st.lists(
    st.tuples(
        st.integers(0, 110), st.integers(0, 12), st.sampled_from(["# æøå", "#", "# a: [b, # c", "#tæt"]), st.booleans()
    ),
    max_size=8,
)


@given(_NOTES, st.lists(st.integers(0, 110), max_size=6))
def test_no_comment_is_lost_wherever_it_stands(notes: list[tuple[int, int, str, bool]], empty: list[int]) -> None:
    lines = SMALL.splitlines()
    for line, column, note, alone in notes:
        at = min(line, len(lines) - 1)
        if alone:
            lines.insert(at, " " * column + note)
        else:
            lines[at] += f"  {note}"
    for line in empty:
        lines.insert(min(line, len(lines)), "")
    text = "\n".join(lines) + "\n"
    assume(not read_rubric(text.encode(), "f").problems)
    rewritten(text)


@given(_NOTES)
def test_no_comment_in_a_list_with_braces_is_lost(notes: list[tuple[int, int, str, bool]]) -> None:
    parts = ["silence: [", "{rule: fund-uden-tekst,", "at: [opfulgt,", "møder],", "reason: Derfor}", "]"]
    for line, column, note, alone in notes:
        at = min(line % len(parts), len(parts) - 1)
        parts[at] += f"  {note}" if not alone else f"\n{' ' * column} {note}"
    text = SMALL.replace("silence: []", "\n  ".join(parts))
    assume(not read_rubric(text.encode(), "f").problems)
    rewritten(text)
