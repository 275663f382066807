"""What a rubric (måleskema) may say: the shapes a jurist writes in YAML.

These pydantic models are the one description of the language: the reader
checks a file against them, the JSON Schema that editors use is generated from
them, and evaluation reads them. They check *shape* only; what one part says of
another (does this option exist, is that question asked earlier) is checked in
``references``. The descriptions are Danish because editors show them.
"""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict, Field

from audit.rubric.cautions import LintRule
from audit.rubric.fields import Day, Id, Ids, Labelled, Number, Options, Percent, Text, Texts
from audit.rubric.findings import CombinedFinding, Finding
from audit.rubric.parts import CONDITION_HELP, NOT_ASSESSABLE, Cases, Condition, Model
from audit.rubric.types import KINDS, Question
from audit.rubric.types.base import Kind
from audit.rubric.within import Within
from audit.wording.labels import option_label


class Law(Model):
    """A rule that a question checks."""

    model_config = ConfigDict(title="reglen")

    cite: Text = Field(description="Reglens navn, fx »LAB § 122, stk. 2«.")
    source: Text = Field(description="Dokumentet, reglen er hentet fra, og stedet i det.")
    text: str = Field("", description="Reglens indhold i få ord.")


class Fact(Model):
    """Something known of every case from the frame and never asked."""

    model_config = ConfigDict(title="oplysningen")

    type: Literal["text", "choice", "number", "date"] = Field(description="Oplysningens type.")
    label: str = Field("", description="Navnet, som læseren ser.")
    options: Options = Field(default_factory=dict, description="De mulige værdier, når typen er choice.")
    required: bool = Field(True, strict=True, description="Om hver sag skal have oplysningen.")

    @property
    def kind(self) -> Kind:
        """The type of question whose answers are of the same kind as the fact's values."""
        return KINDS[self.type]

    @property
    def has_options(self) -> bool:
        """Whether the values are to be listed."""
        return "options" in self.kind.model_fields

    @property
    def labels(self) -> dict[str, str]:
        """The possible values, each with its label; {} when they are not listed."""
        return self.options

    @property
    def every_label(self) -> dict[str, str]:
        """The same: no special answer is a fact."""
        return self.options

    @property
    def counted_in(self) -> str:
        """The unit: a fact has none."""
        return ""


class Section(Model):
    """Questions that belong together; a chapter of the report."""

    model_config = ConfigDict(title="afsnittet")

    id: Id = Field(description="Afsnittets navn.")
    title: Text = Field(description="Overskriften.")
    questions: tuple[Question, ...] = Field(min_length=1, description="Spørgsmålene.")


class InForce(Model):
    """When the rubric's rules apply, read off a date fact of the case."""

    model_config = ConfigDict(title="ikrafttrædelsen")

    fact: Id = Field(description="Den dato i sagens oplysninger, der afgør, hvilke regler der gælder.")
    from_: Day | None = Field(None, alias="from", description="Første dag, skemaet gælder for.")
    to: Day | None = Field(None, description="Sidste dag, skemaet gælder for.")

    def covers(self, day: date) -> bool:
        """Whether a day lies in the period; both its ends do."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class DatedValue(Model):
    """What a parameter is worth from a date on."""

    model_config = ConfigDict(title="værdien")

    from_: Day = Field(alias="from", description="Første dag, værdien gælder.")
    value: Number = Field(description="Værdien.")
    source: Text = Field(description="Reglen eller dokumentet, værdien står i.")


class Parameter(Model):
    """A number that the law changes over time."""

    model_config = ConfigDict(title="parameteren")

    label: str = Field("", description="Navnet, som læseren ser.")
    unit: str = Field("", description="Enheden, fx timer.")
    values: tuple[DatedValue, ...] = Field(min_length=1, description="Værdierne med datoer.")


class Rule(Model):
    """One line of a classification: the class of the cases that meet the condition."""

    model_config = ConfigDict(title="grupperingsreglen")

    class_: Id = Field(alias="class", description="Gruppen, sagen hører til.")
    when: Condition = Field(description="Hvornår. " + CONDITION_HELP)


class Outcomes(Model):
    """The results a case can have: a ladder with results outside it, or classes with rules."""

    model_config = ConfigDict(title="udfaldene")

    ladder: Labelled = Field(
        default_factory=dict,
        description="Udfaldene, det mildeste først; det første er »rigtig«. Evt. med det, læseren ser.",
    )
    outside: Labelled = Field(
        default_factory=dict,
        description="Udfald, der hverken er rigtige eller forkerte, evt. med det, læseren ser.",
    )
    classes: Labelled = Field(
        default_factory=dict,
        description="Grupper, når skemaet sorterer i stedet for at bedømme, evt. med det, læseren ser.",
    )
    not_assessable: str = Field(
        "", description="Det, læseren ser for »kan_ikke_vurderes«: udfaldet, når et ukendt svar afgør det."
    )
    rules: tuple[Rule, ...] = Field((), description="Reglerne for grupperne; den første, der passer, gælder.")
    else_: Id | None = Field(None, alias="else", description="Gruppen for de sager, ingen regel passer på.")

    @property
    def steps(self) -> tuple[str, ...]:
        """The ladder from the mildest, then the outcomes outside it, of which the first counts most."""
        return (*self.ladder, *reversed(self.outside))

    @property
    def labels(self) -> dict[str, str]:
        """Every outcome a scored case can have, in the order they are shown, each with its label; "" for none."""
        return {**self.ladder, **self.classes, **self.outside, NOT_ASSESSABLE: self.not_assessable}


class Deadline(Finding):
    """A finding made when ``end`` comes later than ``within`` after ``start``, or earlier than ``not_before``."""

    model_config = ConfigDict(title="fristen")

    start: Id = Field(description="Datoen, fristen løber fra.")
    end: Id = Field(description="Datoen, der holdes op mod fristen.")
    within: Within | None = Field(None, description="Fristens længde: slutdatoen ligger senest så længe efter.")
    not_before: Within | None = Field(None, description="Slutdatoen ligger tidligst så længe efter.")
    when: Condition | None = Field(None, description="Hvornår fristen gælder. " + CONDITION_HELP)
    source: str = Field("", description="Dokumentet, når fristen ikke henviser til en regel.")

    @property
    def ends(self) -> tuple[Within, ...]:
        """The one or two lengths the time allowed begins and ends with."""
        return tuple(one for one in (self.not_before, self.within) if one)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that say its lengths."""
        return tuple(one.parameter for one in self.ends if one.parameter)


Unit = Literal["sager", "kommuner"]
"""What a measure counts: cases, or the kommuner that have at least one such case."""


class Measure(Model):
    """A named count with a named denominator (nøgletal).

    With ``unit: kommuner`` a kommune is counted once, when the condition holds
    for at least one of its cases.
    """

    model_config = ConfigDict(title="nøgletallet")

    id: Id = Field(description="Nøgletallets navn.")
    label: Text = Field(description="Nøgletallet i ord.")
    count: Cases = Field(description="Sagerne, der tælles. " + CONDITION_HELP)
    among: Cases = Field(description="Sagerne, der tælles blandt; all er alle sager.")
    among_label: str = Field("", description="Nævneren i ord, fx »sager om fleksjob«.")
    unit: Unit = Field("sager", description="sager; eller kommuner: dem med mindst én sag, der tælles.")


class Recommendation(Model):
    """Recommendation to the kommuner, given when enough cases speak for it."""

    model_config = ConfigDict(title="anbefalingen")

    text: Text = Field(description="Anbefalingen, som kommunerne læser den.")
    at_least_percent: Percent = Field(Decimal(0), description="Den andel af sagerne, der udløser den.")
    among: Cases = Field("all", validate_default=True, description="Sagerne, andelen regnes blandt.")
    among_label: str = Field("", description="Nævneren i ord.")
    section: Id | None = Field(None, description="Afsnittet, anbefalingen står i.")


Counts = dict[Id, Literal["ja", "nej", "ukendt", "uden_for"]]

"""Whether a case is counted: ja; nej: only in the denominator; ukendt: there, and an unknown answer decides whether
it is counted; uden_for: not in the denominator, or an unknown answer decides whether it is."""


class Expectation(Model):
    """What an inline test says must come out."""

    model_config = ConfigDict(title="det ventede")

    outcome: Id | None = Field(None, description="Udfaldet.")
    findings: tuple[Id, ...] | None = Field(None, description="Alle fund, og ikke andre.")
    recommend: Ids | None = Field(None, description="Alle anbefalinger, sagen taler for, og ikke andre.")
    measures: Counts = Field(
        {}, description="Nøgletal: ja (tælles), nej (kun i nævneren), ukendt (et ukendt svar afgør det) eller uden_for."
    )
    recommendations: Counts = Field(
        {}, description="Anbefalinger: ja, nej (kun i nævneren), ukendt (et ukendt svar afgør det) eller uden_for."
    )
    not_asked: Ids = Field((), description="Spørgsmål, der ikke stilles i sagen.")
    refused: dict[Id, Any] = Field({}, description="Svar, der ikke kan gives, fx et tal over grænsen.")


class InlineTest(Model):
    """A case in a few lines, with what the rubric must make of it.

    Questions without an answer here are left out of account.
    """

    model_config = ConfigDict(title="prøven")

    name: Text = Field(description="Hvad prøven viser.")
    facts: dict[str, Any] = Field(default_factory=dict, description="Sagens oplysninger.")
    given: dict[str, Any] = Field(default_factory=dict, description="Svarene.")
    expect: Expectation = Field(description="Det, der skal komme ud.")


class Silence(Model):
    """A caution of ``lint`` that is right as it is, and why."""

    model_config = ConfigDict(title="fravalget")

    rule: LintRule = Field(description="Advarslens navn, som den vises.")
    at: Texts = Field(min_length=1, description="Navnet på det spørgsmål, fund, nøgletal eller andet, den handler om.")
    reason: Text = Field(description="Grunden til, at skemaet er rigtigt, som det er.")


class Rubric(Model):
    """A whole måleskema."""

    model_config = ConfigDict(title="måleskemaet")

    format: Literal[1] = Field(description="Sprogets udgave.")
    id: Id = Field(description="Skemaets navn.")
    version: Text = Field(description="Skemaets udgave.")
    title: Text = Field(description="Undersøgelsens emne.")
    in_force: InForce | None = Field(None, description="Hvornår reglerne gælder.")
    facts: dict[Id, Fact] = Field(default_factory=dict, description="Oplysninger fra bruttolisten.")
    parameters: dict[Id, Parameter] = Field(default_factory=dict, description="Tal, som loven ændrer over tid.")
    outcomes: Outcomes = Field(description="Udfaldene.")
    laws: dict[Id, Law] = Field(default_factory=dict, description="Reglerne.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Afsnittene.")
    findings: tuple[CombinedFinding, ...] = Field((), description="Fund af flere svar tilsammen.")
    deadlines: tuple[Deadline, ...] = Field((), description="Frister.")
    measures: tuple[Measure, ...] = Field((), description="Nøgletal.")
    recommendations: dict[Id, Recommendation] = Field(default_factory=dict, description="Anbefalinger.")
    silence: tuple[Silence, ...] = Field((), description="Advarsler, der er slået fra, hver med grunden.")
    tests: tuple[InlineTest, ...] = Field((), description="Prøver.")

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by id, in the order they are asked."""
        return {question.id: question for section in self.sections for question in section.questions}

    @cached_property
    def found(self) -> dict[str, Finding]:
        """All findings by id: those of single answers, then combined ones, then deadlines.

        Two answers of one question may share a finding.
        """
        of_answers = (finding for question in self.questions.values() for finding in question.findings.values())
        return {finding.id: finding for finding in (*of_answers, *self.findings, *self.deadlines)}

    def lengths(self, within: Within) -> dict[date | None, Within]:
        """Each length a deadline can have, by the day from which the parameter says so; by None where none does."""
        if within.parameter is None:
            return {None: within}
        return {dated.from_: within.of(dated.value) for dated in self.parameters[within.parameter].values}

    @property
    def right(self) -> str | None:
        """The outcome of a case without error; None for a rubric that classifies."""
        return next(iter(self.outcomes.ladder), None)

    @property
    def all_outcomes(self) -> tuple[str, ...]:
        """Every outcome a scored case can have, in the order they are shown."""
        return tuple(self.outcomes.labels)

    def outcome_label(self, outcome: str) -> str:
        """What the reader sees for an outcome or a class; its id as words where it has no label."""
        return option_label(self.outcomes.labels, outcome)
