"""The authorities whose cases are audited: the 98 kommuner, or a list of the study's own.

A frame may name an authority by its code or its name; the code is what is kept.
The built-in table is ``kommuner.csv`` beside this module (the codes are those of
the authorities' address register, the same since the reform of 2007), with 20
constructed ones, 901 to 920, that are called what they are, so that no
constructed figure stands beside the name of a kommune that exists. A study of
other authorities, or of kommuner from before 2007, brings its own list.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from audit.nouns import AUTHORITY, KOMMUNE, Noun

KINDS: Mapping[str, Noun] = MappingProxyType(
    {
        KOMMUNE.one: KOMMUNE,
        "region": Noun.of("region", "regioner"),
        "amt": Noun.of("amt", "amter", "et"),
        "nævn": Noun.of("nævn", "nævn", "et"),
    }
)
"""The kinds whose words are known; a study says the words of any other."""

_CONSTRUCTED = "Konstrueret"
_LAST_LETTERS = str.maketrans({"æ": "z1", "ø": "z2", "å": "z3"})


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority. ``code`` is text, of a kommune three digits; a kommune's ``name`` is without the word Kommune.

    ``kind`` is one of the list's kinds; ``region`` is only known of the 98 kommuner.
    """

    code: str
    name: str
    kind: str
    region: str = ""

    @property
    def constructed(self) -> bool:
        """Whether it does not exist, and can only be used in a constructed study."""
        return self.region == _CONSTRUCTED


class Authorities:
    """A list of authorities, in its order, with the words of their kinds.

    ``own`` tells that it is the study's and not the built-in one.
    """

    def __init__(self, listed: Iterable[Authority], kinds: Mapping[str, Noun] = KINDS, *, own: bool = True) -> None:
        self.by_code: Mapping[str, Authority] = MappingProxyType({one.code: one for one in listed})
        self.own = own
        used = dict.fromkeys(one.kind for one in self.by_code.values())
        self.kinds: Mapping[str, Noun] = MappingProxyType({kind: kinds[kind] for kind in used})
        self._by_key = _keys(self.by_code.values())

    @property
    def noun(self) -> Noun:
        """What one of them is called: by its kind, or »myndighed« where there are several kinds."""
        return next(iter(self.kinds.values())) if len(self.kinds) == 1 else AUTHORITY

    def find(self, text: str, *, constructed: bool = True) -> Authority | None:
        """The authority with this code or name; None where there is none, or only one not allowed as ``constructed``.

        Case, spelling with aa or å, hyphen or space, and the word Kommune make no
        difference: »Århus kommune«, »0751« and »aarhus« are one.
        """
        key = key_of(text)
        found = self._by_key.get(key) or self._by_key.get(key.lstrip("0"))
        return None if found and found.constructed and not constructed else found

    def name_of(self, code: str) -> str:
        """The name that belongs to a code; KeyError for a code that is not in the list."""
        return self.by_code[code].name

    def titled(self, code: str) -> str:
        """The name with its kind before it, unless it says that itself: »kommune Aarhus«, »Nordjyllands Amt«."""
        known = self.by_code[code]
        kind = self.kinds[known.kind].one
        return known.name if kind in known.name.casefold() else f"{kind} {known.name}"

    def order(self, code: str) -> tuple[str, ...]:
        """Sorts codes by name as Danish does, æ, ø and å last and aa as å; what is no code comes by itself."""
        known = self.by_code.get(code)
        return (known.name if known else code).casefold().replace("aa", "å").translate(_LAST_LETTERS), code

    def of_kinds(self, codes: Iterable[str]) -> list[tuple[int, Noun]]:
        """How many of each kind the codes are, in the list's order of kinds, each kind with its word."""
        numbers = Counter(self.by_code[code].kind for code in set(codes))
        return [(numbers[kind], noun) for kind, noun in self.kinds.items() if numbers[kind]]

    def nearest(self, text: str) -> str | None:
        """The name that ``text`` is a slip of, for »mente du …?«; None when there is none.

        A slip is one letter more, fewer, other or changed about (two in a name of at
        least twelve), not the first one, and never an æ or ø that the name lacks:
        »Kobenhavn« is one, »Hørning« and »Hundested«, once kommuner, are not.
        """
        written = re.sub(r"^\d+ ", "", key_of(text))
        names = (one.name for one in self.by_code.values() if not one.constructed)
        return next((name for name in names if _is_slip(written, key_of(name))), None)


@cache
def kommuner() -> Authorities:
    """The 98 kommuner by region, then code; the constructed ones last."""
    rows = csv.DictReader(files("audit").joinpath("kommuner.csv").read_text("utf-8").splitlines(), delimiter=";")
    known = (Authority(row["kode"], row["navn"], "kommune", row["region"]) for row in rows)
    return Authorities(known, own=False)


def key_of(text: str) -> str:
    """What the ways to write one name have in common; two authorities of a list must differ in it."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("å", "aa")
    plain = re.sub(r"[\s\-\u2010\u2011\u2013]+", " ", plain).strip()
    return re.sub(r" (regions)?kommune$", "", plain)


def _keys(listed: Iterable[Authority]) -> Mapping[str, Authority]:
    """Codes, names and names in the genitive (»Københavns Kommune«) as :func:`key_of` writes them."""
    keys: dict[str, Authority] = {}
    for one in listed:
        keys[key_of(one.code)] = one
        keys[key_of(one.name)] = one
    for one in tuple(keys.values()):
        keys.setdefault(key_of(one.name) + "s", one)
        keys.setdefault(key_of(one.code).lstrip("0") or key_of(one.code), one)
    return keys


def _is_slip(written: str, name: str) -> bool:
    longest = max(len(written), len(name))
    same = SequenceMatcher(None, written, name, autojunk=False)
    return (
        written[:1] == name[:1]
        and not any(written.count(letter) > name.count(letter) for letter in "æø")
        and sum(block.size for block in same.get_matching_blocks()) >= longest - (1 if longest < 12 else 2)
    )
