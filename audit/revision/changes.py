"""The result of comparing two rubrics: changes, each with its kind and its consequence."""

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """How deep a change goes."""

    COSMETIC = "cosmetic"
    """Words only: every answer, outcome and figure stays what it is."""
    SAFE = "safe"
    """Every collected answer stays valid."""
    BREAKING = "breaking"
    """Collected answers no longer fit, more must be asked, or outcomes and figures can change."""


class Consequence(StrEnum):
    """What has to happen because of a change, the least first."""

    NONE = "none"
    """Nothing."""
    RECOUNT = "recount"
    """Outcomes and figures are worked out again; no answer is touched."""
    ASK = "ask"
    """Cases may lack an answer and must then be scored again."""
    DECIDE = "decide"
    """Somebody must decide what becomes of collected answers."""
    FRAME = "frame"
    """It cannot be made once the sample is drawn: it needs another frame, or is another rubric."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two rubrics.

    ``part`` is the kind of thing in Danish (»spørgsmål«, »frist«), ``name``
    its id in the new rubric, or in the old when it is gone. ``question`` is
    set when the change is about one question. ``what`` and ``reason`` are
    Danish sentences; ``before`` and ``after`` what stood there and what stands
    there now, "" for nothing. ``answers`` is how many collected answers are
    touched, None when no study was at hand.
    """

    kind: ChangeKind
    consequence: Consequence
    part: str
    name: str
    what: str
    before: str = ""
    after: str = ""
    reason: str = ""
    question: str = ""
    answers: int | None = None
