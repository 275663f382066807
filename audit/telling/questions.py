"""Blocks of the explained page for questions, and the lines on findings that all kinds of findings share."""

from collections.abc import Iterator

from audit.rubric.findings import Finding
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.telling.condition_words import question_anchor
from audit.telling.naming import Name, Naming
from audit.telling.page import Block, Line, Words, of_condition
from audit.telling.telling import NO_EFFECT, choices, with_note
from audit.wording.lists import listed, sentence

_SPECIAL = {
    Special.NOT_RELEVANT: "kræver en begrundelse; spørgsmålet regnes som ikke stillet",
    Special.CANNOT_ASSESS: "ukendt svar",
    Special.NOT_IN_PAPERS: "ukendt svar",
}
"""What a special answer means when the rubric does not give it a finding."""


def question_block(naming: Naming, question: Question) -> Block:
    """A question: when it is asked, how it is answered, what each answer leads to, where it is used, its rules."""
    number = naming.questions[question.id]
    return Block(question_anchor(number), number, question.text, tuple(_lines(naming, question)))


def finding_lines(naming: Naming, finding: Finding, own_laws: tuple[str, ...] = ()) -> Iterator[Line]:
    """A finding of one answer: its words and outcome, its recommendations, its rules unless they are ``own_laws``."""
    rubric = naming.rubric
    weight = (
        f"med udfaldet »{naming.rubric.outcome_label(finding.outcome)}«"
        if finding.outcome != rubric.right
        else NO_EFFECT
    )
    term = "Fund:" if rubric.right is None else f"Fund {weight}:"
    yield Line((sentence(naming.finding(finding)),), term)
    yield from recommendation_lines(naming, finding)
    if finding.law and finding.law != own_laws:
        yield Line(naming.linked(finding.law), "Retsgrundlag:")


def outcome_lines(naming: Naming, finding: Finding) -> Iterator[Line]:
    """The outcome a combined finding or a deadline leads to; no line in a rubric without a ladder."""
    if naming.rubric.right is None:
        return
    if finding.outcome == naming.rubric.right:
        yield Line((f"{NO_EFFECT}.",), "Fundet er")
    else:
        yield Line((f"»{naming.rubric.outcome_label(finding.outcome)}«.",), "Fundet fører til")


def recommendation_lines(naming: Naming, finding: Finding) -> Iterator[Line]:
    """The recommendations a finding speaks for."""
    for name in finding.recommend:
        yield Line((*naming.recommendation_mention(name), "."), "Taler for")


def used_lines(naming: Naming, term: str, *names: Name) -> Iterator[Line]:
    """Where one of ``names`` is used; no line when nothing uses them."""
    if used := naming.used_in(*names):
        yield Line((*used, "."), term)


def basis_lines(naming: Naming, laws: tuple[str, ...], source: str) -> Iterator[Line]:
    """The rules and the document a part of the rubric rests on, a line for each there is."""
    if laws:
        yield Line(naming.linked(laws), "Retsgrundlag:")
    if source:
        yield Line((source,), "Kilde:")


def _lines(naming: Naming, question: Question) -> Iterator[Line]:
    if question.ask_if is None:
        yield Line((f"i alle {naming.rubric.case.many}.",), "Spørges")
    else:
        yield of_condition(naming.words, question.ask_if, "Spørges, når")
    yield from _answers(naming, question)
    made = (("finding", finding.id) for finding in question.findings.values())
    yield from used_lines(naming, "Bruges også i", ("name", question.id), *made)
    yield from basis_lines(naming, question.law, question.source)
    if question.help:
        yield Line((question.help,), "Vejledning:")


def _answers(naming: Naming, question: Question) -> Iterator[Line]:
    options = {one: with_note(f"»{label}«", note) for one, (label, note) in choices(question).items()}
    if any(option in question.findings for option in options):
        parts = tuple(_answer(naming, question, option, label) for option, label in options.items())
        yield Line((f"{naming.answered(question)}:",), "Svar:", parts)
    elif options:
        none = "Intet af svarene er i sig selv et fund."
        yield Line((f"{naming.answered(question)}: {listed(list(options.values()), 'eller')}. {none}",), "Svar:")
    else:
        yield Line((sentence(naming.answered(question)),), "Svar:")
    if any(special in question.findings for special in question.allow):
        parts = tuple(
            _answer(naming, question, special, f"»{question.special_label(special)}«") for special in question.allow
        )
        yield Line((), "Kan også besvares med:", parts)
    elif question.allow:
        several = [f"»{question.special_label(special)}« ({_SPECIAL[special]})" for special in question.allow]
        yield Line((f"{listed(several, 'eller')}.",), "Kan også besvares med")


def _answer(naming: Naming, question: Question, option: str, label: str) -> Line:
    if finding := question.findings.get(option):
        return Line((label,), "", tuple(finding_lines(naming, finding, question.law)))
    meaning = _SPECIAL[Special(option)] if option in tuple(Special) else "intet fund"
    return Line((f"{label}: {meaning}",))


def asked_words(naming: Naming) -> Words:
    """How many questions there are, and how many are asked only in some cases."""
    some = sum(question.ask_if is not None for question in naming.rubric.questions.values())
    every, many = len(naming.rubric.questions) - some, naming.rubric.case.many
    if not some:
        return (f"Alle stilles i alle {many}.",)
    return (f"{every} stilles i alle {many}, {some} kun, når bestemte betingelser er opfyldt.",)
