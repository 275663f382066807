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
    RECOMMENDATION_NEVER = "anbefaling-gives-aldrig"
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


MEANINGS: dict[str, str] = {
    LintRule.FINDING_NEVER: "Ingen svar fører til fundet, eller fristen kan ikke overskrides.",
    LintRule.NEVER_ASKED: "Ingen svar før spørgsmålet gør, at det stilles.",
    LintRule.NEVER_HOLDS: "En betingelse, eller et led i den, passer ikke på nogen sag.",
    LintRule.ALWAYS_HOLDS: "En betingelse, eller et led i den, passer på alle sager.",
    LintRule.OPTION_FORGOTTEN: "Intet fund og ingen betingelse nævner svaret, men de nævner svarene ved siden af.",
    LintRule.DEADLINES_OVERLAP: "To frister mellem de samme datoer kan gælde i samme sag.",
    LintRule.EMPTY_DENOMINATOR: "Ingen sag kan være i nævneren.",
    LintRule.RECOMMENDATION_NEVER: "Ingen sag i nævneren kan have et fund, der taler for anbefalingen.",
    LintRule.OUTCOME_NEVER: "Intet fund fører til udfaldet, eller ingen regel til gruppen.",
    LintRule.TOO_LONG: "Teksten er længere, end der er plads til på en skærm.",
    LintRule.TWO_IN_ONE: "Der spørges om to ting, men der kan kun gives ét svar.",
    LintRule.SAME_TEXT: "To spørgsmål eller to svar læses ens.",
    LintRule.FINDING_WITHOUT_TEXT: "Kommunen ville kun se fundets navn.",
    LintRule.WITHOUT_LAW: "Der henvises hverken til en regel (`law`) eller et dokument (`source`).",
    LintRule.UNUSED: "En regel, en anbefaling eller en parameter nævnes ingen steder.",
    LintRule.SAME_NAME: "To prøver hedder det samme.",
    LintRule.WITHOUT_VALUE: "En parameter har ingen værdi for de første dage, skemaet gælder.",
    LintRule.SILENCES_NOTHING: "En advarsel er slået fra, men findes ikke; den kan ikke selv slås fra.",
}
"""What each says of a rubric, as editors show it."""


@dataclass(frozen=True, slots=True)
class Caution:
    """One caution: ``at`` is the id it is silenced by, ``path`` its place in the file; the texts are Danish."""

    rule: LintRule
    at: str
    path: Path
    what: str
    todo: str = ""
