"""date: a calendar date."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.cells import day_cell
from audit.rubric.fields import Day, Id, is_day
from audit.rubric.types.base import Spoken
from audit.rubric.types.compared import MeasuredQuestion
from audit.rubric.values import Value, read_date
from audit.wording.dates import date_digits, date_words


class DateQuestion(MeasuredQuestion):
    """A calendar date, with its limits (inclusive); the value is a date, stored as 2013-10-31."""

    type: Literal["date"] = Field(description="En dato.")
    min: Day | None = Field(None, description="Den tidligste dato, der giver mening; ellers spørges om den før 1900.")
    max: Day | None = Field(
        None, description="Den seneste dato, der giver mening; ellers spørges om den efter næste års udgang."
    )

    not_before: Id | None = Field(
        None, description="Det tidligere spørgsmål eller den oplysning, hvis dato svaret ikke må ligge før."
    )

    one: ClassVar = "en dato"
    changed: ClassVar = "dato"
    called: ClassVar = "spørgsmålet om en dato"
    snippet: ClassVar = ("Spørgsmål om en dato", {})
    several: ClassVar = "datoer"
    example: ClassVar = "2020-01-31"
    some: ClassVar = date(2020, 1, 15)
    of_days: ClassVar = True
    most_listed: ClassVar = 0
    named: ClassVar = "datoen"
    ends: ClassVar = ("den tidligste dato", "den seneste dato")
    beyond: ClassVar = ("før", "efter")
    extremes: ClassVar = ("den tidligste", "den seneste")

    @property
    def follows(self) -> str | None:
        """What ``not_before`` names."""
        return self.not_before

    def usual(self, today: date) -> tuple[Any, Any]:
        """From 1900 to the end of next year."""
        return self.usual_fact(today)

    @classmethod
    def usual_fact(cls, today: date) -> tuple[Any, Any]:
        """From 1900 to the end of next year, as for an answer."""
        return date(1900, 1, 1), date(today.year + 1, 12, 31)

    @classmethod
    def measure(cls, text: str) -> Any:
        """The day of a text with the year or the day first; raises NotAnAnswer."""
        return read_date(text)

    @classmethod
    def from_cell(cls, text: str, raw: object) -> tuple[str, str]:
        """The day of a date cell."""
        return day_cell(text, raw)

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """The day of a stored text, 2013-10-31; ValueError for any other way of writing it."""
        if not is_day(texts[0]):
            raise ValueError(texts[0])
        return date.fromisoformat(texts[0])

    @classmethod
    def in_table(cls, value: Any) -> str:
        """The day in digits: 31-10-2013."""
        return date_digits(value)

    @classmethod
    def in_text(cls, value: Any) -> str:
        """The day with the month by its name: 31. oktober 2013."""
        return date_words(value)

    def how_to_answer(self) -> str:
        """What to write, with an example and the limits."""
        return super().how_to_answer().replace(", og tryk", ", fx 31-10-2013, og tryk", 1)

    @classmethod
    def worth_trying(cls, spoken: Spoken, limits: Collection[Any] = ()) -> list[Any]:
        """The days beside which something changes, those where deadlines end among them, the latest first."""
        return sorted({*super().worth_trying(spoken, limits), *spoken.days}, reverse=True)

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """The day before and the day after, as far as the calendar goes."""
        return [value + timedelta(step) for step in (-1, 1) if date.min < value < date.max]
