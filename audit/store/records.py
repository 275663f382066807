"""What the store hands out and takes in: frozen values, never table rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.cases import Case, Round
from audit.results.model import LogHead
from audit.review.ruling import Ruling
from audit.rubric.parts import Special
from audit.rubric.values import Answer, encode
from audit.sampling.model import Criteria, Stratum


def case_ref(case: Case) -> str:
    """How the log names a case: kommune code and case id, »851/2013-0007«."""
    return f"{case.kommune}/{case.case_id}"


@dataclass(frozen=True, slots=True)
class FrozenRubric:
    """A rubric the cases are scored by, as it was frozen. ``sha256`` is of ``text`` in UTF-8, in hex."""

    id: str
    version: str
    file: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """How the sample was drawn, as :class:`audit.sampling.model.Draw` but without the tickets.

    ``frame_sha256`` is of the frame's file, ``rubric_sha256`` of the rubric
    the cases are scored by now; ``at`` is the UTC time in ISO 8601.
    """

    method: str
    seed: str
    strata: tuple[str, ...]
    allocation: str
    counts: tuple[Stratum, ...]
    frame_sha256: str
    rubric_sha256: str
    at: str
    criteria: Criteria | None = None

    @property
    def drawn(self) -> int:
        """Cases drawn in all."""
        return sum(stratum.drawn for stratum in self.counts)

    @property
    def asked(self) -> int:
        """Cases asked for in all."""
        return sum(stratum.asked for stratum in self.counts)


@dataclass(frozen=True, slots=True)
class RubricSwitch:
    """One version of the rubric put in place of another while the study went on; ``at`` is UTC in ISO 8601."""

    at: str
    old_version: str
    new_version: str


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """A case of the sample: its number in draw order (from 1), its ticket and its stratum.

    ``basis`` as in :class:`audit.sampling.model.Ticket`.
    """

    number: int
    case: Case
    ticket: str
    stratum: tuple[str, ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What is stored for one question of an assessment.

    ``values`` are the canonical texts of ``rubric.values.encode``, one for
    each option chosen; empty where there is only a remark or a citation.
    ``special`` tells ``fremgår_ikke`` and its like from answers proper;
    ``counted`` tells whether the question is asked, as the answers are now.
    """

    values: tuple[str, ...]
    special: bool = False
    remark: str = ""
    citation: str = ""
    counted: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, answer: Answer | None, remark: str = "", citation: str = "") -> "StoredAnswer":
        """An answer, None for none, with the words about it, as they are stored."""
        values = () if answer is None else encode(answer)
        return cls(values, isinstance(answer, Special), remark, citation)

    def replaces(self, before: "StoredAnswer") -> bool:
        """Whether something that stood ``before`` is another now, or taken away; what is added replaces nothing."""
        pairs = ((before.values, self.values), (before.remark, self.remark), (before.citation, self.citation))
        return any(old and old != new for old, new in pairs)


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """One assessment with all that is stored of it; ``answers`` by question.

    ``derived`` is the outcome that follows from the answers, None while the
    assessment is not complete; ``ruling`` what the reviewer has decided instead;
    ``tally`` all that the case is counted in (:mod:`audit.rubric.tally`).
    """

    id: int
    case: Case
    round: Round
    reviewer: str
    started: str
    derived: str | None
    answers: Mapping[str, StoredAnswer] = field(default_factory=dict)
    ruling: Ruling | None = None
    tally: bytes | None = None

    def changed_when_finished(self, given: Mapping[str, StoredAnswer]) -> bool:
        """Whether what is given changes something in a finished case; that takes a reason, which the log keeps."""
        before = self.answers
        return self.derived is not None and any(
            new.replaces(before.get(name, StoredAnswer(()))) for name, new in given.items()
        )

    @property
    def outcome(self) -> str | None:
        """The outcome that counts: the ruling where there is one; None while the assessment is not complete."""
        return self.ruling.outcome if self.ruling and self.derived is not None else self.derived


@dataclass(frozen=True, slots=True)
class KommuneProgress:
    """How far the cases of one kommune are."""

    kommune: str
    drawn: int
    begun: int
    complete: int


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """How many cases are begun in a round, and how many of them are complete."""

    round: Round
    begun: int
    complete: int


@dataclass(frozen=True, slots=True)
class StudyProgress:
    """How far the study is; ``begun`` includes what is ``complete``. ``kommuner`` by code."""

    drawn: int
    begun: int
    complete: int
    kommuner: tuple[KommuneProgress, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One change, as the log keeps it. A field that does not apply is "".

    ``at`` is UTC in ISO 8601 with microseconds, ``case`` is
    :func:`case_ref`, ``version`` the program's. ``old`` and ``new`` are what
    was there and what came instead: the canonical texts of an answer parted
    by ", ", otherwise a code or a JSON object.
    """

    number: int
    at: str
    who: str
    what: str
    case: str
    question: str
    round: str
    old: str
    new: str
    reason: str
    version: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What a check of the event chain found.

    ``broken`` is the number of the first event that is missing or wrong, and
    ``what`` says in Danish what is wrong with it; None and "" when the chain
    is whole.
    """

    head: LogHead
    broken: int | None = None
    what: str = ""

    @property
    def count(self) -> int:
        """Events in the log."""
        return self.head.count

    @property
    def whole(self) -> bool:
        """Nothing is missing and nothing has been changed."""
        return self.broken is None
