"""How the cases came into the study, and the figures a text has stated of it, in words and tables."""

from audit.cases import KOMMUNE
from audit.nouns import Noun, capital
from audit.report.markdown import MarkdownTable
from audit.report.model import ReportInput
from audit.results.claims import Check
from audit.results.claims_words import claims_header, claims_rows
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.model import Stratum
from audit.wording.dates import date_words
from audit.wording.lists import listed
from audit.wording.numbers import counted, whole

_GROUP = Noun.of("gruppe", "grupper")
FEW = 10
"""Groups that lack cases are named one by one up to this many; a table has them all."""


def strata_table(report: ReportInput) -> MarkdownTable | None:
    """The strata as drawn from; None when there are none, or when all of the frame is one group that is in."""
    selection, cases = report.selection, capital(report.rubric.case.many)
    if not selection.counts:
        return None
    if selection.method == CENSUS:
        groups = [(_stratum(report, one), whole(one.population)) for one in selection.counts]
        listed_in = MarkdownTable(f"{cases} på bruttolisten", ("Gruppe", "På bruttolisten"), groups)
        return listed_in if selection.strata else None
    rows = [
        (_stratum(report, one), *map(whole, (one.population, one.asked, one.drawn, one.shortfall)))
        for one in selection.counts
    ]
    header = ("Gruppe", "På bruttolisten", "Ønsket", "Udvalgt" if selection.criteria else "Udtrukket", "Manglede")
    return MarkdownTable(f"{cases} på bruttolisten og i undersøgelsen", header, rows)


def criteria_words(report: ReportInput) -> list[str]:
    """What the cases of a purposive selection were chosen by, sentence by sentence; none for a draw by lot."""
    criteria = report.selection.criteria
    if criteria is None:
        return []
    case, of_authorities = report.rubric.case, report.selection.strata == (KOMMUNE,)
    group = report.results.authorities.noun if of_authorities else _GROUP
    of_each = f" fra {group.every}" if report.selection.strata else ""
    date = f"»{report.fact_label(criteria.latest)}«"
    said = [f"Der er bedt om {counted(criteria.n, case)}{of_each}."]
    if criteria.marks:
        marks = [f"{whole(asked)} med »{report.value_label(criteria.mark, mark)}«" for mark, asked in criteria.marks]
        kind = f"»{report.fact_label(criteria.mark)}«"
        said.append(f"Har {group.a} nok med hvert mærke under {kind}, er der valgt {listed(marks)}.")
        said.append(f"Ellers er de seneste {case.many} valgt efter {date}.")
    else:
        said.append(f"De seneste {case.many} er valgt efter {date}.")
    if criteria.before:
        said.append(f"Kun {case.many} før {date_words(criteria.before)} kunne vælges.")
    return said


def shortfall_words(report: ReportInput) -> str:
    """What is missing of what was asked for, and from which groups when they are few; "" when nothing is."""
    selection = report.selection
    if not selection.shortfall:
        return ""
    short = [one for one in selection.counts if one.shortfall]
    named = ""
    if selection.strata and len(short) <= FEW:
        named = f" ({listed([f'{_stratum(report, one)}: {whole(one.shortfall)}' for one in short])})"
    return f"Der mangler {counted(selection.shortfall, report.rubric.case)} i forhold til det ønskede{named}."


def _stratum(report: ReportInput, stratum: Stratum) -> str:
    labels = zip(report.selection.strata, stratum.values, strict=True)
    return listed([report.value_label(fact, value) for fact, value in labels]) or "Hele bruttolisten"


def claims_table(checks: tuple[Check, ...]) -> MarkdownTable:
    """Every stated figure beside the one that is recomputed, with its denominator."""
    rows = [(what[:1].upper() + what[1:], *figures) for what, *figures in claims_rows(checks)]
    header = claims_header(checks)
    return MarkdownTable("Offentliggjorte tal, regnet ud igen", header, rows, "l" * len(header))
