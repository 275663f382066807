"""What ``lint`` may say of a rubric, each kind by the short name it is shown and silenced by.

A *caution* (advarsel) is no mistake: the rubric can be used. It says that
something is probably not as its author meant.
"""

from dataclasses import dataclass
from enum import StrEnum

from audit.validation import Path


class LintRule(StrEnum):
    """The kinds of caution, by the names a jurist writes under ``silence``."""

    FINDING_NEVER = "fund-kommer-aldrig"
    """No answers lead to the finding."""
    NEVER_ASKED = "spørges-aldrig"
    """No answers before it make ``ask_if`` hold."""
    NEVER_HOLDS = "aldrig-opfyldt"
    """A condition, or a part of one, that no case can meet."""
    ALWAYS_HOLDS = "altid-opfyldt"
    """A condition, or a part of one, that every case meets, so that it says nothing."""
    OPTION_FORGOTTEN = "svar-uden-følge"
    """Nothing speaks of an option, where it does of those beside it."""
    DEADLINES_OVERLAP = "frister-overlapper"
    """Two deadlines between the same dates that can apply to the same case."""
    EMPTY_DENOMINATOR = "tom-nævner"
    """No case can be among those counted."""
    ADVICE_NEVER = "anbefaling-gives-aldrig"
    """No case can speak for the recommendation."""
    OUTCOME_NEVER = "udfald-gives-aldrig"
    """No finding leads to the outcome, no rule to the class."""
    TOO_LONG = "for-lang-tekst"
    """More than fits on a screen of 80 columns and 24 lines."""
    TWO_IN_ONE = "to-spørgsmål-i-ét"
    """One answer to two questions."""
    SAME_TEXT = "samme-tekst"
    """Two questions or two options that read the same."""
    FINDING_WITHOUT_TEXT = "fund-uden-tekst"
    """The kommune would read the finding's name."""
    WITHOUT_LAW = "uden-retsgrundlag"
    """What is checked cites neither a rule nor a document."""
    UNUSED = "bruges-ikke"
    """A rule, a recommendation or a parameter that nothing speaks of."""
    SAME_NAME = "samme-navn"
    """Two tests of one name."""
    WITHOUT_VALUE = "uden-værdi"
    """A parameter without a value for the first days the rubric applies to."""
    SILENCES_NOTHING = "tier-om-intet"
    """What is silenced is not there; cannot be silenced."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One caution: ``at`` is the id it is silenced by, ``path`` its place in the file; the texts are Danish."""

    rule: LintRule
    at: str
    path: Path
    what: str
    todo: str = ""
