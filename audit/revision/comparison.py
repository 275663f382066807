"""Two rubrics side by side, and the changes found so far."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from audit.revision.changes import Change, ChangeKind, Consequence
from audit.revision.collected import Collected, Given
from audit.revision.meaning import meaning
from audit.revision.pairing import removed, sources
from audit.rubric.condition import Node, flow
from audit.rubric.model import Rubric
from audit.rubric.places import names_in

T = TypeVar("T")

RECOUNTED = "Udfald, fund og tal regnes om for de sager, der er bedømt. Ingen svar ændres."
"""The reason shown for a breaking change that affects outcomes, findings or figures, but no answer."""


class Comparison:
    """Two rubrics, what has been collected by the old one (None: no study at hand), and the changes so far."""

    def __init__(self, old: Rubric, new: Rubric, collected: Collected | None) -> None:
        self.old, self.new, self.collected = old, new, collected
        self.sources = sources(old, new, collected.answers if collected else ())
        self.removed = removed(old, new)
        self.renamed = {former: name for name, former in self.sources.items() if former != name}
        self.changes: list[Change] = []

    def touched(self, question: str, wanted: Callable[[Given], bool] = lambda given: True) -> int | None:
        """The number of ``wanted`` answers stored under ``question``; None without a study."""
        return None if self.collected is None else self.collected.count(question, wanted)

    def touched_by(self, *conditions: Node | None, names: Iterable[str] = ()) -> int | None:
        """The number of answers to the questions in the conditions and in ``names``; None without a study."""
        if self.collected is None:
            return None
        spoken = {name for condition in conditions for kind, name in names_in(condition) if kind == "name"}
        return self.collected.of(self.sources.get(name, name) for name in (*spoken, *names))

    @property
    def all_answers(self) -> int | None:
        """The number of all collected answers; None without a study."""
        return None if self.collected is None else self.collected.total

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
        self, consequence: Consequence, part: str, name: str, what: str, before: Any = "", after: Any = "", **about: Any
    ) -> None:
        """Add a BREAKING change; but SAFE, except for FRAME, if no case is scored, or DECIDE or RECOUNT has none."""
        answers: int | None = about.get("answers")
        unscored = self.collected is not None and not self.collected.assessments
        untouched = consequence in (Consequence.DECIDE, Consequence.RECOUNT) and answers == 0
        if consequence is not Consequence.FRAME and (unscored or untouched):
            about["reason"] = "Der er ingen bedømte sager endnu." if unscored else "Ingen indsamlede svar rammes."
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
        self.changes.append(Change(kind, consequence, part, name, what, flow(before), flow(after), **about))
