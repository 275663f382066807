"""The adjudication screen: one difference at a time, with the two answers and no names.

Answers are given with the same keys as when a case is scored; then a word for why, and a reason.
"""

from collections.abc import Callable, Mapping
from typing import NoReturn, Protocol

from audit.agreement.deciding import DoubleOnDesk, ReasonCode
from audit.authorities import Authorities
from audit.errors import InputError
from audit.review.entries import clean
from audit.rubric.evaluate import Evaluator
from audit.rubric.types import Question
from audit.rubric.values import Answer, NotAnAnswer
from audit.terminal.console import Console
from audit.terminal.difference_lines import show_difference, show_keys, show_outcomes, show_settled, words_of
from audit.terminal.key_reader import PASTED, EndOfInput
from audit.terminal.keys import Entries
from audit.terminal.score_lines import show_case, show_help
from audit.wording.labels import lower_first, readable
from audit.wording.numbers import counted, whole


class SettlingDesk(Protocol):
    """Where the cases come from and the decisions go. What a method has returned from is stored."""

    evaluator: Evaluator
    authorities: Authorities

    def next_case(self) -> DoubleOnDesk | None:
        """The case to go on with; None when none is left."""
        ...

    def decide(
        self, work: DoubleOnDesk, question: str, answer: Answer | None, code: ReasonCode, reason: str
    ) -> DoubleOnDesk:
        """Store what is decided in a question; the case as it is then."""
        ...

    def progress(self) -> tuple[int, int]:
        """How many of the cases in which the two part are decided, and how many there are."""
        ...


class _Leave(Exception):
    """The reviewer leaves the screen."""


def adjudicate(desk: SettlingDesk, entries: Entries, console: Console, *, again: str) -> None:
    """Decide case after case until the reviewer leaves, the input ends or none is left.

    ``again`` is the command that goes on after leaving. Raises InputError for a line of a file that cannot be used.
    """
    try:
        while work := desk.next_case():
            _Settling(desk, entries, console, work).run()
    except (_Leave, EndOfInput):
        console.line(f"Du har forladt uenighederne. Alt, der er vist som gemt, er gemt. Gå videre med »{again}«.")
        return
    if entries.left():
        raise InputError(
            f"Linje {entries.line} er for meget: der er ikke mere at afgøre. Det, der er vist som gemt, er gemt; "
            "resten er ikke læst."
        )
    done, total = desk.progress()
    total_ = counted(total, desk.evaluator.rubric.case)
    console.line()
    console.line(f"Der er ikke flere uenigheder til dig. I alt er {whole(done)} af {total_} afgjort.")


class _Settling:
    """One case at the screen."""

    def __init__(self, desk: SettlingDesk, entries: Entries, console: Console, work: DoubleOnDesk) -> None:
        self._desk, self._entries, self._console, self._work = desk, entries, console, work
        self._decided: list[str] = []
        """The questions decided here, in order, for going back."""
        self._again: list[str] = []
        """Those gone back to, the next last."""
        self._put_off: list[str] = []
        self._commands: Mapping[str, Callable[[Question], None]] = {
            "t": lambda question: self._back(),
            "n": self._put_off_for_now,
            "u": lambda question: show_outcomes(console, desk.evaluator.rubric, self._work),
            "h": lambda question: show_help(console, desk.evaluator.rubric, question),
            "f": lambda question: self._leave(),
            "?": lambda question: show_keys(console, question, desk.evaluator.rubric),
        }

    def run(self) -> None:
        """The case until nothing is left to decide."""
        show_case(self._console, self._desk.evaluator.rubric, self._desk.authorities, self._work.case)
        while question := self._question():
            try:
                self._ask(question)
            except NotAnAnswer as why:
                self._refuse(str(why))
            except UnicodeError:
                self._refuse("linjen er ikke skrevet i UTF-8, så bogstaverne kan ikke læses.")
        show_settled(self._console, self._desk.evaluator.rubric, self._work)

    def _question(self) -> Question | None:
        """The question gone back to, else the first that is open; those put off come last."""
        left = [*self._again[-1:], *sorted(self._work.adjudication.open, key=self._later)]
        return self._desk.evaluator.rubric.questions[left[0]] if left else None

    def _later(self, name: str) -> int:
        return self._put_off.index(name) + 1 if name in self._put_off else 0

    def _ask(self, question: Question) -> None:
        show_difference(self._console, self._desk.evaluator.rubric, self._work, question)
        entry = self._entries.entry("Svar: ", one_key=question.takes_one_key)
        if entry == PASTED:
            raise NotAnAnswer("indsat tekst bruges ikke som svar. Tryk én tast.")
        if command := self._commands.get(entry.casefold()):
            command(question)
        elif entry or question.optional:
            self._decide(question, self._read(question, entry))

    def _read(self, question: Question, entry: str) -> Answer | None:
        """What was typed; Enter is no answer to an optional question, »som a« and »som b« the answer of one of them."""
        if not entry:
            return None
        for name, (answer, _) in zip(("som a", "som b"), words_of(self._work, question.id), strict=True):
            if " ".join(entry.casefold().split()) == name:
                if answer is None and not question.optional:
                    raise NotAnAnswer(f"{name[-1].upper()} har ikke svaret på spørgsmålet.")
                return answer
        return question.read_keys(clean(entry))

    def _decide(self, question: Question, answer: Answer | None) -> None:
        codes = list(ReasonCode)
        named = ", ".join(f"{number} {lower_first(readable(code))}" for number, code in enumerate(codes, 1))
        entry = self._entries.entry(f"Grund ({named}): ", one_key=True).strip()
        if not entry.isdecimal() or not 1 <= int(entry) <= len(codes):
            raise NotAnAnswer(f"grunden er et tal fra 1 til {whole(len(codes))}.")
        reason = clean(self._entries.entry("Begrundelse: ", one_key=False))
        if not reason:
            raise NotAnAnswer("en afgørelse skal begrundes.")
        self._work = self._desk.decide(self._work, question.id, answer, codes[int(entry) - 1], reason)
        self._again = [name for name in self._again if name != question.id]
        self._put_off = [name for name in self._put_off if name != question.id]
        self._decided = [*(name for name in self._decided if name != question.id), question.id]
        said = "intet svar" if answer is None else question.words(answer)
        self._console.line(f"Gemt: {said}")
        self._console.flush()

    def _back(self) -> None:
        before = [name for name in self._decided if name not in self._again]
        if not before:
            self._console.line(f"Der er ikke afgjort noget før dette i {self._desk.evaluator.rubric.case.the_one}.")
            return
        self._again.append(before[-1])

    def _put_off_for_now(self, question: Question) -> None:
        """Show the question again when the others are decided."""
        if question.id in self._again:
            self._again.remove(question.id)
            return
        self._put_off = [*(name for name in self._put_off if name != question.id), question.id]
        if len(self._work.adjudication.open) == 1:
            self._console.line("Det er den eneste uenighed, der mangler.")

    def _leave(self) -> NoReturn:
        raise _Leave

    def _refuse(self, why: str) -> None:
        """Say why, and ask again; but a file's next line was meant for the next question, so there it ends."""
        if self._entries.line:
            raise InputError(
                f"Linje {self._entries.line} kan ikke bruges: {why} Det, der er vist som gemt, er gemt; "
                "resten er ikke læst. Ret linjen, og send resten ind igen."
            )
        self._console.line(f"Ikke gemt: {why}")
