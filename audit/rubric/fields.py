"""The kinds of value a rubric holds: ids, texts, lists of options, days, numbers.

Each says what YAML may give for it. Nothing is guessed: text is not a number,
and only 2020-01-31 is a day. What is refused is worded in Danish here or in
``audit.validation``.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from audit.privacy import is_blank
from audit.rubric.workdays import DayOff, DaysOff
from audit.validation import NAME_PATTERN
from audit.wording.quoting import quoted


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_options(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    options: dict[str, str] = {}
    for place, option in enumerate(value):
        if not isinstance(option, str):
            raise _refused(f"svarmuligheden {quoted(option)} skal være et ord, der begynder med et bogstav.", place)
        if option in options:
            raise _refused(f"svarmuligheden {quoted(option)} står to gange.", place)
        options[option] = ""
    return options


def _refused(said: str, place: int) -> PydanticCustomError:
    return PydanticCustomError("option", "{said}", {"said": said, "at": (place,)})


def is_day(value: object) -> bool:
    """Whether a value is a day written as 2020-01-31."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _as_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not is_day(value):
        raise PydanticKnownError("date_type")
    return date.fromisoformat(value)


FROZEN: dict[str, bool] = {"frozen": True}
"""The context in which a rubric is validated that a study has been drawn with: see ``asked_of_author``."""


def asked_of_author(info: ValidationInfo) -> bool:
    """Whether a rule that no evaluation needs is held against what is read.

    It is for a file that is checked, and not for a rubric that is frozen: that is read by the rules it was frozen
    under. A rule made stricter later asks this first.
    """
    return info.context != FROZEN


def _as_number(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticKnownError("decimal_type")
    if isinstance(value, Decimal) and has_two_readings(value) and asked_of_author(info):
        raise PydanticCustomError("two_readings", "{said}", {"said": two_readings(str(value))})
    return value


def has_two_readings(number: Decimal) -> bool:
    """Whether a number as written in YAML has a point before three digits: in Danish 1.000 is a thousand."""
    return bool(_TWO_READINGS.fullmatch(str(number)))


def two_readings(written: str, sign: str = ".") -> str:
    """The refusal of 1.000, with both numbers as they can be written; ``sign`` stands before decimals there."""
    whole, _, decimals = written.partition(".")
    number = f"{whole}{sign}{decimals.rstrip('0') or '0'}"
    thousands = int(written.replace(".", ""))
    return f"punktummet i »{written}« kan betyde tusind eller decimaler. Skriv {thousands} eller {number}."


def _as_name(name: str, info: ValidationInfo) -> str:
    # Joiners and marks without a letter of their own pass pydantic's expressions, not these.
    if asked_of_author(info) and not _NAME.match(name):
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": NAME_PATTERN})
    return name


def _as_text(text: str, info: ValidationInfo) -> str:
    if is_blank(text) and asked_of_author(info):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return text


_NAME = re.compile(NAME_PATTERN)
_TWO_READINGS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)


Id = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60), AfterValidator(_as_name)]
"""Letters (æøå too), digits, _ and -, beginning with a letter."""

SCHEMA_NAME = r"^[^\s!-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*$"
"""The names of ``NAME_PATTERN`` for editors, whose regular expressions know no letters beyond a to z."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_as_text)]

Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_as_list, json_schema_input_type=Id | list[Id]),
]

Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_as_list, json_schema_input_type=Text | list[Text]),
]

Options = Annotated[
    dict[Id, str],
    BeforeValidator(_as_options, json_schema_input_type=list[Id] | dict[Id, str]),
]

_IDS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[Id, ...])


def _as_labelled(value: Any, info: ValidationInfo) -> Any:
    return value if isinstance(value, dict) else dict.fromkeys(_IDS.validate_python(value, context=info.context), "")


Labelled = Annotated[
    dict[Id, str],
    BeforeValidator(_as_labelled, json_schema_input_type=list[Id] | dict[Id, str]),
]
"""Names in order, as a list, or as a mapping with what the reader sees for each; "" where it has no label."""

Day = Annotated[date, BeforeValidator(_as_day)]
"""A date as 2020-01-31; nothing else is guessed to be one."""


_EITHER = WithJsonSchema({"type": ["number", "string"], "errorMessage": "Her skal stå et tal eller en dato."})


def _as_number_or_day(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str) and not is_day(value):
        said = f"{quoted(value)} er hverken et tal eller en dato. Skriv fx 18 eller 2020-01-31."
        raise PydanticCustomError("number_or_day", "{said}", {"said": said})
    return _as_day(value) if isinstance(value, str | date) else _as_number(value, info)


Number = Annotated[Decimal, BeforeValidator(_as_number, json_schema_input_type=float)]
"""A number as YAML has it, exact; text that looks like one is text."""

_NEVER_WORKDAYS = re.compile(
    "søndag|.*helligdag|nytårsdag|skærtorsdag|langfredag|.*påskedag|store.bededag|.*himmelfartsdag|.*pinsedag|.*juledag"
)


def _as_days_off(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    for place, day in enumerate(value):
        if isinstance(day, str) and _NEVER_WORKDAYS.fullmatch(day.casefold()):
            raise _refused(f"{quoted(day)} nævnes ikke: søndage og helligdage er aldrig arbejdsdage.", place)
        if day in value[:place]:
            raise _refused(f"{quoted(day)} står to gange.", place)
    return value


ChosenDaysOff = Annotated[DaysOff, BeforeValidator(_as_days_off, json_schema_input_type=frozenset[DayOff])]
"""The days that are off beside Sundays and helligdage, each named once."""

NumberOrDay = Annotated[
    Decimal | date, BeforeValidator(_as_number_or_day, json_schema_input_type=Annotated[float | date, _EITHER])
]
"""A number or a date, as YAML has it."""

_HUNDRED = Field(ge=0, le=100)

Percent = Annotated[Decimal, BeforeValidator(_as_number, json_schema_input_type=Annotated[float, _HUNDRED]), _HUNDRED]
"""A percentage from 0 to 100."""
