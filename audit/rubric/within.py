"""How long a deadline is: a number of days, weeks, months, years or working days, or a parameter that says it."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from audit.rubric.fields import Id
from audit.rubric.parts import Model

UNITS = ("days", "weeks", "months", "years", "workdays")
"""What the length of a deadline is counted in."""


class FromParameter(Model):
    """A number that is the value a parameter has in the case."""

    model_config = ConfigDict(title="henvisningen")

    parameter: Id = Field(description="En værdi under parameters; et helt antal.")


def _written_as(value: Any) -> str:
    return FromParameter.__name__ if isinstance(value, dict | FromParameter) else "number"


_AS_SCHEMA: dict[str, Any] = {
    "type": ["integer", "object"],
    "minimum": 0,
    "errorMessage": "Her skal stå et helt tal eller {parameter: navn}.",
}
"""One schema and not two to choose between, so that an editor can say in Danish what is wrong."""

Length = Annotated[
    Annotated[int, Field(ge=0, strict=True), Tag("number")] | Annotated[FromParameter, Tag(FromParameter.__name__)],
    Discriminator(_written_as),
    WithJsonSchema(_AS_SCHEMA),
]
"""A whole number from 0, or the parameter that says it."""


class Within(Model):
    """The length of a deadline: exactly one of the five, and what happens when the last day is no working day."""

    model_config = ConfigDict(title="fristens længde")

    days: Length | None = Field(None, description="Kalenderdage, eller {parameter: navn}.")
    weeks: Length | None = Field(None, description="Uger, eller {parameter: navn}.")
    months: Length | None = Field(
        None, description="Måneder, eller {parameter: navn}; 31. august + 6 måneder er den sidste i februar."
    )
    years: Length | None = Field(None, description="År, eller {parameter: navn}.")
    workdays: Length | None = Field(
        None,
        description="Arbejdsdage, eller {parameter: navn}: ikke søndage, helligdage og dem under days_off.",
    )
    on_day_off: Literal["samme_dag", "næste_arbejdsdag"] = Field(
        "samme_dag", description="Det, der sker, når den sidste dag ikke er en arbejdsdag."
    )

    @property
    def moves(self) -> bool:
        """Whether a last day that is no working day becomes the next one that is."""
        return self.on_day_off == "næste_arbejdsdag"

    @property
    def counts_days_off(self) -> bool:
        """Whether the last day depends on which days are working days."""
        return self.moves or self.workdays is not None

    @property
    def parameter(self) -> str | None:
        """The parameter that says the length; None where the rubric itself does."""
        lengths = (getattr(self, unit) for unit in UNITS)
        return next((length.parameter for length in lengths if isinstance(length, FromParameter)), None)

    def of(self, value: Decimal) -> "Within":
        """The length where the parameter has this value, a whole number."""
        units = [unit for unit in UNITS if isinstance(getattr(self, unit), FromParameter)]
        return self.model_copy(update=dict.fromkeys(units, int(value)))

    def number(self, unit: str) -> int:
        """How many of a unit the length is; 0 for one that is not given, or that a parameter says."""
        length = getattr(self, unit)
        return length if isinstance(length, int) else 0
