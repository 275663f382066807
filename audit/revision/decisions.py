"""Reads a YAML file of decisions about answers that no longer fit, and makes the template for one. An example:

decisions:
  - question: begrundet     # the name in the new rubric; the old one when the question is gone
    answer: delvist         # the answer as it was given; left out: every answer that must be decided
    becomes: nej            # the new answer, or one of the words below
    reason: Efter møde i styregruppen
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticKnownError

from audit.errors import InputError, Problem
from audit.privacy import one_line
from audit.rubric.fields import Text
from audit.rubric.parts import Model
from audit.rubric.source import decode_source, parse_yaml
from audit.rubric.tree import Tree, empty_said, empty_values, locate, plain
from audit.rubric.unfit import unfit
from audit.validation import Locate, Path, problems_of
from audit.wording.numbers import counted, number_text

KEEP, AGAIN, OUT = "behold", "bedøm_igen", "udgår"
"""Words allowed in ``becomes`` instead of a new answer: keep the answer; score the case again;
store the answer without counting it (only for a removed question)."""


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        raise PydanticKnownError("string_type")
    return number_text(Decimal(value)) if isinstance(value, int | Decimal) else value


Verbatim = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str)]
"""An answer as text: a list is joined with ", ", a number written by ``number_text``, a boolean refused."""

Written = Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=str)]


class Decision(Model):
    """What one answer, or every answer, to a question becomes."""

    model_config = ConfigDict(title="beslutningen")

    question: Text = Field(description="Spørgsmålet.")
    answer: Verbatim | None = Field(None, description="Svaret, som det er givet; uden det alle, der skal bestemmes.")
    all_answers: bool = Field(False, strict=True, description="Om det gælder alle svar på spørgsmålet.")
    becomes: Written = Field(description=f"Det nye svar, {KEEP}, {OUT} eller {AGAIN}.")
    reason: str = Field("", description="Begrundelsen, som loggen får den.")


class DecisionsFile(Model):
    """A whole file of decisions."""

    model_config = ConfigDict(title="filen med beslutninger")

    decisions: tuple[Decision, ...] = Field((), description="Beslutningerne.")


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a file, in order; ``locate`` gives the line and column of a path in it."""

    every: tuple[Decision, ...] = ()
    file: str = ""
    locate: Locate = lambda path: (0, 0)

    def problem(self, number: int, what: str, todo: str = "", *, warning: bool = False) -> Problem:
        """A problem at the line and column of decision ``number``, counted from 0."""
        return Problem(what, todo, self.file, *self.locate(("decisions", number)), warning=warning)


def read_decisions(data: bytes, file: str) -> Decisions:
    """The decisions in a file. Raises InputError with every mistake in it."""
    text = decode_source(data, file)
    if isinstance(text, Problem):
        raise _wrong(file, [text])
    tree, problems = parse_yaml(text, file)
    if tree is not None:
        problems += [Problem(*_empty(tree, path), file, *locate(tree, path)) for path in empty_values(tree)]
    problems += unfit(text, tree, file)
    if tree is None or problems:
        raise _wrong(file, problems)

    def place(path: Path) -> tuple[int, int]:
        return locate(tree, path)

    try:
        read = DecisionsFile.model_validate(plain(tree))
    except ValidationError as error:
        raise _wrong(file, problems_of(error, place, model=DecisionsFile, file=file)) from None
    return Decisions(read.decisions, file, place)


def _empty(tree: Tree, path: Path) -> tuple[str, str]:
    if path and path[-1] == "becomes":
        return "»becomes« er ikke udfyldt.", f"Skriv det nye svar, {KEEP}, {OUT} eller {AGAIN}."
    return empty_said(tree, path)


def _wrong(file: str, problems: Sequence[Problem]) -> InputError:
    return InputError(f"Beslutningerne i {file} kan ikke læses. Intet er ændret. Ret filen, og prøv igen.", problems)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A collected answer that needs a decision; ``count`` is how often it was given.

    ``question`` is its name in a file of decisions; ``allowed`` are examples
    of what it may become, ``suggested`` is filled in as ``becomes`` in the template, "" for none.
    """

    question: str
    answer: str
    count: int
    why: str
    allowed: tuple[str, ...]
    suggested: str = ""


def template(undecided: Iterable[Undecided], heading: str) -> str:
    """The text of a decisions file to fill in: an entry for each answer, the reason and the choices in comments."""
    lines = [
        f"# {one_line(heading)}",
        "# Skriv efter »becomes«, hvad hvert svar bliver til: et nyt svar eller et af ordene",
        f"# {KEEP} (svaret gælder, som det er), {AGAIN} (der bedømmes igen)",
        f"# og {OUT} (spørgsmålet er fjernet; svaret gemmes, men tælles ikke).",
        "# Slettes »answer«, gælder linjen alle de svar på spørgsmålet, der skal bestemmes og ikke har deres egen.",
        "decisions:",
    ]
    for question, group in _by_question(undecided).items():
        lines.append(f"  # {question}: {one_line(group[0].why)}")
        lines.append(f"  # Mulighederne er {', '.join(group[0].allowed)}.")
        for one in group:
            lines += [
                f"  - question: {question}",
                f"    answer: {json.dumps(one.answer, ensure_ascii=False)}  # {_times(one.count)}",
                f"    becomes: {json.dumps(one.suggested, ensure_ascii=False) if one.suggested else ''}".rstrip(),
            ]
    return "\n".join(lines) + "\n"


def _times(count: int) -> str:
    return f"givet {counted(count, 'gang', 'gange')}"


def _by_question(undecided: Iterable[Undecided]) -> Mapping[str, list[Undecided]]:
    found: dict[str, list[Undecided]] = {}
    for one in undecided:
        found.setdefault(one.question, []).append(one)
    return found
