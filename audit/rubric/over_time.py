"""What a rubric says of time: the period it applies to, and numbers that the law changes."""

from datetime import date

from pydantic import ConfigDict, Field

from audit.rubric.fields import Day, Id, Number, Text
from audit.rubric.parts import Model


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
