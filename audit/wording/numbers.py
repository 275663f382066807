"""Numbers as Danish writes them: a point between thousands, a comma before decimals."""

from decimal import Decimal

from audit.nouns import Noun


def whole(number: int) -> str:
    """A whole number with a point between the thousands: 12.345."""
    return f"{number:,}".replace(",", ".")


def counted(number: int, one: str | Noun, many: str = "") -> str:
    """A whole number with its noun: »1 spørgsmål«, »1.500 sager«."""
    if isinstance(one, Noun):
        return counted(number, one.one, one.many)
    return f"{whole(number)} {one if number == 1 else many}"


def decimal_words(number: Decimal) -> str:
    """A number with a decimal comma and no superfluous zeros: 12,5."""
    return number_text(number).replace(".", ",")


def two_decimals(number: float) -> str:
    """A number that is never more exact than its second decimal: 0,93."""
    return f"{number:.2f}".replace(".", ",")


def number_text(number: Decimal) -> str:
    """A number without superfluous zeros, as it is stored, with a point: 12.50 → 12.5, 10 → 10."""
    plain = format(number, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def exact(value: float) -> Decimal:
    """A number from a workbook as Excel keeps it, with 15 digits (Excel specifications and limits)."""
    return Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))


def exact_text(value: float) -> str:
    """The whole of a number from a workbook, with a decimal comma and nothing between thousands."""
    return decimal_words(exact(value))
