"""Two rubrics side by side, and the changes found so far."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from audit.nouns import filled
from audit.revision.changes import Change, ChangeKind, Consequence
from audit.revision.collected import Collected, Given
from audit.revision.meaning import meaning
from audit.revision.pairing import History
from audit.rubric.condition import Always, Node, flow
from audit.rubric.model import Rubric
from audit.rubric.parts import Special
from audit.rubric.places import names_in

T = TypeVar("T")

RECOUNTED = "Udfald, fund og tal regnes om for de {sager}, der er bedømt. Ingen svar ændres."
"""The reason shown for a breaking change that affects outcomes, findings or figures, but no answer."""


class Comparison:
    """Two rubrics, what has been collected by the old one (None: no study at hand), and the changes so far.

    ``earlier`` are the versions before ``old``, the oldest first.
    """

    def __init__(self, old: Rubric, new: Rubric, collected: Collected | None, earlier: Sequence[Rubric] = ()) -> None:
        self.old, self.new, self.collected = old, new, collected
        self.sources = History(*earlier, old).sources(new)
        taken = set(self.sources.values())
        self.removed = tuple(name for name in old.questions if name not in taken)
        self.renamed = {former: name for name, former in self.sources.items() if former != name}
        self.changes: list[Change] = []

    def touched(self, question: str, wanted: Callable[[Given], bool] = lambda given: True) -> int | None:
        """The number of ``wanted`` answers stored under ``question``; None without a study."""
        return None if self.collected is None else self.collected.count(question, wanted)

    def unsure(self, question: str) -> int:
        """The number of answers by which it could still be anything whether ``question`` is asked; 0 without a study.

        They are the unknown ones to the questions its ``ask_if`` hangs on, however far back; not those to itself.
        """
        return self.collected.unknown(self._stored(self._hangs_on({question}) - {question})) if self.collected else 0

    def may_be_unknown(self, question: str) -> bool:
        """Whether the answer to ``question``, or whether it is asked, can be unknown in a case that is complete."""
        asked = [rubric.questions.get(name) for name in self._hangs_on({question}) for rubric in (self.old, self.new)]
        return any(word is not Special.NOT_RELEVANT for one in asked if one for word in one.allow)

    def touched_by(self, *conditions: Node | None, names: Iterable[str] = ()) -> dict[str, Any]:
        """What a change touches that hangs on the conditions and on ``names``, as ``breaking`` takes it.

        The answers are those to the questions spoken of, and the unknown ones that decide whether these are asked.
        A condition of facts, findings, outcomes or every case bears on cases ``anywhere``, whatever is answered.
        """
        if self.collected is None:
            return {"answers": None}
        spoken = {one for condition in conditions for one in names_in(condition)}
        named = {name for kind, name in spoken if kind == "name"} | set(names)
        facts = {*self.old.facts, *self.new.facts}
        anywhere = Always() in conditions or not named.isdisjoint(facts)
        anywhere = anywhere or any(kind in ("finding", "outcome") for kind, _ in spoken)
        around = self._hangs_on(named)
        answers = self.collected.of(self._stored(named)) + self.collected.unknown(self._stored(around - named))
        return {"answers": answers or self.collected.total if anywhere else answers, "anywhere": anywhere}

    def _stored(self, names: Iterable[str]) -> set[str]:
        return {self.sources.get(name, name) for name in names}

    def _hangs_on(self, names: Iterable[str]) -> set[str]:
        """The questions themselves, and those that decide whether they are asked, in either rubric."""
        found: set[str] = set()
        waiting = set(names)
        while waiting:
            name = waiting.pop()
            found.add(name)
            for rubric in (self.old, self.new):
                question = rubric.questions.get(name)
                named = {one for kind, one in names_in(question.ask_if) if kind == "name"} if question else set()
                waiting |= named - found
        return found

    @property
    def everything(self) -> dict[str, Any]:
        """What a change touches that bears on every case, as ``breaking`` takes it."""
        return {"answers": None if self.collected is None else self.collected.total, "anywhere": True}

    def same(self, before: Node | None, after: Node | None) -> bool:
        """Whether an old and a new condition are equal, apart from the order of parts and renamed questions."""
        return meaning(before, self.renamed) == meaning(after, {})

    def words(self, part: str, name: str, what: str, before: Any, after: Any, **about: Any) -> None:
        """Add a COSMETIC change, unless ``before`` equals ``after``."""
        if before != after:
            about.setdefault("answers", 0 if self.collected else None)
            self._add(ChangeKind.COSMETIC, Consequence.NONE, part, name, what, before, after, **about)

    def safe(self, part: str, name: str, what: str, before: Any = "", after: Any = "", **about: Any) -> None:
        """Add a SAFE change."""
        about.setdefault("answers", 0 if self.collected else None)
        self._add(ChangeKind.SAFE, Consequence.NONE, part, name, what, before, after, **about)

    def breaking(
        self,
        consequence: Consequence,
        part: str,
        name: str,
        what: str,
        before: Any = "",
        after: Any = "",
        *,
        anywhere: bool = False,
        **about: Any,
    ) -> None:
        """Add a BREAKING change; but SAFE, except for FRAME, if no case is scored, or DECIDE or RECOUNT touches none.

        It touches none when ``answers`` is 0 and it does not bear on cases ``anywhere``, whatever is answered.
        """
        unscored = self.collected is not None and not self.collected.assessments
        decided = consequence in (Consequence.DECIDE, Consequence.RECOUNT)
        untouched = decided and about.get("answers") == 0 and not anywhere
        if consequence is not Consequence.FRAME and (unscored or untouched):
            about["reason"] = "Der er ingen bedømte {sager} endnu." if unscored else "Ingen indsamlede svar berøres."
            self.safe(part, name, what, before, after, **about)
        else:
            self._add(ChangeKind.BREAKING, consequence, part, name, what, before, after, **about)

    def recount(self, part: str, name: str, what: str, before: Any = "", after: Any = "", **about: Any) -> None:
        """Add a change with the consequence RECOUNT; see ``breaking``."""
        self.breaking(Consequence.RECOUNT, part, name, what, before, after, **{"reason": RECOUNTED} | about)

    @staticmethod
    def pairs(before: Mapping[str, T], after: Mapping[str, T]) -> Iterator[tuple[str, T | None, T | None]]:
        """The parts by name: those in both, those gone (None after), those new (None before), each in its own order."""
        yield from ((name, before[name], part) for name, part in after.items() if name in before)
        yield from ((name, part, None) for name, part in before.items() if name not in after)
        yield from ((name, None, part) for name, part in after.items() if name not in before)

    def _add(
        self,
        kind: ChangeKind,
        consequence: Consequence,
        part: str,
        name: str,
        what: str,
        before: Any,
        after: Any,
        **about: Any,
    ) -> None:
        if "reason" in about:
            about["reason"] = filled(about["reason"], self.new.case)
        self.changes.append(Change(kind, consequence, part, name, what, flow(before), flow(after), **about))
