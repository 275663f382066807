"""All figures of a study: the whole and each group side by side, by one catalogue of statistics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from audit.authorities import Authorities
from audit.cases import KOMMUNE
from audit.results.cases import CountedCases
from audit.results.model import Group, Moved
from audit.results.statistics import Output, Statistic, catalogue_of
from audit.results.table import FigureTable
from audit.rubric.model import Rubric
from audit.rubric.tally import Item

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StudyName:
    """What a study is called, and whether its data are constructed."""

    id: str
    title: str
    constructed: bool


class GroupFigures:
    """The figures of the whole study (``group`` is {}) or of one group; each statistic is made when it is asked for."""

    def __init__(self, rubric: Rubric, group: Group, cases: CountedCases) -> None:
        self.group = group
        self._rubric, self._cases = rubric, cases
        self._made: dict[str, tuple[Any, ...]] = {}

    @property
    def cases(self) -> int:
        """How many cases are fully scored."""
        return len(self._cases)

    @cached_property
    def files(self) -> int | None:
        """How many journal numbers they have; None when none is known."""
        return self._cases.files

    @cached_property
    def kommuner(self) -> int:
        """How many authorities they are from."""
        return self._cases.kommuner

    @property
    def kommuner_words(self) -> str:
        """The same by kind: »20 kommuner«, »3 kommuner og 1 nævn«."""
        return self._cases.kommuner_words

    @property
    def authorities(self) -> Authorities:
        """The list the authorities are in."""
        return self._cases.authorities

    def count(self, *items: Item) -> int:
        """How many of the cases are counted in all of the items."""
        return self._cases.count(*items)

    def of(self, statistic: Statistic[T]) -> tuple[T, ...]:
        """The values of one statistic; () where it is not made for groups."""
        if statistic.id not in self._made:
            made = statistic.grouped or not self.group
            self._made[statistic.id] = tuple(statistic.of(self._rubric, self._cases)) if made else ()
        return self._made[statistic.id]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a study.

    ``asked`` cases were asked for (None before there is a sample), ``drawn`` of
    them came into the sample; ``kommuner_asked`` is of how many authorities.
    ``groups`` holds the whole first, then the groups
    of each crossing of facts that was asked for, in order. ``reassessed`` are
    the cases scored again after the hearing, ``overruled`` those that count by
    a ruling.
    """

    study: StudyName
    rubric: Rubric
    catalogue: tuple[Statistic[Any], ...]
    groups: tuple[GroupFigures, ...]
    drawn: int
    asked: int | None = None
    reassessed: tuple[Moved, ...] = ()
    overruled: tuple[Moved, ...] = ()
    kommuner_asked: int | None = None

    @property
    def authorities(self) -> Authorities:
        """The study's authorities."""
        return self.whole.authorities

    @property
    def whole(self) -> GroupFigures:
        """The whole study."""
        return self.groups[0]

    def by(self, *facts: str) -> tuple[GroupFigures, ...]:
        """The groups by these facts crossed, in order; () where they were not asked for."""
        return tuple(one for one in self.groups if facts and tuple(one.group) == facts)

    @property
    def crossings(self) -> tuple[tuple[str, ...], ...]:
        """The facts the figures are divided by, each crossing once."""
        return tuple(dict.fromkeys(tuple(one.group) for one in self.groups if one.group))

    def tables(self, output: Output, most: int | None = None) -> Iterable[FigureTable]:
        """The statistics that stand as tables in an output, in the catalogue's order; none without rows.

        Where there are more groups than ``most``, the whole among them, a
        statistic with several rows for each group is of the whole alone.
        """
        many = most is not None and len(self.groups) > most
        for statistic in self.catalogue:
            if output in statistic.outputs:
                table = self.table(statistic, whole_only=many and statistic.grouped and bool(statistic.subject))
                if table.rows:
                    yield table

    def table(self, statistic: Statistic[Any], *, whole_only: bool = False) -> FigureTable:
        """One statistic of the whole, and of every group unless ``whole_only``."""
        groups = self.groups[:1] if whole_only else self.groups
        rows = tuple(row for one in groups for row in statistic.rows(one.of(statistic), one.group))
        columns = tuple(statistic.columns(self.rubric))
        about, note = statistic.words(self.rubric, self.authorities.noun)
        return FigureTable(
            statistic.id,
            statistic.title,
            statistic.short or statistic.title,
            about,
            note,
            statistic.subject,
            columns,
            rows,
            statistic.spread,
            whole_only,
        )


def figures_of(
    study: StudyName,
    rubric: Rubric,
    cases: CountedCases,
    *,
    drawn: int,
    by: Iterable[Sequence[str]] = (),
    crosses: Iterable[tuple[str, str]] = (),
    asked: int | None = None,
    reassessed: Sequence[Moved] = (),
    overruled: Sequence[Moved] = (),
    kommuner_asked: int | None = None,
) -> Figures:
    """The figures of the cases that count, whole and by each crossing of facts in ``by``.

    ``crosses`` are the pairs of questions that a cross table is asked of.
    """
    groups = [GroupFigures(rubric, {}, cases)]
    for facts in by:
        found = cases.by(facts)
        for values in sorted(found, key=lambda values: _place(rubric, cases.authorities, facts, values)):
            groups.append(GroupFigures(rubric, dict(zip(facts, values, strict=True)), found[values]))
    catalogue = catalogue_of(rubric, crosses)
    moved = tuple(reassessed), tuple(overruled)
    return Figures(study, rubric, catalogue, tuple(groups), drawn, asked, *moved, kommuner_asked)


def _place(
    rubric: Rubric, authorities: Authorities, facts: Sequence[str], values: Sequence[str]
) -> list[tuple[Any, ...]]:
    """A group's place: options in the rubric's order, numbers and days by size, authorities by name, unknown last."""
    return [_place_of(rubric, authorities, fact, value) for fact, value in zip(facts, values, strict=True)]


def _place_of(rubric: Rubric, authorities: Authorities, fact: str, value: str) -> tuple[Any, ...]:
    if fact == KOMMUNE:
        return (0, authorities.order(value))
    declared = rubric.facts.get(fact)
    if value and declared and declared.kind.comparable:
        return (0, declared.kind.decode((value,)))
    options = list(declared.labels) if declared else []
    return (not value, options.index(value) if value in options else len(options), value)
