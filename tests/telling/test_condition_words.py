from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rubric.condition import parse_condition
from audit.rubric.conditions import View, all_of, any_of, compile_condition
from audit.rubric.evaluate import Evaluator
from audit.rubric.made import compile_findings
from audit.rubric.model import Outcomes
from audit.rubric.parts import Special
from audit.telling.condition_words import ConditionWords, Group, Said, plain_words
from tests.tools.rubrics import rubric

RUBRIC = rubric("""
facts:
  type: {type: choice, label: Sagstype, options: {f: Fleksjob, r: Ressourceforløb}}
  modtaget: {type: date}
parameters:
  grænse: {label: Timegrænsen, values: [{from: 2020-01-01, value: 10, source: dokument}]}
sections:
  - id: a
    title: A
    questions:
      - {id: skriftlig, text: "Skriftlig?", type: choice, options: {ja: Ja, nej: Nej},
         allow: [fremgår_ikke, ikke_relevant],
         findings: {nej: {id: ikke-skriftlig, outcome: ændres, text: Den er mundtlig}}}
      - {id: timer, text: "Timer?", type: number, unit: timer, allow: [fremgår_ikke]}
      - {id: hvem, text: "Hvem?", type: multi, options: {b: Borgeren, s: 6 andre, a: Andre}, allow: [fremgår_ikke]}
      - {id: tid, text: "Tid?", type: number, allow: [fremgår_ikke]}
  - id: b
    title: B
    questions:
      - {id: dag, text: "Dag?", type: date}
      - {id: sidst, text: "Sidst?", type: date}
findings:
  - {id: sen, when: {skriftlig: nej}, outcome: rigtig}
""")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("all", "sagen er med i undersøgelsen"),
        ({"skriftlig": "ja"}, "spørgsmål 1.1 er besvaret med »Ja«"),
        ({"skriftlig": ["ja", "fremgår_ikke"]}, "spørgsmål 1.1 er besvaret med »Ja« eller »Fremgår ikke«"),
        ({"type": "f"}, "»Sagstype« er »Fleksjob«"),
        ({"not": {"type": "f"}}, "»Sagstype« er andet end »Fleksjob«"),
        ({"skriftlig": "ja", "type": "f"}, "både spørgsmål 1.1 er besvaret med »Ja« og »Sagstype« er »Fleksjob«"),
        (
            {"all": [{"skriftlig": "ja"}, {"any": [{"type": "f"}, {"type": "r"}]}]},
            "både spørgsmål 1.1 er besvaret med »Ja« og "
            "(enten »Sagstype« er »Fleksjob« eller »Sagstype« er »Ressourceforløb«)",
        ),
        ({"not": {"skriftlig": "ja"}}, "spørgsmål 1.1 er besvaret med andet end »Ja«"),
        ({"not": {"skriftlig": ["nej", "fremgår_ikke"]}},
         "spørgsmål 1.1 er besvaret med andet end »Nej« og »Fremgår ikke«"),
        ({"not": {"not": {"skriftlig": "ja"}}}, "spørgsmål 1.1 er besvaret med »Ja«"),
        ({"not": {"any": [{"skriftlig": "ja"}, {"type": "f"}]}},
         "både spørgsmål 1.1 er besvaret med andet end »Ja« og »Sagstype« er andet end »Fleksjob«"),
        ({"not": {"skriftlig": "ja", "type": "f"}},
         "enten spørgsmål 1.1 er besvaret med andet end »Ja« eller »Sagstype« er andet end »Fleksjob«"),
        ({"all": [{"skriftlig": "ja"}, {"all": [{"type": "f"}, {"finding": "ikke-skriftlig"}]}]},
         "både spørgsmål 1.1 er besvaret med »Ja«, »Sagstype« er »Fleksjob« og der er fundet »Den er mundtlig«"),
        ({"hvem": "b"}, "spørgsmål 1.3 er besvaret med »Borgeren«"),
        ({"hvem": ["b", "s"]}, "spørgsmål 1.3 er besvaret med mindst ét af svarene »Borgeren« eller »6 andre«"),
        ({"not": {"hvem": "b"}}, "spørgsmål 1.3 er besvaret uden »Borgeren«"),
        ({"not": {"hvem": ["b", "s"]}}, "spørgsmål 1.3 er besvaret uden »Borgeren« og uden »6 andre«"),
        ({"hvem": {"chosen": 2}}, "spørgsmål 1.3 er besvaret med netop 2 svar"),
        ({"not": {"hvem": {"chosen": 2}}}, "spørgsmål 1.3 er besvaret med et andet antal svar end 2"),
        ({"hvem": {"chosen": {"at_least": 2}}}, "spørgsmål 1.3 er besvaret med mindst 2 svar"),
        ({"not": {"hvem": {"chosen": {"at_least": 1, "at_most": 2}}}},
         "enten spørgsmål 1.3 er besvaret med færre end 1 svar eller spørgsmål 1.3 er besvaret med flere end 2 svar"),
        ({"timer": 5}, "spørgsmål 1.2 er besvaret med 5 timer"),
        ({"timer": [5, "fremgår_ikke"]}, "spørgsmål 1.2 er besvaret med 5 timer eller »Fremgår ikke«"),
        ({"timer": {"at_most": 12.5}}, "svaret på spørgsmål 1.2 er højst 12,5 timer"),
        ({"not": {"timer": {"at_most": 12.5}}}, "svaret på spørgsmål 1.2 er over 12,5 timer"),
        ({"not": {"timer": {"at_least": 6}}}, "svaret på spørgsmål 1.2 er under 6 timer"),
        ({"timer": {"at_least": 2, "at_most": 5}},
         "både svaret på spørgsmål 1.2 er mindst 2 timer og svaret på spørgsmål 1.2 er højst 5 timer"),
        ({"not": {"timer": {"at_least": 2, "at_most": 5}}},
         "enten svaret på spørgsmål 1.2 er under 2 timer eller svaret på spørgsmål 1.2 er over 5 timer"),
        ({"timer": {"at_most": {"parameter": "grænse"}}}, "svaret på spørgsmål 1.2 er højst »Timegrænsen«"),
        ({"timer": {"at_most": {"question": "tid"}}},
         "svaret på spørgsmål 1.2 er højst så højt som svaret på spørgsmål 1.4"),
        ({"dag": {"at_most": "2013-10-31"}}, "svaret på spørgsmål 2.1 er senest 31. oktober 2013"),
        ({"not": {"dag": {"at_most": "2013-10-31"}}}, "svaret på spørgsmål 2.1 er efter 31. oktober 2013"),
        ({"dag": "2013-10-31"}, "spørgsmål 2.1 er besvaret med 31. oktober 2013"),
        ({"dag": {"at_least": {"question": "modtaget"}}},
         "svaret på spørgsmål 2.1 er tidligst samme dag som »Modtagelsen«"),
        ({"not": {"modtaget": {"at_least": {"question": "dag"}}}}, "»Modtagelsen« er før svaret på spørgsmål 2.1"),
        ({"dag": {"at_most": {"question": "sidst"}}},
         "svaret på spørgsmål 2.1 er senest samme dag som svaret på spørgsmål 2.2"),
        ({"finding": "ikke-skriftlig"}, "der er fundet »Den er mundtlig«"),
        ({"not": {"finding": ["ikke-skriftlig", "sen"]}}, "sagen er uden fundene »Den er mundtlig« og »Sen«"),
        ({"outcome": ["ændres", "ingen_afgørelse"]}, "udfaldet er »Ændres« eller »Ingen afgørelse«"),
        ({"not": {"outcome": "ændres"}}, "udfaldet er et andet end »Ændres« og ikke uden for rækken"),
    ],
)  # fmt: skip
def test_a_condition_in_words(condition: Any, words: str) -> None:
    assert ConditionWords(RUBRIC, {"modtaget": "Modtagelsen"}).say(parse_condition(condition)) == words


def test_a_question_is_named_in_full_once_in_a_condition() -> None:
    words = ConditionWords(RUBRIC, full=True)
    assert words.say(parse_condition({"any": [{"hvem": "b"}, {"not": {"hvem": "s"}}]})) == (
        "enten »Hvem?« (1.3) er besvaret med »Borgeren« eller spørgsmål 1.3 er besvaret uden »6 andre«"
    )
    assert words.say(parse_condition({"hvem": "b"})) == "»Hvem?« (1.3) er besvaret med »Borgeren«"


def test_groups_are_spoken_of_where_cases_are_sorted() -> None:
    sorting = RUBRIC.model_copy(update={"outcomes": Outcomes.model_validate({"classes": ["a", "b"], "else": "b"})})
    assert ConditionWords(sorting).say(parse_condition({"outcome": "a"})) == "gruppen er »A«"


NAMES = st.sampled_from([
    {"skriftlig": "ja"}, {"skriftlig": ["nej", "fremgår_ikke"]}, {"hvem": "b"}, {"hvem": ["b", "s"]}, {"type": "f"},
    {"timer": {"at_least": 3}}, {"timer": {"at_most": 7}}, {"timer": {"at_least": 3, "at_most": 7}},
    {"timer": {"at_most": {"question": "tid"}}}, {"finding": "ikke-skriftlig"},
])  # fmt: skip
CONDITIONS = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries({}, optional={
    "skriftlig": st.sampled_from(["ja", "nej", Special.NOT_IN_PAPERS, Special.NOT_RELEVANT]),
    "hvem": st.sampled_from([("b",), ("s",), ("b", "s"), ("a",), Special.NOT_IN_PAPERS]),
    "timer": st.sampled_from([Decimal(2), Decimal(3), Decimal(5), Decimal(7), Decimal(8), Special.NOT_IN_PAPERS]),
    "tid": st.sampled_from([Decimal(3), Decimal(7), Special.NOT_IN_PAPERS]),
})  # fmt: skip


@given(CONDITIONS, ANSWERS, st.sampled_from(["f", "r"]))
def test_what_is_said_is_what_is_evaluated(condition: Any, answers: Any, kind: str) -> None:
    """The parts as they are said, with »not« moved into each, come to the same as the condition as it stands."""
    evaluator = Evaluator(RUBRIC)
    view, _ = evaluator.view(answers, {"type": kind})
    view.findings = {name: made(view) for name, made in compile_findings(RUBRIC).items()}
    node = parse_condition(condition)
    said = ConditionWords(RUBRIC).tree(node)
    assert _value(said, view) == compile_condition(node)(view)


def _value(said: Said, view: View) -> int:
    if isinstance(said, Group):
        parts = [partial(_value, part) for part in said.parts]
        return all_of(parts)(view) if said.every else any_of(parts)(view)
    words = plain_words(said.words)
    return compile_condition(READ_BACK[words])(view)


LEAVES = [
    {"skriftlig": "ja"}, {"skriftlig": ["nej", "fremgår_ikke"]}, {"hvem": "b"}, {"hvem": ["b", "s"]}, {"type": "f"},
    {"timer": {"at_least": 3}}, {"timer": {"at_most": 7}}, {"timer": {"at_most": {"question": "tid"}}},
    {"finding": "ikke-skriftlig"},
]  # fmt: skip
"""What a reader takes each sentence for: the sentences differ, so none can be taken for another."""
NODES = [parse_condition(condition) for leaf in LEAVES for condition in (leaf, {"not": leaf})]
READ_BACK = {ConditionWords(RUBRIC).say(node): node for node in NODES}


def test_no_two_conditions_are_said_alike() -> None:
    assert len(READ_BACK) == 2 * len(LEAVES)
