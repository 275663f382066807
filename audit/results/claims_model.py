"""A file of claims (påstande): the numbers a published text states, as they are written down to be recomputed.

A claim names what is counted (a measure of the rubric or one of the study's
own totals by ``id``, or a finding, an answer or an outcome) and states a count,
a percent or both, and the denominator where the text prints it. What the text
does not state is not compared.
"""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from audit.rubric.fields import Id, Percent, Text
from audit.wording.lists import listed as in_a_row
from audit.wording.quoting import listed, quoted

CountedIn = Literal["sager", "kommuner", "journalnumre"]
Part = Literal["count", "among", "percent"]
"""The parts a stated figure has."""

Number = Annotated[StrictInt, Field(ge=0)]
_PARTS: tuple[Part, ...] = get_args(Part)


def _as_parts(value: Any) -> Any:
    if isinstance(value, bool):
        return _PARTS if value else ()
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or any(part not in _PARTS for part in parts):
        shown = quoted(value) if isinstance(value, str | int) else "det, der står her"
        said = f"»derived« er true eller en eller flere af {listed(_PARTS)}, ikke {shown}."
        raise PydanticCustomError("derived", "{said}", {"said": said})
    return tuple(parts)


Derived = Annotated[tuple[Part, ...], BeforeValidator(_as_parts, json_schema_input_type=bool | Part | list[Part])]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClaimedAnswer(_Written):
    """An answer to a question: the question's id, and the id of the option or of the special answer."""

    model_config = ConfigDict(title="svaret")
    question: Id = Field(description="Spørgsmålets navn i måleskemaet.")
    option: Id = Field(alias="is", description="Svarmulighedens navn, eller et særligt svar som fremgår_ikke.")


class Claim(_Written):
    """One stated number. ``derived`` are the parts that are not printed, but follow from those that are."""

    model_config = ConfigDict(title="påstanden")
    id: Id | None = Field(None, description="Et nøgletal i måleskemaet eller et af undersøgelsens egne tal.")
    finding: Id | None = Field(None, description="Et fund i måleskemaet; tallet er de sager, hvor det er gjort.")
    answer: ClaimedAnswer | None = Field(None, description="Et svar; tallet er de sager, hvor det er givet.")
    outcome: Id | None = Field(None, description="Et udfald; tallet er de sager, der har det.")
    what: Text | None = Field(None, description="Det, tallet siger, i ord; ellers måleskemaets egne ord.")
    count: Number | None = Field(None, description="Antallet.")
    among: Number | None = Field(None, description="Det, antallet er ud af.")
    percent: Percent | None = Field(
        None, description="Procenten, med de decimaler, den er trykt med. Den er nok, hvor der ikke er trykt et antal."
    )
    unit: CountedIn | None = Field(None, description="Det, kilden siger, der tælles. Uden sammenlignes det ikke.")
    derived: Derived = Field(
        (), description="De dele, kilden ikke trykker, men som følger af den; true er dem alle. De regnes også efter."
    )
    conflict: Text | None = Field(None, description="Hvad kilden ellers siger om tallet, når den siger sig selv imod.")

    @property
    def name(self) -> str:
        """What the claim is called in messages and JSON: »rigtige«, »finding:ingen«, »answer:klage:nej«."""
        if self.answer:
            return f"answer:{self.answer.question}:{self.answer.option}"
        return self.id or (f"finding:{self.finding}" if self.finding else f"outcome:{self.outcome}")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ways = ("id", "finding", "answer", "outcome")
        named = [way for way in ways if getattr(self, way) is not None]
        if len(named) != 1:
            said = f"der står både {listed(named)}." if named else "det står ikke, hvad der er talt."
            raise _refused(f"{said} Skriv én af nøglerne {listed(ways, 'eller')}.")
        if self.count is None and self.percent is None:
            raise _refused(f"påstanden »{self.name}« har intet tal. Skriv »count«, »percent« eller begge.")
        if absent := [part for part in self.derived if getattr(self, part) is None and len(self.derived) < len(_PARTS)]:
            raise _refused(f"»derived« nævner {in_a_row([f'»{one}«' for one in absent])}, som påstanden ikke har.")
        return self


def _refused(said: str, *at: int | str) -> PydanticCustomError:
    return PydanticCustomError("claim", "{said}", {"said": said, "at": at})


def _stated_once(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    seen = set()
    for place, claim in enumerate(claims):
        if (stated := (claim.name, claim.among)) in seen:
            raise _refused(f"påstanden »{claim.name}« står to gange. Behold den ene.", place)
        seen.add(stated)
    return claims


class ClaimsFile(_Written):
    """All the numbers of one publication."""

    model_config = ConfigDict(title="påstandene")
    study: Text = Field(description="Undersøgelsens navn: id under [study] i audit.toml.")
    source: Text = Field(description="Den tekst, tallene står i, som en læser kender den.")
    kommuner: Number | None = Field(None, description="Antallet af kommuner, der er med i undersøgelsen.")
    recommendations: Number | None = Field(None, description="Antallet af anbefalinger.")
    claims: Annotated[tuple[Claim, ...], AfterValidator(_stated_once)] = Field(
        min_length=1, description="Påstandene, én for hvert tal."
    )
    notes: tuple[Text, ...] = Field((), description="Noter til den, der læser filen. De vises ikke.")

    @model_validator(mode="after")
    def _kommuner_once(self) -> Self:
        if self.kommuner is not None and any(claim.id == "kommuner" for claim in self.claims):
            raise _refused("antallet af kommuner står to gange: under »kommuner« og som påstand. Behold det ene.")
        return self
