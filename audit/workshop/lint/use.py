"""Cautions about parts that are not used or cite nothing, names used twice, and parameters without a value."""

import re
from collections.abc import Iterator

from audit.rubric.cautions import Caution, LintRule
from audit.rubric.condition import Answered, Chosen, leaves
from audit.rubric.model import Rubric
from audit.rubric.places import parameters_used, places, questions
from audit.rubric.references import COLUMNS
from audit.rubric.types import Question
from audit.validation import KEY, Path
from audit.wording.quoting import listed, quoted

_THE_REST = re.compile(r"and(et|re|en)\b|andet_|øvrig")
"""Options that mean "other"; no caution is given when nothing uses them."""


def use_cautions(rubric: Rubric) -> Iterator[Caution]:
    """The cautions of this module."""
    yield from _without_law(rubric)
    yield from _unused(rubric)
    yield from _outcomes(rubric)
    yield from _options(rubric)
    yield from _tests(rubric)
    yield from _headings(rubric)
    yield from _parameters(rubric)
    yield from _days_off(rubric)


def _without_law(rubric: Rubric) -> Iterator[Caution]:
    """Questions, combined findings and deadlines with neither ``law`` nor ``source``; findings of answers need none."""
    every = [
        *(("spørgsmålet", path, question) for path, question in questions(rubric)),
        *(("fundet", ("findings", number), finding) for number, finding in enumerate(rubric.findings)),
        *(("fristen", ("deadlines", number), late) for number, late in enumerate(rubric.deadlines)),
    ]
    for kind, path, part in every:
        if not part.law and not part.source.strip():
            what = f"{kind} {quoted(part.id)} henviser hverken til en regel eller et dokument."
            yield Caution(LintRule.WITHOUT_LAW, part.id, (*path, "id"), what, "Skriv law: […] eller source: ….")


def _unused(rubric: Rubric) -> Iterator[Caution]:
    findings = [
        *(f for q in rubric.questions.values() for f in q.findings.values()),
        *rubric.findings,
        *rubric.deadlines,
    ]
    laws = {law for part in (*rubric.questions.values(), *findings) for law in part.law}
    recommendation = {name for finding in findings for name in finding.recommend}
    parameters = {name for name, _ in parameters_used(rubric)}
    for part, names, used, what in (
        ("laws", rubric.laws, laws, "reglen {} bliver ikke brugt."),
        ("recommendations", rubric.recommendations, recommendation, "intet fund fører til anbefalingen {}."),
        ("parameters", rubric.parameters, parameters, "parameteren {} bliver ikke brugt."),
    ):
        for name in names:
            if name not in used:
                yield Caution(
                    LintRule.UNUSED, name, (part, name, KEY), what.format(quoted(name)), "Brug den, eller slet den."
                )


def _outcomes(rubric: Rubric) -> Iterator[Caution]:
    """Outcomes no finding leads to (the mildest needs none), and classes no rule and no ``else`` leads to."""
    outcomes = rubric.outcomes
    made = {finding.outcome for finding in rubric.found.values()}
    for part, names in (("ladder", outcomes.ladder), ("outside", outcomes.outside)):
        for name in names:
            if name not in made and name != rubric.right:
                what = f"intet fund fører til udfaldet {quoted(name)}."
                yield Caution(
                    LintRule.OUTCOME_NEVER, name, ("outcomes", part, name, KEY), what, "Slet det, eller skriv fundet."
                )
    ruled = {rule.class_ for rule in outcomes.rules} | {outcomes.else_}
    for name in outcomes.classes:
        if name not in ruled:
            what = f"ingen regel fører til gruppen {quoted(name)}."
            yield Caution(
                LintRule.OUTCOME_NEVER, name, ("outcomes", "classes", name, KEY), what, "Slet den, eller skriv reglen."
            )


def _options(rubric: Rubric) -> Iterator[Caution]:
    """Options with no finding and in no condition, of questions where at least two others have one.

    None where all those others lead to findings: then the one left is the right answer.
    """
    asked: dict[str, set[str]] = {}
    counted: dict[str, set[str]] = {}
    for place in places(rubric):
        for leaf in leaves(place.condition):
            if isinstance(leaf, Answered | Chosen):
                words = (
                    set(map(str, leaf.values)) if isinstance(leaf, Answered) else {*rubric.questions[leaf.name].labels}
                )
                asked.setdefault(leaf.name, set()).update(words)
                if place.part.kind != "ask":
                    counted.setdefault(leaf.name, set()).update(words)
    for path, question in questions(rubric):
        spoken = asked.get(question.id, set()) | set(question.findings)
        beside = (counted.get(question.id, set()) | set(question.findings)) & set(_ordinary(question))
        silent = [option for option in _ordinary(question) if option not in spoken and not _THE_REST.match(option)]
        if silent and len(beside) > 1 and beside - set(question.findings):
            one = len(silent) == 1
            what = (
                f"{'svaret' if one else 'svarene'} {listed(silent)} på {quoted(question.id)} fører ikke til noget, og "
                f"ingen nøgletal eller betingelser nævner {'det' if one else 'dem'}, som de nævner de andre svar."
            )
            at = (*path, "options", silent[0])
            yield Caution(LintRule.OPTION_FORGOTTEN, question.id, at, what, "Er der glemt et fund eller et nøgletal?")


def _ordinary(question: Question) -> list[str]:
    """The options, without those of a multi that must be chosen alone (none of the others fit)."""
    return [option for option in question.labels if option not in question.alone]


def _tests(rubric: Rubric) -> Iterator[Caution]:
    first: dict[str, int] = {}
    for number, test in enumerate(rubric.tests):
        if first.setdefault(test.name, number) != number:
            what = f"prøven {quoted(test.name)} har samme navn som prøve nummer {first[test.name] + 1}."
            yield Caution(LintRule.SAME_NAME, test.name, ("tests", number, "name"), what, "Giv den ene et andet navn.")


def _headings(rubric: Rubric) -> Iterator[Caution]:
    """Names that are one heading in a file of answers or a bruttoliste, where upper and lower case are the same."""
    first = {name.casefold(): name for name in COLUMNS}
    named: list[tuple[Path, str]] = [(("facts", name, KEY), name) for name in rubric.facts]
    named += [((*path, "id"), question.id) for path, question in questions(rubric)]
    for path, name in named:
        other = first.setdefault(name.casefold(), name)
        if other != name:
            what = f"{quoted(name)} er samme overskrift i en fil som {quoted(other)}."
            yield Caution(LintRule.SAME_NAME, name, path, what, "Giv den ene et andet navn.")


def _parameters(rubric: Rubric) -> Iterator[Caution]:
    begin = rubric.in_force.from_ if rubric.in_force else None
    for name, parameter in rubric.parameters.items():
        first = parameter.values[0].from_
        if begin and first > begin:
            what = f"parameteren {quoted(name)} har ingen værdi før {first.isoformat()}."
            todo = f"Skemaet gælder fra {begin.isoformat()}."
            yield Caution(LintRule.WITHOUT_VALUE, name, ("parameters", name, "values", 0, "from"), what, todo)


def _days_off(rubric: Rubric) -> Iterator[Caution]:
    """A caution for ``days_off`` that no deadline depends on, and for a deadline that does where there is none."""
    declared = "days_off" in rubric.model_fields_set
    counting = [(number, late) for number, late in enumerate(rubric.deadlines) if late.counts_days_off]
    if declared and not counting:
        what = "ingen frist afhænger af, hvilke dage der er arbejdsdage, så »days_off« bliver ikke brugt."
        yield Caution(LintRule.UNUSED, "days_off", ("days_off", KEY), what, "Brug den, eller slet den.")
    for number, late in () if declared else counting[:1]:
        what = (
            f"fristen {quoted(late.id)} afhænger af arbejdsdage, men skemaet siger ikke, om fx grundlovsdag og "
            "juleaftensdag, som ikke er helligdage, er arbejdsdage."
        )
        todo = "Se efter i reglen, og skriv days_off: [lørdag, …]; uden den er kun lørdage, søndage og helligdage fri."
        yield Caution(LintRule.DAYS_OFF_NOT_CHOSEN, late.id, ("deadlines", number, "id"), what, todo)
