"""Claims (påstande): the numbers a published text states, and whether they come out again.

A claim bears the id of the measure that recomputes it, or of one of the
study's own totals (``indkaldte``: the cases asked for, ``sager``, ``rigtige``),
and states a ``count`` and, where the text prints them, ``among`` and
``percent``. What the text does not state is not compared, but what is counted
(cases or kommuner) always is. Beside the claims a file may state how many
``kommuner`` took part and how many ``recommendations`` were made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt
from pydantic_core import PydanticCustomError

from audit.results.figures import Figures
from audit.results.model import Share
from audit.results.statistics import CORRECTNESS, MEASURES, RECOMMENDATIONS
from audit.rubric.model import Unit
from audit.wording.numbers import whole
from audit.wording.quoting import suggest
from audit.wording.shares import NOTHING, out_of, percent_words


class Claim(BaseModel):
    """One stated number. ``derived``: not printed, but follows from what is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    what: str = ""
    count: StrictInt = Field(ge=0)
    among: StrictInt | None = Field(None, ge=0)
    percent: StrictInt | None = Field(None, ge=0, le=100)
    derived: bool | str = False
    conflict: str = ""
    unit: Unit = "sager"


def _stated_once(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    names = [claim.id for claim in claims]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise PydanticCustomError("twice", f"påstanden »{twice}« står to gange. Behold den ene.")
    return claims


class ClaimsFile(BaseModel):
    """All the numbers of one publication."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    study: str
    source: str
    kommuner: int | None = None
    selection: str = ""
    claims: Annotated[tuple[Claim, ...], AfterValidator(_stated_once)] = Field(min_length=1)
    recommendations: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What is stated, or what was computed; None for what is not stated."""

    count: int | None
    among: int | None = None
    percent: int | None = None
    unit: Unit | None = None

    @property
    def shown(self) -> str:
        """As it is printed: »18 ud af 20 kommuner (90 %)«; what is not stated is left out."""
        if self.count is None:
            return NOTHING
        number = whole(self.count) if self.among is None else out_of(self.count, self.among)
        unit = " kommuner" if self.unit == "kommuner" else ""
        return f"{number}{unit}" + ("" if self.percent is None else f" ({percent_words(self.percent)})")


@dataclass(frozen=True, slots=True)
class Check:
    """A claim beside its recomputation. ``computed`` is None when no measure bears the claim's id."""

    id: str
    what: str
    published: StatedFigure
    computed: StatedFigure | None
    among_label: str = ""
    conflict: str = ""
    missing: str = ""

    @property
    def shown(self) -> str:
        """The recomputed figure as it is printed; »–« when there is none."""
        return self.computed.shown if self.computed else NOTHING

    @property
    def agrees(self) -> bool:
        """Everything that is stated came out the same."""
        if self.computed is None:
            return False
        pairs = (
            (self.published.count, self.computed.count),
            (self.published.among, self.computed.among),
            (self.published.percent, self.computed.percent),
            (self.published.unit, self.computed.unit),
        )
        return all(stated is None or stated == found for stated, found in pairs)

    def as_document(self) -> dict[str, Any]:
        """The check as plain data."""

        def figures(of: StatedFigure | None) -> dict[str, Any] | None:
            return {"count": of.count, "among": of.among, "percent": of.percent, "unit": of.unit} if of else None

        return {
            "id": self.id,
            "what": self.what,
            "published": figures(self.published),
            "computed": figures(self.computed),
            "among_label": self.among_label,
            "agrees": self.agrees,
            "conflict": self.conflict,
        }


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


def check_claims(stated: ClaimsFile, results: Figures) -> tuple[Check, ...]:
    """Recompute every claim from the results of the whole study."""
    found = _of_study(results) | {
        one.id: _Computed(one.label, _figures(one.share, one.unit), one.among_shown)
        for one in results.whole.of(MEASURES)
    }
    checks = []
    for claim in stated.claims:
        published = StatedFigure(claim.count, claim.among, claim.percent, claim.unit)
        computed = found.get(claim.id)
        if computed is None:
            missing = f"måleskemaet har ikke et nøgletal, der hedder »{claim.id}«{suggest(claim.id, found)}"
            checks.append(Check(claim.id, claim.what, published, None, "", claim.conflict, missing))
            continue
        counted = computed.figures.unit
        wrong = "" if counted == claim.unit else f"teksten taler om {claim.unit}, men der tælles {counted}."
        what = claim.what or computed.label
        checks.append(Check(claim.id, what, published, computed.figures, computed.among_label, claim.conflict, wrong))
    return (*checks, *_totals(stated, results))


@dataclass(frozen=True, slots=True)
class _Computed:
    """A figure that a claim can be held against."""

    label: str
    figures: StatedFigure
    among_label: str = ""


def _figures(share: Share, unit: Unit = "sager") -> StatedFigure:
    return StatedFigure(share.count, share.among, share.percent, unit)


def _of_study(results: Figures) -> dict[str, _Computed]:
    """The study's own totals; a measure of the same name goes before."""
    totals = {"sager": _Computed("gennemgåede sager", StatedFigure(results.whole.cases, unit="sager"))}
    if results.asked is not None:
        totals["indkaldte"] = _Computed("sager, der er bedt om", StatedFigure(results.asked, unit="sager"))
    for one in results.whole.of(CORRECTNESS):
        totals["rigtige"] = _Computed("rigtige sager", _figures(one.of_all), "alle sager")
    return totals


def _totals(stated: ClaimsFile, results: Figures) -> list[Check]:
    triggered = sum(one.triggered for one in results.whole.of(RECOMMENDATIONS))
    totals: Mapping[str, tuple[str, int | None, int]] = {
        "kommuner": ("kommuner i undersøgelsen", stated.kommuner, results.whole.kommuner),
        "recommendations": ("anbefalinger", stated.recommendations, triggered),
    }
    return [
        Check(name, what, StatedFigure(published), StatedFigure(computed))
        for name, (what, published, computed) in totals.items()
        if published is not None
    ]
