"""What a claim can be held against: measures, findings, answers, outcomes and the study's own totals.

A figure may be printed out of more than one number: right cases out of all, or
out of those that can be assessed. Every denominator that is true of a figure is
tried, so that a true claim is never told to be false; a measure has the one its
rubric gives it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.nouns import filled
from audit.results.claims_model import Claim, ClaimedAnswer, CountedIn
from audit.results.figures import Figures
from audit.results.statistics import CORRECTNESS, MEASURES, OUTCOMES
from audit.rubric.condition import Always, HasOutcome
from audit.rubric.tally import Item, ItemKind
from audit.rubric.types import Question
from audit.wording.quoting import quoted, suggest

OWN_TOTALS: Mapping[str, str] = {
    "sager": "gennemgåede {sager}",
    "udvalgte": "{sager}, der er med i undersøgelsen",
    "indkaldte": "{sager}, der er bedt om",
    "journalnumre": "forskellige journalnumre i de gennemgåede {sager}",
    "kommuner": "{kommuner} med gennemgåede {sager}",
    "kommuner-indkaldte": "{kommuner}, der er bedt om {sager}",
    "rigtige": "rigtige {sager}",
    "forkerte": "forkerte {sager}",
}
"""The study's own totals, by the id a claim names them by. A measure of the same name goes before.

What a study calls its cases and authorities stands in the places of »{sager}« and »{kommuner}«.
"""

_ALL, _ASSESSED = "alle {sager}", "{sager}, der kan vurderes"


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a count is out of, and its name."""

    among: int
    label: str


@dataclass(frozen=True, slots=True)
class Claimable:
    """A figure of the study: a count, and every number it may be printed out of, the usual one first.

    ``alone``: it is printed without a denominator unless the text has one.
    """

    label: str
    count: int
    denominators: tuple[Denominator, ...]
    unit: CountedIn = "sager"
    alone: bool = False


def find(claim: Claim, figures: Figures) -> Claimable | str:
    """The figure a claim is about; or, in Danish, why there is none."""
    if claim.answer:
        return _answer(claim.answer, figures)
    if claim.finding:
        return _finding(claim.finding, figures)
    if claim.outcome:
        return _outcome(claim.outcome, figures)
    known = _own(figures) | _measures(figures)
    name = claim.id or ""
    return known[name] if name in known else _unknown_id(name, figures, known)


def _unknown_id(name: str, figures: Figures, known: Iterable[str]) -> str:
    for key, words, names in (
        ("finding", "et fund", figures.rubric.found),
        ("outcome", "et udfald", figures.rubric.all_outcomes),
    ):
        if name in names:
            return f"»{name}« er {words}. Skriv »{key}: {name}«."
    if name in OWN_TOTALS:
        return f"undersøgelsen har ikke tallet »{name}«: {_called(OWN_TOTALS[name], figures)}."
    return _none("et nøgletal", name, known)


def _none(what: str, name: str, known: Iterable[str]) -> str:
    near = suggest(name, known)
    return f"måleskemaet har ikke {what}, der hedder {quoted(name)}{near or '.'}"


def _measures(figures: Figures) -> dict[str, Claimable]:
    """The measures out of what the rubric says; of outcomes among all cases, also out of those that can be assessed."""
    found = {}
    for measure, one in zip(figures.rubric.counts, figures.whole.of(MEASURES), strict=True):
        out_of = [Denominator(one.share.among, one.among_shown)]
        if isinstance(measure.among, Always) and isinstance(measure.count, HasOutcome) and measure.unit == "sager":
            out_of += _assessed(figures, measure.count.names)
        unit: CountedIn = "kommuner" if one.unit == "myndigheder" else one.unit
        found[one.id] = Claimable(one.label, one.share.count, tuple(out_of), unit)
    return found


def _assessed(figures: Figures, outcomes: Iterable[str]) -> list[Denominator]:
    """The cases that can be judged right or wrong, where all the outcomes are of such cases and the rubric judges."""
    if set(outcomes) - {one.outcome for one in figures.whole.of(OUTCOMES) if one.settled}:
        return []
    return [Denominator(one.of_assessed.among, _called(_ASSESSED, figures)) for one in figures.whole.of(CORRECTNESS)]


def _own(figures: Figures) -> dict[str, Claimable]:
    """The totals the study has; what is not known before there is a sample is left out."""
    whole = figures.whole
    drawn, asked = Denominator(figures.drawn, _called(OWN_TOTALS["udvalgte"], figures)), figures.asked
    of_asked = () if asked is None else (Denominator(asked, _called(OWN_TOTALS["indkaldte"], figures)),)
    in_all = figures.kommuner_asked
    of_kommuner = () if in_all is None else (Denominator(in_all, _called(OWN_TOTALS["kommuner-indkaldte"], figures)),)
    own: dict[str, tuple[int | None, tuple[Denominator, ...], CountedIn]] = {
        "sager": (whole.cases, (drawn, *of_asked, _all_cases(figures)), "sager"),
        "udvalgte": (figures.drawn, of_asked, "sager"),
        "indkaldte": (asked, (), "sager"),
        "journalnumre": (whole.files, (), "journalnumre"),
        "kommuner": (whole.kommuner, of_kommuner, "kommuner"),
        "kommuner-indkaldte": (in_all, (), "kommuner"),
    }
    found = {
        name: Claimable(_called(OWN_TOTALS[name], figures), count, out_of, unit, alone=True)
        for name, (count, out_of, unit) in own.items()
        if count is not None
    }
    for one in whole.of(CORRECTNESS):
        out_of = (_all_cases(figures), Denominator(one.of_assessed.among, _called(_ASSESSED, figures)))
        for name, count in (("rigtige", one.right), ("forkerte", one.wrong)):
            found[name] = Claimable(_called(OWN_TOTALS[name], figures), count, out_of)
    return found


def _finding(name: str, figures: Figures) -> Claimable | str:
    finding = figures.rubric.found.get(name)
    if finding is None:
        return _none("et fund", name, figures.rubric.found)
    among = Item(ItemKind.FINDING_AMONG, name)
    possible = figures.whole.count(among)
    known = possible - figures.whole.count(among, Item(ItemKind.FINDING_UNKNOWN, name))
    out_of = (
        Denominator(possible, _called("{sager}, hvor fundet kunne gøres", figures)),
        Denominator(known, _called("{sager}, hvor det vides, om fundet er gjort", figures)),
        _all_cases(figures),
    )
    return Claimable(figures.rubric.finding_labels[name], figures.whole.count(Item(ItemKind.FINDING, name)), out_of)


def _outcome(name: str, figures: Figures) -> Claimable | str:
    counts = {one.outcome: one for one in figures.whole.of(OUTCOMES)}
    if name not in counts:
        return _none("et udfald", name, counts)
    out_of = _all_cases(figures), *_assessed(figures, [name])
    return Claimable(counts[name].label, counts[name].share.count, out_of)


def _answer(answer: ClaimedAnswer, figures: Figures) -> Claimable | str:
    question = figures.rubric.questions.get(answer.question)
    if question is None:
        return _none("et spørgsmål", answer.question, figures.rubric.questions)
    if not question.labels and answer.option not in question.allow:
        return f"spørgsmålet »{question.id}« har ingen svarmuligheder, og en påstand kan ikke nævne et skrevet svar."
    options = [*question.labels, *map(str, question.allow)]
    if answer.option not in options:
        near = suggest(answer.option, options)
        return f"spørgsmålet »{question.id}« har ikke svaret {quoted(answer.option)}{near or '.'}"
    kind = ItemKind.ANSWER if answer.option in question.labels else ItemKind.SPECIAL
    count = figures.whole.count(Item(kind, question.id, answer.option))
    return Claimable(_said(question, answer.option), count, _asked(question, figures))


def _said(question: Question, option: str) -> str:
    return f"{question.text} {question.answer_labels[option]}"


def _asked(question: Question, figures: Figures) -> tuple[Denominator, ...]:
    """Those the question was asked in, those in which it was answered, and all."""
    whole = figures.whole
    asked = whole.count(Item(ItemKind.ASKED, question.id))
    without = sum(whole.count(Item(ItemKind.SPECIAL, question.id, one)) for one in question.allow)
    return (
        Denominator(asked, _called("{sager}, hvor der er spurgt", figures)),
        Denominator(asked - without, _called("{sager}, hvor der er svaret", figures)),
        _all_cases(figures),
    )


def _all_cases(figures: Figures) -> Denominator:
    return Denominator(figures.whole.cases, _called(_ALL, figures))


def _called(text: str, figures: Figures) -> str:
    return filled(text, figures.rubric.case, figures.authorities.noun)
