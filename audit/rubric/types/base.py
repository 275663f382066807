"""What every question is, whatever its type: its fields, and what the rest of the house asks of it.

A type is one module with a subclass of QuestionBase, and its entry in
``types.__init__``. What a subclass does not say is as it is here. Words are
Danish: readers see them.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from pydantic import ConfigDict, Field

from audit.rubric.cells import worded_cell
from audit.rubric.fields import Id, Ids, Text
from audit.rubric.findings import Finding
from audit.rubric.parts import CONDITION_HELP, Allowed, Condition, Model, Special
from audit.rubric.values import Answer, NotAnAnswer, Value, encode, option_named
from audit.wording.labels import option_label, told_apart
from audit.wording.quoting import listed, quoted, suggest

_SPECIAL_SIGN = "#"
"""Stands before the number of a special answer where the answer itself is typed, which may be a number."""


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """One thing to choose: the key, the code it stands for, and what the reviewer reads."""

    key: str
    code: str
    label: str


Refusal = tuple[str, str]
"""What is wrong, and what to do: two Danish sentences, the second may be ""."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a rubric tells apart among the answers to one question.

    ``compared`` is what its conditions compare the answer with, as they are
    written; ``findings`` the answers that lead to one; ``days`` are the days on
    which deadlines end, and the days after. ``counted``: a condition is on how
    many options are chosen.
    """

    compared: frozenset[Any] = frozenset()
    findings: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    counted: bool = False


class QuestionBase(Model, ABC):
    """What every question has and can do, whatever its type."""

    model_config = ConfigDict(title="spørgsmålet")

    id: Id = Field(description="Spørgsmålets navn i skemaet.")
    text: Text = Field(description="Spørgsmålet, som juristen læser det.")
    help: str = Field("", description="Vejledning, der vises, når juristen beder om den.")
    law: Ids = Field((), description="Reglerne, spørgsmålet prøver.")
    source: str = Field("", description="Dokumentet, når spørgsmålet ikke prøver en regel.")
    ask_if: Condition | None = Field(None, description="Hvornår der spørges. " + CONDITION_HELP)
    allow: Allowed = Field(
        default_factory=dict, description="De særlige svar, der også kan gives, evt. med den tekst, læseren ser."
    )
    findings: dict[str, Finding] = Field(default_factory=dict, description="Fundet for hvert svar, der fører til et.")
    renamed_from: Id | None = Field(None, description="Spørgsmålets tidligere navn.")
    type: str = Field(description="Spørgsmålets type.")

    one: ClassVar[str]
    """One answer, with its article: »et tal«."""
    changed: ClassVar[str]
    """The type in a few words, where two versions are compared: »tal«."""
    called: ClassVar[str]
    """The question, in the schema: »spørgsmålet om et tal«."""
    snippet: ClassVar[tuple[str, Mapping[str, str]]]
    """What an editor offers to begin with: its name, and the keys that only this type has."""

    many: ClassVar[bool] = False
    """Whether a case can have several answers."""
    printed: ClassVar[bool] = True
    """Whether the answers may be printed and counted; not what may tell who the citizen is."""
    comparable: ClassVar[bool] = False
    """Whether an answer can be above or below another, and so stand in at_most and at_least."""
    of_days: ClassVar[bool] = False
    """Whether bounds are said of days: »senest« and not »højst«."""
    several: ClassVar[str] = "svar"
    """Answers in the plural: »tal«."""
    ends: ClassVar[tuple[str, str]] = ("det mindste svar", "det største svar")
    """What the lower and the upper limit are called."""
    summable: ClassVar[bool] = False
    """Whether answers can be added up, so that they have a mean."""
    most_listed: ClassVar[int] = 0
    """Different written answers a report lists one by one; of more it tells only between which two they lie."""

    @property
    def kind(self) -> "Kind":
        """The type itself, as a fact has it too."""
        return self.__class__

    @property
    def labels(self) -> dict[str, str]:
        """The answers to choose among, each with its label ("" for the id as it reads); {} when it is written."""
        return {}

    @cached_property
    def answer_labels(self) -> dict[str, str]:
        """What a reader sees for each option and each special answer allowed; two that read alike have their ids."""
        return told_apart(self.every_label)

    @property
    def special_labels(self) -> dict[str, str]:
        """The special answers allowed, each with its label ("" for the id as it reads)."""
        return {str(special): label for special, label in self.allow.items()}

    @property
    def every_label(self) -> dict[str, str]:
        """All that can be chosen, the options and then the special answers, each with its label."""
        return {**self.labels, **self.special_labels}

    def special_label(self, special: str) -> str:
        """What the reader sees for a special answer, also for one that is not allowed."""
        return option_label(self.special_labels, special)

    @property
    def alone(self) -> tuple[str, ...]:
        """The answers that cannot be given together with others, where several can."""
        return ()

    @property
    def counted_in(self) -> str:
        """The unit of the answer, or ""."""
        return ""

    @property
    def optional(self) -> bool:
        """Whether a case can be finished without an answer where the question is asked."""
        return False

    @property
    def follows(self) -> str | None:
        """The question or fact whose date the answer may not be before; None for none."""
        return None

    @property
    def limits(self) -> tuple[Any, Any]:
        """The least and the greatest answer, both included; None where there is none."""
        return None, None

    # Reading

    def read(self, text: str) -> Answer:
        """What ``text`` answers; raises NotAnAnswer with a Danish sentence."""
        text = unicodedata.normalize("NFC", text).strip()
        if not text:
            raise NotAnAnswer("svaret er tomt.")
        return Special(text) if text in self.allow else self._read(text)

    @abstractmethod
    def _read(self, text: str) -> Value:
        """The value of a text that is neither empty nor a special answer; raises NotAnAnswer."""

    @classmethod
    def measure(cls, text: str) -> Any:
        """The value of a text, whatever the question allows; raises NotAnAnswer."""
        return text

    def by_label(self, text: str) -> str:
        """``text`` with a label (»Fremgår ikke«, upper or lower case) turned into its id; else as it stands.

        For answers that people write in a file.
        """
        return option_named(self.special_labels, text)

    @classmethod
    def from_cell(cls, text: str, raw: object) -> tuple[str, str]:
        """What a cell of a workbook says where this is wanted, and what the reader must know of it, or "".

        ``text`` is the cell as it is shown, "" where that is not known, and
        ``raw`` its value. Words are read as they are shown; raises NotAnAnswer
        for a date or a time that Excel has made of them.
        """
        return worded_cell(text, raw)

    @classmethod
    def as_typed(cls, text: str) -> str:
        """Canonical text as somebody would type it."""
        return text

    def _not_an_option(self, text: str) -> NotAnAnswer:
        known = [*self.labels, *self.allow]
        meant = suggest(text, known) or f". Svarene er {listed(known)}."
        return NotAnAnswer(f"{quoted(text)} er ikke et svar på »{self.id}«{meant}")

    def doubt(self, answer: Answer, today: date) -> str:
        """Why an answer given ``today`` is unlikely though it may be given, in a sentence; "" when it is not."""
        return ""

    @classmethod
    def fact_doubt(cls, value: Any, today: date, limits: tuple[Any, Any]) -> str:
        """Why a fact of this type is unlikely in a frame taken in ``today``, in a sentence; "" when it is not.

        A limit of the fact itself takes the usual one's place.
        """
        return ""

    @classmethod
    def hold(cls, value: Any, text: str, limits: tuple[Any, Any]) -> None:
        """Raise NotAnAnswer when a value, typed as ``text``, lies outside the limits; None where there is none."""

    @classmethod
    def told_within(cls, limits: tuple[Any, Any], unit: str = "") -> str:
        """What can stand, in a sentence: the type, and its limits and unit where it has them."""
        return cls.one

    # Storing

    @classmethod
    def decode(cls, texts: tuple[str, ...]) -> Value:
        """The value that ``values.encode`` wrote; raises ValueError or ArithmeticError when it is none of this type."""
        return texts[0]

    def in_order(self, texts: tuple[str, ...]) -> tuple[str, ...] | None:
        """Stored texts as the question stores them; None when they are not an answer to it."""
        if len(texts) != 1:
            return None
        try:
            value = self.decode(texts)
        except (ValueError, ArithmeticError):
            return None
        return texts if self.takes(value) else None

    def takes(self, value: Any) -> bool:
        """Whether a value of this type is an answer to this question."""
        return True

    # Counting

    @classmethod
    def mean(cls, values: Mapping[Any, int]) -> Any:
        """The mean of at least one value, rounded half up, where the type is ``summable``; how often each is there."""
        raise TypeError(f"{cls.__name__} has no mean")

    # Checking

    @classmethod
    def literal(cls, raw: Any) -> Value | None:
        """The value of what a condition compares with, as YAML gives it; None when it is none of this type."""
        return None

    @classmethod
    def misread(cls, name: str, raw: Any, written: str) -> Refusal | None:
        """Why a condition cannot compare the answer to ``name`` with ``written``; None when it can."""
        what = f"{quoted(name)} besvares med fri tekst og kan ikke bruges i en betingelse."
        return what, "Brug et spørgsmål med svarmuligheder."

    def outside(self, name: str, value: Any) -> Refusal | None:
        """Why ``value`` can never be answered, so that it makes no sense in a condition; None when it can."""
        return None

    # Words

    def words(self, answer: Answer) -> str:
        """The answer as a reviewer reads it: an option's label, »12,5 timer«, »31-10-2013«."""
        return self.special_label(answer) if isinstance(answer, Special) else self._words(answer)

    def _words(self, value: Any) -> str:
        return f"{self.in_table(value)} {self.counted_in}".rstrip()

    @classmethod
    def in_table(cls, value: Any) -> str:
        """A value where room is short, without its unit: »12,5«, »31-10-2013«."""
        return cls.in_text(value)

    @classmethod
    def in_text(cls, value: Any) -> str:
        """A value in a sentence, without its unit: »12,5«, »31. oktober 2013«."""
        return str(value)

    def told(self) -> str:
        """What can be answered, in a sentence that explains the rubric."""
        return self.one

    def how_to_answer(self) -> str:
        """What to do at the keyboard; "" when a key is enough."""
        return "Skriv svaret, og tryk Enter."

    # Keys

    def choices(self) -> tuple[KeyChoice, ...]:
        """What has a key of its own: the options and then the special answers allowed."""
        return tuple(
            KeyChoice(f"{_SPECIAL_SIGN}{n}", code, self.special_label(code)) for n, code in enumerate(self.allow, 1)
        )

    @property
    def takes_one_key(self) -> bool:
        """Whether a single key answers the question; otherwise it takes a line and an Enter."""
        return not self.how_to_answer()

    def read_keys(self, entry: str) -> Answer:
        """What an entry of keys, or the answer itself, means; raises NotAnAnswer."""
        entry = entry.strip()
        return self.read(next((one.code for one in self.choices() if one.key == entry), self.by_label(entry)))

    # Trying

    def domain(self, spoken: Spoken) -> list[Value]:
        """The ordinary answers worth trying: they tell apart all that a rubric tells apart."""
        return [value for value in self.worth_trying(spoken, self.limits) if self._answerable(value)]

    def _answerable(self, value: Value) -> bool:
        try:
            return self._read(self.as_typed(encode(value)[0])) == value
        except NotAnAnswer:
            return False

    @classmethod
    def worth_trying(cls, spoken: Spoken, limits: Collection[Any] = ()) -> list[Any]:
        """The values that tell apart all that is told apart; ``limits`` are where there is one, else None."""
        return [*sorted(map(str, spoken.compared)), "en anden tekst" if spoken.compared else "tekst"]

    def exact(self, spoken: Spoken) -> bool:
        """Whether ``domain`` stands for all answers there are."""
        return True

    @classmethod
    def beside(cls, value: Any) -> list[Any]:
        """The nearest values, one step down and one up; a condition may compare with them."""
        return []

    @classmethod
    def as_written(cls, value: Any) -> Any:
        """A value as YAML has it in a condition: what ``literal`` reads."""
        return value


Kind = type[QuestionBase]
"""A type of question: what can be said of its answers without a question at hand."""
