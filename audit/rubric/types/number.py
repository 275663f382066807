"""number: a number with its limits and unit."""

from collections.abc import Collection
from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.cells import number_cell
from audit.rubric.fields import Number, has_two_readings, two_readings
from audit.rubric.types.base import Refusal, Spoken
from audit.rubric.types.compared import MeasuredQuestion
from audit.rubric.values import Value, encode, read_number
from audit.wording.numbers import decimal_words, number_text

_PERCENT = ("procent", "pct.", "pct", "%")

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
    example: ClassVar = "5 eller 2.5"
    ends: ClassVar = ("det mindste tal", "det største tal")

    @property
    def counted_in(self) -> str:
        """The unit."""
        return self.unit

    @classmethod
    def measure(cls, text: str) -> Any:
        """With a comma or a point before decimals."""
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
        if isinstance(number, Decimal) and has_two_readings(number):
            return two_readings(str(number)), ""
        return super().misread(name, raw, written)

    @classmethod
    def in_text(cls, value: Any) -> str:
        """With a comma before decimals."""
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
        """As a number."""
        return value

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """A step is one of the last decimal given."""
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int), "the model admits only finite numbers"
        step = Decimal(1).scaleb(min(exponent, 0))
        return [value - step, value + step]
