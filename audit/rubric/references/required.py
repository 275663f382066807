"""Checks when a case must have a fact (``required_if``): it hangs on other facts, and in no circle."""

from audit.rubric.condition import parse_condition
from audit.rubric.outline import Notes, Outline
from audit.rubric.places import names_in
from audit.rubric.references.conditions import ANSWERS, ConditionChecker
from audit.rubric.tree import Table, Tree, plain
from audit.wording.quoting import listed, quoted


def check_required(outline: Outline, notes: Notes, conditions: ConditionChecker) -> None:
    """Note conditions that name no fact, the fact itself, a question or a circle, and ``required`` beside them."""
    hangs: dict[str, list[str]] = {}
    for key, fact in outline.root.table("facts").entries.values():
        node = fact.get("required_if") if isinstance(fact, Table) else None
        if not isinstance(fact, Table) or node is None:
            continue
        if "required" in fact.entries:
            what = "en oplysning har enten »required« eller »required_if«, ikke begge."
            notes.error(fact.entries["required"].key, what, "Slet den ene.")
        conditions.check(node, ANSWERS)
        hangs[key.written] = _named(key.written, node, outline, notes)
    for name, others in hangs.items():
        way = _circle(name, others, hangs)
        if way and name == min(way, key=list(hangs).index):
            what = f"oplysningerne {listed(way)} går i ring: om hver af dem skal være der, afhænger af den næste."
            notes.error(outline.root.table("facts").entries[name].key, what, "Ret »required_if« på den ene.")


def _named(name: str, node: Tree, outline: Outline, notes: Notes) -> list[str]:
    """The other facts a condition names; notes questions and the fact itself."""
    facts = []
    for other in dict.fromkeys(word for kind, word in names_in(parse_condition(plain(node))) if kind == "name"):
        if other == name:
            notes.error(node, f"{quoted(name)} kan ikke selv afgøre, om den skal være der.", "Nævn en anden oplysning.")
        elif other in outline.questions:
            what = f"{quoted(other)} er et spørgsmål, og oplysningerne er kendt, før der spørges."
            notes.error(node, what, "Nævn en anden oplysning.")
        elif other in outline.facts:
            facts.append(other)
    return facts


def _circle(name: str, others: list[str], hangs: dict[str, list[str]]) -> list[str]:
    """The facts by which ``name`` hangs on itself; [] when it does not."""
    ways = [[name, other] for other in others]
    seen = {name}
    while ways:
        way = ways.pop()
        for further in hangs.get(way[-1], ()):
            if further == name:
                return way
            if further not in seen:
                seen.add(further)
                ways.append([*way, further])
    return []
