"""Checks the references between the parts of a rubric: that options, names and earlier questions exist.

The checks work on the outline of the file, not on the finished rubric, so that
all mistakes of a file come at once.
"""

from datetime import date
from typing import Any

from audit.errors import Problem
from audit.rubric.model import Fact
from audit.rubric.outline import Asked, Names, Notes, Outline, answers_of, duplicates, special_not_allowed
from audit.rubric.parts import NOT_ASSESSABLE, WORDS, Special
from audit.rubric.references.conditions import ANSWERS, EVERYTHING, ConditionChecker, Scope
from audit.rubric.references.dates import check_deadlines, check_in_force, check_order, check_parameters
from audit.rubric.references.inline_tests import check_tests
from audit.rubric.references.required import check_required
from audit.rubric.tree import Items, Scalar, Table, plain
from audit.rubric.types import Question
from audit.rubric.values import encode
from audit.wording.quoting import listed, quoted

COLUMNS = frozenset({"sagsnr", "kommune", "bedømmer", "runde"})
"""Columns in files of answers and results; no question or fact may have these names."""


def check_references(root: Table, file: str) -> list[Problem]:
    """The problems in the references between a rubric's parts, in the order of the file; at most MOST_PROBLEMS."""
    outline, notes = Outline(root), Notes(file)
    conditions = ConditionChecker(outline, notes)
    _check_names(outline, notes)
    _check_facts(outline, notes)
    check_required(outline, notes, conditions)
    for question in outline.all_questions:
        _check_question(question, notes)
        conditions.check(question.table.get("ask_if"), Scope(before=question.place))
    _check_outcomes(outline, notes, conditions)
    _check_findings(outline, notes)
    for finding in (*outline.combined, *outline.deadlines):
        conditions.check(finding.get("when"), ANSWERS)
    for measure in outline.measures:
        _check_counted_in(measure, notes)
        _check_number(outline, measure, notes)
        conditions.check(measure.get("count"), EVERYTHING)
        conditions.check(measure.get("among"), EVERYTHING)
    _check_cross(outline, notes)
    _check_tables(outline, notes)
    _check_recommendations(outline, notes, conditions)
    _check_laws(outline, notes)
    check_in_force(outline, notes)
    check_parameters(outline, notes)
    check_deadlines(outline, notes)
    check_order(outline, notes)
    check_tests(outline, notes)
    _check_silence(outline, notes)
    return sorted(notes.problems, key=lambda problem: (problem.line, problem.column))


def _check_names(outline: Outline, notes: Notes) -> None:
    """Note ids used twice, reserved names, facts named as questions, and ``renamed_from`` that still exist."""
    duplicates(notes, (question.id for question in outline.all_questions), "spørgsmålet")
    duplicates(notes, (section.word("id") for section in outline.sections), "afsnittet")
    duplicates(notes, (measure.word("id") for measure in outline.measures), "nøgletallet")
    facts = outline.root.table("facts").entries
    for name in (*(question.id for question in outline.all_questions), *(entry.key for entry in facts.values())):
        if name and name.written in WORDS:
            notes.error(name, f"{quoted(name.written)} har sin egen betydning i betingelser.", "Vælg et andet navn.")
        elif name and name.written in COLUMNS:
            what = f"{quoted(name.written)} er en kolonne i de filer, bedømmelser læses fra."
            notes.error(name, what, "Vælg et andet navn.")
    renamed: list[Scalar] = []
    for question in outline.all_questions:
        if question.id and question.name in facts:
            line = facts[question.name].key.line
            what = f"{quoted(question.name)} er allerede navnet på en oplysning (linje {line})."
            notes.error(question.id, what, "Giv spørgsmålet et andet navn.")
        if former := question.table.word("renamed_from"):
            renamed.append(former)
            if former.written in outline.questions:
                what = f"spørgsmålet {quoted(former.written)} findes stadig, så det kan ikke være et tidligere navn."
                notes.error(former, what, "Skriv det navn, spørgsmålet havde før.")
    duplicates(notes, renamed, "det tidligere navn")


def _check_facts(outline: Outline, notes: Notes) -> None:
    """Note facts of type choice without options, facts of other types with them, and wrong limits."""
    for key, fact in outline.root.table("facts").entries.values():
        kind = fact.word("type") if isinstance(fact, Table) else None
        if not isinstance(fact, Table) or not kind:
            continue
        options = fact.get("options")
        if kind.written == "choice" and (options is None or plain(options) in ([], {})):
            notes.error(key, f"oplysningen {quoted(key.written)} har ingen værdier.", "Skriv options: […].")
        elif kind.written in ("text", "number", "date") and options is not None:
            what = f"oplysningen {quoted(key.written)} har værdier, men er ikke af typen choice."
            notes.error(fact.entries["options"].key, what, "Slet dem, eller skriv type: choice.")
        if model := outline.facts.get(key.written):
            _check_limits(model, key.written, fact, notes)


def _check_limits(model: Fact, name: str, fact: Table, notes: Notes) -> None:
    """Note limits of what is neither a number nor a date, limits of the other kind, and a ``max`` below the ``min``."""
    right = True
    for key, limit in zip(("min", "max"), model.limits, strict=True):
        if limit is not None and not model.kind.comparable:
            what = f"oplysningen {quoted(name)} er hverken et tal eller en dato og kan ikke have »{key}«."
            notes.error(fact.entries[key].key, what, "Slet det, eller ret »type«.")
            right = False
        elif limit is not None and isinstance(limit, date) != model.kind.of_days:
            what = f"»{key}« er ikke {model.kind.one}, og det er oplysningen {quoted(name)}."
            notes.error(fact.get(key) or fact, what, "Ret grænsen eller »type«.")
            right = False
    if right:
        _check_ends(model.limits, fact, notes)


def _check_question(question: Asked, notes: Notes) -> None:
    """Note special answers as options, unknown exclusive options, a max below the min, and wrong findings."""
    for word in question.table.words("options"):
        if word.written in tuple(Special):
            what = f"{quoted(word.written)} er et særligt svar og ikke en svarmulighed."
            notes.error(word, what, f"Skriv allow: [{word.written}] i stedet.")
    model = question.model
    if model is None:
        return
    for word in question.table.words("exclusive"):
        notes.check(word, Names(model.labels), "er ikke en svarmulighed", "Svarmulighederne")
    _check_ends(model.limits, question.table, notes)
    _check_finding_answers(question, model, notes)


def _check_ends(limits: tuple[Any, Any], table: Table, notes: Notes) -> None:
    low, high = limits
    if low is not None and high is not None and low > high:
        what = f"»max« ({encode(high)[0]}) er mindre end »min« ({encode(low)[0]})."
        notes.error(table.get("max") or table, what, "Byt dem om, eller ret den ene.")


def _check_finding_answers(question: Asked, model: Question, notes: Notes) -> None:
    """Note findings under answers that the question does not allow."""
    name = quoted(question.name)
    for key, _ in question.table.table("findings").entries.values():
        word = key.written
        if special_not_allowed(word, model):
            notes.error(key, f"{name} tillader ikke svaret {quoted(word)}.", f"Skriv allow: [{word}] på spørgsmålet.")
        elif model.labels:
            notes.check(key, answers_of(model), f"er ikke et svar på {name}", "Svarene")
        elif word not in model.allow:
            todo = "Skriv fundet under »findings« sidst i skemaet med when: {spørgsmål: {at_least: …}}."
            notes.error(key, f"{name} har ikke svarmuligheder, så {quoted(word)} kan ikke give et fund her.", todo)


def _check_outcomes(outline: Outline, notes: Notes, conditions: ConditionChecker) -> None:
    """Note missing, empty, repeated or mixed ``ladder`` and ``classes``; check the rules."""
    outcomes = outline.root.get("outcomes")
    if not isinstance(outcomes, Table):
        return
    ladder, classes = outcomes.get("ladder"), outcomes.get("classes")
    if ladder is None and classes is None:
        notes.error(
            outcomes,
            "der mangler udfald.",
            "Skriv ladder: [rigtig, …] eller classes: […]. Slet »outcomes«, hvis skemaet kun beskriver.",
        )
    elif ladder is not None and classes is not None:
        notes.error(classes, "et skema har enten »ladder« eller »classes«, ikke begge.", "Slet den ene.")
    for part in ("ladder", "classes"):
        value = outcomes.get(part)
        if (isinstance(value, Items) and not value.items) or (isinstance(value, Table) and not value.entries):
            notes.error(value, f"»{part}« er tom.", "Skriv mindst ét udfald.")
    words = [word for part in ("ladder", "outside", "classes") for word in outcomes.words(part)]
    duplicates(notes, words, "udfaldet", "Slet det ene sted.")
    for word in words:
        if word.written == NOT_ASSESSABLE:
            notes.error(word, f"udfaldet »{NOT_ASSESSABLE}« gives af sig selv og skal ikke nævnes.", "Slet det.")
    _check_rules(outcomes, ladder is None and classes is not None, notes)
    for rule in outcomes.tables("rules"):
        conditions.check(rule.get("when"), ANSWERS)


def _check_rules(outcomes: Table, classifies: bool, notes: Notes) -> None:
    """Note classes without ``rules`` or ``else``, unknown classes, and keys that belong to the other kind."""
    strangers = ("outside",) if classifies else ("rules", "else")
    own, other = ("ladder", "classes") if classifies else ("classes", "ladder")
    for part in strangers:
        if part in outcomes.entries and own not in outcomes.entries:
            notes.error(outcomes.entries[part].key, f"»{part}« hører til »{own}«, ikke til »{other}«.", "Slet den.")
    if not classifies:
        return
    if "rules" not in outcomes.entries:
        notes.error(outcomes, "»classes« skal have regler.", "Skriv rules: [{class: …, when: {…}}].")
    if "else" not in outcomes.entries:
        notes.error(outcomes, "der mangler »else«: gruppen for de sager, ingen regel passer på.", "Skriv else: ….")
    known = Names(word.written for word in outcomes.words("classes"))
    used = [word for rule in outcomes.tables("rules") if (word := rule.word("class"))] + outcomes.words("else")
    for word in used:
        notes.check(word, known, "er ikke en gruppe", "Grupperne")


def _check_findings(outline: Outline, notes: Notes) -> None:
    """Note findings with unknown outcomes, and ids that stand for more than one finding."""
    known = outline.outcomes
    for finding in outline.every_finding():
        outcome = finding.word("outcome")
        if not outcome:
            _check_without_outcome(finding, outline, notes)
            continue
        if outcome.written == NOT_ASSESSABLE:
            what = f"et fund kan ikke have udfaldet »{NOT_ASSESSABLE}«."
            allowed = f"Skriv allow: {{{NOT_ASSESSABLE}: I tvivl}} på spørgsmålet, hvis svaret er tvivl."
            notes.error(outcome, what, f"Det gives af sig selv, når svarene ikke rækker. {allowed}")
        else:
            outline.check_outcome(outcome, known, notes)
    first: dict[str, tuple[Scalar, Table, Asked | None]] = {}
    answers = [(question, finding) for question, _, finding in outline.answer_findings()]
    others = [(None, finding) for finding in (*outline.combined, *outline.deadlines)]
    for question, finding in [*answers, *others]:
        if name := finding.word("id"):
            earlier = first.setdefault(name.written, (name, finding, question))
            if earlier[0] is not name:
                _check_same_finding(name, finding, question, earlier, notes)


def _check_without_outcome(finding: Table, outline: Outline, notes: Notes) -> None:
    """Note a finding without an outcome where a ladder decides how the case ends."""
    if "outcome" not in finding.entries and "ladder" in outline.root.table("outcomes").entries:
        allowed = f" Udfaldene er {listed(outline.outcomes.words)}." if outline.outcomes.words else ""
        notes.error(finding, "nøglen »outcome« mangler i fundet.", f"Skriv »outcome: …«.{allowed}")


def _check_same_finding(
    name: Scalar, finding: Table, question: Asked | None, earlier: tuple[Scalar, Table, Asked | None], notes: Notes
) -> None:
    """Note a repeated id, unless both are in the same question and the findings are equal."""
    line = earlier[0].line
    if question is None or question is not earlier[2]:
        what = f"fundet {quoted(name.written)} står også i linje {line}."
        notes.error(name, what, "Giv det ene et andet navn; kun svar på samme spørgsmål kan dele et fund.")
    elif plain(finding) != plain(earlier[1]):
        what = f"fundet {quoted(name.written)} er beskrevet anderledes i linje {line}."
        notes.error(name, what, "Skriv det ens begge steder, eller giv det ene et andet navn.")


def _check_recommendations(outline: Outline, notes: Notes, conditions: ConditionChecker) -> None:
    """Note unknown recommendations in findings, and unknown sections in recommendations; check ``among``."""
    for finding in outline.every_finding():
        for word in finding.words("recommend"):
            notes.check(word, outline.recommendations, "er ikke en anbefaling", "Anbefalingerne")
    for recommendation in (entry.value for entry in outline.root.table("recommendations").entries.values()):
        if not isinstance(recommendation, Table):
            continue
        conditions.check(recommendation.get("among"), EVERYTHING)
        if section := recommendation.word("section"):
            notes.check(section, outline.section_names, "er ikke et afsnit", "Afsnittene")


def _check_number(outline: Outline, measure: Table, notes: Notes) -> None:
    """Note a ``number`` that is not a question answered with a number or a duration."""
    if not (name := measure.word("number")):
        return
    unread = any(one.model is None for one in outline.all_questions)
    summable = [one.name for one in outline.all_questions if one.id and one.model and one.model.summable]
    known = Names(summable, outline.question_names.complete and not unread)
    notes.check(name, known, "er ikke et spørgsmål om et tal eller en varighed", "Spørgsmålene")


def _check_counted_in(measure: Table, notes: Notes) -> None:
    """Note ``when`` on a measure that counts cases: it says how many of the cases of something else must count."""
    unit = measure.word("unit")
    if "when" in measure.entries and (unit is None or unit.written == "sager"):
        what = "»when« siger, hvor mange sager der skal tælle, når der tælles journalnumre eller myndigheder."
        notes.error(
            measure.entries["when"].key, what, "Slet det, eller skriv unit: journalnumre eller unit: myndigheder."
        )


def _check_cross(outline: Outline, notes: Notes) -> None:
    """Note cross tables that are not of two questions with options."""
    tables = outline.root.get("cross")
    with_options = [one.name for one in outline.all_questions if one.id and (one.model is None or one.model.labels)]
    known = Names(with_options, outline.question_names.complete)
    for pair in tables.items if isinstance(tables, Items) else ():
        words = [one for one in (pair.items if isinstance(pair, Items) else (pair,)) if isinstance(one, Scalar)]
        if len({word.written for word in words}) != 2 or len(words) != 2:
            notes.error(pair, "en krydstabel er af to forskellige spørgsmål.", "Skriv dem som [spørgsmål, spørgsmål].")
        for word in words:
            notes.check(word, known, "er ikke et spørgsmål med svarmuligheder", "Spørgsmålene")


def _check_tables(outline: Outline, notes: Notes) -> None:
    """Note tables that are not of questions with the same options in their own section, and questions in two tables."""
    for section in outline.sections:
        ids = [word.written for question in section.tables("questions") if (word := question.word("id"))]
        named = [word for table in section.tables("tables") for word in table.words("questions")]
        duplicates(notes, named, "spørgsmålet", "Det kan kun stå i én tabel, og én gang i den.")
        for table in section.tables("tables"):
            words = table.words("questions")
            for word in words:
                notes.check(word, Names(ids), "er ikke et spørgsmål i afsnittet", "Spørgsmålene")
            _check_alike(outline, notes, [word for word in words if word.written in ids])


def _check_alike(outline: Outline, notes: Notes, words: list[Scalar]) -> None:
    """Note the first of some questions that has no options, or others than the first."""
    asked = [(word, model) for word in words if (model := outline.questions[word.written].model)]
    for word, question in asked:
        if not question.labels:
            notes.error(word, f"{quoted(word.written)} har ingen svarmuligheder og kan ikke stå i tabellen.")
            return
        if question.labels != asked[0][1].labels:
            what = f"{quoted(word.written)} har andre svarmuligheder end {quoted(asked[0][0].written)}."
            notes.error(word, what, "Spørgsmålene i en tabel skal have de samme.")
            return


def _check_laws(outline: Outline, notes: Notes) -> None:
    """Note cited laws that are not under ``laws``."""
    questions = [question.table for question in outline.all_questions]
    for table in (*questions, *outline.every_finding()):
        for word in table.words("law"):
            notes.check(word, outline.laws, "er ikke en regel under »laws«", "Reglerne")


def _check_silence(outline: Outline, notes: Notes) -> None:
    """Note names in ``silence`` that the rubric does not have."""
    named = [*outline.measures, *outline.tests]
    ids = [word.written for table in named for key in ("id", "name") if (word := table.word(key))]
    parts = (outline.names, outline.found, outline.outcomes, outline.laws, outline.recommendations)
    words = [*ids, "days_off", *outline.parameters.words, *(word for part in parts for word in part.words)]
    known = Names(words, outline.question_names.complete and outline.found.complete)
    for silence in outline.root.tables("silence"):
        for word in silence.words("at"):
            notes.check(word, known, "er ikke navnet på noget i måleskemaet", "Navnene")
