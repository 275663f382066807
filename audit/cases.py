"""The case (sag): the unit that is scored, as every room knows it.

Several cases may share a journal number (``file_no``): a sag can hold several
afgørelser, and both are counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

KOMMUNE = "kommune"
"""The fact every case has, whatever the rubric."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the frame.

    ``kommune`` is the three-digit code as text, ``case_id`` is in NFC,
    ``facts`` maps the rubric's facts to canonical text (dates as ISO 8601,
    numbers with a point, "" never occurs: an unknown fact is left out).
    ``key`` is the store's number for the case; 0 before it is stored.
    """

    kommune: str
    case_id: str
    file_no: str
    facts: Mapping[str, str] = field(default_factory=dict)
    key: int = 0


class Round(StrEnum):
    """Which scoring of a case an assessment is.

    ``first`` and ``second`` are made independently of each other,
    ``adjudicated`` settles their differences, ``after_hearing`` comes after the
    kommune's reply. The latest that is complete counts; ``second`` never by itself.
    """

    FIRST = "first"
    SECOND = "second"
    ADJUDICATED = "adjudicated"
    AFTER_HEARING = "after_hearing"


@dataclass(frozen=True, slots=True)
class Note:
    """The reviewer's words about one question: a remark, and where in the case papers it stands."""

    remark: str = ""
    citation: str = ""
