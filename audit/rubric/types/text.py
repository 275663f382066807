"""text: words of the reviewer's own."""

from typing import ClassVar, Literal

from pydantic import Field

from audit.rubric.parts import Special
from audit.rubric.types.base import QuestionBase
from audit.rubric.values import Value


class TextQuestion(QuestionBase):
    """Words of the reviewer's own; nothing is derived from them."""

    type: Literal["text"] = Field(description="Tekst.")
    required: bool = Field(True, strict=True, description="Om spørgsmålet skal besvares; false: det kan springes over.")

    one: ClassVar = "tekst"
    changed: ClassVar = "tekst"
    called: ClassVar = "spørgsmålet, der besvares med ord"
    snippet: ClassVar = ("Spørgsmål, der besvares med ord", {})
    printed: ClassVar = False

    @property
    def optional(self) -> bool:
        """Whether it may be passed over."""
        return not self.required

    def _read(self, text: str) -> Value:
        if text in tuple(Special):
            raise self._not_an_option(text)
        return text

    def told(self) -> str:
        """That it is text, which is not counted, and whether it may be passed over."""
        return f"tekst, som ikke tælles{' og kan springes over' if self.optional else ''}"

    def how_to_answer(self) -> str:
        """To write and press Enter, and what Enter alone does where the question may be passed over."""
        return f"{super().how_to_answer()}{' Enter alene springer over.' if self.optional else ''}"
