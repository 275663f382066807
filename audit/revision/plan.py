"""Works out what each collected answer becomes under a new rubric, by the questions and the decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.errors import Problem
from audit.revision.collected import Collected, Given, fits
from audit.revision.decisions import AGAIN, KEEP, OUT, Decision, Decisions, Undecided
from audit.revision.pairing import History
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.types import Question
from audit.rubric.values import NotAnAnswer, encode
from audit.wording.quoting import listed, quoted


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one stored answer becomes, and why; ``given`` is None when the case must be scored again."""

    given: Given | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    """Where the answers stored under one name go: ``new`` is None for a question that is gone.

    ``why`` says why every answer must be decided, "" when only those that do not fit must.
    """

    source: str
    old: Question | None
    new: Question | None
    why: str

    @property
    def name(self) -> str:
        """The question's name in a file of decisions."""
        return self.new.id if self.new else self.source


class Plan:
    """What every stored answer of a study becomes under the new rubric.

    ``undecided`` are the answers that lack a decision, ``problems`` what is
    wrong with the decisions; with either the plan cannot be carried out.
    ``notices`` warn of decisions that apply to no answer. ``earlier`` are the
    versions before ``old``, the oldest first.
    """

    def __init__(
        self,
        old: Rubric,
        new: Rubric,
        collected: Collected,
        decisions: Decisions | None = None,
        earlier: Sequence[Rubric] = (),
    ) -> None:
        self.old, self.new, self.collected = old, new, collected
        self.history = History(*earlier, old)
        self.decisions = decisions or Decisions()
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.targets = {source: name for name, source in self.history.sources(new).items()}
        names = {*old.questions, *self.targets}
        self._ways = {source: self._way(source) for source in [*self.targets, *sorted(names - set(self.targets))]}
        self._used: set[int] = set()
        self._exact, self._every, self._pending = self._read_decisions()
        self._resolved: dict[tuple[str, Given], Resolved | tuple[Undecided, ...]] = {}
        self.undecided = self._look_through()
        self._notice_unused()

    @property
    def renamed(self) -> dict[str, str]:
        """Stored name to new id, for the questions where the two differ."""
        return {source: target for source, target in self.targets.items() if source != target}

    def resolve(self, source: str, given: Given) -> Resolved:
        """What an answer stored under ``source`` becomes; unchanged for a name in neither rubric."""
        found = self._resolved.get((source, given))
        if found is None:
            found = self._resolve(source, given, 1)
        assert isinstance(found, Resolved), "a plan with undecided answers is not carried out"
        return found

    def _way(self, source: str) -> _Way:
        old = self.old.questions.get(source)
        name = self.targets.get(source)
        new = self.new.questions[name] if name else None
        if new is None:
            why = "spørgsmålet er fjernet."
        elif old is None:
            why = "spørgsmålet er med igen, og svaret er fra en tidligere udgave."
        elif old.type != new.type:
            why = "spørgsmålets type er ændret."
        elif old.counted_in != new.counted_in:
            why = f"enheden var {quoted(old.counted_in)} og er nu {quoted(new.counted_in)}."
        else:
            why = ""
        return _Way(source, old, new, why)

    def _read_decisions(self) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, int]]:
        """Numbers of decisions: by stored name and answer; by name for all answers; by name for those left over."""
        named = {way.name: source for source, way in self._ways.items()}
        named |= {source: source for source in self._ways if source not in named}
        exact: dict[tuple[str, str], int] = {}
        every: dict[str, int] = {}
        pending: dict[str, int] = {}
        for number, decision in enumerate(self.decisions.every):
            source = named.get(decision.question)
            if source is None:
                what = f"{quoted(decision.question)} er ikke et spørgsmål i nogen af udgaverne."
                self._wrong(number, what, f"Spørgsmålene er {listed(named)}.")
            elif decision.all_answers and decision.answer is not None:
                self._wrong(number, "»answer« og »all_answers« kan ikke stå sammen.", "Slet den ene.")
            elif self._allowed(number, decision, self._ways[source]):
                key = (source, decision.answer or "")
                table: dict[str, int] = every if decision.all_answers else pending
                taken = exact.setdefault(key, number) if decision.answer else table.setdefault(source, number)
                if taken != number:
                    self._wrong(number, f"der er allerede en beslutning om det samme ({quoted(decision.question)}).")
        return exact, every, pending

    def _allowed(self, number: int, decision: Decision, way: _Way) -> bool:
        """Whether a decision can be carried out for its question; if not, a problem is added."""
        becomes = decision.becomes
        if way.new is None:
            if becomes == OUT:
                return True
            what = f"spørgsmålet {quoted(way.source)} er fjernet, så svaret kan ikke blive til {quoted(becomes)}."
            return self._wrong(number, what, f"Skriv {OUT}.")
        if becomes == OUT:
            what = f"{OUT} kan kun bruges om et spørgsmål, der er fjernet."
            return self._wrong(number, what, f"Skriv et svar, {KEEP} eller {AGAIN}.")
        if becomes in (AGAIN, KEEP):
            return True
        try:
            answer = way.new.read(way.new.as_typed(becomes))
        except NotAnAnswer as refusal:
            return self._wrong(number, str(refusal), f"Det kan også være {KEEP} eller {AGAIN}.")
        if answer is Special.NOT_RELEVANT:
            what = "»ikke_relevant« kræver en begrundelse hver gang."
            return self._wrong(number, what, f"Skriv {AGAIN}, så den kan skrives.")
        return True

    def _wrong(self, number: int, what: str, todo: str = "") -> bool:
        self.problems.append(self.decisions.problem(number, what, todo))
        return False

    def _look_through(self) -> tuple[Undecided, ...]:
        """Resolve every collected answer; returns those without a decision, one for each question and answer."""
        found: dict[tuple[str, str], Undecided] = {}
        for source in self._ways:
            for given, count in sorted(self.collected.answers.get(source, {}).items()):
                resolved = self._resolve(source, given, count)
                self._resolved[source, given] = resolved
                for one in resolved if isinstance(resolved, tuple) else ():
                    before = found.get((one.question, one.answer))
                    found[one.question, one.answer] = replace(one, count=one.count + before.count) if before else one
        return tuple(found.values())

    def _resolve(self, source: str, given: Given, count: int) -> Resolved | tuple[Undecided, ...]:
        way = self._ways.get(source)
        if way is None:
            return Resolved(given)
        number = self._exact.get((source, given.text), self._every.get(source))
        if number is not None:
            return self._apply(number, way, given, count)
        if not way.why and way.new and way.new.many and not given.special:
            return self._resolve_options(way, way.new, given, count)
        if way.new is not None and not way.why and fits(way.new, given):
            return Resolved(given)
        return self._pending_or(way, given, count)

    def _resolve_options(
        self, way: _Way, question: Question, given: Given, count: int
    ) -> Resolved | tuple[Undecided, ...]:
        """Options that are gone, or that a decision names, are decided one by one; the rest of the answer stays."""
        named = [option for option in given.values if (way.source, option) in self._exact]
        gone = [option for option in given.values if option not in question.labels or option in named]
        chosen: list[str] = [option for option in given.values if option not in gone]
        reasons: list[str] = []
        undecided: list[Undecided] = []
        for option in gone:
            number = self._exact.get((way.source, option), self._pending.get(way.source))
            if number is None:
                undecided.append(
                    self._undecided(way, option, count, f"svarmuligheden {quoted(option)} findes ikke mere.")
                )
                continue
            self._used.add(number)
            decision = self.decisions.every[number]
            if decision.becomes == AGAIN:
                return Resolved(None, _reason(decision))
            if decision.becomes == KEEP and option in question.labels:
                chosen.append(option)
                continue
            if decision.becomes == KEEP:
                self._wrong(number, f"{quoted(option)} kan ikke beholdes: den findes ikke mere.")
                return Resolved(None)
            chosen += _read(question, decision.becomes).values
            reasons.append(_reason(decision))
        if undecided:
            return tuple(undecided)
        ordered = question.in_order(tuple(chosen))
        if ordered is None:
            return self._pending_or(way, given, count)
        new = Given(ordered)
        return Resolved(new, "; ".join(dict.fromkeys(reasons)))

    def _pending_or(self, way: _Way, given: Given, count: int) -> Resolved | tuple[Undecided, ...]:
        number = self._pending.get(way.source)
        if number is not None:
            return self._apply(number, way, given, count)
        return (self._undecided(way, given.text, count, way.why or self._unfit(way, given), given),)

    def _apply(self, number: int, way: _Way, given: Given, count: int) -> Resolved | tuple[Undecided, ...]:
        self._used.add(number)
        decision = self.decisions.every[number]
        if way.new is None:
            return Resolved(given, _reason(decision))
        if decision.becomes == AGAIN:
            return Resolved(None, _reason(decision))
        if decision.becomes == KEEP:
            if fits(way.new, given):
                return Resolved(given, _reason(decision))
            what = f"svaret {quoted(given.text)} kan ikke beholdes: {self._unfit(way, given)}"
            self._wrong(number, what, f"Skriv et nyt svar eller {AGAIN}.")
            return Resolved(None)
        return Resolved(_read(way.new, decision.becomes), _reason(decision))

    def _undecided(self, way: _Way, answer: str, count: int, why: str, given: Given | None = None) -> Undecided:
        if way.new is None:
            return Undecided(way.name, answer, count, f"{why[:1].upper()}{why[1:]}", (OUT,), OUT)
        options = tuple(way.new.labels)
        keep = (KEEP,) if given is not None and fits(way.new, given) else ()
        specials = tuple(str(one) for one in way.new.allow if one is not Special.NOT_RELEVANT)
        shown = options or (f"et svar ({way.new.one})",)
        return Undecided(way.name, answer, count, f"{why[:1].upper()}{why[1:]}", (*shown, *specials, *keep, AGAIN))

    def _unfit(self, way: _Way, given: Given) -> str:
        """Why an answer does not fit the question as it is now."""
        assert way.new is not None, "an answer to a question that is gone is decided otherwise"
        if given.special:
            return f"der kan ikke mere svares {quoted(given.text)}."
        if way.new.many:
            return "svarene kan ikke mere stå sammen."
        try:
            way.new.read(way.new.as_typed(given.text))
        except NotAnAnswer as refusal:
            return str(refusal)
        return "svaret passer ikke mere."

    def _notice_unused(self) -> None:
        wrong = {(problem.line, problem.column) for problem in self.problems}
        for number, decision in enumerate(self.decisions.every):
            notice = self.decisions.problem(
                number,
                f"beslutningen om {quoted(decision.question)} bruges ikke: der er ikke noget at bestemme.",
                "Skal alle svar på spørgsmålet ændres, så skriv all_answers: true.",
                warning=True,
            )
            if number not in self._used and (notice.line, notice.column) not in wrong:
                self.notices.append(notice)


def _reason(decision: Decision) -> str:
    return decision.reason or "besluttet ved skift af måleskema"


def _read(question: Question, text: str) -> Given:
    answer = question.read(question.as_typed(text))
    return Given(encode(answer), isinstance(answer, Special))
