"""multi: one or more answers; an exclusive option stands alone."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from audit.rubric.fields import Ids, Options, Text
from audit.rubric.parts import Allowed, Model
from audit.rubric.types.base import Spoken
from audit.rubric.types.options import OptionsQuestion
from audit.rubric.values import Answer, NotAnAnswer, Value, option_named
from audit.wording.quoting import quoted

_MOST_SETS = 64
"""When more sets of options are told apart, not all are tried."""


class FollowUp(Model):
    """What is asked about each answer that is chosen, but for those that stand alone."""

    model_config = ConfigDict(title="spørgsmålet om hvert svar")

    text: Text = Field(description="Det, der spørges om ved hvert valgt svar.")
    help: str = Field("", description="Vejledning, der vises, når juristen beder om den.")
    options: Options = Field(min_length=2, description="Svarmulighederne.")
    allow: Allowed = Field(
        default_factory=dict, description="Svar, der ikke er et svar på spørgsmålet, evt. med det, læseren ser."
    )


class MultiQuestion(OptionsQuestion):
    """One or more answers; the value is the options in the rubric's order."""

    type: Literal["multi"] = Field(description="Et eller flere svar.")
    exclusive: Ids = Field((), description="Svar, der kun kan stå alene.")
    each: FollowUp | None = Field(None, description="Et spørgsmål om hvert af de svar, der vælges.")

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
        """The sets that are told apart, large ones first; of very many those that lack one option or hold few.

        Where the number of options counts, there is one of every size.
        """
        named, others, alone = self._told_apart(spoken)
        free = [*named, *others]
        if self.exact(spoken):
            parts = [chosen for size in range(len(named) + 1) for chosen in combinations(named, size)]
            every = {(*part, *others[:more]) for part in parts for more in range(len(others) + 1)}
        else:
            few = {len(free), len(free) - 1, 2, 1}
            every = {chosen for size in few for chosen in combinations(free, size)}
            every |= {tuple(free[:size]) for size in range(1, len(free)) if spoken.counted}
        sets = map(self.chosen, every - {()})
        return [*sorted(sets, key=self._largest_first), *((option,) for option in alone)]

    def _largest_first(self, chosen: tuple[str, ...]) -> tuple[int, list[int]]:
        order = list(self.options)
        return -len(chosen), [order.index(option) for option in chosen]

    def exact(self, spoken: Spoken) -> bool:
        """Whether all sets are tried; not where very many are told apart."""
        named, others, _ = self._told_apart(spoken)
        return (len(others) + 1) << len(named) <= _MOST_SETS

    def _told_apart(self, spoken: Spoken) -> tuple[list[str], list[str], list[str]]:
        """The options that are spoken of, the others that can be chosen together, and those that stand alone.

        One stands for all that are not spoken of, unless it counts how many are chosen.
        """
        named = spoken.compared | spoken.findings
        free = [option for option in self.options if option not in self.exclusive]
        others = [option for option in free if option not in named]
        alone = [option for option in self.exclusive if option in named]
        unnamed = [option for option in self.exclusive if option not in named]
        return (
            [option for option in free if option in named],
            others if spoken.counted else others[:1],
            [*alone, *unnamed[:1]],
        )
