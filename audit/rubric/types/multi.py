"""multi: one or more answers; an exclusive option stands alone."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Any, ClassVar, Literal

from pydantic import Field

from audit.rubric.fields import Ids
from audit.rubric.types.base import Spoken
from audit.rubric.types.options import OptionsQuestion
from audit.rubric.values import Answer, NotAnAnswer, Value, option_named
from audit.wording.quoting import quoted

_MOST_OPTIONS = 6
"""When more options are spoken of, not all sets are tried."""


class MultiQuestion(OptionsQuestion):
    """One or more answers; the value is the options in the rubric's order."""

    type: Literal["multi"] = Field(description="Et eller flere svar.")
    exclusive: Ids = Field((), description="Svar, der kun kan stå alene.")

    one: ClassVar = "et eller flere svar"
    changed: ClassVar = "flere svar"
    called: ClassVar = "spørgsmålet med flere svar"
    snippet: ClassVar = ("Spørgsmål med flere svar", {"options": "[${4:ja}, ${5:nej}]"})
    many: ClassVar = True

    @property
    def alone(self) -> tuple[str, ...]:
        """The exclusive options."""
        return self.exclusive

    def _read(self, text: str) -> Value:
        return self.chosen(part.strip() for part in text.split(",") if part.strip())

    def chosen(self, parts: Iterable[str]) -> tuple[str, ...]:
        """The chosen options in the rubric's order, each once; an exclusive one only alone. Raises NotAnAnswer."""
        options = list(dict.fromkeys(parts))
        for part in options:
            if part not in self.options:
                raise self._not_an_option(part)
        alone = [option for option in self.exclusive if option in options]
        if alone and len(options) > 1:
            raise NotAnAnswer(f"»{alone[0]}« kan kun stå alene.")
        if not options:
            raise NotAnAnswer("vælg mindst én mulighed.")
        return tuple(option for option in self.options if option in options)

    def _parts(self, text: str) -> list[str]:
        """Parted at commas and semicolons, but not inside a label that has them."""
        pieces, parts = re.split("([,;])", text), []
        while pieces:
            most = next((size for size in range(len(pieces), 1, -2) if self._named("".join(pieces[:size]))), 1)
            if most > 1 and all(self._named(piece) for piece in pieces[:most:2]):
                raise NotAnAnswer(
                    f"{quoted(''.join(pieces[:most]))} kan være ét svar eller flere. Skriv svarenes navne."
                )
            parts.append("".join(pieces[:most]))
            del pieces[: most + 1]
        return parts

    def _named(self, text: str) -> bool:
        return option_named(self.options, text) in self.options

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """The options that were stored, each a text."""
        return tuple(texts)

    def in_order(self, texts: tuple[str, ...]) -> tuple[str, ...] | None:
        """The options in the rubric's order; None when they cannot stand together."""
        try:
            return self.chosen(texts)
        except NotAnAnswer:
            return None

    def _words(self, value: Any) -> str:
        return ", ".join(map(super()._words, value))

    def told(self) -> str:
        """The options follow after a colon."""
        return "et eller flere af disse"

    def how_to_answer(self) -> str:
        """To write several numbers on a line and press Enter."""
        return "Skriv et eller flere numre, fx 1 2, og tryk Enter."

    def read_keys(self, entry: str) -> Answer:
        """The answers with these keys or codes; NotAnAnswer when one has none, or a special answer is not alone."""
        codes = [self._code(part) for part in re.split(r"[\s,;+]+", entry) if part]
        alone = [code for code in codes if code in self.allow or code in self.exclusive]
        if alone and len(set(codes)) > 1:
            raise NotAnAnswer(f"»{self.answer_labels[alone[0]]}« kan kun stå alene.")
        return self.read(",".join(codes))

    def domain(self, spoken: Spoken) -> list[Value]:
        """The sets that can be chosen, large ones first; of many options those that lack one or hold few."""
        options = self._told_apart(spoken)
        free = [option for option in options if option not in self.exclusive]
        some = {len(free), len(free) - 1, 2, 1} if len(options) > _MOST_OPTIONS else range(1, len(free) + 1)
        sets: list[Value] = [chosen for size in sorted(some, reverse=True) for chosen in combinations(free, size)]
        return [*sets, *((option,) for option in options if option in self.exclusive)]

    def exact(self, spoken: Spoken) -> bool:
        """Whether all sets are tried; not where very many options are spoken of."""
        return len(self._told_apart(spoken)) <= _MOST_OPTIONS

    def _told_apart(self, spoken: Spoken) -> list[str]:
        """The options that are spoken of, and one that stands for the others of its kind."""
        named = spoken.compared | spoken.findings
        kinds = [(option in self.exclusive, option) for option in self.options]
        others = {exclusive: option for exclusive, option in reversed(kinds) if option not in named}
        return [option for _, option in kinds if option in named or option in others.values()]
