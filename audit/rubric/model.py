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

from audit.cases import KOMMUNE
from audit.nouns import CASE, Noun
from audit.rubric.cautions import LintRule
from audit.rubric.fields import ChosenDaysOff, Id, Ids, Labelled, NumberOrDay, Options, Percent, Text, Texts
from audit.rubric.findings import CombinedFinding, Finding
from audit.rubric.inline_test import InlineTest
from audit.rubric.measure import Measure
from audit.rubric.noun_words import NounWords
from audit.rubric.over_time import InForce, Parameter
from audit.rubric.parts import CONDITION_HELP, DESCRIBED, NOT_ASSESSABLE, Cases, Condition, Model
from audit.rubric.types import KINDS, Question
from audit.rubric.types.base import Kind
from audit.rubric.within import Within
from audit.rubric.workdays import ORDINARY
from audit.wording.labels import readable, told_apart


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
    required_if: Condition | None = Field(
        None, description="Hvornår sagen skal have den, når andre oplysninger afgør det. " + CONDITION_HELP
    )
    min: NumberOrDay | None = Field(None, description="Det mindste tal eller den tidligste dato, der kan stå.")
    max: NumberOrDay | None = Field(None, description="Det største tal eller den seneste dato, der kan stå.")

    @property
    def kind(self) -> Kind:
        """The type of question whose answers are of the same kind as the fact's values."""
        return KINDS[self.type]

    @property
    def may_miss(self) -> bool:
        """Whether some case need not have it."""
        return not self.required or self.required_if is not None

    @property
    def limits(self) -> tuple[Any, Any]:
        """The least and the greatest value, both included; None where there is none."""
        return self.min, self.max

    @property
    def has_options(self) -> bool:
        """Whether the values are to be listed."""
        return "options" in self.kind.model_fields

    @property
    def labels(self) -> dict[str, str]:
        """The possible values, each with its label; {} when they are not listed."""
        return self.options

    @cached_property
    def answer_labels(self) -> dict[str, str]:
        """What a reader sees for each value; two that read alike have their ids."""
        return told_apart(self.labels)

    @property
    def every_label(self) -> dict[str, str]:
        """The same: no special answer is a fact."""
        return self.options

    @property
    def counted_in(self) -> str:
        """The unit: a fact has none."""
        return ""


class QuestionTable(Model):
    """Questions with the same options that the report shows in one table, a row for each."""

    model_config = ConfigDict(title="tabellen")

    title: Text = Field(description="Tabellens overskrift i rapporten.")
    questions: Ids = Field(min_length=2, description="Spørgsmål i afsnittet med de samme svarmuligheder.")


class Section(Model):
    """Questions that belong together; a chapter of the report."""

    model_config = ConfigDict(title="afsnittet")

    id: Id = Field(description="Afsnittets navn.")
    title: Text = Field(description="Overskriften.")
    questions: tuple[Question, ...] = Field(min_length=1, description="Spørgsmålene.")
    tables: tuple[QuestionTable, ...] = Field((), description="Spørgsmål, rapporten viser i én tabel.")


class Rule(Model):
    """One line of a classification: the class of the cases that meet the condition."""

    model_config = ConfigDict(title="grupperingsreglen")

    class_: Id = Field(alias="class", description="Gruppen, sagen hører til.")
    when: Condition = Field(description="Hvornår. " + CONDITION_HELP)


class Outcomes(Model):
    """The results a case can have: a ladder with results outside it, or classes with rules.

    A rubric without them describes its cases and judges none of them.
    """

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
    def describes(self) -> bool:
        """Whether cases get no outcome: there is neither a ladder nor classes."""
        return not self.ladder and not self.classes

    @property
    def labels(self) -> dict[str, str]:
        """Every outcome a scored case can have, in the order they are shown, each with its label; "" for none."""
        if self.describes:
            return {}
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
    def counts_days_off(self) -> bool:
        """Whether it depends on which days are working days."""
        return any(one.counts_days_off for one in self.ends)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that say its lengths."""
        return tuple(one.parameter for one in self.ends if one.parameter)


class Recommendation(Model):
    """Recommendation to the kommuner, given when enough cases speak for it."""

    model_config = ConfigDict(title="anbefalingen")

    text: Text = Field(description="Anbefalingen, som kommunerne læser den.")
    at_least_percent: Percent = Field(Decimal(0), description="Den andel af sagerne, der udløser den.")
    among: Cases = Field("all", validate_default=True, description="Sagerne, andelen regnes blandt.")
    among_label: str = Field("", description="Nævneren i ord.")
    section: Id | None = Field(None, description="Afsnittet, anbefalingen står i.")


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
    unit: NounWords | None = Field(None, description="Det, en sag kaldes; uden det »sag«.")
    in_force: InForce | None = Field(None, description="Hvornår reglerne gælder.")
    facts: dict[Id, Fact] = Field(default_factory=dict, description="Oplysninger fra bruttolisten.")
    parameters: dict[Id, Parameter] = Field(default_factory=dict, description="Tal, som loven ændrer over tid.")
    outcomes: Outcomes = Field(
        default_factory=Outcomes, description="Udfaldene. Uden dem beskriver skemaet sagerne og bedømmer dem ikke."
    )
    laws: dict[Id, Law] = Field(default_factory=dict, description="Reglerne.")
    sections: tuple[Section, ...] = Field(min_length=1, description="Afsnittene.")
    findings: tuple[CombinedFinding, ...] = Field((), description="Fund af flere svar tilsammen.")
    deadlines: tuple[Deadline, ...] = Field((), description="Frister.")
    days_off: ChosenDaysOff = Field(
        ORDINARY, description="Dage, der ud over søndage og helligdage ikke er arbejdsdage. Uden den er det lørdage."
    )
    measures: tuple[Measure, ...] = Field((), description="Nøgletal.")
    cross: tuple[Ids, ...] = Field(
        (), description="Krydstabeller: to spørgsmål med svarmuligheder i hver, det første i rækkerne."
    )
    recommendations: dict[Id, Recommendation] = Field(default_factory=dict, description="Anbefalinger.")
    silence: tuple[Silence, ...] = Field((), description="Advarsler, der er slået fra, hver med grunden.")
    tests: tuple[InlineTest, ...] = Field((), description="Prøver.")

    @cached_property
    def case(self) -> Noun:
        """What a case is called, in all its forms: »sag«, unless the rubric says otherwise."""
        return self.unit.noun if self.unit else CASE

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by id, in the order they are asked."""
        return {question.id: question for section in self.sections for question in section.questions}

    @property
    def crosses(self) -> tuple[tuple[str, str], ...]:
        """The pairs of questions a cross table is made of, the one down the rows first."""
        return tuple((down, across) for down, across in self.cross)

    @cached_property
    def found(self) -> dict[str, Finding]:
        """All findings by id: those of single answers, then combined ones, then deadlines.

        Two answers of one question may share a finding.
        """
        of_answers = (finding for question in self.questions.values() for finding in question.findings.values())
        return {finding.id: finding for finding in (*of_answers, *self.findings, *self.deadlines)}

    @cached_property
    def fact_labels(self) -> dict[str, str]:
        """What a reader sees for each fact, the kommune too; here and below two that read alike have their ids."""
        return told_apart({KOMMUNE: "", **{name: fact.label for name, fact in self.facts.items()}})

    @cached_property
    def question_labels(self) -> dict[str, str]:
        """The text of each question."""
        return told_apart({name: question.text for name, question in self.questions.items()})

    @cached_property
    def outcome_labels(self) -> dict[str, str]:
        """What a reader sees for each outcome."""
        return told_apart(self.outcomes.labels)

    @cached_property
    def finding_labels(self) -> dict[str, str]:
        """The text of each finding, or else its id as words."""
        return told_apart({name: finding.text for name, finding in self.found.items()})

    @cached_property
    def counts(self) -> tuple[Measure, ...]:
        """The measures that count."""
        return tuple(measure for measure in self.measures if measure.number is None)

    @cached_property
    def measure_labels(self) -> dict[str, str]:
        """The label of each measure."""
        return told_apart({measure.id: measure.label for measure in self.measures})

    def lengths(self, within: Within) -> dict[date | None, Within]:
        """Each length a deadline can have, by the day from which the parameter says so; by None where none does."""
        if within.parameter is None:
            return {None: within}
        return {dated.from_: within.of(dated.value) for dated in self.parameters[within.parameter].values}

    @property
    def right(self) -> str | None:
        """The outcome of a case without error; None for a rubric that classifies or describes."""
        return next(iter(self.outcomes.ladder), None)

    @property
    def all_outcomes(self) -> tuple[str, ...]:
        """Every outcome a scored case can have, in the order they are shown; none where the rubric describes."""
        return tuple(self.outcomes.labels)

    @property
    def stored_outcomes(self) -> tuple[str, ...]:
        """The same as they are stored: a finished case has an outcome there, also where the reader sees none."""
        return self.all_outcomes or (DESCRIBED,)

    @property
    def called_outcome(self) -> str:
        """What an outcome is called: »Udfald«, »Gruppe« where the rubric classifies, "" where it describes."""
        if self.outcomes.describes:
            return ""
        return "Gruppe" if self.outcomes.classes else "Udfald"

    def outcome_label(self, outcome: str) -> str:
        """What the reader sees for an outcome or a class; its id as words where it has no label."""
        return self.outcome_labels.get(outcome) or readable(outcome)
