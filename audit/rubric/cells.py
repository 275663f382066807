"""What a cell of a workbook says to one who wants words, and to one who wants a number.

A cell has a text, as Excel shows it ("" where that is not worked out), and a
value. The cells of a CSV file are words: their value is their text.
"""

from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation

from audit.rubric.values import NotAnAnswer
from audit.wording.dates import date_digits
from audit.wording.numbers import exact_text
from audit.wording.quoting import quoted

_MADE_BY_EXCEL = "Skriv det som tekst, som det står i sagen."


def worded_cell(text: str, raw: object) -> tuple[str, str]:
    """The words as they are shown, and a note where the value is a number written otherwise.

    Raises NotAnAnswer for a date, a time or a duration, and for a number whose format is not worked out.
    """
    if isinstance(raw, date):
        raise NotAnAnswer(f"Excel har lavet en dato ({date_digits(raw)}) af det, der blev skrevet. {_MADE_BY_EXCEL}")
    if isinstance(raw, time | timedelta):
        kind = "en varighed" if isinstance(raw, timedelta) else "et klokkeslæt"
        raise NotAnAnswer(f"Excel har lavet {kind} ({text}) af det, der blev skrevet. {_MADE_BY_EXCEL}")
    if not isinstance(raw, int | float):
        return text, ""
    if not text:
        what = f"cellen er tallet {exact_text(raw)}, som Excel viser på en anden måde, fx som brøk."
        raise NotAnAnswer(f"{what} {_MADE_BY_EXCEL}")
    if text == exact_text(raw):
        return text, ""
    return text, f"cellen er tallet {exact_text(raw)}, men Excel viser {quoted(text)}. Den er læst, som den vises."


def number_cell(text: str, raw: object) -> tuple[str, str]:
    """The whole number of a cell, and a note where fewer decimals are shown; a percent cell as it is shown.

    Raises NotAnAnswer for a date or a time.
    """
    if isinstance(raw, date):
        raise NotAnAnswer(f"cellen er en dato ({date_digits(raw)}) og ikke et tal. Skriv tallet igen.")
    if not isinstance(raw, int | float) or text.endswith("%"):
        return text, ""
    number = exact_text(raw)
    if not text or _same(text, number):
        return number, ""
    return number, f"cellen viser {quoted(text)}, men tallet er {number}, og det er læst."


def day_cell(text: str, raw: object) -> tuple[str, str]:
    """The day of a date cell, and a note where it has a time that is not shown.

    Raises NotAnAnswer where not all of the day is shown, and for a number.
    """
    if isinstance(raw, date):
        if not text:
            raise NotAnAnswer(f"cellen viser ikke hele datoen ({date_digits(raw)}). Skriv dag, måned og år.")
        hidden = len(text) == 10 and raw != date.fromisoformat(text) and getattr(raw, "time", time)() != time()
        return text, "cellen har også et klokkeslæt, som ikke vises. Kun datoen er læst." if hidden else ""
    return (exact_text(raw) if isinstance(raw, int | float) else text), ""


def _same(text: str, number: str) -> bool:
    """Whether what is shown is the whole number, with points between thousands, a unit or zeros more."""
    shown = "".join(char for char in text.replace(".", "") if char.isdigit() or char in ",-").strip(",")
    try:
        return Decimal(shown.replace(",", ".")) == Decimal(number.replace(",", "."))
    except InvalidOperation:
        return False
