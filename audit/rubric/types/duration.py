"""duration: hours and minutes, written 26:30."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from audit.rubric.types.compared import MeasuredQuestion
from audit.rubric.values import NotAnAnswer, encode
from audit.wording.quoting import quoted

_WRITTEN = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_LONGEST = 10_000 * _HOUR - _MINUTE
"""The longest that can be written."""


@encode.register
def _(answer: timedelta) -> tuple[str, ...]:
    hours, minutes = divmod(answer // _MINUTE, 60)
    return (f"{hours}:{minutes:02}",)


def _as_duration(value: Any) -> Any:
    read = value if isinstance(value, timedelta) else _read(value)
    if read is None:
        raise PydanticCustomError("duration", "{said}", {"said": _refusal(value)})
    return read


def _read(written: Any) -> timedelta | None:
    read = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    return timedelta(hours=int(read[1]), minutes=int(read[2])) if read else None


def _refusal(written: object) -> str:
    return f"{quoted(written)} er ikke timer og minutter. Skriv timer:minutter, fx 26:30."


_Duration = Annotated[
    timedelta, BeforeValidator(_as_duration, json_schema_input_type=Annotated[str, Field(pattern=r"^\d{1,4}:[0-5]\d$")])
]


class DurationQuestion(MeasuredQuestion):
    """Hours and minutes, with limits (inclusive); the value is a timedelta of whole minutes, stored as 26:30."""

    type: Literal["duration"] = Field(description="En varighed i timer og minutter, fx 26:30.")
    min: _Duration | None = Field(None, description="Den korteste varighed, der giver mening.")
    max: _Duration | None = Field(None, description="Den længste varighed, der giver mening.")

    one: ClassVar = "en varighed"
    changed: ClassVar = "varighed"
    called: ClassVar = "spørgsmålet om en varighed"
    snippet: ClassVar = ("Spørgsmål om en varighed", {"min": "${4:0:00}", "max": "${5:100:00}"})
    several: ClassVar = "varigheder"
    summable: ClassVar = True
    ends: ClassVar = ("den korteste varighed", "den længste varighed")
    named: ClassVar = "varigheden"
    example: ClassVar = "26:30"
    some: ClassVar = _HOUR

    @classmethod
    def measure(cls, text: str) -> Any:
        """The duration of a text with hours, a colon and two digits of minutes; raises NotAnAnswer."""
        value = _read(text)
        if value is None:
            raise NotAnAnswer(_refusal(text))
        return value

    @classmethod
    def from_cell(cls, text: str, raw: object) -> tuple[str, str]:
        """A time or a duration of Excel's as hours and minutes."""
        return (text, "") if isinstance(raw, time | timedelta) else super().from_cell(text, raw)

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> timedelta:
        """The duration of a stored text, 26:30; ValueError for any other."""
        value = _read(texts[0])
        if value is None:
            raise ValueError(texts[0])
        return value

    @classmethod
    def mean(cls, values: Mapping[timedelta, int]) -> timedelta:
        """The mean, rounded half up to whole minutes."""
        whole = sum((value * times for value, times in values.items()), timedelta()) // _MINUTE
        number = sum(values.values())
        return (2 * whole + number) // (2 * number) * _MINUTE

    def told(self) -> str:
        """What can be answered, with how it is written and the limits."""
        return super().told().replace(self.one, f"{self.one} (timer:minutter)", 1)

    def how_to_answer(self) -> str:
        """What to write, with an example and the limits."""
        return super().how_to_answer().replace(self.one, f"{self.one} (timer:minutter, fx 26:30)", 1)

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """A minute less and a minute more, as far as it can be written."""
        return [near for near in (value - _MINUTE, value + _MINUTE) if timedelta() <= near <= _LONGEST]
