"""choice: one answer out of several."""

from typing import ClassVar, Literal

from pydantic import Field

from audit.rubric.types.base import Spoken
from audit.rubric.types.options import OptionsQuestion
from audit.rubric.values import Answer, Value

MOST_KEYS = 9
"""With more options than this an answer takes two digits, and so an Enter."""


class ChoiceQuestion(OptionsQuestion):
    """One answer out of several; the value is the option."""

    type: Literal["choice"] = Field(description="Ét svar ud af flere.")

    one: ClassVar = "ét svar"
    changed: ClassVar = "ét svar"
    called: ClassVar = "spørgsmålet med ét svar"
    snippet: ClassVar = ("Spørgsmål med ét svar", {"options": "[${4:ja}, ${5:nej}]"})

    def _read(self, text: str) -> Value:
        if text not in self.options:
            raise self._not_an_option(text)
        return text

    def told(self) -> str:
        """The options follow after a colon."""
        return "ét af disse"

    def how_to_answer(self) -> str:
        """Nothing ("") where every answer has a key of one digit; otherwise to write the number and press Enter."""
        return "" if len(self.choices()) <= MOST_KEYS else "Skriv nummeret, og tryk Enter."

    def read_keys(self, entry: str) -> Answer:
        """The answer that has this key or code; NotAnAnswer when none has."""
        return self.read(self._code(entry))

    def domain(self, spoken: Spoken) -> list[Value]:
        """Every option is worth trying."""
        return list(self.options)
