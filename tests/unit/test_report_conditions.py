from typing import Any

import pytest

from audit.report.conditions import ConditionWords
from tests.rubrics import rubric

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
      - {id: skriftlig, text: "Skriftlig?", type: choice, options: {ja: Ja, nej: Nej}, allow: [fremgår_ikke],
         findings: {nej: {id: ikke-skriftlig, outcome: ændres, text: Den er mundtlig}}}
      - {id: timer, text: "Timer?", type: number, unit: timer}
  - id: b
    title: B
    questions:
      - {id: dag, text: "Dag?", type: date}
      - {id: sidst, text: "Sidst?", type: date}
""")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("all", "sagen er med i undersøgelsen"),
        ({"skriftlig": "ja"}, "svaret på 1.1 er »Ja«"),
        ({"skriftlig": ["ja", "fremgår_ikke"]}, "svaret på 1.1 er »Ja« eller »Fremgår ikke«"),
        ({"type": "f"}, "»Sagstype« er »Fleksjob«"),
        ({"skriftlig": "ja", "type": "f"}, "både svaret på 1.1 er »Ja« og »Sagstype« er »Fleksjob«"),
        (
            {"all": [{"skriftlig": "ja"}, {"any": [{"type": "f"}, {"type": "r"}]}]},
            "både svaret på 1.1 er »Ja« og (enten »Sagstype« er »Fleksjob« eller »Sagstype« er »Ressourceforløb«)",
        ),
        ({"not": {"skriftlig": "ja"}}, "det ikke er sådan, at svaret på 1.1 er »Ja«"),
        ({"timer": {"at_most": 12.5}}, "svaret på 1.2 er højst 12,5 timer"),
        ({"timer": {"at_least": 2, "at_most": 5}}, "svaret på 1.2 er mindst 2 timer og højst 5 timer"),
        ({"timer": {"at_most": {"parameter": "grænse"}}}, "svaret på 1.2 er højst »Timegrænsen«"),
        ({"dag": {"at_most": "2013-10-31"}}, "svaret på 2.1 er senest 31. oktober 2013"),
        ({"dag": {"at_least": {"question": "modtaget"}}}, "svaret på 2.1 er tidligst »Modtagelsen«"),
        ({"dag": {"at_most": {"question": "sidst"}}}, "svaret på 2.1 er senest svaret på 2.2"),
        ({"finding": "ikke-skriftlig"}, "sagen har fundet »Den er mundtlig«"),
        ({"outcome": ["ændres", "ingen_afgørelse"]}, "udfaldet er »Ændres« eller »Ingen afgørelse«"),
    ],
)
def test_a_condition_in_words(condition: Any, words: str) -> None:
    assert ConditionWords(RUBRIC, {"modtaget": "Modtagelsen"}).say(condition) == words
