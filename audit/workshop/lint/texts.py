"""Cautions about texts: too long for a screen, two questions in one, the same text twice, or no text.

The limits are those of a terminal of 80 columns and 24 lines, on which
``terminal.score_lines`` shows a question, and its help, in one piece.
"""

import re
from collections.abc import Iterator
from textwrap import wrap

from audit.rubric.cautions import Caution, LintRule
from audit.rubric.findings import Finding
from audit.rubric.model import Rubric
from audit.rubric.places import Path, findings, questions
from audit.rubric.types import Question
from audit.wording.quoting import quoted

COLUMNS = 79
"""Of the 80, the last is left free, so that no terminal breaks the line once more."""
SCREEN = 24
"""Lines of a question with its answers, or of its help with the rules."""
AROUND = 5
"""Lines around a question: an empty one, the section, the keys, the prompt, and what is said when it is saved."""
QUESTION, FINDING, RECOMMENDATION = 4, 4, 6
"""Lines of the text of a question, a finding and a recommendation: a few seconds' reading."""

_ENDED = re.compile(r"\?(?=\s|$)")
_VERB = r"(?:er|var|har|havde|blev|bliver|kan|kunne|skal|skulle|fremgår|indeholder|foreligger|findes|opfylder)"
_AND = r"(?:og|samt|eller)"
_CLAUSE = re.compile(
    rf"\b{_AND} (?:{_VERB} (?:der|den|det|de|kommunen|borgeren|sagen|afgørelsen|teamet|\w+en|\w+et)\b"
    r"|(?:hvornår|hvordan|hvorfor|hvem|hvor mange|hvor længe)\b)"
    rf"|, (at|om) .*\b{_AND} \1 ",
    re.IGNORECASE,
)
_ADJECTIVE = r"\w{2,}(?:ig|igt|ige|ede|et)"
_TWO_ADJECTIVES = re.compile(
    rf"^(?:er|var|blev|bliver) (?!der\b).*?(\S+) {_ADJECTIVE} (?:og|samt) {_ADJECTIVE}\?$", re.IGNORECASE
)
_BEFORE_A_NOUN = frozenset(
    ("af", "efter", "for", "fra", "i", "med", "mellem", "mod", "om", "over", "på", "til", "uden", "under", "ved")
)


def text_cautions(rubric: Rubric) -> Iterator[Caution]:
    """The cautions of this module: questions first, then findings, then recommendations."""
    for path, question in questions(rubric):
        yield from _question(rubric, path, question)
        if two_in_one(question.text):
            what = f"teksten i {quoted(question.id)} ser ud til at spørge om to ting, men kan kun få ét svar."
            yield Caution(LintRule.TWO_IN_ONE, question.id, (*path, "text"), what, "Del det i to spørgsmål.")
    for path, finding in findings(rubric):
        yield from _finding(path, finding)
    for name, recommendation in rubric.recommendations.items():
        path = ("recommendations", name, "text")
        yield from _too_long(name, path, f"anbefalingen {quoted(name)}", _lines(recommendation.text), RECOMMENDATION)


def two_in_one(text: str) -> bool:
    """Whether a question seems to ask two things: two question marks, clauses, or adjectives joined by og or samt.

    Two nouns beside each other (»læge og sygehus«) give False: they are most often one thing to look for.
    """
    text = " ".join(text.split())
    if len(_ENDED.findall(text)) > 1:
        return True
    asked = re.split(r"[.:;] ", text)[-1]
    if re.match(rf"{_VERB}\b", asked, re.IGNORECASE) and _CLAUSE.search(asked):
        return True
    pair = _TWO_ADJECTIVES.match(asked)
    return pair is not None and pair[1].casefold() not in _BEFORE_A_NOUN


def _question(rubric: Rubric, path: Path, question: Question) -> Iterator[Caution]:
    name = f"spørgsmålet {quoted(question.id)}"
    text = _lines(question.text)
    yield from _too_long(question.id, (*path, "text"), name, text, QUESTION)
    ways = question.answer_labels.values()
    cites = "; ".join(rubric.laws[law].cite for law in question.law)
    shown = AROUND + text + sum(_lines(label, 5) for label in ways) + (_lines(f"Regler: {cites}", 2) if cites else 0)
    yield from _too_long(question.id, (*path, "id"), f"{name} med svarene", shown, SCREEN)
    helped = _lines(question.help.strip()) + sum(
        _lines(f"{rubric.laws[law].cite}: {rubric.laws[law].text}", 2)
        + _lines(f"  Kilde: {rubric.laws[law].source}", 4)
        for law in question.law
    )
    at = (*path, "help" if question.help else "id")
    yield from _too_long(question.id, at, f"vejledningen til {quoted(question.id)} med reglerne", helped, SCREEN - 1)


def _finding(path: Path, finding: Finding) -> Iterator[Caution]:
    name = f"fundet {quoted(finding.id)}"
    if not finding.text.strip():
        todo = "Skriv text: …, som kommunen læser i rapporten og i regnearket."
        yield Caution(LintRule.FINDING_WITHOUT_TEXT, finding.id, (*path, "id"), f"{name} har ingen tekst.", todo)
    yield from _too_long(finding.id, (*path, "text"), name, _lines(finding.text), FINDING)


def _too_long(at: str, path: Path, name: str, lines: int, most: int) -> Iterator[Caution]:
    if lines > most:
        what = f"{name} fylder {lines} linjer på en skærm, som er 80 tegn bred; her er plads til {most}."
        yield Caution(LintRule.TOO_LONG, at, path, what, "Skriv det kortere, eller del det.")


def _lines(text: str, hang: int = 0) -> int:
    """Lines the text takes in 79 columns, broken as in ``terminal.console``; ``hang``: indent of all but the first."""
    lines = text.split("\n") if text else []
    return sum(len(wrap(line, COLUMNS, subsequent_indent=" " * hang, break_on_hyphens=False)) or 1 for line in lines)
