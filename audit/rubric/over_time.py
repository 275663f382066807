"""What a rubric says of time: the period it applies to, and numbers that the law changes."""

from calendar import isleap
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


_LEAP = 2024
"""The leap year of examples, when the rubric is in force then."""


def leap_year(force: InForce | None) -> int:
    """A leap year for examples in which the rubric is in force, the year before it too where that can be."""
    first = force.from_.year + 1 if force and force.from_ else 4
    last = force.to.year if force and force.to else 9000
    if first <= _LEAP <= last:
        return _LEAP
    nearest = range(first, 9000) if first > _LEAP else range(last, 3, -1)
    return next((year for year in nearest if isleap(year)), _LEAP)


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
