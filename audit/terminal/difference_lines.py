"""How a difference between two assessments, and what is decided, read on the adjudication screen."""

from audit.agreement.comparing import Side
from audit.agreement.deciding import DoubleOnDesk
from audit.cases import Note
from audit.nouns import capital, filled
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.rubric.values import Answer
from audit.terminal.console import Console
from audit.wording.lists import listed
from audit.wording.numbers import counted, whole

KEYS = {"n": "næste uenighed", "t": "tilbage", "u": "udfald", "h": "hjælp", "f": "forlad"}
"""The letters at every difference, and what they do in a word."""

_KEYS_AT_LENGTH = (
    "som a  brug As svar; som b  brug Bs",
    "n  gem denne uenighed til sidst",
    "t  tilbage til den seneste, du har afgjort i {sagen}",
    "u  hvad hver af de to er kommet til",
    "h  vejledning og regler til spørgsmålet",
    "f  forlad uenighederne; du kan altid fortsætte, hvor du slap",
    "?  tasterne",
)
_LETTERS = "AB"


def sides_of(work: DoubleOnDesk) -> tuple[tuple[Side, int], tuple[Side, int]]:
    """The two as they are shown, A and then B, each with its place: 0 the first, 1 the second."""
    comparison = work.adjudication.comparison
    two = (comparison.first, 0), (comparison.second, 1)
    return (two[1], two[0]) if work.shown_first else two


def words_of(work: DoubleOnDesk, question: str) -> tuple[tuple[Answer | None, Note], tuple[Answer | None, Note]]:
    """What A and B have answered to a question, None for nothing, and their words about it."""
    a, b = ((side.answers.get(question), work.notes[place].get(question, Note())) for side, place in sides_of(work))
    return a, b


def show_difference(console: Console, rubric: Rubric, work: DoubleOnDesk, question: Question) -> None:
    """The question, what A and B have answered, and what can be answered."""
    adjudication = work.adjudication
    comparison, left = adjudication.comparison, len(adjudication.open)
    equal = f"{whole(comparison.alike)} af {counted(comparison.compared, 'svar', 'svar')} er ens."
    console.line()
    console.line(f"{counted(left, 'uenighed', 'uenigheder')} mangler. {equal}")
    console.line(next(one.title for one in rubric.sections if question in one.questions))
    console.strong(question.text)
    if cites := [rubric.laws[law].cite for law in question.law]:
        console.line(f"{'Regel' if len(cites) == 1 else 'Regler'}: {'; '.join(cites)}", hang=2)
    asked = [question.id in side.evaluation.asked for side, _ in sides_of(work)]
    for letter, was_asked, (answer, note) in zip(_LETTERS, asked, words_of(work, question.id), strict=True):
        said = question.words(answer) if answer is not None else "intet svar" if was_asked else "ikke spurgt"
        console.line(f"{letter}: {said}", hang=3)
        if note.citation:
            console.line(f"   Akthenvisning: {note.citation}", hang=3)
        if note.remark:
            console.line(f"   Bemærkning: {note.remark}", hang=3)
    found = comparison.differences.get(question.id)
    if found and found.follows:
        console.line(f"{counted(len(found.follows), 'spørgsmål', 'spørgsmål')} længere nede følger af svaret.")
    for choice in question.choices():
        console.line(f"  {choice.key}  {choice.label}{_as_who(work, question, choice.code)}", hang=5)
    if how := question.how_to_answer():
        console.line(how)
    if question.optional:
        console.line("Enter alene: intet svar.")
    if question.id in adjudication.decisions and question.id in adjudication.answers:
        stands = question.words(adjudication.answers[question.id])
        console.line(f"Det er afgjort før: {stands}.", hang=2)
    keys = ", ".join(f"{key} {word}" for key, word in KEYS.items() if key != "u" or rubric.called_outcome)
    console.line(f"Skriv og tryk Enter: {keys}", hang=2)


def _as_who(work: DoubleOnDesk, question: Question, code: str) -> str:
    answers = [answer for answer, _ in words_of(work, question.id)]
    who = [letter for letter, answer in zip(_LETTERS, answers, strict=True) if answer == code]
    return f" (som {listed(who)})" if who else ""


def show_keys(console: Console, question: Question, rubric: Rubric) -> None:
    """What each key does."""
    console.line()
    for choice in question.choices():
        console.line(f"{choice.key}  {choice.label}", hang=3)
    for line in _KEYS_AT_LENGTH:
        if line[0] != "u" or rubric.called_outcome:
            console.line(filled(line, rubric.case), hang=3)


def show_outcomes(console: Console, rubric: Rubric, work: DoubleOnDesk) -> None:
    """What A and B have each come to, where the rubric has outcomes."""
    console.line()
    if not rubric.called_outcome:
        console.line(f"Måleskemaet beskriver {rubric.case.the_many} og bedømmer dem ikke.")
        return
    for letter, (side, place) in zip(_LETTERS, sides_of(work), strict=True):
        derived, ruled = rubric.outcome_label(side.evaluation.derived or ""), work.ruled[place]
        own = (
            f"{rubric.outcome_label(ruled)}. Det har bedømmeren selv afgjort; svarene giver: {derived}."
            if ruled
            else ""
        )
        console.line(f"{letter}: {own or derived}", hang=3)
    changing = [name for name in work.adjudication.open if work.adjudication.changes_outcome(name)]
    if changing:
        console.line(f"Udfaldet kan afhænge af {counted(len(changing), 'uenighed', 'uenigheder')}, der mangler.")


def show_settled(console: Console, rubric: Rubric, work: DoubleOnDesk) -> None:
    """That the case is decided, and what it came to."""
    console.line()
    console.strong(f"{capital(rubric.case.the_one)} »{work.case.case_id}« er afgjort.")
    outcome = work.adjudication.evaluation.derived
    if rubric.called_outcome and outcome:
        console.line(f"  {rubric.called_outcome}: {rubric.outcome_label(outcome)}")
    for letter, (_, place) in zip(_LETTERS, sides_of(work), strict=True):
        ruled = work.ruled[place]
        if ruled and ruled != outcome:
            label = rubric.outcome_label(ruled)
            console.line(f"  {letter} havde selv afgjort udfaldet: {label}. Det gælder ikke mere.", hang=4)
            console.line("  Skal opmanden afgøre det sådan, så skriv »audit review rule« med en begrundelse.", hang=4)
