"""What is asked of a case: the five types of question, and what an answer means legally."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from audit.rubric.fields import Id, Ids, Number, Options, Text
from audit.rubric.parts import CONDITION_HELP, Condition, Model, Special


class Finding(Model):
    """What an answer means legally (fund)."""

    model_config = ConfigDict(title="fundet")

    id: Id = Field(description="Fundets navn.")
    outcome: Id = Field(description="Udfaldet, fundet fører til.")
    text: str = Field("", description="Fundet i ord, som kommunen læser det.")
    recommend: Ids = Field((), description="Anbefalinger, fundet taler for.")
    law: Ids = Field((), description="Reglerne; ellers spørgsmålets.")


class CombinedFinding(Finding):
    """A finding that follows from several answers together, or from a number or a date."""

    model_config = ConfigDict(title="fundet")

    when: Condition = Field(description="Hvornår. " + CONDITION_HELP)
    source: str = Field("", description="Dokumentet, når fundet ikke henviser til en regel.")


class QuestionBase(Model):
    """What every question has, whatever its type."""

    model_config = ConfigDict(title="spørgsmålet")

    id: Id = Field(description="Spørgsmålets navn i skemaet.")
    text: Text = Field(description="Spørgsmålet, som juristen læser det.")
    help: str = Field("", description="Vejledning, der vises, når juristen beder om den.")
    law: Ids = Field((), description="Reglerne, spørgsmålet prøver.")
    source: str = Field("", description="Dokumentet, når spørgsmålet ikke prøver en regel.")
    ask_if: Condition | None = Field(None, description="Hvornår der spørges. " + CONDITION_HELP)
    allow: tuple[Special, ...] = Field((), description="Svar, der ikke er et svar på spørgsmålet.")
    findings: dict[str, Finding] = Field(default_factory=dict, description="Fundet for hvert svar, der fører til et.")
    renamed_from: Id | None = Field(None, description="Spørgsmålets tidligere navn.")


class ChoiceQuestion(QuestionBase):
    """One answer out of several."""

    type: Literal["choice"] = Field(description="Ét svar ud af flere.")
    options: Options = Field(min_length=2, description="Svarmulighederne.")


class MultiQuestion(QuestionBase):
    """One or more answers; an exclusive option stands alone."""

    type: Literal["multi"] = Field(description="Et eller flere svar.")
    options: Options = Field(min_length=2, description="Svarmulighederne.")
    exclusive: Ids = Field((), description="Svar, der kun kan stå alene.")


class NumberQuestion(QuestionBase):
    """A number, with its limits (inclusive) and unit."""

    type: Literal["number"] = Field(description="Et tal.")
    min: Number | None = Field(None, description="Det mindste tal, der giver mening.")
    max: Number | None = Field(None, description="Det største tal, der giver mening.")
    unit: str = Field("", description="Enheden, fx timer om ugen.")


class DateQuestion(QuestionBase):
    """A calendar date."""

    type: Literal["date"] = Field(description="En dato.")


class TextQuestion(QuestionBase):
    """Words of the reviewer's own; nothing is derived from them."""

    type: Literal["text"] = Field(description="Tekst.")


Question = Annotated[
    ChoiceQuestion | MultiQuestion | NumberQuestion | DateQuestion | TextQuestion,
    Field(discriminator="type"),
]


class Section(Model):
    """Questions that belong together; a chapter of the report."""

    model_config = ConfigDict(title="afsnittet")

    id: Id = Field(description="Afsnittets navn.")
    title: Text = Field(description="Overskriften.")
    questions: tuple[Question, ...] = Field(min_length=1, description="Spørgsmålene.")
