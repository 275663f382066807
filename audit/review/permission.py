"""Who may score a case: the one rule that the keyboard, a file with answers and the queue of cases ask.

The first assessment, the second and the adjudication (opmandens) of a case are
made by three different people, because each must be independent of the others,
and there is something to adjudicate only when both assessments are finished.
After the hearing anybody may score. In a round a case belongs to whoever began
it; a case that was only opened may be taken over, and one that was begun can be
handed over or released by command.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from audit.cases import Round
from audit.nouns import capital
from audit.reviewers import same_reviewer

APART = frozenset((Round.FIRST, Round.SECOND, Round.ADJUDICATED))
"""The rounds of a case that must be scored by different people."""
_TWO = frozenset((Round.FIRST, Round.SECOND))


@dataclass(frozen=True, slots=True)
class BegunAssessment:
    """An assessment that somebody has begun.

    ``untouched`` when the case was opened and nothing done in it since, ``complete`` when it has an outcome.
    """

    id: int
    round: Round
    reviewer: str
    untouched: bool
    complete: bool


class Permission(Enum):
    """What a reviewer may do with a case in a round."""

    BEGIN = auto()
    """Nobody has begun it."""
    CONTINUE = auto()
    """It is the reviewer's own, finished or not."""
    TAKE_OVER = auto()
    """Another has opened it and done nothing."""
    TAKEN = auto()
    """Refused: another scores it."""
    SCORED_BEFORE = auto()
    """Refused: the reviewer has scored it in a round that must be another's."""
    NOT_TWO = auto()
    """Refused: there are not two finished assessments to adjudicate between."""


_REFUSED = frozenset((Permission.TAKEN, Permission.SCORED_BEFORE, Permission.NOT_TWO))


@dataclass(frozen=True, slots=True)
class ScoringPermission:
    """What ``reviewer`` may do, and the assessment of the round the answer rests on; None when it is not begun."""

    permission: Permission
    reviewer: str
    here: BegunAssessment | None

    @property
    def refused(self) -> bool:
        """The reviewer may not score the case."""
        return self.permission in _REFUSED

    def told(self, called: str) -> str:
        """The refusal, said to the reviewer who asked for the case; ``called`` is »sagen »2013-7««."""
        if self.permission is Permission.SCORED_BEFORE:
            return f"Du har selv bedømt {called}. Intet er ændret. En anden bedømmer skal tage den."
        if self.permission is Permission.NOT_TWO:
            return f"{capital(called)} har ikke to færdige bedømmelser at afgøre imellem. Intet er ændret."
        onward = "audit review adjudicate" if self.here and self.here.round is Round.ADJUDICATED else "audit score"
        return f"{capital(called)} bedømmes allerede af {self._holder}. Intet er ændret. Tag den næste med »{onward}«."

    def told_of_file(self, called: str) -> tuple[str, str]:
        """The refusal of a row in a file: what is wrong, and what to do; ``called`` as in :meth:`told`."""
        if self.permission is Permission.SCORED_BEFORE:
            what = f"{called} har »{self.reviewer}« selv bedømt i en anden runde."
            return what, "Bedømmelserne skal være uafhængige, så det skal være en anden."
        if self.permission is Permission.NOT_TWO:
            what = f"{called} har ikke to færdige bedømmelser, som en opmand kan afgøre imellem."
            return what, "Indlæs første og anden bedømmelse først, eller fjern rækken."
        return f"{called} bedømmes allerede af »{self._holder}«.", "Fjern den fra filen."

    @property
    def _holder(self) -> str:
        return self.here.reviewer if self.here else ""


def may_score(round_: Round, reviewer: str, begun: Iterable[BegunAssessment]) -> ScoringPermission:
    """What a reviewer may do with a case in a round, from all that is ``begun`` of the case in any round.

    Codes are compared by :mod:`audit.reviewers`. One's own case may be continued even where the same person
    has another round of it: what is begun can be finished.
    """
    history = list(begun)
    here = next((one for one in history if one.round is round_), None)
    if here and same_reviewer(here.reviewer, reviewer):
        return ScoringPermission(Permission.CONTINUE, reviewer, here)
    others = APART - {round_} if round_ in APART else frozenset()
    if any(one.round in others and same_reviewer(one.reviewer, reviewer) for one in history):
        return ScoringPermission(Permission.SCORED_BEFORE, reviewer, here)
    if round_ is Round.ADJUDICATED and len([one for one in history if one.round in _TWO and one.complete]) < len(_TWO):
        return ScoringPermission(Permission.NOT_TWO, reviewer, here)
    if here is None:
        return ScoringPermission(Permission.BEGIN, reviewer, None)
    return ScoringPermission(Permission.TAKE_OVER if here.untouched else Permission.TAKEN, reviewer, here)


def why_not_handed_over(called: str, one: BegunAssessment, to: str, begun: Iterable[BegunAssessment]) -> str:
    """Why an assessment cannot be handed over to another reviewer, in a sentence; "" when it can.

    ``called`` is »sagen »2013-7««.
    """
    if same_reviewer(one.reviewer, to):
        return f"{capital(called)} er allerede {one.reviewer}s."
    elsewhere = may_score(one.round, to, [other for other in begun if other.round is not one.round])
    if elsewhere.permission is Permission.SCORED_BEFORE:
        return f"{to} har selv bedømt {called} i en anden runde, og bedømmelserne skal være uafhængige."
    return ""


def why_not_released(called: str, one: BegunAssessment, begun: Iterable[BegunAssessment]) -> str:
    """Why an assessment cannot be released, in a sentence; "" when it can; ``called`` as above."""
    if one.round in _TWO and any(other.round is Round.ADJUDICATED for other in begun):
        return f"Opmanden er gået i gang med {called} ud fra bedømmelsen, så den kan ikke frigives."
    return ""
