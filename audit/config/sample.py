"""The table [sample] of audit.toml: how the cases are found."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from audit.cases import KOMMUNE
from audit.config.fields import Heading, Settings, Words
from audit.nouns import CASE
from audit.sampling.allocation import AllocationKind
from audit.sampling.model import Criteria
from audit.wording.numbers import counted, whole

_NO_LATEST = "[sample.latest] mangler: den dato, de seneste sager findes efter."


class Latest(Settings):
    """The date by which the latest cases are found, and the day they must lie before."""

    model_config = ConfigDict(title="[sample.latest]")
    fact: Heading = Field(description="Den dato, de seneste sager findes efter.")
    before: date | None = Field(None, description="Kun sager før denne dag kan vælges.")


class Marked(Settings):
    """How many cases of each mark are asked for of every stratum."""

    model_config = ConfigDict(title="[sample.marked]")
    fact: Heading = Field(description="Oplysningen med kommunens mærke.")
    asked: dict[str, Annotated[StrictInt, Field(ge=1)]] = Field(
        min_length=1, description="Antallet af sager med hvert mærke."
    )


class Sample(Settings):
    """How the sample is found: drawn by lot, chosen (purposive), or all of the frame (a census).

    ``n`` is per stratum when the allocation is equal or the selection is
    purposive, in all when the allocation is proportional. ``kommuner`` are the
    names or codes of the authorities that were asked for cases.
    """

    model_config = ConfigDict(title="[sample]")
    method: Literal["random", "purposive", "all"] = Field(
        "random", description="random (ved lod), purposive (udvalgt) eller all (alle sager på bruttolisten)."
    )
    seed: Words | None = Field(None, description="Startværdien for lodtrækningen.")
    strata: tuple[Heading, ...] = Field(
        (), description="Oplysningerne, bruttolisten deles op efter; også kommune, som er myndigheden."
    )
    allocation: AllocationKind = Field(
        "proportional",
        description="proportional (n i alt, delt efter gruppernes størrelse), equal (n i hver gruppe) eller given "
        "(antallene i [sample.given]).",
    )
    n: StrictInt | None = Field(
        None, ge=1, description="Antallet af sager; i hver gruppe ved equal, og når sagerne er udvalgt."
    )
    given: dict[str, Annotated[StrictInt, Field(ge=0)]] = Field({}, description="Antallet af sager i hver gruppe.")
    kommuner: tuple[Heading, ...] = Field(
        (), description="Kommunerne eller de andre myndigheder, der er bedt om sager, når de er udvalgt."
    )
    latest: Latest | None = Field(None, description="De seneste sager, når sagerne er udvalgt.")
    marked: Marked | None = Field(None, description="Sager, kommunen selv har mærket, når sagerne er udvalgt.")

    @property
    def criteria(self) -> Criteria | None:
        """What cases are chosen by; None when they are drawn by lot."""
        if self.latest is None or self.n is None:
            return None
        marked = self.marked
        return Criteria(
            self.n,
            self.latest.fact,
            self.latest.before,
            marked.fact if marked else "",
            tuple(marked.asked.items()) if marked else (),
        )

    def lacking(self, seed: str | None) -> list[str]:
        """What a draw by lot still needs of this table, with what it is; ``seed`` takes the place of its own."""
        if self.method == "all":
            return []
        found = [] if self.criteria or seed or self.seed else ['seed = "…" (startværdien; eller brug --seed TEKST)']
        if self.n is None and self.allocation != "given":
            found.append(f"n = … (antallet af sager{' i hver gruppe' if self.allocation == 'equal' else ''})")
        return found

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if len(set(self.strata)) < len(self.strata):
            raise _at("strata", "den samme oplysning står to gange i »strata«.")
        if self.method == "all":
            return self._fits_all()
        return self._fits_purpose() if self.method == "purposive" else self._fits_lot()

    def _fits_all(self) -> Self:
        for key in ("seed", "allocation", "n", "given", "kommuner", "latest", "marked"):
            if key in self.model_fields_set:
                raise _at(key, f'»{key}« bruges ikke med method = "all": alle sager på bruttolisten er med.')
        return self

    def _fits_purpose(self) -> Self:
        for key in ("seed", "allocation", "given"):
            if key in self.model_fields_set:
                raise _at(key, f'»{key}« bruges kun, når der trækkes lod, og ikke med method = "purposive".')
        if self.n is None or self.latest is None:
            no_n = [] if self.n else ["»n« mangler: antallet af sager fra hver gruppe."]
            missing = [*no_n, *([] if self.latest else [_NO_LATEST])]
            raise _at("method", f"sagerne er udvalgt, men {' '.join(missing)}")
        if self.marked and sum(self.marked.asked.values()) != self.n:
            total = sum(self.marked.asked.values())
            raise _at("marked", f"mærkerne giver {counted(total, CASE)} fra hver gruppe, men »n« er {whole(self.n)}.")
        if self.kommuner and self.strata != (KOMMUNE,):
            raise _at("kommuner", '»kommuner« kan kun bruges, når strata = ["kommune"].')
        return self

    def _fits_lot(self) -> Self:
        for key in ("kommuner", "latest", "marked"):
            if key in self.model_fields_set:
                raise _at(key, f'»{key}« bruges kun med method = "purposive", når sagerne er udvalgt og ikke trukket.')
        given = self.allocation == "given"
        if given and not self.given:
            raise _at("allocation", 'fordelingen er "given", men [sample.given] mangler med et antal for hver gruppe.')
        if given and not self.strata:
            raise _at("allocation", 'fordelingen er "given", men »strata« siger ikke, hvad grupperne er delt efter.')
        if given and self.n is not None:
            raise _at("n", '»n« bruges ikke, når fordelingen er "given"; antallene står i [sample.given].')
        if self.given and not given:
            raise _at("given", '[sample.given] bruges kun, når allocation = "given".')
        return self


def _at(key: str, message: str) -> PydanticCustomError:
    """A mistake in how the keys of a table fit together, placed at one of them."""
    return PydanticCustomError("sample", message, {"at": (key,)})
