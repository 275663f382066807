"""How a case, its questions, an overview and a result read on the scoring screen.

Numbered lines under each other, never a redrawn one: what has been read aloud
or scrolled past stays true.
"""

from collections.abc import Iterator

from audit.authorities import Authorities
from audit.cases import Case
from audit.nouns import Noun, capital, filled
from audit.review.session import Session
from audit.review.wording import fact_label, value_label
from audit.rubric.findings import Finding
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.terminal.console import Console
from audit.wording.labels import lower_first, readable
from audit.wording.lists import sentence
from audit.wording.numbers import whole

KEYS = {
    "t": "tilbage",
    "b": "bemærkning",
    "a": "akthenvisning",
    "h": "hjælp",
    "o": "overblik",
    "f": "forlad",
}
"""The letters at every question, and what they do in a word."""

_KEYS_AT_LENGTH = (
    "t  tilbage til spørgsmålet før; Enter beholder det svar, der står",
    "b  skriv en bemærkning til spørgsmålet",
    "a  skriv, hvor i akterne det står: dokument og side",
    "h  vejledning og regler til spørgsmålet",
    "o  overblik over {sagens} spørgsmål og svar",
    "f  forlad bedømmelsen; du kan altid fortsætte, hvor du slap",
    "?  tasterne",
)


def show_case(console: Console, rubric: Rubric, authorities: Authorities, case: Case) -> None:
    """The case: its id, journal number, authority and facts."""
    parts = [f"{capital(rubric.case.one)} {case.case_id}"]
    parts += [f"journalnr. {case.file_no}"] if case.file_no else []
    parts += [authorities.titled(case.kommune)]
    console.line()
    if not console.plain:
        console.line("─" * 40)
    console.strong(", ".join(parts))
    for name, text in case.facts.items():
        console.line(
            f"  {fact_label(rubric, authorities, name)}: {value_label(rubric, authorities, name, text)}", hang=4
        )


def show_question(console: Console, session: Session, question: Question, *, with_keys: bool) -> None:
    """The question: where it is, its text and rules, what can be answered, what has been."""
    place = session.place(question)
    console.line()
    console.line(
        f"Afsnit {place.section_number} af {place.sections}: {place.section.title}. "
        f"Spørgsmål {place.number} af {place.asked}."
    )
    console.strong(question.text)
    if cites := [session.evaluator.rubric.laws[law].cite for law in question.law]:
        console.line(f"{'Regel' if len(cites) == 1 else 'Regler'}: {'; '.join(cites)}", hang=2)
    for line in _ways_to_answer(question):
        console.line(line, hang=5)
    if session.answer is not None:
        console.line(f"Dit svar: {question.words(session.answer)}. Enter beholder det.", hang=2)
    if session.note.remark:
        console.line(f"Bemærkning: {session.note.remark}", hang=2)
    if session.note.citation:
        console.line(f"Akthenvisning: {session.note.citation}", hang=2)
    if with_keys:
        console.line(f"Skriv og tryk Enter: {', '.join(f'{key} {word}' for key, word in KEYS.items())}", hang=2)


def show_help(console: Console, rubric: Rubric, question: Question) -> None:
    """The guidance and the rules of a question."""
    console.line()
    console.line(question.help.strip() or "Der er ingen vejledning til spørgsmålet.")
    for name in question.law:
        law = rubric.laws[name]
        console.line(f"{law.cite}: {law.text}" if law.text else law.cite, hang=2)
        console.line(f"  Kilde: {law.source}", hang=4)
    if question.source:
        console.line(f"Kilde: {question.source}", hang=2)


def show_keys(console: Console, question: Question, case: Noun) -> None:
    """What each key does."""
    console.line()
    console.line("Tryk et tal for at svare. Skriv et bogstav, og tryk Enter.")
    for choice in question.choices():
        console.line(f"{choice.key}  {choice.label}", hang=3)
    for line in _KEYS_AT_LENGTH:
        console.line(filled(line, case), hang=3)


def show_overview(console: Console, session: Session) -> None:
    """Every question asked so far, with its answer."""
    console.line()
    console.line(
        f"Overblik: {whole(session.answered)} af {whole(len(session.evaluation.asked))} spørgsmål er besvaret."
    )
    section = ""
    for number, name in enumerate(session.evaluation.asked, 1):
        question = session.evaluator.rubric.questions[name]
        if (title := session.place(question).section.title) != section:
            section = title
            console.line(title)
        answer = session.answers.get(name)
        words = "ikke besvaret" if answer is None else question.words(answer)
        console.line(f"  {number}. {question.text} – {words}", hang=5)


def show_result(console: Console, session: Session) -> None:
    """What the answers come to: the findings, and the outcome where the rubric has outcomes."""
    rubric = session.evaluator.rubric
    console.line()
    answered = f"{whole(session.answered)} af {whole(len(session.evaluation.asked))} spørgsmål er besvaret"
    console.strong(f"{capital(rubric.case.the_one)} er bedømt: {answered}.")
    for name in session.evaluation.findings:
        finding = rubric.found[name]
        console.line(f"  Fund: {(finding.text or readable(name)).rstrip('.')}{_leads_to(rubric, finding)}", hang=4)
    if not session.evaluation.findings:
        console.line("  Ingen fund.")
    if rubric.called_outcome:
        console.line(f"  {rubric.called_outcome}: {rubric.outcome_label(session.evaluation.outcome or '')}")
    if session.ruling:
        derived = rubric.outcome_label(session.evaluation.derived or "")
        console.line(f"  Afgjort af bedømmeren; svarene giver: {derived}. {sentence(session.ruling.reason)}", hang=4)


def _leads_to(rubric: Rubric, finding: Finding) -> str:
    """What a finding does to the outcome, in brackets; "" where it has none."""
    if finding.outcome == rubric.right:
        return " (uden betydning for udfaldet)"
    return f" (fører til: {lower_first(rubric.outcome_label(finding.outcome))})" if finding.outcome else ""


def _ways_to_answer(question: Question) -> Iterator[str]:
    yield from (f"  {choice.key}  {choice.label}" for choice in question.choices())
    if how := question.how_to_answer():
        yield how
