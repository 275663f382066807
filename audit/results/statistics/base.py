"""What every statistic is: counted cases in, values out, and how those stand in a table."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import Enum, auto
from typing import ClassVar, Generic, TypeVar

from audit.nouns import Noun, filled
from audit.results.cases import CountedCases
from audit.results.model import Group, Share
from audit.results.table import FigureColumn, FigureLine
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.tally import Item, ItemKind
from audit.wording.labels import lower_first

T = TypeVar("T")

_UNKNOWN = frozenset({Special.CANNOT_ASSESS, Special.NOT_IN_PAPERS})


class Output(Enum):
    """Where a statistic stands as a table. Where it is shown in a way of its own is left out of its ``outputs``."""

    TERMINAL = auto()
    JSON = auto()
    WORKBOOK = auto()
    REPORT = auto()


class Statistic(ABC, Generic[T]):
    """One statistic: a module of its own, and an entry in the catalogue."""

    id: str
    """Its key in JSON."""
    title: str
    """Its heading, in Danish."""
    short: str = ""
    """A heading of at most 31 letters, where the title is longer."""
    about: str = ""
    """What it tells, in a few words: »hvor mange {sager} der har hvert udfald«; the title where it says enough.

    »{sager}« and »{kommune}« stand for what the study calls them, here and in ``note``.
    """
    note: str = ""
    """How its figures are counted, in a sentence."""
    subject: str = ""
    """The heading of what its rows are about; "" where the groups are all."""
    grouped: ClassVar[bool] = True
    """Whether it is also made for groups."""
    spread: ClassVar[bool] = False
    """As in :class:`audit.results.table.FigureTable`."""
    crossed: ClassVar[bool] = False
    """Whether it is one of several of its kind, which JSON lists together."""
    judging: ClassVar[bool] = False
    """Whether it tells of outcomes, and so of nothing where the rubric only describes."""
    outputs: ClassVar[frozenset[Output]] = frozenset(Output)

    def words(self, rubric: Rubric, authority: Noun) -> tuple[str, str]:
        """What it tells, and how its figures are counted, in the study's words for a case and for an ``authority``."""
        return filled(self.about or lower_first(self.title), rubric.case, authority), filled(
            self.note, rubric.case, authority
        )

    @abstractmethod
    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[T]:
        """Its values for the cases, in the rubric's order; none where it does not apply to the rubric."""

    @abstractmethod
    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """The columns of its table."""

    @abstractmethod
    def rows(self, values: Iterable[T], group: Group) -> Iterable[FigureLine]:
        """The values of one group as rows of its table."""


def proportion(cases: CountedCases, kinds: Iterable[ItemKind], code: str) -> Share:
    """Cases that are counted out of those in the denominator, and how many are unknown in and beside it.

    ``kinds``: in the denominator, counted, unknown whether it is counted, unknown whether it is in the denominator.
    """
    among, count, unknown, among_unknown = (cases.count(Item(kind, code)) for kind in kinds)
    return Share(count, among, unknown, among_unknown)


def is_unknown(item: Item) -> bool:
    """Whether an answer is a special one after which any other answer could be the right one."""
    return item.kind is ItemKind.SPECIAL and item.value in _UNKNOWN
