"""``each``: a question about every answer that is chosen, asked and counted as any other."""

import json
from pathlib import Path

import pytest

from audit.revision import diff
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.rubric.types.choice import ChoiceQuestion
from audit.workshop.fmt import formatted
from audit.workshop.selftest import run_tests
from tests.tools.small_study import audit, make_study, order

TEXT = """\
format: 1
id: mangler
version: "1"
title: Mangler
outcomes: {ladder: [rigtig, hjemvises]}
sections:
  - id: afgørelse
    title: Afgørelsen
    questions:
      - id: mangler
        text: Hvad mangler i afgørelsen?
        source: Konstrueret
        type: multi
        options: {begrundelse: Begrundelsen, klage: Klagevejledningen, intet: Intet}
        exclusive: intet
        each: {text: Er manglen væsentlig?, options: [ja, nej], allow: [fremgår_ikke]}
findings:
  - id: væsentlig-mangel
    when: {any: [{mangler-begrundelse: ja}, {mangler-klage: ja}]}
    outcome: hjemvises
    text: Afgørelsen har en væsentlig mangel.
    source: Konstrueret
tests:
  - name: en mangel er væsentlig, en anden er ikke
    given: {mangler: [begrundelse, klage], mangler-begrundelse: ja, mangler-klage: nej}
    expect: {outcome: hjemvises, findings: [væsentlig-mangel]}
  - name: der mangler intet
    given: {mangler: intet}
    expect: {outcome: rigtig, findings: [], not_asked: [mangler-begrundelse, mangler-klage]}
"""


def _read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "r.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


def test_there_is_a_question_for_every_answer_that_can_stand_with_others() -> None:
    made = _read(TEXT)
    assert list(made.questions) == ["mangler", "mangler-begrundelse", "mangler-klage"]
    asked = made.questions["mangler-klage"]
    assert isinstance(asked, ChoiceQuestion)
    assert (asked.text, asked.source) == ("Klagevejledningen: Er manglen væsentlig?", "Konstrueret")
    assert (asked.options, list(asked.allow)) == ({"ja": "", "nej": ""}, ["fremgår_ikke"])
    assert run_tests(made).passed
    found = Evaluator(made).evaluate({"mangler": ("klage",)}, {})
    assert (found.asked, found.unanswered) == (("mangler", "mangler-klage"), ("mangler-klage",))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("options: [ja, nej], allow", "options: [ja], allow", ["linje 16: »options« skal mindst have 2 i listen."]),
        ("{mangler-klage: ja}", "{mangler-klage: jaa}", ["linje 19: »jaa« er ikke et svar på »mangler-klage«"]),
        ("{mangler-klage: ja}", "{mangler-intet: ja}", ["linje 19: »mangler-intet« er hverken"]),
        (
            "      - id: mangler\n",
            "      - {id: mangler-klage, text: Klage?, source: K, type: text}\n      - id: mangler\n",
            ["linje 17: spørgsmålet »mangler-klage« står også i linje 10."],
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(old: str, new: str, said: list[str]) -> None:
    problems = [f"linje {one.line}: {one.what}" for one in read_rubric(TEXT.replace(old, new).encode(), "r").problems]
    assert len(problems) >= len(said)
    assert problems[0].startswith(said[0]), problems


def test_a_renamed_question_takes_its_follow_ups_along_and_a_new_answer_brings_one() -> None:
    renamed = TEXT.replace("mangler-", "fejl-").replace("id: mangler\n        text", "id: fejl\n        text")
    renamed = renamed.replace("text: Hvad", "renamed_from: mangler\n        text: Hvad").replace("{mangler:", "{fejl:")
    kinds = {(str(one.kind), one.name) for one in diff(_read(TEXT), _read(renamed))}
    assert {name for kind, name in kinds if kind == "breaking"} == set()
    more = TEXT.replace("klage: Klagevejledningen", "klage: Klagevejledningen, hjemmel: Hjemlen")
    assert "mangler-hjemmel" in {one.name for one in diff(_read(TEXT), _read(more))}


def test_it_is_formatted_where_it_stands_and_nothing_is_written_out() -> None:
    text = formatted(TEXT)
    assert text is not None
    assert "exclusive: intet\n        each:\n          text: Er manglen væsentlig?\n" in text
    assert "id: mangler-klage" not in text


def test_it_is_asked_right_after_at_the_keyboard_and_counted(tmp_path: Path) -> None:
    make_study(tmp_path, rubric=TEXT)
    case = order(tmp_path)[0]
    assert audit(tmp_path, "score", case, "--reviewer", "ABC", lines="1 2\n1\n2\n").returncode == 0
    results = json.loads(audit(tmp_path, "results", "--json").stdout)
    given = {(one["id"], one["answer"]): one["count"] for one in results["answers"] if one["count"]}
    assert given == {
        ("mangler", "begrundelse"): 1,
        ("mangler", "klage"): 1,
        ("mangler-begrundelse", "ja"): 1,
        ("mangler-klage", "nej"): 1,
    }
    assert [one["count"] for one in results["findings"]] == [1]
