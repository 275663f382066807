"""Cautions about conditions that never or always hold, in every part of a rubric, and about overlapping deadlines."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from audit.nouns import Noun
from audit.rubric.cautions import Caution, LintRule
from audit.rubric.condition import All, Always, AnyOf, Node, Not, keys, written
from audit.rubric.conditions import FALSE, TRUE, UNKNOWN, Compiled, Missing, View
from audit.rubric.measure import Measure
from audit.rubric.model import Deadline, Rubric
from audit.rubric.places import places, questions
from audit.rubric.values import encode
from audit.validation import Path
from audit.wording import lists
from audit.wording.quoting import listed, quoted
from audit.workshop.lint.possible import Possible, Probe, Seen
from audit.workshop.mutation.conditions import spoken

_BOTH = frozenset({(True,), (False,)})
_TOGETHER = frozenset({(True, True)})
_DROP = "Slet den, eller ret den."


def reach_cautions(rubric: Rubric) -> Iterator[Caution]:
    """The cautions of this module, part by part; none where the search is undecided."""
    possible = Possible(rubric)
    dead: set[Path] = set()
    """Paths of cautions given already; no caution is given for a part inside one of them."""
    for caution in (
        *_facts(rubric, possible),
        *_questions(rubric, possible),
        *_findings(rubric, possible),
        *_deadlines(rubric, possible),
        *_measures(rubric, possible),
        *_recommendation(rubric, possible),
        *_rules(rubric, possible),
    ):
        dead.add(caution.path)
        yield caution
    yield from _parts(rubric, possible, dead)
    yield from _overlaps(rubric, possible)
    yield from _undecided(rubric, possible)


def _facts(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    """Cautions for facts that no case or every case must have, by ``required_if``."""
    for name, fact in rubric.facts.items():
        if not fact.required_if:
            continue
        seen = possible.seen(possible.probe(fact.required_if), enough=_BOTH.issubset)
        at = ("facts", name, "required_if")
        if seen.never(True):
            what = f"»required_if« på oplysningen {quoted(name)} kan aldrig være opfyldt, så ingen sag skal have den."
            yield Caution(LintRule.NEVER_HOLDS, name, at, what, "Ret den, eller skriv required: false.")
        elif seen.never(False):
            what = f"»required_if« på oplysningen {quoted(name)} er altid opfyldt, så alle sager skal have den."
            yield Caution(LintRule.ALWAYS_HOLDS, name, at, what, _DROP)


def _questions(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    for path, question in questions(rubric):
        if not question.ask_if:
            continue
        seen = possible.seen(possible.probe(question.ask_if), enough=_BOTH.issubset)
        name, at = quoted(question.id), (*path, "ask_if")
        if seen.never(True):
            lost = dict.fromkeys(finding.id for finding in question.findings.values())
            what = f"spørgsmålet {name} stilles aldrig{_whatever(seen)}."
            if lost:
                one = len(lost) == 1
                what += f" Derfor kommer {'fundet' if one else 'fundene'} {listed(lost)} heller aldrig."
            yield Caution(LintRule.NEVER_ASKED, question.id, at, what, "Ret »ask_if«.")
        elif seen.never(False):
            what = f"»ask_if« på {name} er altid opfyldt, så spørgsmålet stilles i {rubric.case.every}."
            yield Caution(LintRule.ALWAYS_HOLDS, question.id, at, what, _DROP)


def _findings(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    for number, found in enumerate(rubric.findings):
        seen = possible.seen(possible.probe(found.when), enough=_BOTH.issubset)
        name, at = quoted(found.id), ("findings", number, "when")
        if seen.never(True):
            what = f"fundet {name} kommer aldrig{_whatever(seen)}."
            yield Caution(LintRule.FINDING_NEVER, found.id, at, what, "Ret »when«.")
        elif seen.never(False):
            what = f"»when« på fundet {name} er altid opfyldt, så fundet kommer i {rubric.case.every}."
            yield Caution(LintRule.ALWAYS_HOLDS, found.id, at, what, "Ret »when«.")


def _deadlines(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    """Cautions for deadlines that apply to no case with both dates, and for a ``when`` that always holds."""
    for number, late in enumerate(rubric.deadlines):
        both = Probe(_both_known(late), frozenset({late.start, late.end}))
        probes = (both, possible.probe(late.when or Always()))
        seen = possible.seen(*probes, enough=_TOGETHER.issubset)
        if seen.never(True, True):
            never = f"den gælder aldrig i {rubric.case.a}, der har begge datoer"
            what = f"fristen {quoted(late.id)} kan ikke overskrides: {never}."
            at = ("deadlines", number, "when" if late.when else "id")
            yield Caution(LintRule.FINDING_NEVER, late.id, at, what, "Ret »when«, »start« eller »end«.")
        elif late.when and possible.seen(probes[1], enough=_BOTH.issubset).never(False):
            what = f"»when« på fristen {quoted(late.id)} er altid opfyldt."
            yield Caution(LintRule.ALWAYS_HOLDS, late.id, ("deadlines", number, "when"), what, _DROP)


def _both_known(late: Deadline) -> Any:
    def test(view: View) -> int:
        return FALSE if Missing.NOT_ASKED in (view.states[late.start], view.states[late.end]) else TRUE

    return test


def _measures(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    for number, measure in enumerate(rubric.measures):
        probes = possible.probe(measure.among), possible.probe(measure.count)
        seen = possible.seen(*probes, enough={(True, True), (True, False)}.issubset)
        yield from _measure(rubric.case, number, measure, seen)


def _measure(case: Noun, number: int, measure: Measure, seen: Seen) -> Iterator[Caution]:
    name, path = quoted(measure.id), ("measures", number)
    if seen.never(True, True) and seen.never(True, False):
        what = f"{case.none} kan være i nævneren for nøgletallet {name}{_whatever(seen)}."
        yield Caution(LintRule.EMPTY_DENOMINATOR, measure.id, (*path, "among"), what, "Ret »among«.")
    elif seen.never(True, True):
        what = f"{case.none} i nævneren kan tælles med i nøgletallet {name}{_whatever(seen)}."
        yield Caution(LintRule.NEVER_HOLDS, measure.id, (*path, "count"), what, "Ret »count« eller »among«.")
    elif seen.never(True, False) and measure.count != Always():
        what = f"alle {case.many} i nævneren tælles med i nøgletallet {name}, som derfor altid er 100 procent."
        yield Caution(LintRule.ALWAYS_HOLDS, measure.id, (*path, "count"), what, "Ret »count« eller »among«.")


def _recommendation(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    for name, recommendation in rubric.recommendations.items():
        at: Path = ("recommendations", name, "among")
        among = possible.probe(recommendation.among)
        seen = possible.seen(among, enough=_BOTH.issubset)
        findings = [finding.id for finding in rubric.found.values() if name in finding.recommend]
        if seen.never(True):
            what = f"{rubric.case.none} kan være i nævneren for anbefalingen {quoted(name)}{_whatever(seen)}."
            yield Caution(LintRule.EMPTY_DENOMINATOR, name, at, what, "Ret »among«.")
        elif seen.never(False) and recommendation.among != Always():
            what = f"»among« på anbefalingen {quoted(name)} er altid opfyldt."
            yield Caution(LintRule.ALWAYS_HOLDS, name, at, what, _DROP)
        elif findings and all(_never_together(possible, among, finding) for finding in findings):
            never = f"{rubric.case.none} i nævneren kan have {listed(findings, 'eller')}"
            what = f"anbefalingen {quoted(name)} gives aldrig: {never}."
            yield Caution(LintRule.RECOMMENDATION_NEVER, name, at, what, "Ret »among«, eller hvad fundene anbefaler.")


def _never_together(possible: Possible, among: Probe, finding: str) -> bool:
    return possible.seen(among, possible.finding(finding), enough=_TOGETHER.issubset).never(True, True)


def _rules(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    """Cautions for rules whose condition never holds, or holds only where an earlier rule's does."""
    every = [possible.probe(rule.when) for rule in rubric.outcomes.rules]
    for number, rule in enumerate(rubric.outcomes.rules):
        first = (*(False for _ in every[:number]), True)
        seen = possible.seen(*every[: number + 1], enough=frozenset({first}).issubset)
        if seen.never(*first):
            taken = any(way[-1] for way in seen.ways)
            why = f": de {rubric.case.many}, den passer på, tages af reglerne før den" if taken else _whatever(seen)
            what = f"regel {number + 1} for gruppen {quoted(rule.class_)} gælder aldrig{why}."
            at = ("outcomes", "rules", number, "when")
            yield Caution(LintRule.NEVER_HOLDS, rule.class_, at, what, "Slet den, ret den, eller flyt den op.")


def _parts(rubric: Rubric, possible: Possible, dead: set[Path]) -> Iterator[Caution]:
    """Cautions for parts of a compound condition that never or always hold by themselves; adds them to ``dead``."""
    for place in places(rubric):
        if place.condition is None or place.condition == Always():
            continue
        at = rubric.outcomes.rules[int(place.path[2])].class_ if place.part.kind == "class" else place.part.name
        for path, part in _inside(place.path, place.condition):
            if any(path[: len(known)] == known for known in dead):
                continue
            seen = possible.seen(possible.probe(part), enough=_BOTH.issubset)
            for never, rule, said in (
                (True, LintRule.NEVER_HOLDS, "kan aldrig være opfyldt"),
                (False, LintRule.ALWAYS_HOLDS, "er altid opfyldt"),
            ):
                if seen.never(never):
                    dead.add(path)
                    yield Caution(
                        rule, at, path, f"{spoken(part)} {said} ({place.where}).", "Slet leddet, eller ret det."
                    )


def _inside(path: Path, condition: Node) -> Iterator[tuple[Path, Node]]:
    """Every part of a condition except the whole, with its path; each part before the parts inside it."""
    beside = keys(condition)
    for part in beside:
        at = (*path, *written(part))  # a mapping of one key
        if len(beside) > 1:
            yield at, part
        match part:
            case All(inner) | AnyOf(inner):
                for number, one in enumerate(inner):
                    if len(inner) > 1:
                        yield (*at, number), one
                    yield from _inside((*at, number), one)
            case Not(denied):
                yield at, denied
                yield from _inside(at, denied)


def _overlaps(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    numbered = list(enumerate(rubric.deadlines))
    for (_, one), (number, other) in combinations(numbered, 2):
        if (one.start, one.end) != (other.start, other.end) or not _same_way(one, other):
            continue
        seen = possible.seen(
            possible.probe(one.when or Always()), possible.probe(other.when or Always()), enough=_TOGETHER.issubset
        )
        if (True, True) in seen.ways:
            known = seen.ways[True, True]
            case = ", ".join(f"{name}: {_answer(known[name])}" for name in seen.names if name in known)
            what = (
                f"fristerne {quoted(one.id)} og {quoted(other.id)} løber begge fra {quoted(one.start)} til "
                f"{quoted(one.end)} og kan gælde i samme {rubric.case.one}{f', fx {{{case}}}' if case else ''}."
            )
            todo = "Slet den ene, eller skriv med »when«, hvornår hver af dem gælder."
            yield Caution(LintRule.DEADLINES_OVERLAP, other.id, ("deadlines", number, "id"), what, todo)


def _same_way(one: Deadline, other: Deadline) -> bool:
    """Whether both say what is too late, or both what is too early."""
    return bool((one.within and other.within) or (one.not_before and other.not_before))


def _undecided(rubric: Rubric, possible: Possible) -> Iterator[Caution]:
    """Cautions for measures whose denominator has cases in which an unknown answer decides whether they are counted.

    Not for a condition on the outcome, which is unknown in every rubric where a case may not be assessable.
    """
    for number, measure in enumerate(rubric.measures):
        among, count = possible.probe(measure.among), possible.probe(measure.count)
        if among.by_outcome or count.by_outcome:
            continue
        unsure = replace(count, test=_unsure(count.test))
        seen = possible.seen(among, unsure, enough=_TOGETHER.issubset)
        if (True, True) in seen.ways:
            known = seen.ways[True, True]
            case = ", ".join(f"{name}: {_answer(known[name])}" for name in seen.names if name in known)
            name = quoted(measure.id)
            one = f"{rubric.case.a} i nævneren"
            what = f"et ukendt svar kan afgøre, om {one} tælles med i nøgletallet {name}, fx {{{case}}}."
            todo = (
                f"Hold {rubric.case.the_many} ude i »among«, eller slå advarslen fra: tallet viser, hvor mange de er."
            )
            yield Caution(LintRule.UNKNOWN_IN_DENOMINATOR, measure.id, ("measures", number, "count"), what, todo)


def _unsure(count: Compiled) -> Compiled:
    return lambda view: TRUE if count(view) & UNKNOWN == UNKNOWN else FALSE


def _answer(state: Any) -> str:
    return "ikke oplyst" if isinstance(state, Missing) else lists.listed(encode(state))


def _whatever(seen: Seen) -> str:
    return f", hvad der end svares på {listed(seen.names)}" if seen.names else ""
