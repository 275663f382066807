"""The measures (nøgletal) of the rubric."""

from collections.abc import Iterable

from audit.nouns import JOURNAL_NUMBER, filled
from audit.results.cases import CountedCases
from audit.results.model import Group, MeasureResult, Share
from audit.results.statistics.base import Output, Statistic, proportion
from audit.results.table import FigureColumn, FigureLine, NamedCode
from audit.rubric.measure import OF_AUTHORITIES, Measure, When
from audit.rubric.model import Rubric
from audit.rubric.tally import Item, ItemKind

_WHEN: dict[When, str] = {"any": "mindst {én_sag}", "all": "alle {sager}", "none": "ingen {sager}"}
_KINDS = (
    ItemKind.MEASURE_AMONG,
    ItemKind.MEASURE_COUNT,
    ItemKind.MEASURE_UNKNOWN,
    ItemKind.MEASURE_AMONG_UNKNOWN,
)


class MeasureStatistic(Statistic[MeasureResult]):
    """Every measure with its denominator, counted in cases, or in the journal numbers or kommuner that have them."""

    id = "measures"
    title = "Nøgletal"
    about = "hvert nøgletal"
    note = "Hvert nøgletal tælles blandt de {sager}, journalnumre eller {kommuner}, nævneren angiver."
    subject = "Nøgletal"
    outputs = frozenset({Output.TERMINAL, Output.JSON, Output.WORKBOOK})

    def of(self, rubric: Rubric, cases: CountedCases) -> Iterable[MeasureResult]:
        """A result for every measure."""
        told = _tells_when(rubric)
        nouns = dict.fromkeys(OF_AUTHORITIES, cases.authorities.noun)
        nouns |= {"sager": rubric.case, "journalnumre": JOURNAL_NUMBER}
        for measure in rubric.counts:
            share = proportion(cases, _KINDS, measure.id) if measure.unit == "sager" else _in_bodies(cases, measure)
            when, label = measure.when if told else None, rubric.measure_labels[measure.id]
            yield MeasureResult(
                measure.id, label, measure.among_label, share, measure.unit, when, nouns[measure.unit], rubric.case
            )

    def columns(self, rubric: Rubric) -> Iterable[FigureColumn]:
        """What is counted, and when where a measure says so, the share, and its denominator."""
        return (
            FigureColumn("unit", "Tælles i", detail=True),
            *((FigureColumn("when", "Tælles med", detail=True),) if _tells_when(rubric) else ()),
            FigureColumn("share", "Andel"),
            FigureColumn("among_label", "Nævner"),
        )

    def rows(self, values: Iterable[MeasureResult], group: Group) -> Iterable[FigureLine]:
        """A row for each measure."""
        for one in values:
            yield FigureLine(group, one.id, one.label, (_unit(one), *_said(one), one.share, one.among_shown))


def _tells_when(rubric: Rubric) -> bool:
    return any(measure.when != "any" for measure in rubric.counts)


def _unit(one: MeasureResult) -> NamedCode:
    return NamedCode(one.unit, one.counted.many)


def _said(one: MeasureResult) -> tuple[NamedCode, ...]:
    """How many of its cases a body needs; a measure that counts cases has its code and no words."""
    if one.when is None:
        return ()
    return (NamedCode(one.when, "" if one.unit == "sager" else filled(_WHEN[one.when], one.case)),)


def _in_bodies(cases: CountedCases, measure: Measure) -> Share:
    """Journal numbers or kommuner that are counted, out of those with a case in the denominator.

    Unknown are those in which an unknown answer decides; beside the denominator
    those outside it with a case that may belong in it.
    """
    in_among, counts, open_, may_belong = (cases.column(Item(kind, measure.id)) for kind in _KINDS)
    among, counted, unknown, uncounted, besides = (
        cases.bodies_with(measure.unit, column)
        for column in (in_among, counts, open_, in_among & ~counts & ~open_, may_belong)
    )
    match measure.when:
        case "any":
            found, undecided = counted, unknown - counted
        case "all":
            found, undecided = among - uncounted - unknown, unknown - uncounted
        case "none":
            found, undecided = among - counted - unknown, unknown - counted
    return Share(len(found), len(among), len(undecided), len(besides - among))
