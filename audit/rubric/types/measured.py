"""Questions answered with something that is measured and can have limits: what numbers and the like have in common."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

from audit.privacy import mask
from audit.rubric.types.base import Mistake, QuestionBase, Refusal
from audit.rubric.values import NotAnAnswer, encode
from audit.wording.quoting import quoted


class MeasuredQuestion(QuestionBase):
    """A question whose answers lie between a least and a greatest, both included."""

    min: Any = None
    max: Any = None

    comparable: ClassVar = True
    most_listed: ClassVar = 12
    named: ClassVar[str]
    """A value of the type, in the definite form: »tallet«."""

    @property
    def limits(self) -> tuple[Any, Any]:
        """The least and the greatest answer."""
        return self.min, self.max

    @classmethod
    @abstractmethod
    def _measure(cls, text: str) -> Any:
        """The value of a text, whatever the limits; raises NotAnAnswer."""

    def _read(self, text: str) -> Any:
        value = self._measure(text)
        written = mask(text)  # as it was typed: a CPR number that has lost its zero is not masked
        if self.min is not None and value < self.min:
            raise NotAnAnswer(f"{written} er mindre end {_canonical(self.min)}, som er det mindste.")
        if self.max is not None and value > self.max:
            raise NotAnAnswer(f"{written} er større end {_canonical(self.max)}, som er det største.")
        return value

    def takes(self, value: Any) -> bool:
        """Whether it lies within the limits."""
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)

    def mistakes(self) -> Iterator[Mistake]:
        """The least is not above the greatest."""
        if self.min is not None and self.max is not None and self.min > self.max:
            what = f"»max« ({_canonical(self.max)}) er mindre end »min« ({_canonical(self.min)})."
            yield Mistake("max", what, "Byt dem om, eller ret den ene.")

    def outside(self, name: str, value: Any) -> Refusal | None:
        """Beyond a limit."""
        if self.takes(value):
            return None
        low = self.min is not None and value < self.min
        beyond, limit = ("mindre", self.min) if low else ("større", self.max)
        what = f"{_canonical(value)} er {beyond}, end {quoted(name)} kan være ({_canonical(limit)})."
        return Refusal(what, f"Ret {self.named} her eller grænsen på spørgsmålet.")

    def _words(self, value: Any) -> str:
        return f"{self.in_text(value)} {self.counted_in}".rstrip()

    def told(self) -> str:
        """With the limits and the unit: »et tal fra 0 til 104 uger«."""
        unit = f" {self.counted_in}" if self.counted_in else ""
        low, high = (None if end is None else self.in_text(end) for end in self.limits)
        if low and high:
            return f"{self.one} fra {low} til {high}{unit}"
        if low or high:
            return f"{self.one}, {'mindst' if low else 'højst'} {low or high}{unit}"
        return f"{self.one} i{unit}" if unit else self.one

    def how_to_answer(self) -> str:
        """With the limits and the unit."""
        low = f" fra {self.in_text(self.min)}" if self.min is not None else ""
        high = f" til {self.in_text(self.max)}" if self.max is not None else ""
        return f"Skriv {self.one}{low}{high}{f' {self.counted_in}' if self.counted_in else ''}, og tryk Enter."


def _canonical(value: Any) -> str:
    return encode(value)[0]
