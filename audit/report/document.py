"""The document: Markdown with its figures, made by Jinja2 from the shipped templates.

The environment is sandboxed and every name must be known. ``finalize`` escapes
the value of every expression (:func:`audit.report.markdown.escape`), so a
template cannot forget to.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from audit.cases import KOMMUNE
from audit.nouns import CASE
from audit.nouns import KOMMUNE as KOMMUNE_NOUN
from audit.report import figures, overview
from audit.report.annex import not_triggered_table
from audit.report.figures import BarFigure
from audit.report.lines import bullets, grid_table
from audit.report.markdown import Markdown, MarkdownTable, escape, image, plain, table
from audit.report.model import ReportInput
from audit.report.sections import Sections
from audit.report.selecting import claims_table, criteria_words, shortfall_words, strata_table
from audit.resources import shipped
from audit.results.hearing import after_hearing
from audit.results.intervals import why_none
from audit.results.overruling import by_ruling
from audit.results.statistics import CORRECTNESS, OUTCOMES
from audit.rubric.measure import OF_AUTHORITIES
from audit.rubric.parts import Special
from audit.telling.explain import explain
from audit.telling.telling import special_names
from audit.wording.dates import date_words, moment_words
from audit.wording.lists import clause, listed, quoted, sentence
from audit.wording.numbers import counted, whole

_OWN = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A report as Markdown; ``figures`` maps the file names it asks for to SVG.

    ``called`` is what it is, in the definite form (»rapporten«).
    """

    markdown: str
    figures: Mapping[str, str]
    called: str = "rapporten"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The tables by one fact, for the annex."""

    title: str
    tables: tuple[MarkdownTable, ...]


def render(report: ReportInput) -> Document:
    """The report as Markdown and figures; the same input gives the same text."""
    pictures: dict[str, str] = {}
    numbers = {"table": 0}

    def number_table(content: MarkdownTable) -> Markdown:
        numbers["table"] += 1
        return table(content, numbers["table"])

    def draw(picture: BarFigure) -> Markdown:
        number = len(pictures) + 1
        pictures[f"figur-{number}.svg"] = draw_bars(picture, f"figur-{number}")
        return image(f"figur-{number}.svg", picture.title, number)

    environment = markdown_templates("report")
    environment.filters.update(_filters(report))
    text = environment.get_template("report.md.j2").render(**_names(report), table=number_table, figure=draw)
    return Document(text, pictures)


def markdown_templates(folder: str) -> ImmutableSandboxedEnvironment:
    """The templates of one shipped folder: every value is escaped, except by the filter ``own``."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates", folder)),
        undefined=StrictUndefined,
        finalize=escape,
        autoescape=False,
        comment_start_string="<#",  # "{#" begins an anchor in Markdown
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["own"] = _own
    return environment


def render_markdown(report: ReportInput) -> str:
    """The report as Markdown; its figures stand in it as file names."""
    return render(report).markdown


def draw_bars(picture: BarFigure, name: str) -> str:
    """A figure as SVG; ``name`` makes its ids unique in the document."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(shipped("templates", "figures")),
        undefined=StrictUndefined,
        finalize=_visible,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda number: f"{number:.3f}".rstrip("0").rstrip(".") + "%"
    return environment.get_template("bars.svg.j2").render(
        figure=picture,
        layout=figures.lay_out(picture),
        id=name,
        line_height=figures.LINE,
        bar_height=figures.BAR,
        swatch=figures.SWATCH,
    )


def _visible(value: Any) -> Any:
    """A text with the characters XML forbids made visible; other types, markup too, unchanged."""
    return plain(value) if type(value) is str else value


def _filters(report: ReportInput) -> dict[str, Callable[..., Any]]:
    return {
        "whole": whole,
        "counted": counted,
        "listed": listed,
        "sentence": sentence,
        "day": date_words,
        "moment": moment_words,
        "bullets": lambda lines: bullets(lines, linked=False),
        "grid": grid_table,
        "clauses": lambda texts: quoted([clause(text) for text in texts]),
        "labels": lambda outcomes: quoted([report.rubric.outcome_label(outcome) for outcome in outcomes]),
    }


def _own(value: object) -> Markdown:
    """A name as it stands, for an anchor; ValueError unless it is letters, digits, ».«, »_« and »-« only."""
    text = str(value)
    if not _OWN.fullmatch(text):
        raise ValueError(f"not a name: {text!r}")
    return Markdown(text)


def _names(report: ReportInput) -> dict[str, Any]:
    """The names and values the templates may use."""
    results, selection = report.results, report.selection
    sections = Sections(report)
    return {
        **report.rubric.case.forms(CASE),
        **results.authorities.noun.forms(KOMMUNE_NOUN),
        "case": report.rubric.case,
        "report": report,
        "results": results,
        "rubric": report.rubric,
        "selection": selection,
        "produced": report.produced,
        "sections": sections,
        "chapter_name": "Rigtighed" if report.rubric.right else "Grupper",
        "label": report.rubric.outcome_label,
        "special_answers": special_names(report.rubric, *Special),
        "whole_study": next(iter(results.whole.of(CORRECTNESS)), None),
        "whole_outcomes": results.whole.of(OUTCOMES),
        "whole_measures": [] if report.rubric.called_outcome else overview.measure_rows(report, sections.telling.among),
        "kommune_names": [report.value_label(KOMMUNE, code) for code in report.values_of(KOMMUNE)],
        "figures": overview.outcome_figures(report, report.group_by),
        "outcomes": overview.outcome_table(report, report.group_by),
        "correctness": overview.correctness_table(report, report.group_by),
        "measures": overview.all_measure_tables(report, report.group_by, sections.telling.among),
        "statistics": overview.other_statistics(report),
        "in_percent": selection.method != "purposive",
        "no_interval": why_none(selection.method, report.rubric.case),
        "strata": strata_table(report),
        "strata_labels": [report.fact_label(fact).lower() for fact in selection.strata],
        "criteria": criteria_words(report),
        "shortfall": shortfall_words(report),
        "units": {"kommuner" if measure.unit in OF_AUTHORITIES else measure.unit for measure in report.rubric.measures},
        "after_hearing": after_hearing(report.rubric, results.reassessed),
        "by_ruling": by_ruling(report.rubric, results.overruled),
        "stated": report.stated,
        "claims": claims_table(report.stated.checks) if report.stated else None,
        "uneven": selection.uneven,
        "not_triggered": not_triggered_table(sections.not_triggered(), report.rubric.case),
        "annex": explain(report.rubric, report.fact_labels, results.authorities.noun).chapters,
        "breakdowns": _breakdowns(report),
    }


def _breakdowns(report: ReportInput) -> list[Breakdown]:
    """The tables by every fact the results are divided by, beside the one shown first."""
    found = []
    for fact in report.facts_shown():
        if fact == report.group_by:
            continue
        judged = (overview.outcome_table(report, fact), overview.correctness_table(report, fact))
        tables = [*filter(None, judged), *overview.measure_tables(report, fact)]
        if tables:
            found.append(Breakdown(report.fact_label(fact), tuple(tables)))
    return found
