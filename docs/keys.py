"""The reference of every key of the rubric language, made from its schema; the examples are from tested rubrics."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from audit.rubric.fields import SCHEMA_NAME, is_day
from audit.rubric.parts import CONDITION_HELP
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain
from audit.rubric.types import KINDS
from audit.workshop.editor import QUESTION_TYPES, VALUES
from audit.workshop.schema import language_schema

Schema = dict[str, Any]

ROOT = Path(__file__).parents[1]
TESTED = (ROOT / "tests" / "cases" / "rubric_right.yaml", *sorted((ROOT / "rubrics").glob("*.yaml")))
HEAD = """# Måleskemaets nøgler

<!-- Skrevet af docs/generate.py; ret beskrivelserne i audit/rubric i stedet. -->

Hver nøgle i [måleskemaet](maaleskema.md): hvad den siger, hvad der kan stå, og om den skal være der.
Eksemplerne er fra måleskemaer, som prøverne kører.
"""
TABLE = "| nøgle | hvad den siger | hvad der kan stå | skal stå | eksempel |\n|---|---|---|---|---|\n"
WHOLE, QUESTION = "", "Question"
LONGEST = 90
"""Letters of an example; what is longer shows nothing at a glance, and is shown key by key further down."""
UNQUOTED = re.compile(r"[^\W\d_](?:[^:,\[\]{}#|\"'&*!>%@`\n]*[^:,\[\]{}#|\"'&*!>%@`\s])?")
"""Text that YAML reads as text wherever it stands."""
_KINDS = {
    "object": "{parameter: navn}",
    "string": "tekst",
    "integer": "et helt tal",
    "number": "et tal",
    "boolean": "`true` eller `false`",
    "null": "ingenting",
}


def keys() -> str:
    """The page: one table for each part of a rubric, in the order the parts come."""
    schema = language_schema()
    parts = _parts(schema)
    examples = examples_in(TESTED, parts)
    order = list(dict.fromkeys(reached(parts, WHOLE)))
    sections = [section(name, parts, examples) for name in order]
    return "\n".join([HEAD, *sections, *(_words(schema, name) for name in _WORDS)])


def _parts(schema: Schema) -> dict[str, Schema]:
    """Every part with keys by name; the types of question are one part."""
    parts = {name: part for name, part in schema["$defs"].items() if "properties" in part}
    asked = [parts.pop(kind.__name__) for kind in KINDS.values()]
    properties: dict[str, Schema] = {}
    for one in asked:
        for key, value in one["properties"].items():
            properties[key] = _either(properties[key], value) if key in properties else value
    properties["type"] = {"description": "Spørgsmålets type.", "enum": list(QUESTION_TYPES)}
    for key, value in properties.items():
        kinds = [str(one["properties"]["type"]["const"]) for one in asked if key in one["properties"]]
        if len(kinds) < len(asked):
            kinds.sort(key=QUESTION_TYPES.index)
            only = f"Kun ved {_listed([f'`{kind}`' for kind in kinds])}."
            properties[key] = {**value, "description": f"{value['description']} {only}"}
    required = [key for key in properties if all(key in one["required"] for one in asked if key in one["properties"])]
    parts[QUESTION] = {"title": "Spørgsmålet", "properties": properties, "required": required}
    return {WHOLE: schema, **parts}


def _either(one: Schema, other: Schema) -> Schema:
    """A key that two types of question have, each in its own way."""
    if one == other or "const" in one or "enum" in one:
        return one
    told = (
        one["description"]
        if other["description"] in one["description"]
        else f"{one['description']} {other['description']}"
    )
    shapes = [{key: value for key, value in shape.items() if key != "description"} for shape in (one, other)]
    return {"description": told, "anyOf": shapes} if shapes[0] != shapes[1] else {**shapes[0], "description": told}


def reached(parts: dict[str, Schema], name: str, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The parts in the order a reader meets them."""
    yield name
    for value in (*parts[name]["properties"].values(), *parts[name].get("patternProperties", {}).values()):
        for below in _mentioned(value):
            if below in parts and below not in (*seen, name):
                yield from reached(parts, below, (*seen, name))


def _mentioned(node: Any) -> Iterator[str]:
    """The parts a schema leads to."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield _name(node)
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        yield from _mentioned(child)


def _name(node: Schema) -> str:
    name = str(node["$ref"]).rsplit("/", 1)[-1]
    return QUESTION if name.endswith(QUESTION) else name


def section(name: str, parts: dict[str, Schema], examples: dict[tuple[str, str], str]) -> str:
    """A part: its heading, where it may stand, and a row for each key."""
    part = parts[name]
    rows = []
    for key, value in part["properties"].items():
        example = examples.get((name, key), "")
        default = f"; ellers `{_flow(value['default'])}`" if "default" in value else ""
        must = "ja" if key in part.get("required", ()) else f"nej{default}"
        cells = [f"`{key}`", _said(value), value_words(value, parts), must, f"`{example}`" if example else ""]
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n")
    for value in part.get("patternProperties", {}).values():
        rows.append(
            f"| *et navn* | {_said(value)} | {value_words(value, parts)} | nej | `{examples[name, SCHEMA_NAME]}` |\n"
        )
    return f"## {_title(part)}\n\n{_places(name, parts)}{TABLE}{''.join(rows)}"


def _said(value: Schema) -> str:
    return str(value["description"]).removesuffix(CONDITION_HELP).strip()


def _places(name: str, parts: dict[str, Schema]) -> str:
    """Where the part may stand."""
    places = []
    for above, part in parts.items():
        for key, value in part["properties"].items():
            if name in _mentioned(value) and above != name:
                places.append(f"`{key}` i {_link(parts[above])}")
        if any(name in _mentioned(value) for value in part.get("patternProperties", {}).values()):
            places.append(f"et navn i {_link(part)}")
    return f"Står under {_listed(places)}.\n\n" if places else ""


def _title(part: Schema) -> str:
    """A heading, and what its anchor is made of."""
    return str(part["title"])


def _link(part: Schema) -> str:
    title = _title(part)
    return f"[{title[:1].lower() + title[1:]}](#{title.lower().replace(' ', '-').replace(',', '')})"


def value_words(value: Schema, parts: dict[str, Schema]) -> str:
    """What can stand at a key, in words."""
    if "anyOf" in value or "oneOf" in value:
        told = [value_words(one, parts) for one in value.get("anyOf") or value["oneOf"]]
        told = list(dict.fromkeys(told))
        return "; eller ".join(told) if any("liste" in one for one in told) else _listed(told, "eller")
    if "$ref" in value:
        name = _name(value)
        if name in parts:
            return _link(parts[name])
        title, one, _ = _WORDS[name]
        return f"[{one}](#{title.lower().replace(' ', '-')})"
    if "enum" in value or "const" in value:
        return _listed([f"`{one}`" for one in value.get("enum") or [value["const"]]], "eller")
    kind = value.get("type")
    if kind == "array":
        return f"en liste: {value_words(value['items'], parts)}"
    if kind == "object" and "properties" in value:
        return _listed([f"`{{{key}: …}}`" for key in value["properties"]], "eller")
    if kind == "object":
        below = value.get("additionalProperties", {})
        return (
            f"navne, hvert med {value_words(below, parts)}" if isinstance(below, dict) and below else "navne med svar"
        )
    if isinstance(kind, list):
        return _listed([_KINDS[one] for one in kind], "eller")
    return _scalar(value)


def _scalar(value: Schema) -> str:
    kind = value.get("type")
    if value.get("pattern") == SCHEMA_NAME:
        return "et navn"
    if value.get("format") == "date":
        return "en dato"
    if kind is None:
        return "et svar"
    low, high = value.get("minimum"), value.get("maximum")
    limits = f" fra {low} til {high}" if high is not None else f", mindst {low}" if low is not None else ""
    return _KINDS[str(kind)] + limits


_WORDS = {
    "Special": (
        "Særlige svar",
        "et særligt svar",
        "Svar, der ikke er et svar og aldrig tælles som nej.",
    ),
    "DayOff": ("Fridage", "en fridag", "Dage, som ikke er helligdage, og som `days_off` kan gøre til fridage."),
    "LintRule": ("Advarsler", "en advarsel", "Det, `audit rubric check` kan sige, og som `silence` kan slå fra."),
}
"""The lists of words of the language: the heading, one of them, and what they are."""


def _words(schema: Schema, name: str) -> str:
    rows = "".join(f"| `{one}` | {VALUES[one]} |\n" for one in schema["$defs"][name]["enum"])
    title, _, told = _WORDS[name]
    return f"## {title}\n\n{told}\n\n| ord | hvad det siger |\n|---|---|\n{rows}"


def examples_in(paths: Iterable[Path], parts: dict[str, Schema]) -> dict[tuple[str, str], str]:
    """For each key the shortest thing that stands at it in one of the files, on one line."""
    found: dict[tuple[str, str], str] = {}
    for path in paths:
        tree, _ = parse_yaml(path.read_text(encoding="utf-8"), path.name)
        assert tree is not None, path
        for name, key, text in used(WHOLE, plain(tree), parts):
            place = (name, key)
            if len(text) <= LONGEST and len(text) < len(found.get(place, "x" * (LONGEST + 1))):
                found[place] = text
    return found


def used(name: str, data: dict[str, Any], parts: dict[str, Schema]) -> Iterator[tuple[str, str, str]]:
    """Each key of a part, and of the parts below it, as some rubric has it."""
    part = parts[name]
    for key, value in data.items():
        known = key in part["properties"]
        yield name, key if known else SCHEMA_NAME, _flow({key: value})[1:-1]
        below = part["properties"].get(key) or next(iter(part.get("patternProperties", {}).values()), {})
        yield from _below(below, value, parts)


def _below(schema: Schema, value: Any, parts: dict[str, Schema]) -> Iterator[tuple[str, str, str]]:
    if "$ref" in schema:
        if isinstance(value, dict):
            yield from used(_name(schema), value, parts)
        return
    for one in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if ("$ref" in one or one.get("type") == "object") == isinstance(value, dict):
            yield from _below(one, value, parts)
            return
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield from _below(schema["items"], item, parts)
    elif isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for item in value.values():
            yield from _below(schema["additionalProperties"], item, parts)


def _flow(value: Any) -> str:
    """A value as YAML on one line, with quotation marks only where they are needed."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_flow(key)}: {_flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str) and not (is_day(value) or UNQUOTED.fullmatch(value)):
        return json.dumps(value.strip(), ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _listed(words: list[str], last: str = "og") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
