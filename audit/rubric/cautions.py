"""What ``lint`` may say of a rubric, each kind by the short name it is shown and silenced by.

A *caution* (advarsel) is no mistake: the rubric can be used. It says that
something is probably not as its author meant.
"""

from dataclasses import dataclass
from enum import StrEnum

from audit.validation import Path


class LintRule(StrEnum):
    """The kinds of caution, by the names a jurist writes under ``silence``, each with what it says of a rubric."""

    def __new__(cls, word: str, meaning: str) -> "LintRule":
        """The word itself; ``meaning`` is what editors show."""
        rule = str.__new__(cls, word)
        rule._value_ = word
        rule.meaning = meaning
        return rule

    meaning: str

    FINDING_NEVER = "fund-kommer-aldrig", "Intet svar fører til fundet, eller fristen kan ikke overskrides."
    NEVER_ASKED = "spørges-aldrig", "Intet svar på spørgsmålene før gør, at det stilles."
    NEVER_HOLDS = "aldrig-opfyldt", "En betingelse, eller et led i den, passer ikke på nogen sag."
    ALWAYS_HOLDS = "altid-opfyldt", "En betingelse, eller et led i den, passer på alle sager."
    OPTION_FORGOTTEN = (
        "svar-uden-følge",
        "Intet fund og ingen betingelse nævner svaret, men de nævner svarene ved siden af.",
    )
    DEADLINES_OVERLAP = "frister-overlapper", "To frister mellem de samme datoer kan gælde i samme sag."
    EMPTY_DENOMINATOR = "tom-nævner", "Ingen sag kan være i nævneren."
    UNKNOWN_IN_DENOMINATOR = (
        "ukendt-i-nævneren",
        "I nævneren kan der være sager, hvor et ukendt svar afgør, om de tælles.",
    )
    RECOMMENDATION_NEVER = (
        "anbefaling-gives-aldrig",
        "Ingen sag i nævneren kan have et fund, der taler for anbefalingen.",
    )
    OUTCOME_NEVER = "udfald-gives-aldrig", "Intet fund fører til udfaldet, eller ingen regel til gruppen."
    TOO_LONG = "for-lang-tekst", "Teksten er længere, end der er plads til på en skærm."
    TWO_IN_ONE = "to-spørgsmål-i-ét", "Der spørges om to ting, men der kan kun gives ét svar."
    SAME_TEXT = (
        "samme-tekst",
        "To spørgsmål, svar, oplysninger, udfald, fund, nøgletal eller anbefalinger læses ens.",
    )
    FINDING_WITHOUT_TEXT = "fund-uden-tekst", "Kommunen ville kun se fundets navn."
    WITHOUT_LAW = "uden-retsgrundlag", "Der henvises hverken til en regel (`law`) eller et dokument (`source`)."
    UNUSED = "bruges-ikke", "En regel, en anbefaling, en parameter eller `days_off` bruges ingen steder."
    SAME_NAME = (
        "samme-navn",
        "To prøver hedder det samme, eller to overskrifter i en fil ville gøre det.",
    )
    WITHOUT_VALUE = "uden-værdi", "En parameter har ingen værdi for de første dage, skemaet gælder."
    DAYS_OFF_NOT_CHOSEN = (
        "fridage-ikke-valgt",
        "En frist afhænger af arbejdsdage, men skemaet siger ikke, hvilke dage der ikke er det (`days_off`).",
    )
    SILENCES_NOTHING = "tier-om-intet", "En advarsel er slået fra, men findes ikke; den kan ikke selv slås fra."


@dataclass(frozen=True, slots=True)
class Caution:
    """One caution: ``at`` is the id it is silenced by, ``path`` its place in the file; the texts are Danish."""

    rule: LintRule
    at: str
    path: Path
    what: str
    todo: str = ""
    beside: tuple[str, Path] | None = None
    """The other that it is about, with its place, where there is one."""
