"""What Excel shows of a number, from the cell's number format (ECMA-376, part 1, 18.8.31)."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from audit.wording.numbers import decimal_words, exact, exact_text

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?\d+)\]"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<group>,)|(?P<plain>[-+()/: $€%!^&'~{}<>=])",
    re.IGNORECASE,
)
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)')
_GENERAL = ("general", "standard", "@", "")


def shown(value: float, number_format: str) -> str | None:
    """The number as a Danish Excel shows it: 12 in »00000« is 00012, 44 in »2013-00000« is 2013-00044.

    A percent cell is given with all its decimals (95,6 %). None for a format
    that is not worked out here: fractions, powers of ten, conditions.
    """
    if number_format.casefold() in _GENERAL:
        return exact_text(value)
    sections = _SECTIONS.findall(number_format)
    number, place = exact(value), 0
    if number < 0 and len(sections) > 1:
        number, place = -number, 1
    elif number == 0 and len(sections) > 2:
        place = 2
    pattern = _parsed(sections[place]) if sections else None
    return pattern.fill(number) if pattern else None


@dataclass(slots=True)
class _Pattern:
    """One section of a format, before and after the decimal point: each part with whether it is a digit's place."""

    whole: list[tuple[bool, str]]
    decimals: list[tuple[bool, str]]
    grouped: bool
    percent: bool

    def fill(self, number: Decimal) -> str:
        if self.percent:
            return f"{decimal_words(number * 100)} %"
        places = sum(digit for digit, _ in self.decimals)
        rounded = abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        before, _, after = format(rounded, "f").partition(".")
        text = self._whole("" if before == "0" else before)
        if self.decimals:
            text += self._decimals(after)
        return ("-" if number < 0 and rounded else "") + text.strip()

    def _whole(self, digits: str) -> str:
        slots = sum(digit for digit, _ in self.whole)
        least = sum(digit and char == "0" for digit, char in self.whole)
        if self.grouped:
            digits = f"{int(digits.rjust(least, '0') or '0'):,}".replace(",", ".") if digits or least else ""
        digits = digits if self.grouped else digits.rjust(least, "0")
        text, left = "", slots
        for digit, char in reversed(self.whole):
            if not digit:
                text = char + text
                continue
            left -= 1
            taken = digits if not left else digits[-1:]
            digits = digits[: len(digits) - len(taken)]
            text = taken + text
        return text

    def _decimals(self, digits: str) -> str:
        places = [char for digit, char in self.decimals if digit]
        kept = len(places)
        while kept and places[kept - 1] != "0" and digits[kept - 1] == "0":
            kept -= 1
        text, at = "", 0
        for digit, char in self.decimals:
            if digit:
                text += digits[at] if at < kept else ""
                at += 1
            else:
                text += char
        return f",{text}" if kept else text


def _parsed(section: str) -> _Pattern | None:
    """The parts of a section; None when it has something that is not worked out here, or shows no digit."""
    pattern, place = _Pattern([], [], grouped=False, percent=False), 0
    side = pattern.whole
    while place < len(section):
        token = _TOKEN.match(section, place)
        if token is None:
            return None
        before, place, kind = section[:place], token.end(), token.lastgroup
        if kind == "point" and side is pattern.whole:
            side = pattern.decimals
        elif kind == "group" and side is pattern.whole and section[place : place + 1] in ("0", "#", "?"):
            pattern.grouped = True
        elif kind in ("point", "group") or (kind == "digit" and before.endswith("/")):
            return None
        elif kind:
            pattern.percent = pattern.percent or token[0] == "%"
            side.append((kind == "digit", token[kind]))
    return pattern if any(digit for digit, _ in (*pattern.whole, *pattern.decimals)) else None
