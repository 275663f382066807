"""How many cases each stratum gives: equal, proportional, or given one by one.

A stratum is the cases that share the values of the facts the study is
stratified by; its key is those values in the facts' order, "" where a case has
none. Without facts there is one stratum, ``()``: the whole frame.

Proportional allocation uses the largest remainder (Hamilton's method): every
stratum gets the whole part of n · N_h / N, and the cases left over go one by
one to the largest remainders, equal remainders by the strata's order. It never
asks a stratum for more than it holds unless n is larger than the frame. Its
known weakness is that a larger n can give one stratum a case *less* (the
Alabama paradox; Balinski & Young, Fair Representation, 1982, ch. 5), so a
sample that is enlarged must keep what each stratum already has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from audit.authorities import Authorities
from audit.cases import KOMMUNE
from audit.errors import InputError, Problem
from audit.nouns import Noun
from audit.sampling.model import Draw
from audit.wording.numbers import counted, whole
from audit.wording.quoting import suggest

AllocationKind = Literal["given", "equal", "proportional"]
"""given: a number for each stratum; equal: n in every stratum; proportional: n in all, by size."""

Key = tuple[str, ...]
"""The values of one stratum, in the order of the facts the strata are made of."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """What is asked of every stratum of the frame, also those asked for 0."""

    kind: AllocationKind
    asked: Mapping[Key, int]


def stratum_label(authorities: Authorities, strata: Sequence[str], values: Key) -> str:
    """A stratum in words: its values, an authority by its name; »hele bruttolisten« when there are no strata."""
    words = [_word(authorities, fact, value) for fact, value in zip(strata, values, strict=True)]
    return " / ".join(words) or "hele bruttolisten"


def allocate(
    kind: AllocationKind,
    strata: Sequence[str],
    counts: Mapping[Key, int],
    authorities: Authorities,
    *,
    n: int | None = None,
    given: Mapping[str, int] | None = None,
) -> Allocation:
    """How many cases to ask of each stratum of ``counts`` (cases by stratum).

    ``n`` is for each stratum when the kind is equal, in all when it is
    proportional. ``given`` has the number of each stratum by its label (an
    authority by name or code). Raises InputError naming every stratum that is
    not mentioned or does not exist: leaving one out must be written as 0.
    """
    if not counts:
        raise InputError("Bruttolisten er tom, så der er intet at trække blandt. Intet er lagt fast.")
    if kind == "given":
        return Allocation(kind, _given(authorities, strata, counts, given or {}))
    if n is None or n < 1:
        raise InputError("Antallet mangler. Skriv n = … under [sample] i audit.toml. Intet er lagt fast.")
    if kind == "equal":
        return Allocation(kind, dict.fromkeys(sorted(counts), n))
    return Allocation(kind, _proportional(counts, n))


def shortfalls(draw: Draw, authorities: Authorities, case: Noun) -> list[Problem]:
    """A warning for each stratum that gave fewer cases than were asked for, or was asked for none."""
    problems = []
    for stratum in draw.counts:
        group = f"gruppen »{stratum_label(authorities, draw.strata, stratum.values)}«"
        if stratum.shortfall:
            fitting = ", der kan vælges" if draw.criteria else ""
            asked = f"der var bedt om {whole(stratum.asked)}, så der mangler {whole(stratum.shortfall)}."
            has = f"kun {counted(stratum.drawn, case)}" if stratum.drawn else f"ingen {case.many}"
            text = f"{group} har {has}{fitting}; {asked}"
            problems.append(Problem(text, warning=True))
        elif not stratum.asked:
            text = f"der er ikke trukket {case.many} i {group}, som har {whole(stratum.population)} i bruttolisten."
            problems.append(Problem(text, warning=True))
    return problems


def _proportional(counts: Mapping[Key, int], n: int) -> dict[Key, int]:
    total = sum(counts.values())
    asked = {key: n * counts[key] // total for key in sorted(counts)}
    left_over = n - sum(asked.values())
    by_remainder = sorted(asked, key=lambda key: (-(n * counts[key] % total), key))
    for key in by_remainder[:left_over]:
        asked[key] += 1
    return asked


def _given(
    authorities: Authorities, strata: Sequence[str], counts: Mapping[Key, int], given: Mapping[str, int]
) -> dict[Key, int]:
    names = {spelling: key for key in counts for spelling in (" / ".join(key), stratum_label(authorities, strata, key))}
    asked: dict[Key, int] = {}
    problems = []
    for name, number in given.items():
        if name not in names:
            near = suggest(name, names) or "."
            problems.append(Problem(f"gruppen »{name}« er ikke i bruttolisten{near}"))
        elif names[name] in asked:
            problems.append(Problem(f"gruppen »{name}« står der to gange."))
        else:
            asked[names[name]] = number
    named = {names[name] for name in given if name in names}
    missing = [stratum_label(authorities, strata, key) for key in sorted(counts) if key not in named]
    problems += [
        Problem(f"gruppen »{label}« mangler.", f'Skriv "{label}" = 0, hvis ingen skal trækkes.') for label in missing
    ]
    if problems:
        raise InputError(
            "Fordelingen under [sample.given] i audit.toml passer ikke til bruttolisten. Intet er lagt fast.",
            problems,
        )
    return {key: asked[key] for key in sorted(asked)}


def _word(authorities: Authorities, fact: str, value: str) -> str:
    if fact == KOMMUNE and value in authorities.by_code:
        return authorities.name_of(value)
    return value or "uoplyst"
