"""The figures of a study, as values that report, workbook, terminal and JSON all read.

Every share names its denominator. ``low`` and ``high`` are the ends of a 95 %
interval in percent, None where no interval is honest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from audit.nouns import CASE, Noun, filled
from audit.rubric.measure import Unit, When
from audit.wording import shares

_BY_CASES: dict[When, str] = {"any": "", "all": ", hvor alle {sager} tælles", "none": ", hvor ingen {sager} tælles"}
Group = Mapping[str, str]
"""{} for the whole study, otherwise the value of each fact the cases have in common."""


def rounded_percent(count: int, among: int, decimals: int = 0) -> Decimal | None:
    """``count`` out of ``among`` in percent with so many decimals, rounded half up; None out of nothing."""
    if not among:
        return None
    return Decimal(int(Fraction(100 * 10**decimals * count, among) + Fraction(1, 2))).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` out of ``among``: what is printed as *x ud af n* with a whole percent.

    ``unknown`` of those counted among are neither counted nor known not to be:
    an unknown answer decides. ``among_unknown`` others are left out of
    ``among``: an unknown answer decides whether they belong there.
    """

    count: int
    among: int
    unknown: int = 0
    among_unknown: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded half up; None when there is nothing to count among."""
        percent = rounded_percent(self.count, self.among)
        return None if percent is None else int(percent)

    @property
    def out_of(self) -> str:
        """»107 ud af 139«, »107 ud af 139, heraf 2 ukendt«."""
        return shares.out_of(self.count, self.among, unknown=self.unknown, besides=self.among_unknown)

    @property
    def percent_words(self) -> str:
        """»77 %«; »–« when there is nothing to count among."""
        return shares.percent_words(self.percent)

    @property
    def words(self) -> str:
        """»107 ud af 139 (77 %)«, »107 ud af 139, heraf 2 ukendt (77 %)«."""
        return shares.share_words(
            self.count, self.among, self.percent, unknown=self.unknown, besides=self.among_unknown
        )

    def words_of(self, noun: Noun) -> str:
        """»107 ud af 139 sager (77 %)«, »1 ud af 1 sag (100 %)«."""
        return shares.share_words(
            self.count, self.among, self.percent, noun, unknown=self.unknown, besides=self.among_unknown
        )

    def of_those(self, noun: Noun, those: str) -> str:
        """»13 af de 49 sager om fleksjob (27 %)«; ``those`` is the denominator in words, "" where it has none."""
        return shares.share_of_those(
            self.count, self.among, self.percent, noun, those, unknown=self.unknown, besides=self.among_unknown
        )


@dataclass(frozen=True, slots=True)
class Correctness:
    """Rigtighed for the whole study or one group.

    ``cases`` = ``right`` + ``wrong`` + ``outside`` + ``not_assessable``.
    """

    cases: int
    right: int
    wrong: int
    outside: int
    not_assessable: int

    @property
    def of_all(self) -> Share:
        """The right ones out of all cases."""
        return Share(self.right, self.cases, self.not_assessable)

    @property
    def of_assessed(self) -> Share:
        """The right ones out of those that can be judged right or wrong."""
        return Share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many cases have an outcome; every declared outcome is listed, also with 0.

    ``settled``: the outcome judges or classifies the case; not so where it lies outside or cannot be assessed.
    """

    outcome: str
    label: str
    share: Share
    settled: bool = True


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure (nøgletal); ``share`` counts what ``unit`` says, which is called ``counted``.

    ``when`` is None where every measure of the rubric counts what has at least one case. ``case`` is what a case is
    called.
    """

    id: str
    label: str
    among_label: str
    share: Share
    unit: Unit = "sager"
    when: When | None = None
    counted: Noun = CASE
    case: Noun = CASE

    @property
    def unit_words(self) -> str:
        """What is counted, and by how many of its cases: »journalnumre, hvor alle sager tælles«."""
        return self.counted.many + filled(_BY_CASES[self.when or "any"], self.case)

    @property
    def among_shown(self) -> str:
        """The denominator in words, or at least what is counted: »sager om fleksjob«, »nævn (afslag)«."""
        if self.unit == "sager" or not self.among_label or self.among_label.startswith(self.counted.many):
            return self.among_label or self.counted.many
        return f"{self.counted.many} ({self.among_label})"


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often one answer was given to one question, among the cases the question was asked in."""

    question: str
    answer: str
    label: str
    special: bool
    share: Share


@dataclass(frozen=True, slots=True)
class FindingCount:
    """In how many cases a finding was made, out of those in which it could be.

    ``outcome`` is the one it leads to, "" for none and None where the rubric
    has no outcomes; ``among_label`` is the denominator in words. ``ended``: the
    outcomes that count of the cases with the finding, in the rubric's order,
    each with how many; they add up to ``share.count``, or none without outcomes.
    """

    finding: str
    text: str
    outcome: str | None
    among_label: str
    share: Share
    ended: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationResult:
    """A recommendation with the cases that speak for it."""

    id: str
    text: str
    section: str | None
    triggered: bool
    among_label: str
    share: Share


@dataclass(frozen=True, slots=True)
class Moved:
    """How many cases went from one outcome to another, or stayed: by the hearing, or by a ruling."""

    before: str
    after: str
    cases: int


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where the event chain stands: how many events, and the last one's hash in hex."""

    count: int
    hash: str
