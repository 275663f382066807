"""What is wrong with data that does not fit its pydantic model, in Danish.

A room near the bottom: rubrics, claims and ``audit.toml`` are all checked by
pydantic models, and none of pydantic's English may reach a user. Each error
becomes a :class:`Problem` that names the place, the word found and, where one
is near, the word meant.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from audit.errors import Problem
from audit.privacy import is_blank
from audit.wording import lists
from audit.wording.quoting import listed, nearest, quoted

Path = tuple[int | str, ...]
"""Keys and list places (from 0) from the top of the user's file to a value, as the file has them."""

KEY = "[key]"
"""As the last part of a path: the key itself, not its value."""

Locate = Callable[[Path], tuple[int, int]]
"""Line and column (from 1) of what stands at a path; (0, 0) when it is not known."""

NAME_PATTERN = r"^[^\W\d_][\w\-]*$"
"""What an id looks like: letters (æøå too), digits, _ and -, beginning with a letter."""

MOST_PROBLEMS = 200
"""A file with more mistakes than this is another kind of file; the rest is counted, not listed."""

"""Comparing letter by letter is slow; of many names only those with most in common are compared so."""
_A_NAME = "Et navn begynder med et bogstav og har kun bogstaver, cifre, »_« og »-«, fx »ikke-oplyst«."
_THEIRS = frozenset(get_args(ErrorType))
"""The errors pydantic words itself; any other is worded by a validator of ours, in Danish."""

_KINDS = {
    "string_type": "tekst",
    "string_sub_type": "tekst",
    "int_type": "et helt tal",
    "int_parsing": "et helt tal",
    "int_parsing_size": "et helt tal",
    "int_from_float": "et helt tal",
    "float_type": "et tal",
    "float_parsing": "et tal",
    "decimal_type": "et tal",
    "decimal_parsing": "et tal",
    "finite_number": "et tal",
    "bool_type": "true eller false",
    "bool_parsing": "true eller false",
    "date_type": "en dato, fx 2020-01-31",
    "date_parsing": "en dato, fx 2020-01-31",
    "date_from_datetime_parsing": "en dato, fx 2020-01-31",
    "date_from_datetime_inexact": "en dato, fx 2020-01-31",
    "list_type": "en liste",
    "tuple_type": "en liste",
    "set_type": "en liste",
    "frozen_set_type": "en liste",
    "dict_type": "»nøgle: værdi«",
    "mapping_type": "»nøgle: værdi«",
    "model_type": "»nøgle: værdi«",
    "model_attributes_type": "»nøgle: værdi«",
    "dataclass_type": "»nøgle: værdi«",
    "none_required": "tom",
    "path_type": "en sti til en fil eller mappe",
}
"""Error types that say what kind of value was wanted."""

_LIMITS = {
    "min_length": "skal mindst have",
    "max_length": "må højst have",
    "ge": "skal mindst være",
    "gt": "skal være over",
    "le": "må højst være",
    "lt": "skal være under",
}
"""Limits as pydantic names them in an error's context."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem and its path in the file. ``meant`` is the key or type that was surely meant, "" when none is near.

    The path of an unknown key ends in :data:`KEY`.
    """

    path: Path
    problem: Problem
    meant: str = ""


def problems_of(error: ValidationError, locate: Locate, *, model: type[BaseModel], file: str = "") -> list[Problem]:
    """What ``model`` has against the data, each at the place ``locate`` gives for its path."""
    return [fault.problem for fault in faults_of(error, locate, model=model, file=file)]


def faults_of(error: ValidationError, locate: Locate, *, model: type[BaseModel], file: str = "") -> list[Fault]:
    """As :func:`problems_of`, with the paths; at most :data:`MOST_PROBLEMS`."""
    spots: dict[Path, list[tuple[ErrorDetails, type[BaseModel] | None]]] = {}
    for details in error.errors(include_url=False):
        if not _follows_from_others(details):
            path, owner = _in_the_file(model, details)
            spots.setdefault(path, []).append((details, owner))
    faults = []
    for path, found in list(spots.items())[:MOST_PROBLEMS]:
        what, todo, meant = _describe(path, found)
        line, column = _place(locate, path)
        faults.append(Fault(path, Problem(what, todo, file, line, column), meant))
    return faults


def _place(locate: Locate, path: Path) -> tuple[int, int]:
    place = locate(path)
    return locate(path[:-1]) if place == (0, 0) and path[-1:] == (KEY,) else place


def _follows_from_others(details: ErrorDetails) -> bool:
    """Pydantic also finds a list too short when its items are faulty; they are named already."""
    if details["type"] != "too_short":
        return False
    given = details["input"]
    return isinstance(given, Sequence | Mapping) and len(given) >= details["ctx"]["min_length"]


def _in_the_file(model: type[BaseModel], details: ErrorDetails) -> tuple[Path, type[BaseModel] | None]:
    """The error's path in the file, and the model that owns its last part.

    Pydantic's own location also names the member of a union it tried; those
    parts are not in the file. A validator can point further in with ``at``.
    """
    loc = (*details["loc"], *details.get("ctx", {}).get("at", ()))
    here: Any = model
    owner: type[BaseModel] | None = None
    path: list[int | str] = []
    for part in loc:
        here = _bare(here)
        if isinstance(here, tuple):
            here = _member(here, part)
            continue
        if isinstance(here, type) and issubclass(here, BaseModel):
            owner = here
        path.append(part)
        here = _inside(here, part)
    if details["type"] == "extra_forbidden":
        path.append(KEY)
    elif details["type"] == "union_tag_invalid":
        path.append(details["ctx"]["discriminator"].strip("'"))
    elif details["type"] == "union_tag_not_found" and isinstance(members := _bare(here), tuple):
        owner = _bare(members[0])
    return tuple(path), owner


def _bare(annotation: Any) -> Any:
    """The type without Annotated and None; a tuple of types for a union."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        members = tuple(one for one in get_args(annotation) if one is not NoneType)
        return members if len(members) > 1 else _bare(members[0])
    return annotation


def _member(members: tuple[Any, ...], label: int | str) -> Any:
    """The member of a union that pydantic calls ``label``: a model by its type key, or by its name."""
    for member in members:
        bare = _bare(member)
        if isinstance(bare, type) and issubclass(bare, BaseModel):
            tags = [tag for field in bare.model_fields.values() for tag in get_args(field.annotation)]
            if label == bare.__name__ or label in tags:
                return bare
    return None


def _inside(annotation: Any, part: int | str) -> Any:
    """The type of what stands under ``part``; None when it is not known."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
        return None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments and get_origin(annotation) is not Literal else None


def _describe(path: Path, found: list[tuple[ErrorDetails, type[BaseModel] | None]]) -> tuple[str, str, str]:
    """What is wrong, what to do, and the word meant, for the errors at one path."""
    details, owner = found[0]
    kind, name = details["type"], _name(path)
    if kind == "missing":
        return _missing(path, owner, details)
    if kind == "extra_forbidden":
        return _unknown_key(path, owner)
    if kind in ("union_tag_invalid", "enum", "literal_error") and isinstance(details["input"], str | int | Mapping):
        if len(found) == 1:
            return _unknown_word(path, details)
    elif kind == "union_tag_not_found":
        tag = details["ctx"]["discriminator"].strip("'")
        return f"nøglen »{tag}« mangler i {_thing(path, owner, details['input'])}.", f"Skriv »{tag}: …«.", ""
    if details["input"] is None:
        return f"{name} har ingen værdi.", "Skriv værdien, eller fjern nøglen.", ""
    wanted = [want for one, _ in found if (want := _wanted(one))]
    if len(wanted) == len(found):
        return f"{name} skal være {lists.listed(wanted, 'eller')}, ikke {_shown(details['input'])}.", _hint(found), ""
    what, todo = _sentence(name, details)
    return what, todo, ""


def _missing(path: Path, owner: type[BaseModel] | None, details: ErrorDetails) -> tuple[str, str, str]:
    key = str(path[-1])
    field = next((one for name, one in owner.model_fields.items() if key in (name, one.alias)), None) if owner else None
    about = field.description if field and field.description else ""
    todo = f"Skriv »{key}: …«." + (f" Det er: {about[:1].lower()}{about[1:]}" if about else "")
    return f"nøglen »{key}« mangler i {_thing(path[:-1], owner, details['input'])}.", todo, ""


def _unknown_key(path: Path, owner: type[BaseModel] | None) -> tuple[str, str, str]:
    key = str(path[-2])
    known = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
    thing = _thing(path[:-2], owner, None)
    if meant := nearest(key, known):
        return f"ukendt nøgle {quoted(key)} i {thing} – mente du »{meant}«?", "", meant
    todo = f"Nøglerne her er {listed(known)}." if known else "Fjern den."
    return f"ukendt nøgle {quoted(key)} i {thing}.", todo, ""


def _unknown_word(path: Path, details: ErrorDetails) -> tuple[str, str, str]:
    words = _expected(details)
    given = details["input"]
    word = given.get(path[-1]) if isinstance(given, Mapping) else given
    what = f"{quoted(word)} kan ikke stå her" if path[-1] == KEY else f"{_name(path)} kan ikke være {quoted(word)}"
    if meant := nearest(str(word), words):
        return f"{what} – mente du »{meant}«?", "", meant if details["type"] == "union_tag_invalid" else ""
    return f"{what}.", f"Skriv {listed(words, 'eller')}.", ""


def _wanted(details: ErrorDetails) -> str:
    """What kind of value was wanted, or ""."""
    if details["type"] in ("literal_error", "enum"):
        return listed(_expected(details), "eller")
    return _KINDS.get(details["type"], "")


def _expected(details: ErrorDetails) -> list[str]:
    """The words or whole numbers pydantic lists as allowed."""
    context = details["ctx"]
    found = re.findall(r"'([^']*)'|(-?\d+)", context.get("expected_tags") or context.get("expected", ""))
    return [text or number for text, number in found]


def _hint(found: list[tuple[ErrorDetails, type[BaseModel] | None]]) -> str:
    kinds = {details["type"] for details, _ in found}
    given = found[0][0]["input"]
    if kinds == {"string_type"} and not isinstance(given, Sequence | Mapping):
        return f'Sæt anførselstegn om: "{quoted(given)[1:-1]}".'
    if kinds == {"decimal_type"} and isinstance(given, str):
        return "Skriv fx 5 eller 2.5."
    if kinds & {"tuple_type", "list_type"} and not isinstance(given, Mapping):
        return "Skriv hvert punkt på sin egen linje med »- « foran, eller skriv [a, b]."
    return ""


def _sentence(name: str, details: ErrorDetails) -> tuple[str, str]:
    """The errors that are about how large, how long or how written a value is."""
    kind, context, given = details["type"], details.get("ctx", {}), details["input"]
    if kind not in _THEIRS:
        return details["msg"], ""
    if kind == "value_error" and "error" in context:
        return str(context["error"]), ""
    if kind == "string_pattern_mismatch" and context["pattern"] == NAME_PATTERN:
        return f"{quoted(given)} er ikke et gyldigt navn.", _A_NAME
    if kind == "string_too_short" and is_blank(str(given)):
        return f"{name} må ikke være tom.", "Skriv en tekst."
    for limit, words in _LIMITS.items():
        if limit in context:
            length = f"{context[limit]} {'tegn' if kind.startswith('string') else 'i listen'}"
            wanted = length if limit.endswith("length") else f"{context[limit]}, ikke {quoted(given)}"
            return f"{name} {words} {wanted}.", ""
    return f"{name} kan ikke være {_shown(given)}.", "Se, hvordan feltet beskrives i dokumentationen."


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "»nøgle: værdi«"
    return "en liste" if isinstance(value, list | tuple) else quoted(value)


def _name(path: Path) -> str:
    """The last part of a path in words."""
    if path[-1:] == (KEY,):
        return f"navnet {quoted(path[-2])}"
    if not path:
        return "filen"
    if isinstance(path[-1], int):
        return f"punkt {path[-1] + 1} i {_name(path[:-1])}"
    return quoted(path[-1])


def _thing(path: Path, owner: type[BaseModel] | None, given: object) -> str:
    """What stands at ``path``: the Danish title of its model and the name it goes by."""
    title = owner.model_config.get("title", "") if owner else ""
    name = next((given[key] for key in ("id", "name") if key in given), None) if isinstance(given, Mapping) else None
    if not isinstance(name, str) and len(path) > 1 and isinstance(path[-1], str):
        name = path[-1]
    return f"{title} {quoted(name)}".strip() if isinstance(name, str) else title or _name(path)
