"""The figures of the whole study and of its groups, as tables and bars."""

from collections.abc import Callable
from dataclasses import dataclass

from audit.nouns import capital
from audit.report.figures import Bar, BarFigure, kinds, split
from audit.report.markdown import LONG_WORD, MarkdownTable
from audit.report.model import ReportInput
from audit.results.figures import GroupFigures
from audit.results.layout import in_words
from audit.results.model import MeasureResult, Share
from audit.results.statistics import CORRECTNESS, MEASURES, OUTCOMES, Output
from audit.rubric.condition import Always, Node
from audit.rubric.measure import Unit
from audit.rubric.parts import NOT_ASSESSABLE
from audit.wording.labels import lower_first
from audit.wording.numbers import whole

MOST_COLUMNS = 4
"""The most groups, the whole included, side by side in one table of measures; with more, one table each."""

_LADDER, _OUTSIDE, _OPEN, _CLASSES = (0, 1, 2, 3, 4), (6, 5), (7,), (0, 1, 5, 3, 2, 4, 6)
"""Indices in COLOURS for outcomes on the ladder, outside it, not assessable, and for classes."""


def groups(report: ReportInput, fact: str) -> list[tuple[GroupFigures, str]]:
    """The whole and then each group of ``fact``, with the names the reader sees."""
    return [(one, report.group_label(one.group)) for one in (report.results.whole, *report.results.by(fact))]


def correctness_table(report: ReportInput, fact: str) -> MarkdownTable | None:
    """Correctness both ways, for the whole and each group of ``fact``; None for a rubric that classifies."""
    many = report.rubric.case.many
    found = [(label, one) for group, label in groups(report, fact) for one in group.of(CORRECTNESS)]
    rows = [(label, one.of_all.words, one.of_assessed.words) for label, one in found]
    header = (_first_column(report, fact), f"Rigtige ud af alle {many}", f"Rigtige ud af de {many}, der kan vurderes")
    return MarkdownTable(f"Rigtige {many}{_by(report, fact)}", header, rows, total=True) if rows else None


def outcome_table(report: ReportInput, fact: str) -> MarkdownTable | None:
    """The outcomes of the whole and of each group, out of all the cases in the row; None where there are none."""
    if report.rubric.outcomes.describes:
        return None
    rows, many = [], report.rubric.case.many
    for group, name in groups(report, fact):
        counts = group.of(OUTCOMES)
        total = counts[0].share.among if counts else 0
        rows.append((name, whole(total), *(f"{whole(one.share.count)} ({one.share.percent_words})" for one in counts)))
    labels = [count.label for count in report.results.whole.of(OUTCOMES)]
    header = (_first_column(report, fact), f"{capital(many)} i alt", *labels)
    return MarkdownTable(
        f"{_what(report)}{_by(report, fact)}. Andelene er ud af alle {many} i rækken", header, rows, total=True
    )


def outcome_figures(report: ReportInput, fact: str) -> tuple[BarFigure, ...]:
    """The outcomes as figures, a bar for the whole and for each group, split to fit pages; none without outcomes."""
    if report.rubric.outcomes.describes:
        return ()
    case = report.rubric.case
    bars = [Bar(name, tuple(count.share.count for count in group.of(OUTCOMES))) for group, name in groups(report, fact)]
    labels = [(count.label, _places(report, count.outcome)) for count in report.results.whole.of(OUTCOMES)]
    return split(f"{_what(report)}{_by(report, fact)}, i procent af {case.the_many}", kinds(labels), bars, case)


def all_measure_tables(
    report: ReportInput, fact: str, among_words: Callable[[str, Node, Unit], str]
) -> list[MarkdownTable]:
    """The measures of the whole study with their denominators in words, then by the groups of ``fact``."""
    rows = measure_rows(report, among_words)
    if not rows:
        return []
    header = ("Nøgletal", "Antal", "Andel", "Ud af")
    return [MarkdownTable("Nøgletal for hele undersøgelsen", header, rows, align="lrrl"), *measure_tables(report, fact)]


def measure_rows(report: ReportInput, among_words: Callable[[str, Node, Unit], str]) -> list[tuple[str, str, str, str]]:
    """Each measure of the whole study: its name and what it counts, the count, the percentage and the denominator."""
    among = {measure.id: measure.among for measure in report.rubric.measures}
    return [
        (
            _measure(one),
            one.share.out_of,
            one.share.percent_words,
            among_words(one.among_label, among.get(one.id, Always()), one.unit),
        )
        for one in report.results.whole.of(MEASURES)
    ]


def measure_tables(report: ReportInput, fact: str) -> list[MarkdownTable]:
    """The measures by the groups of ``fact``: side by side where there are few groups, else one table each."""
    parts = groups(report, fact)
    if len(parts) == 1 or not report.results.whole.of(MEASURES):
        return []
    whole_study = report.results.whole.of(MEASURES)
    if len(parts) <= MOST_COLUMNS:
        columns = [group.of(MEASURES) for group, _ in parts]
        rows = [
            (_measure(measure), *(column[place].share.words for column in columns))
            for place, measure in enumerate(whole_study)
        ]
        return [MarkdownTable(f"Nøgletal{_by(report, fact)}", ("Nøgletal", *(name for _, name in parts)), rows)]
    return [
        MarkdownTable(
            f"{measure.label}{_by(report, fact)}",
            (_first_column(report, fact), capital(measure.counted.many), "Andel"),
            [(name, share.out_of, share.percent_words) for name, share in _shares(report, parts, place)],
            total=True,
        )
        for place, measure in enumerate(whole_study)
    ]


@dataclass(frozen=True, slots=True)
class StatisticView:
    """A statistic that has no place of its own in the report."""

    title: str
    note: str
    table: MarkdownTable


def other_statistics(report: ReportInput) -> list[StatisticView]:
    """The statistics of the catalogue that stand as plain tables, of the whole and by ``group_by``."""
    views = []
    for statistic in report.results.tables(Output.REPORT):
        rows = [row for row in statistic.rows if set(row.group) <= {report.group_by}]
        shown = in_words(statistic, report.group_label, rows, capital(report.rubric.case.many))
        long = [any(len(cell) > LONG_WORD for cell in column) for column in zip(*shown.rows, strict=True)]
        # A column to the right is not broken on paper, so one with a long unit stands to the left.
        align = "".join("r" if one and not wide else "l" for one, wide in zip(shown.numeric, long, strict=True))
        content = MarkdownTable(statistic.title, shown.header, shown.rows, align=align)
        views.append(StatisticView(statistic.title, statistic.note, content))
    return views


def _measure(measure: MeasureResult) -> str:
    """A measure by its name, and what it counts when that is not cases."""
    return measure.label if measure.unit == "sager" else f"{measure.label} ({measure.unit_words})"


def _shares(report: ReportInput, parts: list[tuple[GroupFigures, str]], place: int) -> list[tuple[str, Share]]:
    """One measure of every group, by the name of the group."""
    return [(name, group.of(MEASURES)[place].share) for group, name in parts]


def _what(report: ReportInput) -> str:
    return "Udfald" if report.rubric.right else "Grupper"


def _by(report: ReportInput, fact: str) -> str:
    return f" efter {lower_first(report.fact_label(fact))}" if report.values_of(fact) else ""


def _first_column(report: ReportInput, fact: str) -> str:
    return report.fact_label(fact) if report.values_of(fact) else capital(report.rubric.case.many)


def _places(report: ReportInput, outcome: str) -> tuple[int, ...]:
    if outcome == NOT_ASSESSABLE:
        return _OPEN
    if outcome in report.rubric.outcomes.outside:
        return _OUTSIDE
    return _LADDER if report.rubric.right else _CLASSES
