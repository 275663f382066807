"""The chapter of the explained page on how a case gets its outcome, or its class."""

from collections.abc import Iterator

from audit.nouns import capital
from audit.rubric.parts import NOT_ASSESSABLE
from audit.telling.naming import Naming
from audit.telling.page import Chapter, Line, of_condition
from audit.telling.telling import NO_EFFECT
from audit.wording.numbers import counted

ANCHOR = "udfald"


def outcomes_chapters(naming: Naming) -> Iterator[Chapter]:
    """The ladder of outcomes with the findings that lead to each; or the classes with their rules.

    No chapter where the rubric describes.
    """
    outcomes = naming.rubric.outcomes
    if outcomes.describes:
        return
    lines = _classes(naming) if outcomes.classes else _ladder(naming)
    yield Chapter(ANCHOR, "Grupper" if outcomes.classes else "Udfald", tuple(lines))


def _ladder(naming: Naming) -> Iterator[Line]:
    rubric = naming.rubric
    ladder, outside = tuple(rubric.outcomes.ladder), tuple(rubric.outcomes.outside)
    label, case = rubric.outcome_label, rubric.case
    yield Line(
        (
            f"{capital(case.every)} får ét udfald. Det følger af {case.of_one} fund: det alvorligste fund bestemmer. "
            f"Fører intet fund til andet, får {case.the_one} udfaldet »{label(ladder[0])}«.",
        )
    )
    for place, outcome in enumerate(ladder):
        yield _outcome(naming, outcome, "det mildeste" if not place else "")
    for outcome in outside:
        yield _outcome(naming, outcome, "uden for rækken")
    if outside:
        first = f" Har {case.the_one} fund til flere af dem, gælder det, der er nævnt først."
        several = first if len(outside) > 1 else ""
        said = f"Et udfald uden for rækken er hverken rigtigt eller forkert, og det går forud for rækken.{several}"
        yield Line((said,))
    worse = "alvorligere eller ført det uden for rækken" if outside else "alvorligere"
    yield Line(
        (f"når et ukendt svar kunne have gjort udfaldet {worse}. Ellers har det ukendte svar ingen betydning.",),
        f"»{label(NOT_ASSESSABLE)}«,",
    )


def _outcome(naming: Naming, outcome: str, note: str) -> Line:
    """An outcome with the findings that lead to it; for the outcome without error only how many there are."""
    rubric = naming.rubric
    found = [finding for finding in rubric.found.values() if finding.outcome == outcome]
    term = f"»{rubric.outcome_label(outcome)}«" + (f" ({note})" if note else "") + ":"
    if outcome == rubric.right:
        several = counted(len(found), "fund er en fejl", "fund er fejl")
        return Line((f"{several} {NO_EFFECT}.",), term)
    if not found:
        return Line(("intet fund fører hertil.",), term)
    parts = tuple(Line(naming.finding_mention(finding)) for finding in found)
    return Line((f"{counted(len(found), 'fund', 'fund')}.",), term, parts)


def _classes(naming: Naming) -> Iterator[Line]:
    outcomes, label, case = naming.rubric.outcomes, naming.rubric.outcome_label, naming.rubric.case
    yield Line(
        (
            f"Skemaet bedømmer ikke, om afgørelsen er rigtig, men lægger {case.the_one} i en gruppe. Reglerne prøves i "
            "denne rækkefølge, og den første, der passer, bestemmer.",
        )
    )
    for place, rule in enumerate(outcomes.rules, 1):
        yield of_condition(naming.words, rule.when, f"{place}. »{label(rule.class_)}«, når")
    if outcomes.else_:
        yield Line(("når ingen af reglerne passer.",), f"{len(outcomes.rules) + 1}. »{label(outcomes.else_)}«,")
    other = f"når et ukendt svar kunne have lagt {case.the_one} i en anden gruppe."
    yield Line((other,), f"»{label(NOT_ASSESSABLE)}«,")
