"""The ruling (afgørelse af udfaldet): the reviewer's outcome in place of the one that follows from the answers."""

from dataclasses import dataclass

from audit.errors import Problem
from audit.rubric.model import Rubric
from audit.wording.quoting import listed, quoted, suggest


@dataclass(frozen=True, slots=True)
class Ruling:
    """An outcome the reviewer has decided on, and why. What follows from the answers is kept beside it."""

    outcome: str
    reason: str


def refusal(rubric: Rubric, derived: str | None, ruling: Ruling) -> Problem | None:
    """Why a case whose answers give ``derived`` cannot have this ruling; None when it can."""
    known = rubric.all_outcomes
    if rubric.outcomes.describes:
        return Problem("måleskemaet beskriver sagerne og bedømmer dem ikke.", "Der er ikke noget at afgøre.")
    if derived is None:
        return Problem("sagen er ikke bedømt færdig.", "Besvar de spørgsmål, der mangler, før udfaldet afgøres.")
    if ruling.outcome not in known:
        near = suggest(ruling.outcome, known) or f". Udfaldene er {listed(known)}."
        return Problem(f"{quoted(ruling.outcome)} er ikke et udfald i måleskemaet{near}")
    if ruling.outcome == derived:
        return Problem(f"svarene giver allerede udfaldet {quoted(derived)}.")
    if not ruling.reason.strip():
        return Problem("begrundelsen mangler.", "Skriv, hvorfor sagen skal have et andet udfald end svarenes.")
    return None
