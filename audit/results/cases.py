"""The cases that count, as columns of bits: every figure is an AND of columns and a count of bits.

A column is a whole number with a bit for each case. It is made from the tallies
the first time it is asked for: the bytes at one place of all tallies are turned
into a row of noughts and ones, and that is read as a number in base two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, reduce
from itertools import compress
from operator import and_, itemgetter
from typing import Any

from audit.authorities import Authorities
from audit.rubric.measure import OF_AUTHORITIES, Unit
from audit.rubric.tally import Catalogue, Item
from audit.wording.authority_words import authorities_counted

_BITS = tuple(bytes(ord("0") + (byte >> bit & 1) for byte in range(256)) for bit in range(8))
"""For each bit of a byte, the table that turns a byte into that bit, written as a nought or a one."""
ALONE = "\x1f"
"""What the name of a file begins with that is a case without a journal number; no number has it."""
_WITHOUT = tuple(bytes(byte for byte in range(256) if not byte >> bit & 1) for bit in range(8))
"""For each bit of a byte, the bytes that do not have it."""
_SELECTS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class CaseTable:
    """What is known of the cases that count, a value for each case in every column.

    ``tallies`` are as long as the catalogue's width. ``files`` are journal
    numbers, each kommune's own; a case without one is a file alone, whose name
    begins with ``ALONE``. ``facts`` and ``written`` hold the facts and the
    written answers that were asked for, "" for a fact that is not known and
    None for a question that is not answered.
    """

    tallies: Sequence[bytes]
    kommuner: Sequence[str]
    files: Sequence[str]
    strata: Sequence[tuple[str, ...]] = ()
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written: Mapping[str, Sequence[str | None]] = field(default_factory=dict)

    def part(self, places: Sequence[int]) -> "CaseTable":
        """The cases at these places alone."""
        pick = itemgetter(*places) if len(places) > 1 else lambda column: tuple(column[place] for place in places)

        def of(column: Any) -> Any:
            if isinstance(column, Mapping):
                return {name: pick(values) for name, values in column.items()}
            return pick(column) if column else column

        return CaseTable(**{one.name: of(getattr(self, one.name)) for one in fields(self)})


class CountedCases:
    """The cases that count, or one group of them; its length is how many there are.

    ``authorities`` is the list that has those they are from.
    """

    def __init__(self, catalogue: Catalogue, table: CaseTable, authorities: Authorities) -> None:
        self.authorities = authorities
        self._catalogue, self._table = catalogue, table
        self._columns: dict[Item, int] = {}
        self._at: dict[int, bytes] = {}

    def __len__(self) -> int:
        return len(self._table.tallies)

    @property
    def kommuner(self) -> int:
        """How many authorities the cases are from."""
        return len(set(self._table.kommuner))

    @property
    def kommuner_words(self) -> str:
        """The same by kind: »20 kommuner«, »3 kommuner og 1 nævn«."""
        return authorities_counted(self.authorities, self._table.kommuner)

    @property
    def files(self) -> int | None:
        """How many journal numbers the cases have; two kommuner may use the same one. None when no number is known."""
        return len({key for key in self._files if not key[1].startswith(ALONE)}) or None

    def column(self, item: Item) -> int:
        """The cases that are counted in an item, a bit for each; none for an item the rubric does not have."""
        found = self._columns.get(item)
        if found is None:
            found = self._columns[item] = self._read(item)
        return found

    def count(self, *items: Item) -> int:
        """How many cases are counted in all of the items. One alone is counted as the bytes that have its bit."""
        if len(items) > 1:
            return reduce(and_, map(self.column, items)).bit_count()
        place = self._catalogue.place.get(items[0])
        return 0 if place is None else len(self._bytes_at(place // 8).translate(None, _WITHOUT[place % 8]))

    def bodies_with(self, unit: Unit, column: int) -> set[tuple[str, ...]]:
        """The kommuner, or the journal numbers, each kommune's own, that have at least one of the cases in a column.

        A case without a journal number has none.
        """
        selected = format(column, f"0{len(self)}b").encode().translate(_SELECTS)
        if unit in OF_AUTHORITIES:
            return {(code,) for code in compress(self._table.kommuner, selected)}
        return {key for key in compress(self._files, selected) if not key[1].startswith(ALONE)}

    def written(self, question: str) -> list[str]:
        """The answers to a question that is answered with a number, a date or a duration, as they are stored."""
        return [text for text in self._table.written.get(question, ()) if text is not None]

    def written_among(self, question: str, column: int) -> list[str]:
        """The same of the cases in a column alone."""
        among = format(column, f"0{len(self)}b").encode().translate(_SELECTS)
        return [text for text in compress(self._table.written.get(question, ()), among) if text is not None]

    def by(self, facts: Sequence[str]) -> dict[tuple[str, ...], "CountedCases"]:
        """The groups of cases with the same values of these facts, by the values."""
        return self._groups(zip(*(self._table.facts[name] for name in facts), strict=True))

    def by_stratum(self) -> dict[tuple[str, ...], "CountedCases"]:
        """The strata the cases were drawn from, by the values of its facts; what estimation weighs by."""
        return self._groups(self._table.strata)

    def by_file(self) -> dict[tuple[str, ...], "CountedCases"]:
        """The cases of each journal number, by kommune and number: the clusters of estimation."""
        return self._groups(self._files)

    @property
    def _files(self) -> Iterable[tuple[str, str]]:
        return zip(self._table.kommuner, self._table.files, strict=True)

    def _groups(self, keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], "CountedCases"]:
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            places[key].append(place)
        return {
            key: CountedCases(self._catalogue, self._table.part(own), self.authorities) for key, own in places.items()
        }

    @cached_property
    def _bytes(self) -> bytes:
        return b"".join(self._table.tallies)

    def _read(self, item: Item) -> int:
        place = self._catalogue.place.get(item)
        if place is None or not self:
            return 0
        return int(self._bytes_at(place // 8).translate(_BITS[place % 8]), 2)

    def _bytes_at(self, place: int) -> bytes:
        """The byte at one place of every tally."""
        found = self._at.get(place)
        if found is None:
            found = self._at[place] = self._bytes[place :: self._catalogue.width]
        return found
