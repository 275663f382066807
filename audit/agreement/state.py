"""How far two assessments of a case are from being one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit.agreement.comparing import ComparedAssessments
from audit.agreement.deciding import Adjudication
from audit.nouns import Noun
from audit.wording.numbers import counted, whole


class SettlingState(StrEnum):
    """Where a case that is scored twice stands."""

    WAITS = "waits"
    """The two are not both finished, so nothing of either is shown."""
    ALIKE = "alike"
    """The two have answered alike, so the first stands."""
    DIFFERS = "differs"
    """The two part, and not all of it is decided."""
    DECIDED = "decided"
    """All that parted is decided."""
    STALE = "stale"
    """Decided, but one of the two has been changed since."""


STATE_WORDS: Mapping[SettlingState, str] = {
    SettlingState.ALIKE: "ens",
    SettlingState.DIFFERS: "uenige",
    SettlingState.DECIDED: "afgjort",
    SettlingState.STALE: "skal afgøres igen",
}
"""Each state as a reader sees it; one that waits is counted and not shown."""


def state_of(comparison: ComparedAssessments | None, adjudication: Adjudication | None) -> SettlingState:
    """The state of a case scored twice.

    ``comparison`` is None until both are finished, ``adjudication`` until it is begun.
    """
    if comparison is None:
        return SettlingState.WAITS
    if not comparison.differences and (adjudication is None or adjudication.recorded):
        return SettlingState.ALIKE
    if adjudication is None:
        return SettlingState.DIFFERS
    if adjudication.settled:
        return SettlingState.DECIDED
    return SettlingState.STALE if adjudication.stale or not adjudication.open else SettlingState.DIFFERS


@dataclass(frozen=True, slots=True)
class DoubleScoring:
    """The cases that two have finished, and in how many of them they have parted.

    Of the ``differing`` the third has not decided all in ``undecided``, and in ``stale`` one of the two was
    changed after the decision.
    """

    cases: int
    differing: int
    undecided: int
    stale: int

    @classmethod
    def of(cls, states: Iterable[SettlingState]) -> "DoubleScoring":
        """The counts of the cases begun in the second round; one that waits is not counted."""
        found = Counter(states)
        cases = found.total() - found[SettlingState.WAITS]
        differing = cases - found[SettlingState.ALIKE]
        return cls(cases, differing, found[SettlingState.DIFFERS], found[SettlingState.STALE])

    def told(self, case: Noun) -> str:
        """The counts in a sentence or two."""
        twice = f"{counted(self.cases, case)} er bedømt to gange."
        if not self.differing:
            return f"{twice} De to har svaret ens."
        left = [f"opmanden har ikke afgjort {whole(self.undecided)} af dem"] if self.undecided else []
        if self.stale:
            left.append(
                f"{whole(self.stale)} skal afgøres igen, for en bedømmelse er ændret siden, og tælles indtil da, som "
                "opmanden afgjorde"
            )
        settled = "; ".join(left) or "opmanden har afgjort dem alle"
        return f"{twice} I {counted(self.differing, case)} har de to svaret forskelligt; {settled}."
