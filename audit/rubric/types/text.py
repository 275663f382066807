"""text: words of the reviewer's own."""

from typing import ClassVar, Literal

from pydantic import Field

from audit.rubric.parts import Special
from audit.rubric.types.base import QuestionBase
from audit.rubric.values import Value


class TextQuestion(QuestionBase):
    """Words of the reviewer's own; nothing is derived from them."""

    type: Literal["text"] = Field(description="Tekst.")

    one: ClassVar = "tekst"
    changed: ClassVar = "tekst"
    called: ClassVar = "spørgsmålet, der besvares med ord"
    snippet: ClassVar = ("Spørgsmål, der besvares med ord", {})
    printed: ClassVar = False

    def _read(self, text: str) -> Value:
        if text in tuple(Special):
            raise self._not_an_option(text)
        return text

    def told(self) -> str:
        """That it is text, which is not counted."""
        return "tekst, som ikke tælles"
