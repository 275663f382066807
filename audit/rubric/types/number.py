"""number: a number with its limits and unit."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor, lcm
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.cells import number_cell
from audit.rubric.fields import Number, has_two_readings, two_readings
from audit.rubric.types.base import Refusal, Spoken
from audit.rubric.types.compared import MeasuredQuestion
from audit.rubric.values import Value, encode, read_number
from audit.wording.numbers import decimal_words, number_text

_PERCENT = ("procent", "pct.", "pct", "%")
_MOST = Decimal(1_000_000)

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
    summable: ClassVar = True
    named: ClassVar = "tallet"
    example: ClassVar = "5 eller 2.5"
    ends: ClassVar = ("det mindste tal", "det største tal")

    @property
    def counted_in(self) -> str:
        """The unit of the number; "" for none."""
        return self.unit

    def usual(self, today: date) -> tuple[Any, Any]:
        """From 0 to a million; of percent to 100."""
        return Decimal(0), Decimal(100) if self.unit in _PERCENT else _MOST

    @classmethod
    def usual_fact(cls, today: date) -> tuple[Any, Any]:
        """A million, below nought too: a fact has no unit that says it cannot be."""
        return -_MOST, _MOST

    @classmethod
    def measure(cls, text: str) -> Any:
        """The number of a text with a comma or a point before decimals; raises NotAnAnswer."""
        return read_number(text)

    @classmethod
    def from_cell(cls, text: str, raw: object) -> tuple[str, str]:
        """The whole number, also where fewer decimals are shown; a percent cell as it is shown."""
        return number_cell(text, raw)

    def by_label(self, text: str) -> str:
        """Without the percent sign where the question asks for percent."""
        said = text.rstrip()
        return said[:-1].rstrip() if said.endswith("%") and self.unit in _PERCENT else super().by_label(text)

    @classmethod
    def as_typed(cls, text: str) -> str:
        """The number with a comma before decimals: 12,5."""
        return text.replace(".", ",")

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """The number of a stored text, with a point before decimals; an error for any other."""
        number = Decimal(texts[0])
        if not number.is_finite():
            raise ValueError(texts[0])
        return number

    @classmethod
    def mean(cls, values: Mapping[Any, int]) -> Any:
        """The mean, rounded half up to two decimals."""
        ratios = [(*value.as_integer_ratio(), times) for value, times in values.items()]
        parts = lcm(*(denominator for _, denominator, _ in ratios))
        total = sum(number * (parts // denominator) * times for number, denominator, times in ratios)
        exact = Fraction(total, parts * sum(values.values()))
        return Decimal(floor(exact * 100 + Fraction(1, 2))) / 100

    @classmethod
    def literal(cls, raw: Any) -> Value | None:
        """The number that YAML has; None for anything else."""
        return None if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) else Decimal(str(raw))

    @classmethod
    def misread(cls, name: str, raw: Any, written: str) -> Refusal | None:
        """What is wrong with what is no number, or can be read as two; None otherwise."""
        number = cls.literal(raw)
        if isinstance(number, Decimal) and has_two_readings(number):
            return two_readings(str(number)), ""
        return super().misread(name, raw, written)

    @classmethod
    def in_text(cls, value: Any) -> str:
        """The number with a comma before decimals: 12,5."""
        return decimal_words(value)

    @classmethod
    def worth_trying(cls, spoken: Spoken, limits: Collection[Any] = ()) -> list[Any]:
        """Each limit, a number between each two, and one beyond either end."""
        numbers = (*map(cls.literal, spoken.compared), *limits)
        ends = sorted({one for one in numbers if isinstance(one, Decimal)})
        if not ends:
            return [Decimal(1)]
        between = {((low + high) / 2).quantize(_FINEST) for low, high in pairwise(ends)}
        return sorted({ends[0] - 1, *ends, *between, ends[-1] + 1})

    @classmethod
    def as_written(cls, value: Any) -> Any:
        """The number itself, as YAML has it."""
        return value

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """A step is one of the last decimal given."""
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int), "the model admits only finite numbers"
        step = Decimal(1).scaleb(min(exponent, 0))
        return [value - step, value + step]
