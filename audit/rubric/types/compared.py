"""Questions whose answers can be above or below another: what days, numbers and the like have in common."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from audit.privacy import mask
from audit.rubric.parts import Special
from audit.rubric.types.base import QuestionBase, Refusal, Spoken
from audit.rubric.values import Answer, NotAnAnswer, Value, encode
from audit.wording.quoting import quoted


class ComparedQuestion(QuestionBase):
    """A question whose answers are in order."""

    comparable: ClassVar = True
    example: ClassVar[str]
    """What a condition can compare with, as it is written there."""
    beyond: ClassVar[tuple[str, str]] = ("mindre end", "større end")
    """How an answer lies below the least, and above the greatest."""
    some: ClassVar[Any]
    """A value to try when nothing is compared with."""

    def _read(self, text: str) -> Any:
        return self.measure(text)

    def usual(self, today: date) -> tuple[Any, Any]:
        """The least and the greatest answer that is not asked about, where the rubric has no limit; None for none."""
        return None, None

    def doubt(self, answer: Answer, today: date) -> str:
        """That the answer is beyond what is usual; a limit in the rubric takes the usual one's place."""
        if isinstance(answer, Special):
            return ""
        return self._outlying(answer, self.words(answer), self.limits, self.usual(today))

    @classmethod
    def usual_fact(cls, today: date) -> tuple[Any, Any]:
        """The least and the greatest fact that need not be confirmed, where the fact has no limit; None for none."""
        return None, None

    @classmethod
    def fact_doubt(cls, value: Any, today: date, limits: tuple[Any, Any]) -> str:
        """That the fact is beyond what is usual; a limit in the rubric takes the usual one's place."""
        return cls._outlying(value, cls.in_table(value), limits, cls.usual_fact(today))

    @classmethod
    def _outlying(cls, value: Any, words: str, limits: tuple[Any, Any], usual: tuple[Any, Any]) -> str:
        low, high = (often if limit is None else None for limit, often in zip(limits, usual, strict=True))
        if low is not None and value < low:
            return f"{words} er {cls.beyond[0]} {cls.in_table(low)}."
        if high is not None and value > high:
            return f"{words} er {cls.beyond[1]} {cls.in_table(high)}."
        return ""

    @classmethod
    def literal(cls, raw: Any) -> Value | None:
        """The value of a text that is written as answers are stored; None for anything else."""
        try:
            return cls.decode((raw,)) if isinstance(raw, str) else None
        except (ValueError, ArithmeticError):
            return None

    @classmethod
    def misread(cls, name: str, raw: Any, written: str) -> Refusal | None:
        """What is wrong with a text that is no value of the type; None when it is one."""
        if cls.literal(raw) is not None:
            return None
        return f"{quoted(name)} er {cls.one}, men {quoted(written)} er det ikke.", f"Skriv fx {cls.example}."

    @classmethod
    def in_text(cls, value: Any) -> str:
        """The value as it is stored."""
        return encode(value)[0]

    @classmethod
    def worth_trying(cls, spoken: Spoken, limits: Collection[Any] = ()) -> list[Any]:
        """Each limit and what is beside it; some value when there is none. What is no value is left out."""
        ends = {end for end in (*map(cls.literal, spoken.compared), *limits) if end is not None}
        return sorted({*ends, *(near for end in ends for near in cls.beside(end))} or {cls.some})

    @classmethod
    def as_written(cls, value: Any) -> Any:
        """The value as the text that is stored."""
        return encode(value)[0]


class MeasuredQuestion(ComparedQuestion):
    """A question whose answers lie between a least and a greatest, both included."""

    min: Any = None
    max: Any = None

    most_listed: ClassVar = 12
    extremes: ClassVar[tuple[str, str]] = ("det mindste", "det største")
    """What the least and the greatest are called where an answer lies beyond."""
    named: ClassVar[str]
    """A value of the type, in the definite form: »tallet«."""

    @property
    def limits(self) -> tuple[Any, Any]:
        """The least and the greatest answer, None where there is no limit."""
        return self.min, self.max

    def _read(self, text: str) -> Any:
        value = self.measure(text)
        self.hold(value, text, self.limits)
        return value

    @classmethod
    def hold(cls, value: Any, text: str, limits: tuple[Any, Any]) -> None:
        """Raise NotAnAnswer that names the limit a value lies beyond."""
        if found := cls._beyond(value, limits):  # as it was typed: a CPR number that has lost its zero is not masked
            beyond, limit, end = found
            raise NotAnAnswer(f"{mask(text)} er {beyond} {cls.in_text(limit)}, som er {end}.")

    @classmethod
    def _beyond(cls, value: Any, limits: tuple[Any, Any]) -> tuple[str, Any, str] | None:
        """How a value lies outside: beyond which limit, and what the limit is; None when it does not."""
        low, high = limits
        if low is not None and value < low:
            return cls.beyond[0], low, cls.extremes[0]
        if high is not None and value > high:
            return cls.beyond[1], high, cls.extremes[1]
        return None

    def takes(self, value: Any) -> bool:
        """Whether it lies within the limits."""
        return self._beyond(value, self.limits) is None

    def outside(self, name: str, value: Any) -> Refusal | None:
        """What is wrong with a value below the least or above the greatest; None between them."""
        found = self._beyond(value, self.limits)
        if found is None:
            return None
        beyond, limit, _ = found
        what = f"{encode(value)[0]} er {beyond.removesuffix(' end')}, end {quoted(name)} kan være ({encode(limit)[0]})."
        return what, f"Ret {self.named} her eller grænsen på spørgsmålet."

    def told(self) -> str:
        """What can be answered, with the limits and the unit: »et tal fra 0 til 104 uger«."""
        return self.told_within(self.limits, self.counted_in)

    @classmethod
    def told_within(cls, limits: tuple[Any, Any], unit: str = "") -> str:
        """What can stand, with the limits and the unit: »et tal fra 0 til 104 uger«."""
        ending = f" {unit}" if unit else ""
        low, high = (None if end is None else cls.in_text(end) for end in limits)
        if low and high:
            return f"{cls.one} fra {low} til {high}{ending}"
        if low or high:
            bound = ("tidligst", "senest") if cls.of_days else ("mindst", "højst")
            return f"{cls.one}, {bound[0] if low else bound[1]} {low or high}{ending}"
        return f"{cls.one} i{ending}" if unit else cls.one

    def how_to_answer(self) -> str:
        """What to write, with the limits and the unit."""
        low = f" fra {self.in_text(self.min)}" if self.min is not None else ""
        high = f" til {self.in_text(self.max)}" if self.max is not None else ""
        return f"Skriv {self.one}{low}{high}{f' {self.counted_in}' if self.counted_in else ''}, og tryk Enter."
