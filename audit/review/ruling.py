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
    known, case = rubric.all_outcomes, rubric.case
    if rubric.outcomes.describes:
        what = f"måleskemaet beskriver {case.the_many} og bedømmer dem ikke."
        return Problem(what, "Der er ikke noget at afgøre.")
    if derived is None:
        what = f"{case.the_one} er ikke bedømt {case.finished}."
        return Problem(what, "Besvar de spørgsmål, der mangler, før udfaldet afgøres.")
    if ruling.outcome not in known:
        near = suggest(ruling.outcome, known) or f". Udfaldene er {listed(known)}."
        return Problem(f"{quoted(ruling.outcome)} er ikke et udfald i måleskemaet{near}")
    if ruling.outcome == derived:
        return Problem(f"svarene giver allerede udfaldet {quoted(derived)}.")
    if not ruling.reason.strip():
        todo = f"Skriv, hvorfor {case.the_one} skal have et andet udfald end svarenes."
        return Problem("begrundelsen mangler.", todo)
    return None
