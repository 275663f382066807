"""The values a report is made from, and the labels of its facts and groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from audit.errors import AuditError
from audit.results.claims import Stated
from audit.results.figures import Figures
from audit.results.model import Group, LogHead
from audit.review.wording import every_case, fact_label, value_label
from audit.rubric.model import Rubric
from audit.sampling.model import Criteria, Draw, FrameFile, Stratum
from audit.wording.lists import listed


class ReportError(AuditError):
    """The report cannot be made or written."""

    code = "report"
    meaning = "Rapporten eller en webside kan ikke laves eller skrives."


@dataclass(frozen=True, slots=True)
class Selection:
    """How the cases came into the study.

    ``method`` is ``random``, ``purposive`` or ``all``; ``strata`` names the facts the
    sample is divided by, ``counts`` has one entry for each stratum;
    ``allocation`` is equal, proportional or given, "" for a census; ``criteria`` are those of a
    purposive selection.
    """

    method: str
    frame: FrameFile
    seed: str = ""
    strata: tuple[str, ...] = ()
    allocation: str = ""
    counts: tuple[Stratum, ...] = ()
    criteria: Criteria | None = None

    @classmethod
    def of(cls, draw: Draw, frame: FrameFile) -> "Selection":
        """The selection that a draw from a frame is."""
        return cls(draw.method, frame, draw.seed, draw.strata, draw.allocation, draw.counts, draw.criteria)

    @property
    def population(self) -> int:
        """The cases that could be drawn."""
        return (
            sum(stratum.population for stratum in self.counts) if self.counts else self.frame.rows - self.frame.left_out
        )

    @property
    def asked(self) -> int:
        """The cases asked for in all."""
        return sum(stratum.asked for stratum in self.counts)

    @property
    def shortfall(self) -> int:
        """The cases asked for that the frame did not have."""
        return sum(stratum.shortfall for stratum in self.counts)

    @property
    def uneven(self) -> bool:
        """Whether a case had a better chance of being drawn in one stratum than in another.

        The rounding of a proportional allocation is not counted as such.
        """
        chances = {Fraction(stratum.drawn, stratum.population) for stratum in self.counts if stratum.population}
        return self.allocation != "proportional" and len(chances) > 1


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Everything a report is made from.

    ``group_by`` is the fact whose groups are shown first (the case type), ""
    for none; ``fact_labels`` has the Danish names of facts that the rubric does
    not name itself. ``notes`` are the study's own remarks, ``source`` the
    document it is described by, ``stated`` what a text has stated of it.
    ``rubric_sha256`` is of the rubric's text as frozen, in hex. ``produced``
    is printed as it stands.
    """

    results: Figures
    rubric: Rubric
    rubric_sha256: str
    selection: Selection
    log: LogHead
    program_version: str
    produced: datetime
    group_by: str = ""
    fact_labels: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    source: str = ""
    stated: Stated | None = None

    def fact_label(self, fact: str) -> str:
        """The name of a fact as the reader sees it."""
        return self.fact_labels.get(fact) or fact_label(self.rubric, self.results.authorities, fact)

    def value_label(self, fact: str, value: str) -> str:
        """A value of a fact as the reader sees it."""
        return value_label(self.rubric, self.results.authorities, fact, value, in_table=False)

    def group_label(self, group: Group) -> str:
        """A group of cases as the reader sees it."""
        return listed([self.value_label(fact, value) for fact, value in group.items()]) or every_case(self.rubric)

    def values_of(self, fact: str) -> tuple[str, ...]:
        """The values of a fact that the results are divided by, in the results' order."""
        return tuple(one.group[fact] for one in self.results.by(fact))

    def facts_shown(self) -> tuple[str, ...]:
        """The facts the results are divided by one at a time, ``group_by`` first."""
        found = [facts[0] for facts in self.results.crossings if len(facts) == 1]
        return tuple(sorted(found, key=lambda fact: fact != self.group_by))
