"""Claims beside their recomputation: whether the numbers a published text states come out again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from audit.nouns import JOURNAL_NUMBER, KOMMUNE, Noun
from audit.results.claimable import Claimable, Denominator, find
from audit.results.claims_model import Claim, ClaimsFile, CountedIn, Part
from audit.results.figures import Figures
from audit.results.model import rounded_percent
from audit.results.statistics import RECOMMENDATIONS
from audit.wording.numbers import whole
from audit.wording.shares import NOTHING, out_of, percent_printed

_PARTS: tuple[Part, ...] = ("count", "among", "percent")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What is stated, or what was computed; None for what is not stated. ``authority`` names what ``kommuner`` are."""

    count: int | None = None
    among: int | None = None
    percent: int | Decimal | None = None
    unit: CountedIn | None = None
    authority: Noun = field(default=KOMMUNE, compare=False)

    @property
    def shown(self) -> str:
        """As it is printed: »18 ud af 20 kommuner (90 %)«, »20 % af 5«; what is not stated is left out."""
        noun = {"kommuner": self.authority, "journalnumre": JOURNAL_NUMBER}.get(self.unit or "")
        unit = f" {noun.many}" if noun else ""
        percent = "" if self.percent is None else percent_printed(self.percent)
        if self.count is None:
            among = (noun.the_many if noun else "") if self.among is None else f"{whole(self.among)}{unit}"
            if percent:
                return f"{percent} af {among}" if among else percent
            return NOTHING if self.among is None else f"ud af {among}"
        number = whole(self.count) if self.among is None else out_of(self.count, self.among)
        return f"{number}{unit}" + (f" ({percent})" if percent else "")

    def as_document(self) -> dict[str, Any]:
        """The figure as plain data."""
        percent = None if self.percent is None else float(self.percent) if self.percent % 1 else int(self.percent)
        return {"count": self.count, "among": self.among, "percent": percent, "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Check:
    """A claim beside its recomputation.

    ``published`` is what the text prints, ``derived`` what is not printed but
    follows from it. ``computed`` is None where there is no such figure, and
    ``missing`` says why; it also says where the text counts something else.
    ``conflict`` is where the text contradicts itself. ``line`` is the claim's
    in its file, 0 when it is not known.
    """

    id: str
    what: str
    published: StatedFigure
    computed: StatedFigure | None
    among_label: str = ""
    conflict: str = ""
    missing: str = ""
    derived: StatedFigure = StatedFigure()
    line: int = 0

    @property
    def shown(self) -> str:
        """The recomputed figure as it is printed, with a percent where the text has one; »–« when there is none."""
        if self.computed is None:
            return NOTHING
        found, stated = self.computed, (self.published.percent, self.derived.percent)
        percent = None if stated == (None, None) else found.percent
        return replace(found, percent=percent).shown

    def told_of(self, authority: Noun) -> "Check":
        """The same, with what the study's authorities are called."""
        return replace(
            self,
            published=replace(self.published, authority=authority),
            derived=replace(self.derived, authority=authority),
            computed=self.computed and replace(self.computed, authority=authority),
        )

    @property
    def agrees(self) -> bool:
        """Everything that is stated came out the same."""
        return self.computed is not None and all(_fits(one, self.computed) for one in (self.published, self.derived))

    def as_document(self) -> dict[str, Any]:
        """The check as plain data."""
        return {
            "id": self.id,
            "what": self.what,
            "published": self.published.as_document(),
            "derived": self.derived.as_document() if self.derived != StatedFigure() else None,
            "computed": self.computed.as_document() if self.computed else None,
            "among_label": self.among_label,
            "agrees": self.agrees,
            "conflict": self.conflict,
        }


def _fits(stated: StatedFigure, found: StatedFigure) -> bool:
    pairs = (
        (stated.count, found.count),
        (stated.among, found.among),
        (stated.percent, found.percent),
        (stated.unit, found.unit),
    )
    return all(one is None or one == other for one, other in pairs)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text has stated of the study, each figure beside its recomputation. ``source`` is the text."""

    source: str
    checks: tuple[Check, ...]

    @property
    def conflicts(self) -> tuple[Check, ...]:
        """Where the text contradicts itself."""
        return tuple(check for check in self.checks if check.conflict)

    @property
    def differing(self) -> tuple[Check, ...]:
        """What does not come out as it was stated."""
        return tuple(check for check in self.checks if not check.agrees)


def check_claims(stated: ClaimsFile, results: Figures, lines: tuple[int, ...] = ()) -> tuple[Check, ...]:
    """Recompute every claim from the results of the whole study; ``lines`` are those of the claims in their file."""
    numbered = zip(stated.claims, lines or (0,) * len(stated.claims), strict=True)
    checks = (*(_check(claim, results, line) for claim, line in numbered), *_totals(stated, results))
    return tuple(one.told_of(results.authorities.noun) for one in checks)


def _check(claim: Claim, results: Figures, line: int) -> Check:
    published, derived = replace(_part(claim, derived=False), unit=claim.unit), _part(claim, derived=True)
    conflict = " ".join(one for one in (claim.conflict, contradiction(claim)) if one)
    found = find(claim, results)
    if isinstance(found, str):
        return Check(claim.name, claim.what or "", published, None, "", conflict, found, derived, line)
    computed, label = _computed(claim, found)
    differs = claim.unit is not None and claim.unit != found.unit
    of_what = {"sager": results.rubric.case, "kommuner": results.authorities.noun, "journalnumre": JOURNAL_NUMBER}
    said, counted = (of_what[unit].many if unit else "" for unit in (claim.unit, found.unit))
    wrong = f"teksten taler om {said}, men der tælles {counted}." if differs else ""
    return Check(claim.name, claim.what or found.label, published, computed, label, conflict, wrong, derived, line)


def _part(claim: Claim, *, derived: bool) -> StatedFigure:
    """What the claim states that is derived, or that is printed."""
    count, among, percent = ((part in claim.derived) is derived for part in _PARTS)
    return StatedFigure(
        claim.count if count else None, claim.among if among else None, claim.percent if percent else None
    )


def _computed(claim: Claim, found: Claimable) -> tuple[StatedFigure, str]:
    """The figure out of the denominator that fits what is stated, else out of the usual one, and that one's name."""
    if found.alone and claim.among is None and claim.percent is None:
        return StatedFigure(found.count, unit=found.unit), ""
    stated = StatedFigure(claim.count, claim.among, claim.percent)
    tried = [(_out_of(one, claim, found), one.label) for one in found.denominators]
    tried = tried or [(StatedFigure(found.count, unit=found.unit), "")]
    same = [one for one in tried if one[0].among == claim.among]
    return next((one for one in tried if _fits(stated, one[0])), (same or tried)[0])


def _out_of(one: Denominator, claim: Claim, found: Claimable) -> StatedFigure:
    """The figure with its percent at the precision the text prints it with."""
    percent = rounded_percent(found.count, one.among, _decimals(claim.percent))
    return StatedFigure(found.count, one.among, percent, found.unit)


def _decimals(percent: Decimal | None) -> int:
    exponent = percent.as_tuple().exponent if percent is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def contradiction(claim: Claim) -> str:
    """Why a claim's count, denominator and percent cannot all be true, in Danish; "" when they can.

    Two of them are enough to contradict each other: no count out of 3 is 20 %.
    """
    count, among, percent = claim.count, claim.among, claim.percent
    if count is not None and among is not None and count > among:
        return f"{whole(count)} er flere end {whole(among)}."
    if percent is None or (among is None and count is None):
        return ""
    decimals, shown = _decimals(percent), percent_printed(percent)
    half = Fraction(1, 2 * 10**decimals)
    if among is None:
        assert count is not None
        least = max(count, 1, int(100 * count / (Fraction(percent) + half)) + 1)
        fits = rounded_percent(count, least, decimals) == percent
        return "" if fits else f"{whole(count)} er ikke {shown} af noget helt tal."
    if count is None:
        least = max(0, ceil((Fraction(percent) - half) * among / 100))
        fits = least <= among and rounded_percent(least, among, decimals) == percent
        return "" if fits else f"Intet helt tal er {shown} af {whole(among)}."
    right = rounded_percent(count, among, decimals)
    if right is None:
        return "Der er ingen procent af 0."
    return "" if right == percent else f"{out_of(count, among)} er {percent_printed(right)}, ikke {shown}."


def _totals(stated: ClaimsFile, results: Figures) -> list[Check]:
    triggered = sum(one.triggered for one in results.whole.of(RECOMMENDATIONS))
    totals: Mapping[str, tuple[str, int | None, int]] = {
        "kommuner": (f"{results.authorities.noun.many} i undersøgelsen", stated.kommuner, results.whole.kommuner),
        "recommendations": ("anbefalinger", stated.recommendations, triggered),
    }
    return [
        Check(name, what, StatedFigure(published), StatedFigure(computed))
        for name, (what, published, computed) in totals.items()
        if published is not None
    ]
