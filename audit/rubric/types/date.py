"""date: a calendar date."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.fields import is_day
from audit.rubric.types.base import QuestionBase, Refusal, Spoken
from audit.rubric.values import Value, encode, read_date
from audit.wording.dates import date_digits, date_words
from audit.wording.quoting import quoted

_SOME_DAY = date(2020, 1, 15)


@encode.register
def _(answer: date) -> tuple[str, ...]:
    return (answer.isoformat(),)


class DateQuestion(QuestionBase):
    """A calendar date; the value is a date, stored as 2013-10-31."""

    type: Literal["date"] = Field(description="En dato.")

    one: ClassVar = "en dato"
    changed: ClassVar = "dato"
    called: ClassVar = "spørgsmålet om en dato"
    snippet: ClassVar = ("Spørgsmål om en dato", {})
    several: ClassVar = "datoer"
    comparable: ClassVar = True
    of_days: ClassVar = True

    def _read(self, text: str) -> Value:
        return read_date(text)

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """Only 2013-10-31 is a day."""
        if not is_day(texts[0]):
            raise ValueError(texts[0])
        return date.fromisoformat(texts[0])

    @classmethod
    def literal(cls, raw: Any) -> Value | None:
        """A day, which YAML has as text."""
        return date.fromisoformat(raw) if is_day(raw) else None

    @classmethod
    def misread(cls, name: str, raw: Any, written: str) -> Refusal | None:
        """No day."""
        if is_day(raw):
            return None
        return Refusal(f"{quoted(name)} er en dato, men {quoted(written)} er det ikke.", "Skriv fx 2020-01-31.")

    def _words(self, value: Any) -> str:
        return date_digits(value)

    @classmethod
    def in_text(cls, value: Any) -> str:
        """With the month by its name."""
        return date_words(value)

    def how_to_answer(self) -> str:
        """With an example."""
        return "Skriv en dato, fx 31-10-2013, og tryk Enter."

    def domain(self, spoken: Spoken) -> list[Value]:
        """The days at a limit and beside it, and where deadlines end; the latest first."""
        return sorted({*days_around(spoken.compared), *spoken.days}, reverse=True)

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """The day before and the day after, as far as the calendar goes."""
        return [value + timedelta(step) for step in (-1, 1) if date.min < value < date.max]

    @classmethod
    def as_written(cls, value: Any) -> Any:
        """As text."""
        return value.isoformat()


def days_around(compared: Iterable[Any], ends: Iterable[date] = ()) -> set[date]:
    """The days worth trying: each limit, and the days beside it; some day when there is none.

    ``compared`` is what conditions compare with, as written; what is no day there is left out.
    """
    limits = {*(date.fromisoformat(one) for one in compared if is_day(one)), *ends}
    return {*limits, *(beside for day in limits for beside in DateQuestion.beside(day))} or {_SOME_DAY}
