"""How groups and names are shown: in an order a reader expects, and told apart where two read alike.

The orders stand in ``tests/cases/group_order.yaml``.
"""

from pathlib import Path
from typing import Any

import pytest

from audit.authorities import kommuner
from audit.cases import Case
from audit.results.document import as_document
from audit.results.statistics import FINDINGS, MEASURES, OUTCOMES
from audit.review.wording import group_label, value_label
from tests.tools.counting import figures, read
from tests.tools.rubrics import plain, rubric

CASES = plain((Path(__file__).parents[1] / "cases" / "group_order.yaml").read_text("utf-8"))
ASKED = "{id: q, text: Er det rigtigt, type: choice, options: [ja, nej]}"
ALIKE = rubric(
    """
    facts:
      art: {type: choice, label: Sagstype, options: {fleks: Fleksjob, job: FLEKSJOB}}
      gren: {type: choice, label: "sagstype", options: {a: Et, b: To}}
    outcomes: {ladder: [rigtig, ændres, Ændres]}
    sections:
      - id: a
        title: A
        questions:
          - id: q
            text: Er det rigtigt?
            type: choice
            options: {ja: Ja, jo: ja, nej: Nej, tom: Fremgår ikke}
            allow: [fremgår_ikke]
            findings:
              nej: {id: et, outcome: ændres, text: Det er forkert.}
              jo: {id: to, outcome: Ændres, text: det er  forkert}
    measures:
      - {id: m, label: Rigtige, count: {q: ja}, among: all}
      - {id: n, label: rigtige, count: {q: nej}, among: all}
      - {id: o, label: Andre, count: {q: nej}, among: all}
    """
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_groups_stand_in_order_and_as_a_reader_writes_them(case: dict[str, Any]) -> None:
    made = rubric(
        f"sections: [{{id: a, title: A, questions: [{ASKED}]}}]",
        facts={"f": {"type": case["type"], "required": False}},
    )
    scored = [
        (Case("101", f"s{n}", "", {"f": value} if value else {}), read(made, {"q": "ja"}))
        for n, value in enumerate(case["values"])
    ]
    groups = figures(made, scored, by=[("f",)]).by("f")
    assert [value_label(made, kommuner(), "f", one.group["f"]) for one in groups] == case["shown"]


def test_names_that_read_alike_have_their_ids_and_the_others_do_not() -> None:
    scored = [
        (Case("101", f"s{n}", "", {"art": art, "gren": "a"}), read(ALIKE, {"q": answer}))
        for n, (art, answer) in enumerate([("fleks", "ja"), ("job", "jo"), ("job", "nej")])
    ]
    found = figures(ALIKE, scored, by=[("art",), ("gren",)])
    assert [group_label(ALIKE, kommuner(), one.group) for fact in ("art", "gren") for one in found.by(fact)] == [
        "Sagstype (art): Fleksjob (fleks)",
        "Sagstype (art): FLEKSJOB (job)",
        "sagstype (gren): Et",
    ]
    whole = found.whole
    assert [one.label for one in whole.of(OUTCOMES)] == [
        "Rigtig",
        "Ændres (ændres)",
        "Ændres (Ændres)",
        "Kan ikke vurderes",
    ]
    assert [one.text for one in whole.of(FINDINGS)] == ["Det er forkert. (et)", "det er  forkert (to)"]
    assert [one.label for one in whole.of(MEASURES)] == ["Rigtige (m)", "rigtige (n)", "Andre"]
    asked = ALIKE.questions["q"]
    assert [one.label for one in asked.choices()] == [
        "Ja (ja)",
        "ja (jo)",
        "Nej",
        "Fremgår ikke (tom)",
        "Fremgår ikke (fremgår_ikke)",
    ]
    assert asked.by_label("nej") == "nej"


def test_in_json_a_label_is_the_label_and_the_id_stands_beside_it() -> None:
    scored = [(Case("101", "s", "", {"art": "fleks", "gren": "a"}), read(ALIKE, {"q": "nej"}))]
    document = as_document(figures(ALIKE, scored, crosses=[("q", "q")]))
    assert [one["label"] for one in document["measures"]] == ["Rigtige", "rigtige", "Andre"]
    assert [one["label"] for one in document["findings"]] == ["Det er forkert.", "det er  forkert"]
    assert {one["id"]: one["label"] for one in document["outcomes"]} == {
        "rigtig": "Rigtig",
        "ændres": "Ændres",
        "Ændres": "Ændres",
        "kan_ikke_vurderes": "Kan ikke vurderes",
    }
    answers = {one["answer"]: one["label"] for one in document["answers"]}
    assert answers == {"ja": "Ja", "jo": "ja", "nej": "Nej", "tom": "Fremgår ikke", "fremgår_ikke": "Fremgår ikke"}
    assert {one["row_label"] for one in document["crosses"][0]["rows"]} <= set(answers.values())
