"""What a study calls its cases and its authorities: a Danish noun in the forms sentences need.

The gender cannot be derived, so it is said (»en«, »et«). The definite forms are
derived where the study does not give them: »afgørelse« → »afgørelsen«,
»afgørelserne«; »forløb« → »forløbet«, »forløbene«. A word whose consonant is
doubled (»rum«, »rummet«) must be given.
"""

from dataclasses import dataclass
from typing import Literal

Article = Literal["en", "et"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in lower case: singular, plural, gender, and the definite forms."""

    one: str
    many: str
    article: Article
    the_one: str
    the_many: str

    @classmethod
    def of(cls, one: str, many: str, article: Article = "en", the_one: str = "", the_many: str = "") -> "Noun":
        """The noun, with the definite forms derived where they are ""."""
        return cls(one, many, article, the_one or _definite(one, article), the_many or _definite_plural(many))

    @property
    def neuter(self) -> bool:
        """Whether it is an »et«-word, so that »hvert«, »intet« and »det« go with it."""
        return self.article == "et"

    @property
    def just_one(self) -> str:
        """»én«, »ét«: one, and no more is said of it."""
        return "ét" if self.neuter else "én"

    @property
    def exactly_one(self) -> str:
        """»én sag«, »ét forløb«."""
        return f"{self.just_one} {self.one}"

    @property
    def a(self) -> str:
        """»en sag«, »et forløb«."""
        return f"{self.article} {self.one}"

    @property
    def every(self) -> str:
        """»hver sag«, »hvert forløb«."""
        return f"{'hvert' if self.neuter else 'hver'} {self.one}"

    @property
    def none(self) -> str:
        """»ingen sag«, »intet forløb«."""
        return f"{'intet' if self.neuter else 'ingen'} {self.one}"

    @property
    def this(self) -> str:
        """»denne sag«, »dette forløb«."""
        return f"{'dette' if self.neuter else 'denne'} {self.one}"

    @property
    def it(self) -> str:
        """»den«, »det«; with an s »dens«, »dets«."""
        return "det" if self.neuter else "den"

    @property
    def of_one(self) -> str:
        """»sagens«, »forløbets«."""
        return _genitive(self.the_one)

    @property
    def of_many(self) -> str:
        """»sagernes«, »forløbenes«."""
        return _genitive(self.the_many)

    @property
    def next(self) -> str:
        """»den næste sag«, »det næste forløb«."""
        return f"{self.it} næste {self.one}"

    @property
    def the_only(self) -> str:
        """»den ene sag«, »det ene forløb«."""
        return f"{self.it} ene {self.one}"

    @property
    def finished(self) -> str:
        """»færdig«, »færdigt«: said of one that is scored."""
        return "færdigt" if self.neuter else "færdig"

    def forms(self, called: "Noun") -> dict[str, str]:
        """The forms by those of another noun: ``{"sag": "afgørelse", "Sagerne": "Afgørelserne", …}``."""
        named = ("one", "many", "the_one", "the_many", "of_one", "of_many", "a", "every", "none", "this", "exactly_one")
        found = {getattr(called, name).replace(" ", "_"): str(getattr(self, name)) for name in named}
        return found | {capital(key): capital(form) for key, form in found.items()}


def capital(text: str) -> str:
    """The text as a sentence or a heading begins, with a capital letter: »Sagens svar«."""
    return text[:1].upper() + text[1:]


def _definite(one: str, article: Article) -> str:
    ending = "t" if article == "et" else "n"
    return one + (ending if one.endswith("e") else f"e{ending}")


def _definite_plural(many: str) -> str:
    return many + ("ne" if many.endswith(("er", "e")) else "ene")


def _genitive(word: str) -> str:
    return word + ("'" if word.endswith(("s", "x", "z")) else "s")


CASE = Noun.of("sag", "sager")
"""What a case is called where the rubric does not say."""
KOMMUNE = Noun.of("kommune", "kommuner")
JOURNAL_NUMBER = Noun.of("journalnummer", "journalnumre", "et", "journalnummeret", "journalnumrene")
AUTHORITY = Noun.of("myndighed", "myndigheder")
"""What authorities of several kinds are called together."""


def filled(text: str, case: Noun, authority: Noun | None = None) -> str:
    """A text with the study's words in the places of »{sager}« and »{kommune}«, in whatever form the place names."""
    authorities = (authority or KOMMUNE).forms(KOMMUNE)
    return text.format_map(authorities | case.forms(CASE))
