"""Reading whole rubrics: what is right is read, and every mistake is named where it stands.

The mistakes stand in ``tests/cases/rubric_mistakes``, one file for each kind,
as what it changes in ``base.yaml``. A new one needs no code: the first line
says where the mistake is, the second which words the message must hold, parted
by `` | ``; the rest is as ``diff -U0`` writes it.
"""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.rubric.evaluate import Evaluator
from audit.rubric.reading import read_rubric
from audit.rubric.source import LARGEST
from audit.rubric.tree import plain
from audit.validation import KEY, MOST_PROBLEMS
from audit.workshop.selftest import run_tests
from tests.rubric.test_source import ENGLISH
from tests.tools.rubric_mistakes import BASE, FOLDER, mistaken, mistakes

CASES = Path(__file__).parent.parent / "cases"
RIGHT = (CASES / "rubric_right.yaml").read_text(encoding="utf-8")
MANY = (CASES / "rubric_twenty_mistakes.yaml").read_text(encoding="utf-8")
HEAD = re.compile(r"# Én fejl: linje (\d+), kolonne (\d+)\n# Ord: (.+)\n")
SHIPPED = sorted((Path(__file__).parent.parent.parent / "rubrics").glob("*.yaml"))


def test_a_rubric_that_uses_everything_is_read_without_problems() -> None:
    reading = read_rubric(RIGHT.encode(), "ret.yaml")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert list(reading.rubric.questions) == ["opfulgt", "samtaler", "uger", "afgjort", "bemærkning"]
    assert str(reading.rubric.parameters["uger-til-revurdering"].values[1].value) == "22.5"
    assert all(outcome.passed for outcome in run_tests(reading.rubric).outcomes)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_rubrics_of_the_project_are_read_without_problems(path: Path) -> None:
    reading = read_rubric(path.read_bytes(), path.name)
    assert reading.problems == ()
    assert reading.rubric is not None


def test_the_base_of_the_mistakes_has_none_and_every_other_file_is_a_change_of_it() -> None:
    assert read_rubric(BASE.read_bytes(), BASE.name).problems == ()
    assert {path.suffix for path in FOLDER.iterdir() if path != BASE} == {".diff"}


@pytest.mark.parametrize("name", mistakes())
def test_one_planted_mistake_is_named_at_its_place_and_nothing_else(name: str) -> None:
    text = mistaken(name)
    head = HEAD.match(text)
    assert head, "de to første linjer siger, hvor fejlen er, og hvilke ord der skal stå i beskeden"
    line, column, words = head.groups()
    reading = read_rubric(text.encode(), f"{name}.yaml")
    [problem] = reading.problems
    assert (problem.file, problem.line, problem.column) == (f"{name}.yaml", int(line), int(column))
    for word in words.split(" | "):
        assert word in str(problem)
    assert not problem.warning
    assert reading.rubric is None
    assert not ENGLISH.search(re.sub("»[^«]*«", "", str(problem)))


def test_there_are_mistakes_of_many_kinds() -> None:
    kinds = {
        re.sub("»[^«]*«|[0-9]+", "…", read_rubric(mistaken(name).encode(), "").problems[0].what) for name in mistakes()
    }
    assert len(kinds) >= 70


def test_all_mistakes_of_a_file_are_named_at_once() -> None:
    planted = {
        number: line.split("# FEJL ")[1] for number, line in enumerate(MANY.splitlines(), 1) if "# FEJL " in line
    }
    assert len(planted) >= 20
    problems = read_rubric(MANY.encode(), "mange.yaml").problems
    assert [problem.line for problem in problems] == list(planted)
    for problem in problems:
        assert planted[problem.line] in problem.what
        assert not problem.warning


def test_the_text_and_its_checksum_are_the_files_own() -> None:
    for data in (RIGHT.encode(), RIGHT.encode("utf-8-sig"), RIGHT.replace("\n", "\r\n").encode()):
        reading = read_rubric(data, "ret.yaml")
        assert reading.rubric is not None
        assert reading.text.encode() == data
        assert reading.sha256 == hashlib.sha256(data).hexdigest()
        assert read_rubric(reading.text.encode(), "ret.yaml").rubric == reading.rubric


def test_places_are_known_after_reading() -> None:
    reading = read_rubric(b"format: 1\nsections:\n  - id: a\n", "f")
    assert reading.locate(("sections", 0, "id")) == (3, 9)
    assert reading.locate(("sections", KEY)) == (2, 1)
    assert read_rubric(b"", "f").locate(("format",)) == (0, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "f.yaml: filen er tom."),
        (b"# kun en kommentar\n", "f.yaml: filen er tom."),
        (b"[1, 2]", "f.yaml, linje 1, kolonne 1: filen skal være »nøgle: værdi«, ikke en liste."),
        (b"hej", "f.yaml, linje 1, kolonne 1: filen skal være »nøgle: værdi«, ikke »hej«."),
        (b"~", "f.yaml, linje 1, kolonne 1: filen har ingen værdi."),
        (b"\x00\x01\x02", "f.yaml: det er ikke en tekstfil."),
        (b"a" * (LARGEST + 1), "f.yaml: filen fylder mere end 2 MB."),
        ("titel: Opfølgning".encode("latin-1"), "f.yaml, linje 1: filen er ikke gemt som UTF-8"),
    ],
)
def test_what_is_no_rubric_at_all_gets_one_sentence(data: bytes, words: str) -> None:
    reading = read_rubric(data, "f.yaml")
    assert reading.rubric is None
    [problem] = reading.problems
    assert words in str(problem)


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ("{cite: Lov § 10, stk. 1, source: Dok. 1}", ["»stk. 1« er læst som en nøgle, for der står et komma foran."]),
        ("{cite: Lov § 10, loven, source: Dok. 1}", ["»loven« er læst som en nøgle, for der står et komma foran."]),
        ("{cite: Lov § 10, source: }", ["»source« har ingen værdi."]),
        ('{cite: "Lov § 10, stk. 1", source: Dok. 1}', []),
    ],
)
def test_a_comma_without_quotes_is_named_as_that(law: str, said: list[str]) -> None:
    text = RIGHT[: RIGHT.index("laws:")] + f"laws: {{regel: {law}}}\n"
    found = [problem.what for problem in read_rubric(text.encode(), "f").problems if "nøglen »" not in problem.what]
    assert [one for one in found if "sections" not in one] == said


def test_a_misspelt_key_is_named_once_and_not_also_missed() -> None:
    text = RIGHT.replace("    title: Opfølgningsforløbet", "    titel: Opfølgningsforløbet").replace("laws:", "law:")
    text = text.replace(
        "type: choice\n        options: [ja, delvist, nej]", "typ: choise\n        opsions: [ja, delvist, nej]"
    )
    said = [problem.what for problem in read_rubric(text.encode(), "f").problems]
    assert said == [
        "ukendt nøgle »law« i måleskemaet – mente du »laws«?",
        "ukendt nøgle »titel« i afsnittet – mente du »title«?",
        "nøglen »type« mangler i spørgsmålet »opfulgt«.",
    ]


def test_a_part_that_is_wrong_in_itself_counts_as_known_elsewhere() -> None:
    text = RIGHT.replace("type: choice\n        options: [ja, delvist, nej]", "type: choice\n        options: 7")
    text = text.replace("cite: Konstrueret lov § 1\n", "").replace("outcome: hjemvises\n    law", "outcome: 5\n    law")
    said = [problem.what for problem in read_rubric(text.encode(), "f").problems]
    assert len(said) == 3, said


def test_a_name_that_may_stand_in_a_damaged_part_is_not_called_unknown() -> None:
    text = RIGHT.replace("      - id: opfulgt\n        text:", "      - text:")
    said = [problem.what for problem in read_rubric(text.encode(), "f").problems]
    assert said == ["nøglen »id« mangler i spørgsmålet."]


def test_more_mistakes_than_anyone_reads_are_cut_short() -> None:
    text = RIGHT + "".join(
        f"  - {{name: n{n}, given: {{opfulgt: næppe}}, expect: {{outcome: rigtig}}}}\n" for n in range(300)
    )
    text += "".join(f"x{n:03}: 1\n" for n in range(150))
    problems = read_rubric(text.encode(), "f").problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].what == "der er flere fejl end dem, der er vist."


LINES = RIGHT.splitlines(keepends=True)
WORDS = sorted(set(re.findall(r"[^\s:{}\[\],]+", RIGHT)))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The right rubric after a few slips of the hand."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        slip = draw(st.sampled_from(["drop", "double", "indent", "swap", "char", "word"]))
        if slip == "drop":
            lines[at] = ""
        elif slip == "double":
            lines[at] *= 2
        elif slip == "indent":
            lines[at] = draw(st.sampled_from(["  ", " ", "\t", "\u00a0", "- "])) + lines[at]
        elif slip == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif slip == "char" and lines[at]:
            place = draw(st.integers(0, len(lines[at]) - 1))
            lines[at] = lines[at][:place] + draw(st.sampled_from(list(":-[]{},'\"#&*|~ a1æ"))) + lines[at][place + 1 :]
        elif slip == "word":
            words = [word for word in WORDS if word in lines[at]]
            if words:
                lines[at] = lines[at].replace(draw(st.sampled_from(words)), draw(st.sampled_from(WORDS)), 1)
    return "".join(lines)


@settings(deadline=None, max_examples=300)
@given(mutated())
def test_a_slip_of_the_hand_never_makes_it_fail_and_what_passes_can_be_evaluated(text: str) -> None:
    reading = read_rubric(text.encode(), "f")
    assert (reading.rubric is None) == bool(reading.problems)
    for problem in reading.problems:
        assert not ENGLISH.search(re.sub("»[^«]*«", "", f"{problem.what} {problem.todo}")), problem
        assert problem.line <= len(text.splitlines())
    if reading.rubric is not None:
        run_tests(reading.rubric)
        Evaluator(reading.rubric).evaluate({}, {})


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    reading = read_rubric(data, "f")
    assert reading.rubric is None
    assert reading.problems


def test_the_tree_is_the_files() -> None:
    reading = read_rubric(RIGHT.encode(), "f")
    assert reading.tree is not None
    assert plain(reading.tree)["version"] == "2022.1"
