"""A measure (nøgletal): what is counted, among what, and in which unit."""

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from audit.rubric.fields import Id, Text
from audit.rubric.parts import CONDITION_HELP, Cases, Model

Unit = Literal["sager", "journalnumre", "kommuner", "myndigheder"]
"""What a measure counts: cases, or the journal numbers or authorities they have.

``kommuner`` and ``myndigheder`` are both the study's authorities, called what the study calls them.
"""
OF_AUTHORITIES = frozenset({"kommuner", "myndigheder"})
"""The units that count authorities."""
When = Literal["any", "all", "none"]
"""How many of its cases in the denominator must be counted, for a journal number or kommune to be counted."""


_COUNTED = "Sagerne, der tælles; skal stå, når »number« ikke gør. "


class Measure(Model):
    """A named count with a named denominator (nøgletal).

    With ``unit: myndigheder`` or ``journalnumre`` one is in the denominator when at
    least one of its cases is, and counted once: when the condition holds for
    at least one, all or none of its cases there, by ``when``. With ``number``
    nothing is counted: it is the smallest, the middle, the largest and the mean
    of the answers to that question in the denominator.
    """

    model_config = ConfigDict(title="nøgletallet")

    id: Id = Field(description="Nøgletallets navn.")
    label: Text = Field(description="Nøgletallet i ord.")
    count: Cases = Field("all", validate_default=True, description=_COUNTED + CONDITION_HELP)
    number: Id | None = Field(
        None, description="Spørgsmålet, hvis mindste, midterste og største svar og gennemsnit er nøgletallet."
    )
    among: Cases = Field(description="Sagerne, der tælles blandt; all er alle sager.")
    among_label: str = Field("", description="Nævneren i ord, fx »sager om fleksjob«.")
    unit: Unit = Field("sager", description="Det, der tælles: sager, journalnumre eller myndigheder (også kommuner).")
    when: When = Field(
        "any",
        description="Hvornår et journalnummer eller en myndighed tælles: når mindst én (any), alle (all) eller ingen "
        "(none) af dens sager i nævneren tælles.",
    )

    @model_validator(mode="after")
    def _counts_or_measures(self) -> Self:
        given = self.model_fields_set
        if self.number is None and "count" not in given:
            raise PydanticCustomError("measure", "nøgletallet siger ikke, hvad der tælles. Skriv »count: …«.")
        for key in ("count", "unit", "when") if self.number is not None else ():
            if key in given:
                said = f"»{key}« kan ikke stå sammen med »number«: der regnes på svarene. Slet det ene."
                raise PydanticCustomError("measure", "{said}", {"said": said, "at": (key,)})
        return self
