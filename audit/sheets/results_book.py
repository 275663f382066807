"""What the result workbook is made of: frozen values, with every text as the reader sees it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from audit.results.claims import Stated
from audit.results.figures import Figures
from audit.results.model import LogHead


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question of a case with its answer, the jurist's remark and the citation.

    ``answer`` is a number or a date where the question asks for one, else words; ``unit`` is the number's.
    """

    question: str
    answer: str | Decimal | date
    remark: str = ""
    citation: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """A case on its kommune's sheet; ``outcome`` and ``findings`` in words, answers in the order asked.

    ``outcome`` is None where the rubric has no outcomes.

    ``facts`` has what the frame knows of the case: a number or a date as such, else words.
    """

    case_id: str
    file_no: str
    outcome: str | None
    findings: tuple[str, ...] = ()
    answers: tuple[AnsweredQuestion, ...] = ()
    facts: Mapping[str, str | Decimal | date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KommuneCases:
    """One kommune's sheet: its name, and what gives its scored cases; it is asked again when the sheet is written."""

    name: str
    cases: Callable[[], Sequence[ScoredCase]]


@dataclass(frozen=True, slots=True)
class RubricStamp:
    """Which rubric the cases were scored by. ``sha256`` is of its full text, in hex."""

    title: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ResultsBook:
    """Everything in the result workbook.

    ``produced`` has a time zone. ``notes`` are sentences on the method
    (selection, dropouts, intervals). ``stated`` is what a text has stated of
    the study.
    """

    results: Figures
    kommuner: tuple[KommuneCases, ...]
    rubric: RubricStamp
    log: LogHead
    program_version: str
    produced: datetime
    notes: tuple[str, ...] = ()
    stated: Stated | None = None
