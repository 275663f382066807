"""The census: every case of the frame is in, and nothing is drawn or chosen.

What is counted is then the frame itself and not a sample of it, so no interval
belongs to it: nothing is inferred. Whether the frame has every case there is
cannot be seen from it; that is for the study to say.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.errors import InputError
from audit.sampling.model import Draw, DrawRow, Stratum, Ticket

METHOD = "all"
"""``Draw.method`` of a census."""


def everyone(rows: Iterable[DrawRow], strata: Sequence[str]) -> Draw:
    """Take every case, ordered by stratum, kommune and case id.

    ``strata`` only divide the frame in groups that are counted each for itself.
    A case has no ticket and no basis. Raises InputError for an empty frame.
    """
    cases = sorted(rows, key=lambda row: (row[3:], row[1], row[2], row[0]))
    if not cases:
        raise InputError("Bruttolisten er tom, så der er intet at tage med. Intet er taget med.")
    sizes = Counter(row[3:] for row in cases)
    return Draw(
        method=METHOD,
        seed="",
        strata=tuple(strata),
        allocation="",
        counts=tuple(Stratum(values, size, size, size) for values, size in sorted(sizes.items())),
        tickets=tuple(Ticket(row[0], "", row[3:]) for row in cases),
    )
