"""What has changed beside the questions: facts, outcomes, findings, deadlines, measures, recommendations."""

from collections.abc import Sequence
from typing import Any

from audit.nouns import Noun
from audit.revision.changes import Consequence
from audit.revision.comparison import Comparison
from audit.revision.questions import finding_counts, finding_words
from audit.rubric.condition import Always, Node
from audit.rubric.findings import CombinedFinding
from audit.rubric.measure import Measure
from audit.rubric.model import Deadline, Fact, Recommendation
from audit.rubric.values import encode
from audit.wording.labels import readable
from audit.wording.quoting import quoted

RUBRIC, FACT, PARAMETER, OUTCOME, LAW = "måleskema", "oplysning", "parameter", "udfald", "regel"
FINDING, DEADLINE, MEASURE, RECOMMENDATION, SECTION = "fund", "frist", "nøgletal", "anbefaling", "afsnit"
CROSS, TABLE = "krydstabel", "tabel"

_FROM_FRAME = "Oplysningerne kommer fra bruttolisten, og den kan ikke skiftes, når de ligger fast."
_NEW_FIGURE = "Det regnes ud af de svar, der er."


def compare_head(seen: Comparison) -> None:
    """Add the changes of the rubric's id, version, title and ``in_force``."""
    old, new = seen.old, seen.new
    if old.id != new.id:
        reason = "Det er et andet måleskema, ikke en anden udgave af det samme."
        seen.breaking(Consequence.FRAME, RUBRIC, "", "skemaet har et andet navn", old.id, new.id, reason=reason)
    seen.words(RUBRIC, "", "udgaven er en anden", old.version, new.version)
    seen.words(RUBRIC, "", "titlen er ændret", old.title, new.title)
    seen.words(RUBRIC, "", "navnet på det, der bedømmes (unit), er ændret", *(_words(one.case) for one in (old, new)))
    if old.in_force != new.in_force:
        before, after = (
            one.model_dump(mode="json", by_alias=True, exclude_none=True) if one else ""
            for one in (old.in_force, new.in_force)
        )
        reason = "{Sager} uden for perioden kan ikke være med, og parametrenes værdier vælges efter datoen."
        about = {"reason": reason} | seen.everything
        seen.recount(RUBRIC, "", "perioden, skemaet gælder for, er ændret", before, after, **about)


def _words(noun: Noun) -> str:
    """The forms of a noun that say which it is."""
    return ", ".join((noun.one, noun.many, noun.the_one, noun.the_many))


def compare_facts(seen: Comparison) -> None:
    """Add the changes of the facts, which the frame has for each case."""
    for name, old, new in seen.pairs(seen.old.facts, seen.new.facts):
        if old and new:
            _fact(seen, name, old, new)
        elif old:
            seen.safe(FACT, name, "oplysningen er fjernet", reason="Den bliver gemt, men bruges ikke mere.")
        elif new and (new.required or new.required_if):
            reason = f"Ingen {{sager}} har den. {_FROM_FRAME}"
            seen.breaking(Consequence.FRAME, FACT, name, "oplysningen er ny", reason=reason)
        else:
            seen.safe(FACT, name, "oplysningen er ny", reason="Ingen {sager} har den.")


def _fact(seen: Comparison, name: str, old: Fact, new: Fact) -> None:
    seen.words(FACT, name, "navnet, som læseren ser, er ændret", old.label, new.label)
    if old.type != new.type:
        about: dict[str, Any] = {"reason": f"{{Sagernes}} værdier skal passe til den nye type. {_FROM_FRAME}"}
        seen.breaking(Consequence.FRAME, FACT, name, "typen er ændret", old.type, new.type, **about)
    for option, before, after in seen.pairs(old.options, new.options):
        if before is None:
            seen.safe(FACT, name, f"værdien {quoted(option)} er ny")
        elif after is None:
            reason = f"{{Sager}} med værdien passer ikke mere. {_FROM_FRAME}"
            what = f"værdien {quoted(option)} er fjernet"
            seen.breaking(Consequence.FRAME, FACT, name, what, option, "", reason=reason)
        else:
            seen.words(FACT, name, f"værdien {quoted(option)} har en anden ordlyd", before, after)
    _required(seen, name, old, new)
    _limits(seen, name, old, new)


def _required(seen: Comparison, name: str, old: Fact, new: Fact) -> None:
    """Note that other cases must have the fact than before."""
    case = seen.new.case
    before, after = (one.required_if if one.required_if else "all" if one.required else "" for one in (old, new))
    if old.may_miss == new.may_miss and seen.same(old.required_if, new.required_if) and old.required == new.required:
        return
    if not old.may_miss or not (new.required or new.required_if):
        seen.safe(FACT, name, f"oplysningen behøver ikke mere at findes i {case.every}", before, after)
    else:
        what = (
            f"oplysningen skal nu findes i {case.every}"
            if not new.may_miss
            else (f"oplysningen skal findes i andre {case.many}")
        )
        reason = f"{{Sager}} uden oplysningen passer måske ikke mere. {_FROM_FRAME}"
        seen.breaking(Consequence.FRAME, FACT, name, what, before, after, reason=reason)


def _limits(seen: Comparison, name: str, old: Fact, new: Fact) -> None:
    """Note limits that are narrower, which the cases' values may lie outside, or wider."""
    if old.type != new.type or old.limits == new.limits:
        return
    before, after = (_span(one) for one in (old, new))
    (low, high), (least, most) = old.limits, new.limits
    wider = least is None or (low is not None and least <= low)
    if wider and (most is None or (high is not None and most >= high)):
        seen.safe(FACT, name, "grænserne er videre", before, after)
    else:
        reason = f"{{Sager}} med en værdi uden for dem passer ikke mere. {_FROM_FRAME}"
        seen.breaking(Consequence.FRAME, FACT, name, "grænserne er snævrere", before, after, reason=reason)


def _span(fact: Fact) -> dict[str, str]:
    limits = zip(("min", "max"), fact.limits, strict=True)
    return {key: encode(limit)[0] for key, limit in limits if limit is not None}


def compare_outcomes(seen: Comparison) -> None:
    """Note changes of the outcomes a case can have, of the rules for classes, and of parameters."""
    old, new = seen.old.outcomes, seen.new.outcomes
    for key, where in (
        ("ladder", "rækken af udfald"),
        ("outside", "udfaldene uden for rækken"),
        ("classes", "grupperne"),
    ):
        _outcome_list(seen, key, where, list(getattr(old, key)), list(getattr(new, key)))
    for name in (name for name in new.labels if name in old.labels):
        called = seen.old.outcome_label(name), seen.new.outcome_label(name)
        seen.words(OUTCOME, name, "navnet, som læseren ser, er ændret", *called)
    about = seen.everything
    before = [(rule.class_, rule.when) for rule in old.rules]
    after = [(rule.class_, rule.when) for rule in new.rules]
    if len(before) != len(after) or not all(
        one[0] == other[0] and seen.same(one[1], other[1]) for one, other in zip(before, after, strict=True)
    ):
        shown = [[{name: when} for name, when in rules] for rules in (before, after)]
        seen.recount(OUTCOME, "rules", "reglerne for grupperne er ændret", *shown, **about)
    if old.else_ != new.else_:
        seen.recount(
            OUTCOME, "else", f"gruppen for de øvrige {seen.new.case.many} er ændret", old.else_, new.else_, **about
        )
    _parameters(seen)


def _outcome_list(seen: Comparison, key: str, where: str, old: Sequence[str], new: Sequence[str]) -> None:
    if old == new:
        return
    if [one for one in new if one in old] == list(old) and (key != "ladder" or new[:1] == old[:1]):
        added = [one for one in new if one not in old]
        what = f"{where} har fået {'et nyt led' if len(added) == 1 else 'nye led'}"
        seen.safe(OUTCOME, key, what, old, new, reason="Det får kun betydning gennem de fund, der bruger det.")
    else:
        seen.recount(OUTCOME, key, f"{where} er ændret", old, new, **seen.everything)


def _parameters(seen: Comparison) -> None:
    for name, old, new in seen.pairs(seen.old.parameters, seen.new.parameters):
        if not new:
            seen.safe(PARAMETER, name, "parameteren er fjernet", reason="Ingen betingelse bruger den mere.")
        elif not old:
            reason = "Den får kun betydning, hvor en betingelse bruger den."
            seen.safe(PARAMETER, name, "parameteren er ny", reason=reason)
        else:
            values, sources = (
                [{one.from_.isoformat(): getattr(one, key) for one in side.values} for side in (old, new)]
                for key in ("value", "source")
            )
            if values[0] != values[1]:
                shown = (dict(sorted(side.items())) for side in values)
                seen.recount(PARAMETER, name, "værdierne er ændret", *shown, **seen.everything)
            seen.words(PARAMETER, name, "navnet, som læseren ser, er ændret", old.label, new.label)
            seen.words(PARAMETER, name, "enheden er ændret", old.unit, new.unit)
            seen.words(PARAMETER, name, "kilden er ændret", *sources)


def compare_words(seen: Comparison) -> None:
    """Note changes of laws and of the sections' headings."""
    for name, law, new in seen.pairs(seen.old.laws, seen.new.laws):
        if law and new:
            reason = "Er det en anden regel, der prøves, skal {sagerne} måske bedømmes igen: det må en jurist afgøre."
            seen.words(LAW, name, "reglens navn er ændret", law.cite, new.cite, reason=reason)
            seen.words(LAW, name, "kilden er ændret", law.source, new.source)
            seen.words(LAW, name, "reglens indhold er ændret", law.text, new.text, reason=reason)
        elif law:
            seen.words(LAW, name, "reglen er fjernet", law.cite, "")
        elif new:
            seen.words(LAW, name, "reglen er ny", "", new.cite)
    titles = ({one.id: one.title for one in rubric.sections} for rubric in (seen.old, seen.new))
    for name, before, after in seen.pairs(*titles):
        what = "afsnittet er nyt" if not before else "overskriften er ændret" if after else "afsnittet er fjernet"
        seen.words(SECTION, name, what, before or "", after or "")


def compare_findings(seen: Comparison) -> None:
    """Add the changes of the combined findings and of the deadlines."""
    _days_off(seen)
    for part, key in ((FINDING, "findings"), (DEADLINE, "deadlines")):
        the, is_new = ("fundet", "nyt") if part == FINDING else ("fristen", "ny")
        sides: list[dict[str, Any]] = [{one.id: one for one in getattr(side, key)} for side in (seen.old, seen.new)]
        for name, old, new in seen.pairs(*sides):
            if old and new:
                _finding(seen, part, old, new)
            elif old:
                seen.recount(part, name, f"{the} er fjernet", old.outcome, "", **_bears(seen, old))
            elif new:
                seen.recount(part, name, f"{the} er {is_new}", "", new.outcome, **_bears(seen, new))


def _finding(seen: Comparison, part: str, old: CombinedFinding | Deadline, new: CombinedFinding | Deadline) -> None:
    about = _bears(seen, old, new)
    for what, before, after in finding_counts(old, new):
        seen.recount(part, new.id, f"{what} er ændret", before, after, **about)
    if not seen.same(old.when, new.when):
        what = "det er ændret, hvornår fundet gøres" if part == FINDING else "det er ændret, hvornår fristen gælder"
        seen.recount(part, new.id, what, old.when, new.when, **about)
    if isinstance(old, Deadline) and isinstance(new, Deadline):
        ends = [(seen.renamed.get(old.start, old.start), seen.renamed.get(old.end, old.end)), (new.start, new.end)]
        if ends[0] != ends[1]:
            seen.recount(part, new.id, "de datoer, fristen løber mellem, er ændret", *ends, **about)
        for key, what in (("within", "fristens længde er ændret"), ("not_before", "den korteste tid er ændret")):
            lengths = [
                end.model_dump(exclude_defaults=True) if (end := getattr(one, key)) else "" for one in (old, new)
            ]
            if lengths[0] != lengths[1]:
                seen.recount(part, new.id, what, *lengths, **about)
    for what, before, after in finding_words(old, new):
        seen.words(part, new.id, f"{what} er ændret", before, after)
    seen.words(part, new.id, "kilden er ændret", old.source, new.source)


def _days_off(seen: Comparison) -> None:
    """Note that other days are days off, which touches the deadlines that depend on it."""
    old, new = (sorted(rubric.days_off) for rubric in (seen.old, seen.new))
    if old == new:
        return
    counting = [late for rubric in (seen.old, seen.new) for late in rubric.deadlines if late.counts_days_off]
    what = "det er ændret, hvilke dage der ikke er arbejdsdage"
    if counting:
        seen.recount(DEADLINE, "days_off", what, old, new, **_bears(seen, *counting))
    else:
        seen.safe(DEADLINE, "days_off", what, old, new, reason="Ingen frist tæller arbejdsdage.")


def _bears(seen: Comparison, *findings: CombinedFinding | Deadline) -> dict[str, Any]:
    """What a change of the findings touches: what decides whether they are made."""
    names = [name for one in findings if isinstance(one, Deadline) for name in (one.start, one.end)]
    return seen.touched_by(*(one.when for one in findings), names=names)


def compare_figures(seen: Comparison) -> None:
    """Note changes of measures, cross tables and recommendations."""
    measures = ({one.id: one for one in rubric.measures} for rubric in (seen.old, seen.new))
    for name, measure, later in seen.pairs(*measures):
        if measure and later:
            _measure(seen, measure, later)
        elif measure:
            touched = seen.touched_by(measure.count, measure.among)
            seen.recount(MEASURE, name, "nøgletallet er fjernet", measure.label, "", **touched | {"anywhere": True})
        elif later:
            seen.safe(MEASURE, name, "nøgletallet er nyt", "", later.label, reason=_NEW_FIGURE)
    _crosses(seen)
    _tables(seen)
    for name, old, new in seen.pairs(seen.old.recommendations, seen.new.recommendations):
        if old and new:
            _recommendation(seen, name, old, new)
        elif old:
            seen.recount(RECOMMENDATION, name, "anbefalingen er fjernet", old.text, "", **seen.everything)
        elif new:
            seen.safe(RECOMMENDATION, name, "anbefalingen er ny", "", new.text, reason=_NEW_FIGURE)


def _crosses(seen: Comparison) -> None:
    """Add the cross tables that are new or gone; no other figure depends on them."""
    new = set(seen.new.crosses)
    old = {(seen.renamed.get(down, down), seen.renamed.get(across, across)) for down, across in seen.old.crosses}
    for pair in sorted(new - old):
        seen.safe(CROSS, " x ".join(pair), "krydstabellen er ny", reason=_NEW_FIGURE)
    for pair in sorted(old - new):
        seen.safe(CROSS, " x ".join(pair), "krydstabellen er fjernet", reason="Svarene er, som de var.")


def _tables(seen: Comparison) -> None:
    """Add the tables of several questions that are new, gone or of other questions; they move no figure."""
    new = {table.title: table.questions for section in seen.new.sections for table in section.tables}
    for section in seen.old.sections:
        for table in section.tables:
            before = tuple(seen.renamed.get(name, name) for name in table.questions)
            what = "tabellens spørgsmål er ændret" if table.title in new else "tabellen er fjernet"
            seen.words(TABLE, table.title, what, ", ".join(before), ", ".join(new.pop(table.title, ())))
    for title, questions in new.items():
        seen.words(TABLE, title, "tabellen er ny", "", ", ".join(questions))


_HOW_MANY = {"any": "mindst én", "all": "alle", "none": "ingen"}


def _rests_on(seen: Comparison, measure: Measure) -> dict[str, Any]:
    """What a change of how a measure counts touches: the answers it rests on, every one where it rests on none."""
    touched = seen.touched_by(measure.count, measure.among, names=[measure.number] if measure.number else [])
    return touched if touched["answers"] else seen.everything


def _measure(seen: Comparison, old: Measure, new: Measure) -> None:
    touched = _rests_on(seen, new)
    if old.unit != new.unit:
        seen.recount(MEASURE, new.id, "det, der tælles, er ændret", old.unit, new.unit, **touched)
    if seen.renamed.get(old.number or "", old.number) != new.number:
        seen.recount(MEASURE, new.id, "det tal, der regnes på, er ændret", old.number, new.number, **touched)
    if old.when != new.when:
        what = f"det antal {seen.new.case.many}, der skal tælle, er ændret"
        seen.recount(MEASURE, new.id, what, _HOW_MANY[old.when], _HOW_MANY[new.when], **touched)
    for key, what in (("count", "tælleren er ændret"), ("among", "nævneren er ændret")):
        before, after = getattr(old, key), getattr(new, key)
        if not seen.same(before, after):
            seen.recount(MEASURE, new.id, what, before, after, **_spoken(seen, before, after))
    seen.words(MEASURE, new.id, "ordlyden er ændret", old.label, new.label)
    seen.words(MEASURE, new.id, "nævnerens ordlyd er ændret", old.among_label, new.among_label)


def _recommendation(seen: Comparison, name: str, old: Recommendation, new: Recommendation) -> None:
    if not seen.same(old.among, new.among):
        touched = _spoken(seen, old.among, new.among)
        seen.recount(RECOMMENDATION, name, "nævneren er ændret", old.among, new.among, **touched)
    if old.at_least_percent != new.at_least_percent:
        before, after = old.at_least_percent, new.at_least_percent
        what = "den andel, der udløser anbefalingen, er ændret"
        seen.recount(RECOMMENDATION, name, what, before, after, **seen.everything)
    seen.words(RECOMMENDATION, name, "ordlyden er ændret", old.text, new.text)
    seen.words(RECOMMENDATION, name, "nævnerens ordlyd er ændret", old.among_label, new.among_label)
    seen.words(RECOMMENDATION, name, "afsnittet er et andet", *(readable(one.section or "") for one in (old, new)))


def _spoken(seen: Comparison, before: Node, after: Node) -> dict[str, Any]:
    """What a change of a count touches: the answers spoken of; every one when that is none, or it is of all cases."""
    touched = seen.touched_by(before, after)
    return seen.everything if Always() in (before, after) or touched["answers"] == 0 else touched
