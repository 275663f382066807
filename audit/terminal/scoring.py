"""The scoring screen: case after case, question after question, each answer stored before the next shows.

The screen knows no database. It talks to a :class:`Desk`, which hands out the
cases and stores what is answered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NoReturn, Protocol

from audit.authorities import Authorities
from audit.cases import Case, Note
from audit.errors import InputError, StateError
from audit.nouns import Noun, capital
from audit.review.doubts import doubts, out_of_order
from audit.review.entries import clean
from audit.review.ruling import Ruling
from audit.review.session import CaseOnDesk, NoSuchStep, Session
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.types import Question
from audit.rubric.values import Answer, NotAnAnswer
from audit.terminal.console import Console
from audit.terminal.key_reader import PASTED, EndOfInput
from audit.terminal.keys import Entries
from audit.terminal.score_lines import (
    show_case,
    show_help,
    show_keys,
    show_overview,
    show_question,
    show_result,
)
from audit.wording.numbers import counted, whole

_DELETE = "-"
"""Typed for a remark or a citation to take it away."""


class Desk(Protocol):
    """Where the cases come from and the answers go. What a method has returned from is stored."""

    evaluator: Evaluator
    authorities: Authorities

    def next_case(self) -> CaseOnDesk | None:
        """The case to go on with; None when none is left."""
        ...

    def save(self, key: int, question: str, answer: Answer, note: Note, reason: str = "") -> Evaluation:
        """Store an answer and the words about it, all or nothing; what the case comes to with it.

        ``reason`` is why something is changed in a case that was finished.
        """
        ...

    def save_note(self, key: int, question: str, note: Note, reason: str = "") -> None:
        """Store the words about a question; ``reason`` as for an answer."""
        ...

    def conclude(self, key: int) -> None:
        """Store what a case comes to that is opened with nothing left to ask; some are so from the start."""
        ...

    def rule(self, key: int, ruling: Ruling | None) -> Evaluation:
        """Store the outcome the reviewer has decided on, or take it back with None; what the case comes to then.

        InputError with what is wrong when the case cannot have it.
        """
        ...

    def progress(self) -> tuple[int, int]:
        """How many of the drawn cases are finished, whoever did it, and how many are drawn."""
        ...


class Leave(Exception):
    """The reviewer leaves the screen."""


class _NextCase(Exception):
    """The reviewer is done with this case."""


def score(
    desk: Desk, entries: Entries, console: Console, *, again: str, onward: str = "", today: date | None = None
) -> None:
    """Score until the reviewer leaves, the input ends or no case is left.

    ``today`` is the day the answers are given; the clock's when it is not said.
    ``again`` is the command that goes on after leaving. ``onward`` is given where the desk has only the case
    that was asked for: the command that takes the next. Raises InputError for lines that are left over.
    """
    try:
        while work := desk.next_case():
            _Sitting(desk, entries, console, work, today or date.today(), only=bool(onward)).run()
    except (Leave, EndOfInput):
        console.line(f"Du har forladt bedømmelsen. Alt, der er vist som gemt, er gemt. Gå videre med »{again}«.")
        return
    if entries.left():
        raise _left_over(entries, desk.evaluator.rubric.case)
    done, total = desk.progress()
    case = desk.evaluator.rubric.case
    console.line()
    if onward:
        console.line(f"{capital(case.next)}: »{onward}«.")
    else:
        console.line(f"Der er ikke flere {case.many} til dig. I alt er {whole(done)} af {counted(total, case)} bedømt.")


def _left_over(entries: Entries, case: Noun) -> InputError:
    return InputError(
        f"Linje {entries.line} er for meget: der er ikke mere at svare på. Det, der er vist som gemt, er gemt; resten "
        f"er ikke læst. Se efter, om linjerne hører til {case.the_one}."
    )


def _facts(evaluator: Evaluator, case: Case) -> dict[str, str | Decimal | date]:
    try:
        return read_facts(evaluator.rubric, case.facts)
    except NotAnAnswer as why:
        called = f"{capital(evaluator.rubric.case.the_one)} »{case.case_id}«"
        raise StateError(
            f"{called} kan ikke bedømmes: en oplysning fra bruttolisten passer ikke til det låste "
            f"måleskema; {why} Intet er ændret."
        ) from None


class _Sitting:
    """One case at the screen. Each step asks once, and replaces the session when something is stored."""

    def __init__(
        self, desk: Desk, entries: Entries, console: Console, work: CaseOnDesk, today: date, *, only: bool
    ) -> None:
        self._desk, self._entries, self._console, self._work = desk, entries, console, work
        self._today, self._only = today, only
        self._session = Session.begin(
            desk.evaluator, _facts(desk.evaluator, work.case), work.answers, work.notes, work.ruling
        )
        self._case = desk.evaluator.rubric.case
        self._finished = self._session.evaluation.complete
        """The case has been finished, now or before; then changes take a reason."""
        self._keys_shown = False
        self._commands: Mapping[str, Callable[[Question], None]] = {
            "t": lambda question: self._back(),
            "b": self._remark,
            "a": self._citation,
            "h": lambda question: show_help(console, self._session.evaluator.rubric, question),
            "o": lambda question: show_overview(console, self._session),
            "f": lambda question: self._leave(),
            "?": lambda question: show_keys(console, question, self._case),
        }

    def run(self) -> None:
        """The case from where it was left until the reviewer goes on to the next."""
        show_case(self._console, self._desk.evaluator.rubric, self._desk.authorities, self._work.case)
        if answered := self._session.answered:
            asked = len(self._session.evaluation.asked)
            called = capital(self._case.the_one)
            self._console.line(f"{called} er begyndt: {answered} af {asked} spørgsmål er besvaret.")
        if self._session.question is None:
            self._desk.conclude(self._work.key)
        while True:
            try:
                if question := self._session.question:
                    self._ask(question)
                else:
                    self._finish()
            except _NextCase:
                return
            except NoSuchStep as why:
                self._console.line(str(why))
            except NotAnAnswer as why:
                self._refuse(str(why))
            except UnicodeError:
                self._refuse("linjen er ikke skrevet i UTF-8, så bogstaverne kan ikke læses.")

    def _ask(self, question: Question) -> None:
        """Ask the question at hand once, and do what is typed."""
        show_question(self._console, self._session, question, with_keys=self._should_show_keys())
        entry = self._entries.entry("Svar: ", one_key=question.takes_one_key)
        if entry == PASTED:
            raise NotAnAnswer("indsat tekst bruges ikke som svar. Tryk én tast.")
        if command := self._commands.get(entry.casefold()):
            command(question)
        elif entry:
            self._answer(question, self._session.read(entry))
        elif self._session.answer is not None or question.optional or not self._entries.line:
            self._session = self._session.kept()

    def _refuse(self, why: str) -> None:
        """Say why, and ask again; but a file's next line was meant for the next question, so there it ends."""
        if self._entries.line:
            raise InputError(
                f"Linje {self._entries.line} kan ikke bruges: {why} Det, der er vist som gemt, er gemt; "
                "resten er ikke læst. Ret linjen, og send resten ind igen."
            )
        self._console.line(f"Ikke gemt: {why}")

    def _answer(self, question: Question, answer: Answer) -> None:
        relevance = ""
        if self._session.needs_reason(answer):
            relevance = clean(self._line("Hvorfor er spørgsmålet ikke relevant? "))
        note = self._session.note_with(answer, relevance)
        self._confirm(question, answer)
        reason = self._reason((self._session.answer, answer))
        evaluation = self._desk.save(self._work.key, question.id, answer, note, reason)
        self._session = self._session.answered_with(answer, note, evaluation)
        self._finished |= evaluation.complete
        self._saved(question.words(answer))

    def _confirm(self, question: Question, answer: Answer) -> None:
        """Ask about what is unlikely with this answer; NotAnAnswer when it is not said to be right."""
        session = self._session
        given = {name: one for name, one in session.answers.items() if name in session.evaluation.asked}
        rubric, given = session.evaluator.rubric, {**given, question.id: answer}
        if why := out_of_order(rubric, question.id, given, session.facts):
            raise NotAnAnswer(why)
        for about, why in doubts(rubric, given, session.facts, self._today):
            if question.id in about:
                self._console.line(why)
                if self._line("Er det rigtigt? Skriv j for ja: ").casefold() not in ("j", "ja"):
                    raise NotAnAnswer("svaret er ikke bekræftet.")

    def _reason(self, *changes: tuple[Answer | None, Answer]) -> str:
        """Why something that stood in a finished case is changed; "" where nothing is. Raises NotAnAnswer for none."""
        if not self._finished or all(not before or before == now for before, now in changes):
            return ""
        case = self._case
        reason = clean(self._line(f"{capital(case.the_one)} er bedømt {case.finished}. Hvorfor ændres {case.it}? "))
        if not reason:
            raise NotAnAnswer(f"en ændring i {case.article} {case.finished} {case.one} skal begrundes.")
        return reason

    def _finish(self) -> None:
        """Show the result, and wait to be sent on; a file of several cases goes on by itself."""
        show_result(self._console, self._session)
        done, total = self._desk.progress()
        self._console.line(f"I alt er {whole(done)} af {counted(total, self._case)} bedømt.")
        if not self._entries.by_keys and not self._only:
            raise _NextCase
        onward = "slut" if self._only else f"næste {self._case.one}"
        while True:
            rules = "u afgør udfaldet, " if self._desk.evaluator.rubric.called_outcome else ""
            back = f"t tilbage i {self._case.the_one}"
            match self._after_result(f"Enter {onward}, {back}, o overblik, {rules}f forlad: "):
                case "":
                    raise _NextCase
                case "t":
                    return self._back()
                case "f":
                    self._leave()
                case "o":
                    show_overview(self._console, self._session)
                case "u" if rules:
                    return self._rule()
                case _ if self._entries.line:
                    raise _left_over(self._entries, self._case)
                case _:
                    keys = "t, o, u eller f" if rules else "t, o eller f"
                    self._console.line(f"Tryk Enter, eller skriv {keys}, og tryk Enter.")

    def _rule(self) -> None:
        """Ask for an outcome in place of the answers' own, which takes a ruling back when it is chosen again."""
        rubric, derived = self._session.evaluator.rubric, self._session.evaluation.derived
        outcomes = list(rubric.all_outcomes)
        for number, outcome in enumerate(outcomes, 1):
            follows = " (som svarene giver)" if outcome == derived else ""
            self._console.line(f"  {number}  {rubric.outcome_label(outcome)}{follows}")
        entry = self._entries.entry("Udfald (Enter lader det stå): ", one_key=True)
        if not entry:
            return
        if not entry.isdecimal() or not 1 <= int(entry) <= len(outcomes):
            raise NotAnAnswer(f"udfaldet er et tal fra 1 til {whole(len(outcomes))}.")
        decided = outcomes[int(entry) - 1]
        if decided == derived and self._session.ruling is None:
            raise NotAnAnswer("det er allerede svarenes udfald.")
        ruling = None
        if decided != derived:
            reason = clean(self._line("Begrundelse: "))
            if not reason:
                raise NotAnAnswer("et andet udfald end svarenes skal begrundes.")
            ruling = Ruling(decided, reason)
        evaluation = self._desk.rule(self._work.key, ruling)
        self._session = self._session.ruled(ruling, evaluation)
        self._saved("udfaldet")

    def _after_result(self, prompt: str) -> str:
        """What is typed at a finished case; a file that ends here is done with it."""
        try:
            return self._entries.entry(prompt, one_key=True).casefold()
        except EndOfInput:
            if self._entries.by_keys:
                raise
            return ""

    def _back(self) -> None:
        self._session = self._session.back()

    def _leave(self) -> NoReturn:
        raise Leave

    def _remark(self, question: Question) -> None:
        if (text := self._words("Bemærkning", self._session.note.remark)) is not None:
            self._note(question, replace(self._session.note, remark=text), "bemærkningen")

    def _citation(self, question: Question) -> None:
        if (text := self._words("Akthenvisning", self._session.note.citation)) is not None:
            self._note(question, replace(self._session.note, citation=text), "akthenvisningen")

    def _words(self, name: str, before: str) -> str | None:
        """What the reviewer writes; None to leave it as it is."""
        hint = f" (Enter lader den stå, {_DELETE} sletter den)" if before else ""
        text = clean(self._line(f"{name}{hint}: "))
        if not text:
            self._console.line("Uændret.")
            return None
        return "" if text == _DELETE else text

    def _note(self, question: Question, note: Note, what: str) -> None:
        later, before = self._session.with_note(note), self._session.note
        reason = self._reason((before.remark, note.remark), (before.citation, note.citation))
        self._desk.save_note(self._work.key, question.id, note, reason)
        self._session = later
        self._saved(what)

    def _line(self, prompt: str) -> str:
        return self._entries.entry(prompt, one_key=False)

    def _saved(self, what: str) -> None:
        """Said only after the desk has returned."""
        self._console.line(f"Gemt: {what}")
        self._console.flush()

    def _should_show_keys(self) -> bool:
        """At every question, but once a case where each line is read aloud; ? shows them always."""
        show = not (self._console.accessible and self._keys_shown)
        self._keys_shown = True
        return show
