"""The words for a case, or for a kind of authority, as a study gives them."""

import re
import unicodedata
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from audit.nouns import Article, Noun
from audit.rubric.parts import Model

_WORD = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_ALIKE = 2
"""Letters that all forms of a word begin with: »middel« and »midlet«."""


def _word(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not _WORD.fullmatch(text):
        raise PydanticCustomError("word", "ordet må kun have bogstaver, fx afgørelse.")
    if text[0].isupper() and text[1:2].islower():
        raise PydanticCustomError("word", "ordet skal have lille begyndelsesbogstav, som det står inde i en sætning.")
    return text


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), AfterValidator(_word)]


class NounWords(Model):
    """A Danish noun: singular and plural, its gender, and the definite forms where they are not regular."""

    model_config = ConfigDict(title="ordet")

    one: Word = Field(description="Ordet i ental, fx afgørelse.")
    many: Word = Field(description="Ordet i flertal, fx afgørelser.")
    article: Article = Field("en", description="Ordets køn: en eller et.")
    the_one: Word | None = Field(None, description="Ental i bestemt form, når den ikke er regelmæssig, fx rummet.")
    the_many: Word | None = Field(None, description="Flertal i bestemt form, når den ikke er regelmæssig.")

    @property
    def noun(self) -> Noun:
        """The noun in all its forms."""
        return Noun.of(self.one, self.many, self.article, self.the_one or "", self.the_many or "")

    @model_validator(mode="after")
    def _forms_of_one_word(self) -> Self:
        for key, form, of in (("the_one", self.the_one, self.one), ("the_many", self.the_many, self.many)):
            if form is not None and form[:_ALIKE] != of[:_ALIKE]:
                said = f"»{form}« er ikke en form af »{of}«."
                raise PydanticCustomError("word", "{said}", {"said": said, "at": (key,)})
        return self
