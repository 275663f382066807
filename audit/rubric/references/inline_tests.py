"""Checks that the answers, findings and outcomes that inline tests name exist."""

from audit.rubric.facts import read_fact
from audit.rubric.outline import Names, Notes, Outline
from audit.rubric.tree import Scalar, Table, Tree, plain
from audit.rubric.values import NotAnAnswer, as_text
from audit.wording.quoting import quoted


def check_tests(outline: Outline, notes: Notes) -> None:
    """Note unknown names and refused answers in the inline tests; ``selftest`` runs them."""
    for test in outline.tests:
        _check_given(test.table("given"), outline, notes)
        _check_facts(test.table("facts"), outline, notes)
        expect = test.get("expect")
        if isinstance(expect, Table):
            _check_expected(expect, outline, notes)


def _check_given(given: Table, outline: Outline, notes: Notes) -> None:
    for key, value in given.entries.values():
        name = key.written
        if name in outline.questions:
            question = outline.questions[name].model
            if question and not _empty(value):
                try:
                    question.model_copy(update={"id": name}).read(as_text(plain(value)))
                except NotAnAnswer as error:
                    notes.error(value, str(error))
        elif name in outline.facts:
            notes.error(key, f"{quoted(name)} er en oplysning, ikke et spørgsmål.", "Skriv den under »facts«.")
        else:
            notes.check(key, outline.question_names, "er ikke et spørgsmål", "Spørgsmålene")


def _check_facts(facts: Table, outline: Outline, notes: Notes) -> None:
    for key, value in facts.entries.values():
        name = key.written
        if name in outline.questions:
            notes.error(key, f"{quoted(name)} er et spørgsmål, ikke en oplysning.", "Skriv det under »given«.")
        elif name not in outline.facts:
            notes.check(key, outline.fact_names, "er ikke en oplysning", "Oplysningerne")
        elif (fact := outline.facts[name]) and not _empty(value):
            try:
                read_fact(fact, as_text(plain(value)))
            except NotAnAnswer as error:
                notes.error(value, str(error))


def _check_expected(expect: Table, outline: Outline, notes: Notes) -> None:
    if not expect.entries:
        notes.error(expect, "prøven venter ikke noget bestemt.", "Skriv fx outcome og findings.")
    if outcome := expect.word("outcome"):
        outline.check_outcome(outcome, outline.case_outcomes, notes)
    measures = Names(name.written for measure in outline.measures if (name := measure.word("id")))
    for words, known, what, kind in (
        (expect.words("findings"), outline.found, "et fund", "Fundene"),
        (expect.words("not_asked"), outline.question_names, "et spørgsmål", "Spørgsmålene"),
        (_keys(expect, "refused"), outline.names, "hverken et spørgsmål eller en oplysning", "Navnene"),
        (expect.words("missing"), outline.fact_names, "en oplysning", "Oplysningerne"),
        (_keys(expect, "measures"), measures, "et nøgletal", "Nøgletallene"),
        (
            [*expect.words("recommend"), *_keys(expect, "recommendations")],
            outline.recommendations,
            "en anbefaling",
            "Anbefalingerne",
        ),
    ):
        for word in words:
            notes.check(word, known, f"er {what}" if what.startswith("hverken") else f"er ikke {what}", kind)


def _keys(expect: Table, part: str) -> list[Scalar]:
    return [entry.key for entry in expect.table(part).entries.values()]


def _empty(value: Tree) -> bool:
    return isinstance(value, Scalar) and value.value is None
