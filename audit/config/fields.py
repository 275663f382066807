"""What the tables of audit.toml are made of: the shapes of single values."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from audit.privacy import find_cpr, visible
from audit.wording.quoting import quoted


class Settings(BaseModel):
    """A table of audit.toml: nothing in it that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def without_cpr(text: str) -> str:
    """The text, which must not hold a CPR number."""
    if find_cpr(text):
        raise PydanticCustomError("cpr", "teksten ligner et CPR-nummer. Fjern det.")
    return text


def _readable(text: str) -> str:
    if (shown := visible(text)) != text:
        raise PydanticCustomError("unseen", f"teksten har et tegn, der ikke kan ses: {quoted(shown)}. Fjern tegnet.")
    return text


Heading = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Words = Annotated[Heading, AfterValidator(_readable), AfterValidator(without_cpr)]
