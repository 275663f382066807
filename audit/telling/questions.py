"""A question in words: when it is asked, what can be answered, and what each answer leads to."""

from collections.abc import Iterator

from audit.rubric.findings import Finding
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.telling.condition_words import question_anchor
from audit.telling.naming import Naming, options_of
from audit.telling.page import Block, Line, Words, of_condition
from audit.wording.labels import readable
from audit.wording.lists import listed, quoted, sentence

_NO_WEIGHT = "uden betydning for udfaldet"
_SPECIAL = {
    Special.NOT_RELEVANT: "kræver en begrundelse; spørgsmålet regnes som ikke stillet",
    Special.CANNOT_ASSESS: "ukendt svar",
    Special.NOT_IN_PAPERS: "ukendt svar",
}
"""What a special answer means when the rubric does not give it a finding."""


def question_block(naming: Naming, question: Question) -> Block:
    """Everything the rubric says of one question."""
    number = naming.questions[question.id]
    return Block(question_anchor(number), number, question.text, tuple(_lines(naming, question)))


def finding_lines(naming: Naming, finding: Finding, own_laws: tuple[str, ...] = ()) -> Iterator[Line]:
    """What a finding says and does. ``own_laws`` are told beside it and not told again."""
    rubric = naming.rubric
    weight = f"med udfaldet »{readable(finding.outcome)}«" if finding.outcome != rubric.right else _NO_WEIGHT
    term = "Fund:" if rubric.outcomes.classes else f"Fund {weight}:"
    yield Line((sentence(naming.finding(finding)),), term)
    yield from recommendation_lines(naming, finding)
    if finding.law and finding.law != own_laws:
        yield Line(naming.cites(finding.law), "Retsgrundlag:")


def outcome_lines(naming: Naming, finding: Finding) -> Iterator[Line]:
    """What a finding does to the outcome, by itself; nothing where cases are sorted."""
    if naming.rubric.outcomes.classes:
        return
    if finding.outcome == naming.rubric.right:
        yield Line((f"{_NO_WEIGHT}.",), "Fundet er")
    else:
        yield Line((f"»{readable(finding.outcome)}«.",), "Fundet fører til")


def recommendation_lines(naming: Naming, finding: Finding) -> Iterator[Line]:
    """The recommendations a finding speaks for."""
    for name in finding.recommend:
        yield Line((*naming.recommendation_mention(name), "."), "Taler for")


def basis_lines(naming: Naming, laws: tuple[str, ...], source: str) -> Iterator[Line]:
    """What rule or document a part of the rubric builds on."""
    if laws:
        yield Line(naming.cites(laws), "Retsgrundlag:")
    if source:
        yield Line((source,), "Kilde:")


def _lines(naming: Naming, question: Question) -> Iterator[Line]:
    if question.ask_if is None:
        yield Line(("i alle sager.",), "Spørges")
    else:
        yield of_condition(naming.words, question.ask_if, "Spørges, når")
    yield from _answers(naming, question)
    made = (("finding", finding.id) for finding in question.findings.values())
    if used := naming.used_in(("name", question.id), *made):
        yield Line((*used, "."), "Bruges også i")
    yield from basis_lines(naming, question.law, question.source)
    if question.help:
        yield Line((question.help,), "Vejledning:")


def _answers(naming: Naming, question: Question) -> Iterator[Line]:
    options = options_of(question)
    if any(option in question.findings for option in options):
        parts = tuple(_answer(naming, question, option, label) for option, label in options.items())
        yield Line((f"{question.told()}:",), "Svar:", parts)
    elif options:
        none = "Intet af svarene er i sig selv et fund."
        yield Line((f"{question.told()}: {quoted(list(options.values()))}. {none}",), "Svar:")
    else:
        yield Line((f"{question.told()}.",), "Svar:")
    if any(special in question.findings for special in question.allow):
        parts = tuple(_answer(naming, question, special, readable(special)) for special in question.allow)
        yield Line((), "Kan også besvares med:", parts)
    elif question.allow:
        several = [f"»{readable(special)}« ({_SPECIAL[special]})" for special in question.allow]
        yield Line((f"{listed(several, 'eller')}.",), "Kan også besvares med")


def _answer(naming: Naming, question: Question, option: str, label: str) -> Line:
    if finding := question.findings.get(option):
        return Line((f"»{label}«",), "", tuple(finding_lines(naming, finding, question.law)))
    meaning = _SPECIAL[Special(option)] if option in tuple(Special) else "intet fund"
    return Line((f"»{label}«: {meaning}",))


def asked_words(naming: Naming) -> Words:
    """How many questions there are, and how many are asked only in some cases."""
    some = sum(question.ask_if is not None for question in naming.rubric.questions.values())
    every = len(naming.rubric.questions) - some
    if not some:
        return ("Alle stilles i alle sager.",)
    return (f"{every} stilles i alle sager, {some} kun, når bestemte betingelser er opfyldt.",)
