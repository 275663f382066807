"""number: a number with its limits and unit."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.fields import Number, has_two_readings, two_readings
from audit.rubric.types.base import Refusal, Spoken
from audit.rubric.types.measured import MeasuredQuestion
from audit.rubric.values import NotAnAnswer, Value, encode, read_number
from audit.wording.numbers import decimal_words, number_text
from audit.wording.quoting import quoted

_FINEST = Decimal("0.000001")
"""No finer number can be answered."""


@encode.register
def _(answer: Decimal) -> tuple[str, ...]:
    return (number_text(answer),)


class NumberQuestion(MeasuredQuestion):
    """A number, with its limits (inclusive) and unit; the value is a Decimal."""

    type: Literal["number"] = Field(description="Et tal.")
    min: Number | None = Field(None, description="Det mindste tal, der giver mening.")
    max: Number | None = Field(None, description="Det største tal, der giver mening.")
    unit: str = Field("", description="Enheden, fx timer om ugen.")

    one: ClassVar = "et tal"
    changed: ClassVar = "tal"
    called: ClassVar = "spørgsmålet om et tal"
    snippet: ClassVar = ("Spørgsmål om et tal", {"min": "${4:0}", "max": "${5:100}", "unit": "${6:uger}"})
    several: ClassVar = "tal"
    named: ClassVar = "tallet"
    ends: ClassVar = ("det mindste tal", "det største tal")

    @property
    def counted_in(self) -> str:
        """The unit."""
        return self.unit

    @classmethod
    def _measure(cls, text: str) -> Any:
        return read_number(text)

    def as_typed(self, text: str) -> str:
        """With a comma before decimals."""
        return text.replace(".", ",")

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """A number with a point before decimals."""
        number = Decimal(texts[0])
        if not number.is_finite():
            raise ValueError(texts[0])
        return number

    @classmethod
    def literal(cls, raw: Any) -> Value | None:
        """A number of YAML's."""
        return None if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) else Decimal(str(raw))

    @classmethod
    def misread(cls, name: str, raw: Any, written: str) -> Refusal | None:
        """No number, or one that can be read in two ways."""
        number = cls.literal(raw)
        if not isinstance(number, Decimal):
            return Refusal(f"{quoted(name)} er et tal, men {quoted(written)} er det ikke.", "Skriv fx 5 eller 2.5.")
        return Refusal(two_readings(str(number))) if has_two_readings(number) else None

    @classmethod
    def in_text(cls, value: Any) -> str:
        """With a comma before decimals."""
        return decimal_words(value)

    def domain(self, spoken: Spoken) -> list[Value]:
        """The numbers around all limits that can be answered."""
        ends = [end for end in self.limits if end is not None]
        return [number for number in numbers_around(spoken.compared, ends) if self._answerable(number)]

    def _answerable(self, number: Decimal) -> bool:
        try:
            return bool(self._read(decimal_words(number)) == number)
        except NotAnAnswer:
            return False

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """A step is one of the last decimal given."""
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int), "the model admits only finite numbers"
        step = Decimal(1).scaleb(min(exponent, 0))
        return [value - step, value + step]


def numbers_around(compared: Iterable[Any], ends: Iterable[Decimal] = ()) -> list[Decimal]:
    """The numbers worth trying: each limit, one between each two, and one beyond either end.

    ``compared`` is what conditions compare with, as written; what is no number there is left out.
    """
    numbers = (NumberQuestion.literal(one) for one in compared)
    limits = sorted({*(one for one in numbers if isinstance(one, Decimal)), *ends})
    if not limits:
        return [Decimal(1)]
    between = {((low + high) / 2).quantize(_FINEST) for low, high in pairwise(limits)}
    return sorted({limits[0] - 1, *limits, *between, limits[-1] + 1})
