"""The draw: a ticket for every case, the smallest of each stratum.

The ticket of a case is the SHA-256 of seed, U+001F, kommune code, U+001F and
case id, in NFC and UTF-8. Anyone can recompute it, in any language and in any
year; no stream of random numbers is used. Since a ticket depends on nothing
but the case and the seed, the order of the rows is of no consequence, removing
a case that was not drawn changes nothing, and asking for one more continues
the same draw. (This is hash-ranked sampling, as election audits do it; see
Rivest, »Consistent Sampling with Replacement«, 2018.)
"""

import heapq
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256

from audit.errors import InputError
from audit.privacy import find_cpr, visible
from audit.sampling.allocation import Allocation
from audit.sampling.model import Draw, DrawRow, Stratum, Ticket

METHOD = "random"
"""``Draw.method`` of a draw by tickets."""

_ABOVE_ALL = b"\xff" * 33
"""Greater than every digest."""

_Drawn = tuple[bytes, str, str, int]
"""A digest with the kommune, the case id and the store's key; sorts in draw order."""


def read_seed(text: str) -> str:
    """The seed as it is hashed and recorded: NFC, without spaces at the ends.

    Raises InputError when it is empty or has characters nobody can copy from a report.
    """
    seed = unicodedata.normalize("NFC", text).strip()
    if not seed:
        raise InputError("Startværdien er tom. Vælg en tekst, fx undersøgelsens navn og år. Intet er lagt fast.")
    if visible(seed) != seed or not seed.isprintable():
        raise InputError("Startværdien har tegn, der ikke kan ses. Skriv den med almindelige tegn. Intet er lagt fast.")
    if find_cpr(seed):
        raise InputError("Startværdien ligner et CPR-nummer. Vælg en anden. Intet er lagt fast.")
    return seed


def ticket(seed: str, kommune: str, case_id: str) -> str:
    """The ticket of a case, in hex. ``kommune`` is the three-digit code."""
    return sha256(unicodedata.normalize("NFC", f"{seed}\x1f{kommune}\x1f{case_id}").encode()).hexdigest()


def draw(rows: Iterable[DrawRow], seed: str, strata: Sequence[str], allocation: Allocation) -> Draw:
    """Draw what ``allocation`` asks of each stratum, in one pass over the frame.

    Memory is bounded by the number asked for, not by the number of rows. Equal
    tickets do not happen; were there two, kommune and case id would decide.

    Raises KeyError for a stratum the allocation does not know: it was made
    from other rows than these.
    """
    seed = read_seed(seed)
    boxes = {values: _Box(asked) for values, asked in allocation.asked.items()}
    for row in rows:
        box = boxes[row[3:]]
        box.population += 1
        # The ticket, written out: to call a function for each of a million rows takes a twentieth of the draw.
        text = f"{seed}\x1f{row[1]}\x1f{row[2]}"
        digest = sha256((text if text.isascii() else unicodedata.normalize("NFC", text)).encode()).digest()
        if digest <= box.limit:
            box.add((digest, row[1], row[2], row[0]))
    drawn = {values: boxes[values].smallest() for values in sorted(boxes)}
    return Draw(
        method=METHOD,
        seed=seed,
        strata=tuple(strata),
        allocation=allocation.kind,
        counts=tuple(
            Stratum(values, boxes[values].population, boxes[values].asked, len(cases))
            for values, cases in drawn.items()
        ),
        tickets=tuple(
            Ticket(key, digest.hex(), values) for values, cases in drawn.items() for digest, _, _, key in cases
        ),
    )


class _Box:
    """The smallest tickets of one stratum so far.

    New ones are collected and pruned when there are twice as many as needed,
    which is faster than keeping a heap of them in order; a ticket above
    ``limit`` is known to be too large.
    """

    __slots__ = ("_cases", "_room", "asked", "limit", "population")

    def __init__(self, asked: int) -> None:
        self.asked = asked
        self.population = 0
        self.limit = _ABOVE_ALL if asked else b""
        self._cases: list[_Drawn] = []
        self._room = 2 * asked + 100

    def add(self, case: _Drawn) -> None:
        self._cases.append(case)
        if len(self._cases) >= self._room:
            self._cases = self.smallest()
            self.limit = self._cases[-1][0]

    def smallest(self) -> list[_Drawn]:
        return heapq.nsmallest(self.asked, self._cases)
