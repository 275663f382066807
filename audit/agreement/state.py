"""How far two assessments of a case are from being one."""

from collections.abc import Mapping
from enum import StrEnum

from audit.agreement.comparing import ComparedAssessments
from audit.agreement.deciding import Adjudication


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
    if adjudication is None:
        return SettlingState.DIFFERS if comparison.differences else SettlingState.ALIKE
    if adjudication.settled:
        return SettlingState.DECIDED
    return SettlingState.STALE if adjudication.stale or not adjudication.open else SettlingState.DIFFERS
