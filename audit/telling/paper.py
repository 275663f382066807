"""The rubric on paper: what is asked and what it rests on, in the words its readers see.

For the kommuner, who see what they are measured by, for whoever scores on
paper, and for the annex of a report. How the answers are weighed against each
other is another matter; here stands only what each part says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.rubric.findings import Finding
from audit.rubric.model import Deadline, Fact, Law, Measure, Parameter, Recommendation, Rubric, Unit
from audit.rubric.parts import Condition, Special
from audit.rubric.types import Question
from audit.telling.condition_words import ConditionWords
from audit.telling.deadlines import length
from audit.wording.dates import date_digits
from audit.wording.labels import option_label, readable
from audit.wording.numbers import decimal_words
from audit.wording.shares import percent_words

ALL_CASES = "Alle sager"
ALONE = "kun alene"
WITH_REASON = "skriv hvorfor"
WITHOUT_EFFECT = "uden betydning for udfaldet"


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """Something that can be ticked; ``note`` says what goes with it, or is ""."""

    text: str
    note: str = ""

    @property
    def whole(self) -> str:
        """The text with its note in brackets."""
        return f"{self.text} ({self.note})" if self.note else self.text


@dataclass(frozen=True, slots=True)
class PaperFact:
    """What is known of the case beforehand; ``choices`` are the possible values, when they are few."""

    name: str
    kind: str
    choices: tuple[PaperChoice, ...]


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question. ``when`` is "" when it is always asked; ``unit`` and ``range`` are for numbers."""

    number: str
    text: str
    help: str
    when: str
    kind: str
    choices: tuple[PaperChoice, ...]
    special: tuple[PaperChoice, ...]
    unit: str
    range: str
    laws: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Questions under a heading."""

    number: int
    title: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """What an answer, or several, means: when it is so, the outcome, and the recommendations it speaks for."""

    text: str
    when: str
    outcome: str
    recommendation: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperMeasure:
    """A count with its denominator."""

    label: str
    count: str
    among: str


@dataclass(frozen=True, slots=True)
class PaperRecommendation:
    """A recommendation: the findings that speak for it, and when there are enough of them."""

    text: str
    findings: tuple[str, ...]
    among: str
    threshold: str


@dataclass(frozen=True, slots=True)
class PaperLaw:
    """A rule, and the numbers of the questions that check it."""

    cite: str
    text: str
    source: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperValue:
    """What a number that the law changes is worth from a day on."""

    name: str
    first_day: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole rubric on paper. ``outcomes`` are sentences; ``sha256`` is of the rubric's text, in hex."""

    id: str
    title: str
    version: str
    sha256: str
    outcomes: tuple[str, ...]
    facts: tuple[PaperFact, ...]
    sections: tuple[PaperSection, ...]
    findings: tuple[PaperFinding, ...]
    measures: tuple[PaperMeasure, ...]
    recommendation: tuple[PaperRecommendation, ...]
    laws: tuple[PaperLaw, ...]
    values: tuple[PaperValue, ...]


def on_paper(rubric: Rubric, words: ConditionWords, sha256: str) -> Paper:
    """The rubric in words; ``words`` are those of the same rubric."""
    writer = _Writer(rubric, words)
    return Paper(
        id=rubric.id,
        title=rubric.title,
        version=rubric.version,
        sha256=sha256,
        outcomes=tuple(writer.outcomes()),
        facts=tuple(writer.fact(name, fact) for name, fact in rubric.facts.items()),
        sections=tuple(
            PaperSection(number, section.title, tuple(writer.question(one) for one in section.questions))
            for number, section in enumerate(rubric.sections, 1)
        ),
        findings=tuple(writer.findings()),
        measures=tuple(writer.measure(one) for one in rubric.measures),
        recommendation=tuple(writer.recommendation(name, one) for name, one in rubric.recommendations.items()),
        laws=tuple(writer.law(name, law) for name, law in rubric.laws.items()),
        values=tuple(value for name, one in rubric.parameters.items() for value in writer.values(name, one)),
    )


class _Writer:
    """Puts the parts of one rubric into words."""

    def __init__(self, rubric: Rubric, words: ConditionWords) -> None:
        self.rubric = rubric
        self.words = words

    def outcomes(self) -> Iterator[str]:
        outcomes = self.rubric.outcomes
        if outcomes.ladder:
            yield f"Udfald, det mildeste først: {_named(outcomes.ladder)}."
        if outcomes.classes:
            yield f"Grupper: {_named(outcomes.classes)}."
        if outcomes.outside:
            yield f"Hverken rigtige eller forkerte: {_named(outcomes.outside)}."

    def fact(self, name: str, fact: Fact) -> PaperFact:
        return PaperFact(self.words.label(name), fact.kind.on_paper, _choices(fact.options))

    def question(self, question: Question) -> PaperQuestion:
        return PaperQuestion(
            number=self.words.numbers[question.id],
            text=question.text,
            help=question.help.strip(),
            when="" if question.ask_if is None else self.words.say(question.ask_if),
            kind=question.on_paper,
            choices=_choices(question.labels, frozenset(question.alone)),
            special=tuple(
                PaperChoice(readable(one), WITH_REASON if one is Special.NOT_RELEVANT else "") for one in question.allow
            ),
            unit=question.counted_in,
            range=_range(*(None if end is None else question.in_text(end) for end in question.limits)),
            laws=self._cites(question.law),
            source=question.source,
        )

    def findings(self) -> Iterator[PaperFinding]:
        for question in self.rubric.questions.values():
            for answer, finding in question.findings.items():
                said = option_label(question.labels, answer)
                when = f"spørgsmål {self.words.numbers[question.id]} er besvaret med »{said}«"
                yield self._finding(finding, when, finding.law or question.law, "" if finding.law else question.source)
        for combined in self.rubric.findings:
            yield self._finding(combined, self.words.say(combined.when), combined.law, combined.source)
        for deadline in self.rubric.deadlines:
            yield self._finding(deadline, self._late(deadline), deadline.law, deadline.source)

    def measure(self, measure: Measure) -> PaperMeasure:
        return PaperMeasure(
            measure.label,
            self._cases("", measure.count, measure.unit),
            self._cases(measure.among_label, measure.among, measure.unit),
        )

    def recommendation(self, name: str, recommendation: Recommendation) -> PaperRecommendation:
        speaking = [one.text or readable(one.id) for one in self.rubric.found.values() if name in one.recommend]
        least = recommendation.at_least_percent
        return PaperRecommendation(
            text=recommendation.text,
            findings=tuple(speaking),
            among=self._cases(recommendation.among_label, recommendation.among),
            threshold="Mindst 1 sag" + (f" og mindst {percent_words(least)}" if least else ""),
        )

    def law(self, name: str, law: Law) -> PaperLaw:
        asking = [one.id for one in self.rubric.questions.values() if name in one.law]
        return PaperLaw(law.cite, law.text, law.source, tuple(self.words.numbers[one] for one in asking))

    def values(self, name: str, parameter: Parameter) -> Iterator[PaperValue]:
        for dated in parameter.values:
            yield PaperValue(
                parameter.label or readable(name),
                date_digits(dated.from_),
                f"{decimal_words(dated.value)} {parameter.unit}".rstrip(),
                dated.source,
            )

    def _finding(self, finding: Finding, when: str, law: Iterable[str], source: str) -> PaperFinding:
        right = finding.outcome == self.rubric.right
        return PaperFinding(
            text=finding.text or readable(finding.id),
            when=when,
            outcome=readable(finding.outcome) + (f" ({WITHOUT_EFFECT})" if right else ""),
            recommendation=tuple(self.rubric.recommendations[name].text for name in finding.recommend),
            basis=(*self._cites(law), *([source] if source else [])),
        )

    def _late(self, deadline: Deadline) -> str:
        late = (
            f"{self._date(deadline.end)} ligger mere end {length(deadline.within)} efter {self._date(deadline.start)}"
        )
        return late if deadline.when is None else f"{late}, og {self.words.say(deadline.when)}"

    def _date(self, name: str) -> str:
        number = self.words.numbers.get(name)
        return f"svaret på spørgsmål {number}" if number else f"»{self.words.label(name)}«"

    def _cases(self, label: str, condition: Condition | str, unit: Unit = "sager") -> str:
        if label:
            return label[:1].upper() + label[1:]
        counted = "Sager" if unit == "sager" else "Kommuner med mindst én sag"
        if isinstance(condition, str):
            return ALL_CASES if unit == "sager" else counted
        return f"{counted}, hvor {self.words.say(condition)}"

    def _cites(self, laws: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.rubric.laws[law].cite for law in laws)


def _choices(options: Mapping[str, str], alone: frozenset[str] = frozenset()) -> tuple[PaperChoice, ...]:
    return tuple(PaperChoice(option_label(dict(options), one), ALONE if one in alone else "") for one in options)


def _named(outcomes: Iterable[str]) -> str:
    return ", ".join(readable(one) for one in outcomes)


def _range(least: str | None, most: str | None) -> str:
    if least is not None and most is not None:
        return f"fra {least} til {most}"
    if least is not None:
        return f"mindst {least}"
    return f"højst {most}" if most is not None else ""
