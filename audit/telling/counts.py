"""Blocks of the explained page for combined findings, measures, recommendations, parameters, facts and rules."""

from collections.abc import Iterator

from audit.nouns import Noun, capital
from audit.rubric.condition import Always, Node
from audit.rubric.findings import CombinedFinding
from audit.rubric.measure import Measure, Unit, When
from audit.rubric.model import Fact, Law, Recommendation
from audit.rubric.over_time import Parameter
from audit.telling.naming import Naming, letter
from audit.telling.page import Block, Grid, Line, Words, of_condition
from audit.telling.questions import basis_lines, outcome_lines, recommendation_lines, used_lines
from audit.telling.telling import choices, dated_values, kind, threshold
from audit.wording.lists import quoted, sentence


def combined_block(naming: Naming, place: int, finding: CombinedFinding) -> Block:
    """A finding that follows from several answers."""
    lines = [
        of_condition(naming.words, finding.when, "Fund, når"),
        *outcome_lines(naming, finding),
        *recommendation_lines(naming, finding),
        *used_lines(naming, "Bruges i", ("finding", finding.id)),
        *basis_lines(naming, finding.law, finding.source),
    ]
    return Block(f"fund-{place}", f"Fund {place}.", naming.finding(finding), tuple(lines))


def measure_block(naming: Naming, place: int, measure: Measure) -> Block:
    """A measure: which cases are counted, and among which."""
    unit = measure.unit
    counted = _cases(naming, measure.count, "Tælles:", unit, measure.when)
    if measure.number is not None:
        name = naming.words.name_in_full(measure.number)
        counted = Line((*name, ": mindst, midterst, størst og gennemsnit."), "Svarene på")
    lines = [
        counted,
        *_among(naming, measure.among, measure.among_label, unit),
    ]
    return Block(f"noegletal-{place}", f"Nøgletal {place}.", measure.label, tuple(lines))


def recommendation_block(naming: Naming, name: str, recommendation: Recommendation) -> Block:
    """A recommendation: what it takes, and which findings speak for it."""
    place, case = naming.recommendation[name], naming.rubric.case
    share = recommendation.at_least_percent
    of_all = f"af {case.the_many} i nævneren, og mindst {case.just_one}," if share else "i nævneren"
    lines = [
        Line((f"når {threshold(naming.rubric, recommendation)} {of_all} taler for den.",), "Gives,"),
        _speaking(case, [naming.finding_mention(finding) for finding in naming.speaking(name)]),
        *_among(naming, recommendation.among, recommendation.among_label),
    ]
    titles = {section.id: section.title for section in naming.rubric.sections}
    if recommendation.section in titles:
        lines.append(Line((f"{titles[recommendation.section]}.",), "Står i afsnittet"))
    return Block(f"anbefaling-{place}", f"Anbefaling {letter(place)}.", recommendation.text, tuple(lines))


def _speaking(case: Noun, found: list[Words]) -> Line:
    if not found:
        return Line(("Intet fund taler for den.",))
    if len(found) == 1:
        return Line(("der er fundet ", *found[0], "."), f"{capital(case.a)} taler for, når")
    return Line(("der er et af disse fund:",), f"{capital(case.a)} taler for, når", tuple(map(Line, found)))


def parameter_block(naming: Naming, place: int, name: str, parameter: Parameter) -> Block:
    """A number that the law changes: where it is used, and a table of its values over time."""
    rubric, words = naming.rubric, naming.words
    lines = []
    if rubric.in_force:
        dated = ("den værdi, der gælder på datoen ", words.name(rubric.in_force.fact), ".")
        lines.append(Line(dated, f"{capital(rubric.case.the_one)} får"))
    lines += used_lines(naming, "Bruges i", ("parameter", name))
    label = words.parameter(name).text.strip("»«")
    grid = Grid(f"{label}: værdierne over tid", ("Gælder fra", "Værdi", "Kilde"), dated_values(parameter))
    return Block(f"tal-{place}", f"Tal {place}.", label, tuple(lines), grid)


def fact_block(naming: Naming, place: int, name: str, fact: Fact) -> Block:
    """A fact of the frame: what values it can have, whether it may be missing, and where it is used."""
    values = quoted([label for label, _ in choices(fact).values()])
    told = f"{kind(fact)} {values}".rstrip()
    case = naming.rubric.case
    must = f"Alle {case.many} skal have den" if not fact.may_miss else "Den kan mangle"
    lines = [Line((f"{told}{'' if fact.required_if else f'. {must}'}.",), "Oplysningen er")]
    if fact.required_if:
        lines.append(of_condition(naming.words, fact.required_if, f"{capital(case.the_one)} skal have den, når"))
    force = naming.rubric.in_force
    if force and force.fact == name:
        lines.append(Line((f"Datoen afgør, hvilke regler der gælder for {case.the_one}.",)))
    lines += used_lines(naming, "Bruges i", ("name", name))
    return Block(f"oplysning-{place}", "", naming.words.label(name), tuple(lines))


def law_block(naming: Naming, place: int, name: str, law: Law) -> Block:
    """A rule: what it says, its source, and the questions and findings that check it."""
    lines = [Line((sentence(law.text),), "Indhold:")] if law.text else []
    lines += [Line((law.source,), "Kilde:"), *used_lines(naming, "Prøves i", ("law", name))]
    return Block(f"regel-{place}", "", law.cite, tuple(lines))


def _among(naming: Naming, among: Node, label: str, unit: Unit = "sager") -> Iterator[Line]:
    """The denominator by its name; and what is counted in it, where it has a condition."""
    if isinstance(among, Always):
        yield Line((sentence(naming.among(label, among, unit)),), "Nævner:")
    elif label:
        yield of_condition(naming.words, among, "Nævner:", f"{label}. Det er {naming.opening(among, unit)}")
    else:
        yield _cases(naming, among, "Nævner:", unit)


def _cases(naming: Naming, condition: Node, term: str, unit: Unit, when: When = "any") -> Line:
    if isinstance(condition, Always):
        return Line((f"{naming.opening(condition, unit, when)}.",), term)
    return of_condition(naming.words, condition, term, naming.opening(condition, unit, when))
