"""Conditions that could be added to a denominator: a share counted among fewer cases than the rubric says."""

from collections import Counter
from collections.abc import Iterable, Iterator

from audit.rubric.condition import All, Always, Node
from audit.rubric.made import made_of
from audit.rubric.model import Rubric
from audit.rubric.places import Place, names_in, places
from audit.workshop.mutation.showing import asked_in, closure, names_of_finding


def additions(rubric: Rubric) -> Iterator[tuple[Place, Node, Node]]:
    """For each measure and recommendation at most one condition to add: its place, the condition, and both together.

    The condition is one that the rubric has: when a question is asked whose answers are counted, or else another
    denominator, the most common first. It speaks of something that the denominator does not depend on yet.
    """
    denominators = [place for place in places(rubric) if place.path[-1] == "among"]
    conditions = Counter(place.condition for place in denominators if place.condition is not None)
    common = [condition for condition, _ in conditions.most_common()]
    counted = _counted(rubric)
    for place in denominators:
        known = _depends_on(rubric, place.condition)
        asked = [rubric.questions[name].ask_if for name in counted.get(place.part.name, ()) if name in rubric.questions]
        for condition in (*asked, *common):
            if condition is not None and _adds(rubric, condition, known):
                plain = place.condition in (None, Always())
                yield place, condition, condition if plain else All((place.condition or Always(), condition))
                break


def _counted(rubric: Rubric) -> dict[str, list[str]]:
    """The questions and facts each measure and recommendation counts the answers to, by id."""
    made = made_of(rubric)

    def names(spoken: Iterable[tuple[str, str]]) -> list[str]:
        pairs = list(spoken)
        through = [pair for kind, name in pairs if kind == "finding" for pair in made.get(name, ())]
        return [name for kind, name in (*pairs, *through) if kind == "name"]

    counted = {measure.id: names(names_in(measure.count)) for measure in rubric.measures}
    for name in rubric.recommendations:
        speaking = [("finding", found.id) for found in rubric.found.values() if name in found.recommend]
        counted[name] = names(speaking)
    return counted


def _depends_on(rubric: Rubric, condition: Node | None) -> frozenset[str]:
    """The questions and facts a condition depends on, also through findings and the outcome."""
    spoken = list(names_in(condition))
    findings = {name for kind, name in spoken if kind == "finding"}
    if any(kind == "outcome" for kind, _ in spoken):
        findings.update(rubric.found)
        spoken += [pair for rule in rubric.outcomes.rules for pair in names_in(rule.when)]
    through = [name for finding in findings for name in names_of_finding(rubric, finding)]
    return closure(rubric, {*asked_in(rubric, spoken), *through})


def _adds(rubric: Rubric, condition: Node, known: frozenset[str]) -> bool:
    """Whether a condition is of answers and facts alone, and of one that the denominator does not depend on."""
    spoken = list(names_in(condition))
    return not any(kind in ("finding", "outcome") for kind, _ in spoken) and not asked_in(rubric, spoken) <= known
