"""Questions answered by choosing among options: what one answer and several have in common."""

from typing import Any

from pydantic import Field

from audit.rubric.fields import Options
from audit.rubric.types.base import KeyChoice, QuestionBase
from audit.rubric.values import NotAnAnswer, option_named
from audit.wording.labels import option_label


class OptionsQuestion(QuestionBase):
    """A question with options."""

    options: Options = Field(min_length=2, description="Svarmulighederne.")

    @property
    def labels(self) -> dict[str, str]:
        """The options, each with its label."""
        return self.options

    def by_label(self, text: str) -> str:
        """``text`` with an option's label, too, turned into its id.

        Raises NotAnAnswer for a label of both an option and a special answer.
        """
        specials = self.special_labels
        whole, special = option_named(self.options, text), option_named(specials, text)
        if whole in self.options and special in specials and text.strip() not in specials:
            raise NotAnAnswer(f"»{text}« kan være både »{whole}« og »{special}«. Skriv en af dem.")
        chosen = [whole] if whole in self.options else [option_named(self.options, part) for part in self._parts(text)]
        return option_named(specials, ", ".join(part for part in chosen if part))

    def _parts(self, text: str) -> list[str]:
        """The answers that a text in a file holds."""
        return [text]

    def takes(self, value: Any) -> bool:
        """Whether it is one of the options."""
        return value in self.options

    def _words(self, value: Any) -> str:
        return self.answer_labels.get(value) or option_label(self.options, value)

    def choices(self) -> tuple[KeyChoice, ...]:
        """The options and the special answers, numbered from 1."""
        return tuple(KeyChoice(str(n), code, label) for n, (code, label) in enumerate(self.answer_labels.items(), 1))

    def _code(self, part: str) -> str:
        """The code a key stands for; a code or a label written out stands for itself. Raises NotAnAnswer."""
        by_key = {choice.key: choice.code for choice in self.choices()}
        if part in by_key:
            return by_key[part]
        if (code := self.by_label(part)) in self.options or code in self.allow:
            return code
        keys = list(by_key)
        raise NotAnAnswer(f"der er ikke noget svar {part}. Vælg {keys[0]} til {keys[-1]}; ? viser tasterne.")
