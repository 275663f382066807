"""The tally of a case: a bit for each thing the case can be counted in.

The rubric determines the catalogue of those things and their order, so that a
tally is a few bytes. What is answered with a number, a date or words has no bit
for each answer: such answers are counted as they are stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import NamedTuple

from audit.rubric.conditions import ANYTHING, NEITHER, TRUE, Possible
from audit.rubric.model import Rubric
from audit.rubric.types import Question
from audit.rubric.values import Answer


class ItemKind(StrEnum):
    """What a case is counted as."""

    ASKED = "asked"
    """The question is asked in the case."""
    ASKED_UNKNOWN = "asked_unknown"
    """An unknown answer decides whether the question is asked; it is not."""
    ANSWER = "answer"
    """The option is chosen."""
    SPECIAL = "special"
    """The answer is none: ``fremgår_ikke`` and its like."""
    FINDING = "finding"
    FINDING_UNKNOWN = "finding_unknown"
    """An unknown answer decides whether the finding is made."""
    FINDING_AMONG = "finding_among"
    """The finding can be made in the case: what it depends on is asked and relevant, for certain."""
    MEASURE_AMONG = "measure_among"
    MEASURE_AMONG_UNKNOWN = "measure_among_unknown"
    """An unknown answer decides whether the case is in the denominator; it is left out."""
    MEASURE_COUNT = "measure_count"
    MEASURE_UNKNOWN = "measure_unknown"
    """In the denominator, and an unknown answer decides whether the case is counted; it is not."""
    RECOMMEND_AMONG = "recommend_among"
    RECOMMEND_AMONG_UNKNOWN = "recommend_among_unknown"
    RECOMMEND_COUNT = "recommend_count"
    RECOMMEND_UNKNOWN = "recommend_unknown"
    DERIVED = "derived"
    """The outcome that follows from the answers."""
    OUTCOME = "outcome"
    """The outcome that counts: the reviewer's ruling where there is one."""


UNTOLD = frozenset(
    {
        ItemKind.ASKED_UNKNOWN,
        ItemKind.FINDING_UNKNOWN,
        ItemKind.FINDING_AMONG,
        ItemKind.MEASURE_AMONG_UNKNOWN,
        ItemKind.RECOMMEND_AMONG_UNKNOWN,
    }
)
"""The kinds that no inline test can tell of a case."""


class Item(NamedTuple):
    """One thing a case can be counted in.

    ``code`` is the question, finding, measure, recommendation or outcome;
    ``value`` the option or the special answer, "" for what has none.
    """

    kind: ItemKind
    code: str
    value: str = ""


_MEASURE = (
    ItemKind.MEASURE_AMONG,
    ItemKind.MEASURE_AMONG_UNKNOWN,
    ItemKind.MEASURE_COUNT,
    ItemKind.MEASURE_UNKNOWN,
)
_RECOMMENDATION = (
    ItemKind.RECOMMEND_AMONG,
    ItemKind.RECOMMEND_AMONG_UNKNOWN,
    ItemKind.RECOMMEND_COUNT,
    ItemKind.RECOMMEND_UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Proportion:
    """The bits of one measure or recommendation."""

    among: int
    among_unknown: int
    count: int
    unknown: int

    def bits(self, among: Possible, count: Possible) -> int:
        """What a case is counted as, by the values its denominator and its numerator could have."""
        if among != TRUE:
            return self.among_unknown if among & TRUE else 0
        if count == TRUE:
            return self.among | self.count
        return self.among | self.unknown if count & TRUE else self.among


class Catalogue:
    """All that the cases scored by one rubric can be counted in; ``items[n]`` is bit ``n`` of a tally."""

    def __init__(self, rubric: Rubric) -> None:
        self.items = tuple(_items(rubric))
        self.width = -(-len(self.items) // 8)
        """Bytes of a tally."""
        self.place: Mapping[Item, int] = {item: place for place, item in enumerate(self.items)}
        self._told = reduce(or_, (1 << place for item, place in self.place.items() if item.kind not in UNTOLD), 0)
        self.answers = {name: self._answer_bits(question) for name, question in rubric.questions.items()}
        """By question and answer the bits of an asked question with that answer."""
        self.perhaps_asked = {
            name: self.bit(ItemKind.ASKED_UNKNOWN, name)
            for name, question in rubric.questions.items()
            if question.ask_if
        }
        """By question the bit of one that may be asked: its condition hangs on an unknown answer."""
        self._findings = [self._finding_bits(name) for name in rubric.found]
        self.outcomes: Mapping[str, tuple[int, int]] = {
            name: (self.bit(ItemKind.DERIVED, name), self.bit(ItemKind.OUTCOME, name))
            for name in rubric.stored_outcomes
        }

    def bit(self, kind: ItemKind, code: str, value: str = "") -> int:
        """The bit of one item."""
        return 1 << self.place[Item(kind, code, value)]

    def measure(self, name: str) -> Proportion:
        """The bits of a measure."""
        return Proportion(*(self.bit(kind, name) for kind in _MEASURE))

    def recommendation(self, name: str) -> Proportion:
        """The bits of a recommendation."""
        return Proportion(*(self.bit(kind, name) for kind in _RECOMMENDATION))

    def made(self, findings: Mapping[str, Possible]) -> int:
        """The bits of the findings, by the values each could have; ``findings`` has all, in the rubric's order."""
        found = 0
        for possible, bits in zip(findings.values(), self._findings, strict=True):
            found |= bits[possible]
        return found

    def ended(self, derived: str, outcome: str) -> int:
        """The bits of the outcome that follows from the answers, and of the one that counts."""
        return self.outcomes[derived][0] | self.outcomes[outcome][1]

    def tally(self, bits: int) -> bytes:
        """The tally with these bits."""
        return bits.to_bytes(self.width, "little")

    def counted(self, tally: bytes) -> frozenset[Item]:
        """What a case with this tally is counted in."""
        return self.items_of(int.from_bytes(tally, "little"))

    def items_of(self, bits: int) -> frozenset[Item]:
        """The items that bits stand for."""
        found = []
        while bits:
            lowest = bits & -bits
            found.append(self.items[lowest.bit_length() - 1])
            bits ^= lowest
        return frozenset(found)

    def told(self, tally: bytes) -> int:
        """The bits of a tally that an inline test can tell of."""
        return int.from_bytes(tally, "little") & self._told

    def _answer_bits(self, question: Question) -> "_AnswerBits":
        asked = self.bit(ItemKind.ASKED, question.id)
        bits: dict[Answer, int] = {}
        for kind, answers in ((ItemKind.ANSWER, question.labels), (ItemKind.SPECIAL, question.allow)):
            bits.update({one: asked | self.bit(kind, question.id, one) for one in answers})
        return _AnswerBits(asked, bits)

    def _finding_bits(self, name: str) -> tuple[int, ...]:
        """The bits of a finding, at the place of each set of truth values it could have."""
        among = self.bit(ItemKind.FINDING_AMONG, name)
        made, unknown = self.bit(ItemKind.FINDING, name), self.bit(ItemKind.FINDING_UNKNOWN, name)
        bits = {possible: unknown if possible & TRUE else 0 for possible in range(ANYTHING + 1)} | {TRUE: made}
        return tuple(one if possible & NEITHER else one | among for possible, one in bits.items())


class _AnswerBits(dict[Answer, int]):
    """The bits by answer; several options together are put together the first time they are met."""

    def __init__(self, asked: int, answers: Mapping[Answer, int]) -> None:
        super().__init__(answers)
        self._asked = asked

    def __missing__(self, answer: Answer) -> int:
        if not isinstance(answer, tuple):
            return self._asked
        found = self[answer] = reduce(or_, (self[option] for option in answer), self._asked)
        return found


def tally_of(catalogue: Catalogue, items: Iterable[Item]) -> bytes:
    """The tally of a case that is counted in these items and no others."""
    return catalogue.tally(reduce(or_, (1 << catalogue.place[item] for item in items), 0))


def _items(rubric: Rubric) -> Iterator[Item]:
    for name, question in rubric.questions.items():
        yield Item(ItemKind.ASKED, name)
        if question.ask_if:
            yield Item(ItemKind.ASKED_UNKNOWN, name)
        yield from (Item(ItemKind.ANSWER, name, option) for option in question.labels)
        yield from (Item(ItemKind.SPECIAL, name, str(special)) for special in question.allow)
    for kinds, names in (
        ((ItemKind.FINDING, ItemKind.FINDING_UNKNOWN, ItemKind.FINDING_AMONG), rubric.found),
        (_MEASURE, [measure.id for measure in rubric.measures]),
        (_RECOMMENDATION, rubric.recommendations),
        ((ItemKind.DERIVED, ItemKind.OUTCOME), rubric.stored_outcomes),
    ):
        yield from (Item(kind, name) for name in names for kind in kinds)
