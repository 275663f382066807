"""The purposive selection: cases chosen for what they are, not by lot.

A kommune is asked for a number of cases, so many of each mark (good
experience, challenge) as the kommune itself has marked them. Where it has not
marked enough of each, its latest cases are taken instead. This is how
Ankestyrelsen chose cases in 2021 (003, annex 1). Nobody knows what chance a
case had of being chosen, so nothing can be said of other cases than these, and
no interval belongs to such a sample.

Like the draw by lot the choice depends on nothing but the cases: of two with
the same date the kommune's code and then the case id decide.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from audit.authorities import Authorities
from audit.errors import InputError, Problem
from audit.sampling.allocation import Key, stratum_label
from audit.sampling.model import LATEST, Criteria, Draw, DrawRow, Stratum, Ticket

METHOD = "purposive"
"""``Draw.method`` of a purposive selection."""

NO_LOT = "{Sagerne} er udvalgt og ikke trukket tilfældigt."
"""What is said wherever the figures of such a sample are shown."""

_Candidate = tuple[int, str, str, int]
"""Days before the last day there is, kommune, case id, the store's key: sorts in the order cases are taken."""


def choose(
    rows: Iterable[DrawRow],
    strata: Sequence[str],
    groups: Collection[Key],
    criteria: Criteria,
    authorities: Authorities,
) -> Draw:
    """Choose what ``criteria`` ask of each of ``groups``, also of one that has no cases.

    The values of a row are those of ``strata``, then the date of
    ``criteria.latest`` in ISO 8601 ("" when it is unknown), then the mark where
    the criteria have one. Raises InputError naming every group that has cases
    and was not asked for any.
    """
    boxes = {group: _Group(criteria) for group in sorted(groups)}
    strangers: set[Key] = set()
    for row in rows:
        values = row[3:]
        group = values[: len(strata)]
        if group in boxes:
            boxes[group].add(row)
        else:
            strangers.add(group)
    if strangers:
        raise _not_asked(authorities, strata, strangers)
    chosen = {group: box.chosen() for group, box in boxes.items()}
    return Draw(
        method=METHOD,
        seed="",
        strata=tuple(strata),
        allocation="equal",
        counts=tuple(
            Stratum(group, boxes[group].population, criteria.n, len(cases)) for group, cases in chosen.items()
        ),
        tickets=tuple(Ticket(key, "", group, basis) for group, cases in chosen.items() for key, basis in cases),
        criteria=criteria,
    )


def _not_asked(authorities: Authorities, strata: Sequence[str], strangers: Iterable[Key]) -> InputError:
    problems = [
        Problem(
            f"bruttolisten har også »{stratum_label(authorities, strata, group)}«, som der ikke er bedt om noget fra."
        )
        for group in sorted(strangers)
    ]
    return InputError(
        "Bruttolisten passer ikke til »kommuner« under [sample] i audit.toml. Intet er valgt. Ret en af dem.",
        problems,
    )


class _Group:
    """The cases of one stratum that may be chosen, and how many there are in all."""

    def __init__(self, criteria: Criteria) -> None:
        self.population = 0
        self._before = criteria.before.isoformat() if criteria.before else ""
        self._latest = _Latest(criteria.n)
        self._marked = {mark: _Latest(asked) for mark, asked in criteria.marks}

    def add(self, row: DrawRow) -> None:
        """Count a case, and keep it while it is among the latest."""
        self.population += 1
        place = len(row) - (2 if self._marked else 1)
        day, mark = row[place], row[-1]
        assert isinstance(day, str)
        if not day or (self._before and day >= self._before):
            return
        case = (date.max - date.fromisoformat(day)).days, row[1], row[2], row[0]
        self._latest.add(case)
        if self._marked and mark in self._marked:
            self._marked[str(mark)].add(case)

    def chosen(self) -> list[tuple[int, str]]:
        """The keys of the cases to take, mark by mark and the latest first, each with its basis."""
        if self._marked and all(box.full for box in self._marked.values()):
            return [(key, mark) for mark, box in self._marked.items() for *_, key in box.first()]
        return [(key, LATEST) for *_, key in self._latest.first()]


class _Latest:
    """The latest cases so far; pruned when there are many more than are wanted."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._cases: list[_Candidate] = []

    @property
    def full(self) -> bool:
        """There are as many as are wanted."""
        return len(self._cases) >= self._wanted

    def add(self, case: _Candidate) -> None:
        """Keep a case while it may be among the latest."""
        self._cases.append(case)
        if len(self._cases) > 2 * self._wanted + 100:
            self._cases = self.first()

    def first(self) -> list[_Candidate]:
        """Those to take."""
        return sorted(self._cases)[: self._wanted]
