"""The 98 kommuner, and 20 constructed ones for constructed studies: code, name and region.

A frame may name a kommune by its code or its name; the code is what is kept.
The table is ``kommuner.csv`` beside this module (the codes are those of the
authorities' address register, the same since the reform of 2007). The
constructed ones, 901 to 920, are called what they are, so that no constructed
figure stands beside the name of a kommune that exists.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_CONSTRUCTED = "Konstrueret"
_LAST_LETTERS = str.maketrans({"æ": "z1", "ø": "z2", "å": "z3"})


@dataclass(frozen=True, slots=True)
class Kommune:
    """One kommune. ``code`` is three digits as text; ``name`` is without the word Kommune."""

    code: str
    name: str
    region: str

    @property
    def constructed(self) -> bool:
        """Whether it does not exist, and can only be used in a constructed study."""
        return self.region == _CONSTRUCTED


@cache
def all_kommuner() -> Mapping[str, Kommune]:
    """Every kommune by code, in the table's order: by region, then code; the constructed ones last."""
    known = (Kommune(row["kode"], row["navn"], row["region"]) for row in _rows())
    return MappingProxyType({one.code: one for one in known})


def find(text: str, *, constructed: bool = True) -> Kommune | None:
    """The kommune with this code or name; None when there is none, or only one not allowed for being ``constructed``.

    Case, spelling with aa or å, hyphen or space, and the word Kommune make no
    difference: »Århus kommune«, »0751« and »aarhus« are one.
    """
    key = _key(text)
    found = _by_key().get(key) or _by_key().get(key.lstrip("0"))
    return None if found and found.constructed and not constructed else found


def name_of(code: str) -> str:
    """The name that belongs to a code; KeyError for a code that is not a kommune's."""
    return all_kommuner()[code].name


def by_name(code: str) -> tuple[str, str]:
    """Sorts codes by name as Danish does, æ, ø and å last and aa as å; what is no code comes by itself."""
    known = all_kommuner().get(code)
    return (known.name if known else code).casefold().replace("aa", "å").translate(_LAST_LETTERS), code


def nearest(text: str) -> str | None:
    """The name that ``text`` is a slip of, for »mente du …?«; None when there is none.

    A slip is one letter more, fewer, other or changed about (two in a name of at
    least twelve), not the first one, and never an æ or ø that the name lacks:
    »Kobenhavn« is one, »Hørning« and »Hundested«, once kommuner, are not.
    """
    written = re.sub(r"^\d+ ", "", _key(text))
    names = (kommune.name for kommune in all_kommuner().values() if not kommune.constructed)
    return next((name for name in names if _is_slip(written, _key(name))), None)


def _is_slip(written: str, name: str) -> bool:
    longest = max(len(written), len(name))
    same = SequenceMatcher(None, written, name, autojunk=False)
    return (
        written[:1] == name[:1]
        and not any(written.count(letter) > name.count(letter) for letter in "æø")
        and sum(block.size for block in same.get_matching_blocks()) >= longest - (1 if longest < 12 else 2)
    )


def _rows() -> Iterable[dict[str, str]]:
    return csv.DictReader(files("audit").joinpath("kommuner.csv").read_text("utf-8").splitlines(), delimiter=";")


@cache
def _by_key() -> Mapping[str, Kommune]:
    """Codes, names and names in the genitive (»Københavns Kommune«) as :func:`_key` writes them."""
    keys: dict[str, Kommune] = {}
    for kommune in all_kommuner().values():
        keys[kommune.code] = kommune
        keys[_key(kommune.name)] = kommune
        keys.setdefault(_key(kommune.name) + "s", kommune)
    return keys


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().replace("å", "aa")
    plain = re.sub(r"[\s\-\u2010\u2011\u2013]+", " ", plain).strip()
    return re.sub(r" (regions)?kommune$", "", plain)
