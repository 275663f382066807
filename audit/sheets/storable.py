"""Text made fit for a workbook: what Excel would refuse, misread or take for a formula.

Nothing is taken away in silence. Signs that XML cannot hold are shown as what
they are, and a text longer than a cell ends with a mark that says so.
"""

import re
from collections.abc import Iterable

from audit.privacy import one_line, visible

MAX_UNITS = 32_767
"""UTF-16 units that a cell can hold (Excel specifications and limits)."""
CUT = " … [teksten er afkortet]"

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel would read ``_x000D_`` as a control character (ECMA-376, ST_Xstring)."""
_NOT_XML = re.compile(r"[\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME_LENGTH = 31
_RESERVED = ("history", "historik")
"""Sheet names that Excel keeps for itself."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def storable(text: str) -> str:
    """The text as it is written to a cell's XML; ``_x0041_`` is escaped so that it reads back as typed."""
    text = shown(text)
    escaped = _escaped(text)
    if _units(escaped) <= MAX_UNITS:
        return escaped
    room = MAX_UNITS - _units(CUT)
    text = text[:room]
    escaped = _escaped(text)
    while (over := _units(escaped) - room) > 0:
        text = text[: -max(1, over // 8)]
        escaped = _escaped(text)
    return escaped + CUT


def shown(text: str) -> str:
    """The text as its reader sees it in a cell."""
    return _NOT_XML.sub(lambda match: f"‹U+{ord(match[0]):04X}›", visible(text))


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet would make a formula of the text if someone typed it."""
    return text.startswith(_FORMULA_STARTS)


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A sheet name for each text: at most 31 characters, no forbidden ones, unlike all others in any case."""
    used = {name.casefold() for name in (*taken, *_RESERVED)}
    names = []
    for text in wanted:
        base = _NOT_IN_NAMES.sub("-", one_line(_NOT_XML.sub("", text))).strip().strip("'") or "Ark"
        name, number = _shortened(base, ""), 1
        while name.casefold() in used:
            number += 1
            name = _shortened(base, f" ({number})")
        used.add(name.casefold())
        names.append(name)
    return names


def _escaped(text: str) -> str:
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _shortened(base: str, ending: str) -> str:
    while _units(base + ending) > _NAME_LENGTH:
        base = base[:-1]
    return base.strip().strip("'") + ending
