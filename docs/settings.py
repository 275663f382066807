"""The reference of audit.toml, made from its models; the examples are from files that tests read."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from keys import LONGEST, value_words

from audit.config.model import Config
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain

ROOT = Path(__file__).parents[1]
READ = (ROOT / "audit.toml", *sorted((ROOT / "examples").glob("*/audit.toml")))
TRIED = ROOT / "tests" / "cases" / "config.yaml"
"""Under »whole« it has a file that the tests read."""
HEAD = """# Undersøgelsens indstillinger (`audit.toml`)

<!-- Skrevet af docs/generate.py; ret beskrivelserne i audit/config i stedet. -->

`audit init` skriver filen med en linje om alt det, der kan stå. Stier regnes fra filens mappe. Et navn med æ, ø eller å
foran et lighedstegn skal stå i anførselstegn: `"mødedato" = "Dato for mødet"`. En nøgle, der ikke står her, er en fejl.

Før der kan trækkes, skal der under `[sample]` stå
- ved lod: `seed` (eller `--seed`) og `n`; er `allocation` `given`, står antallene i `[sample.given]` i stedet for `n`,
- når sagerne er udvalgt (`method = "purposive"`): `n` og `[sample.latest]`,
- når alle sager skal med (`method = "all"`): intet andet.
"""
TABLE = "| nøgle | hvad den siger | hvad der kan stå | skal stå | eksempel |\n|---|---|---|---|---|\n"

Schema = dict[str, Any]


def settings() -> str:
    """The page: a table of keys for each table of the file, in the order the tables come."""
    schema = Config.model_json_schema(by_alias=True)
    parts: dict[str, Schema] = schema.pop("$defs")
    examples = dict(_examples())
    return "\n".join([HEAD, *(_section(parts[name], parts, examples) for name in _reached(schema, parts))])


def _reached(part: Schema, parts: dict[str, Schema]) -> Iterator[str]:
    """The tables in the order the file has them."""
    for value in part["properties"].values():
        for name in _tables(value):
            yield name
            yield from _reached(parts[name], parts)


def _tables(value: Schema) -> list[str]:
    """The table a key leads to, if it does."""
    shapes = [value, *value.get("anyOf", ()), *value.get("allOf", ())]
    return [shape["$ref"].rsplit("/", 1)[-1] for shape in shapes if "$ref" in shape]


def _section(part: Schema, parts: dict[str, Schema], examples: dict[tuple[str, str], str]) -> str:
    title = part["title"]
    rows = []
    for key, value in part["properties"].items():
        default = value.get("default")
        otherwise = "" if default in (None, [], {}) or _tables(value) else f"; ellers `{_toml(default)}`"
        must = "ja" if key in part.get("required", ()) else f"nej{otherwise}"
        example = examples.get((title, key), "")
        cells = (f"`{key}`", value["description"], _words(value, parts), must, f"`{example}`" if example else "")
        rows.append(f"| {' | '.join(cells)} |\n")
    return f"## {title}\n\n{TABLE}{''.join(rows)}"


def _words(value: Schema, parts: dict[str, Schema]) -> str:
    """What can stand at a key."""
    if tables := _tables(value):
        return f"tabellen `{parts[tables[0]]['title']}`"
    shapes = [shape for shape in value.get("anyOf", [value]) if shape.get("type") != "null"]
    return "en sti" if shapes[0].get("format") == "path" else value_words(shapes[0], parts)


def _examples() -> Iterator[tuple[tuple[str, str], str]]:
    """For each key of each table the shortest line that some file has; the longer ones come first."""
    tried, _ = parse_yaml(TRIED.read_text("utf-8"), TRIED.name)
    assert tried is not None, TRIED
    texts = [*(path.read_text("utf-8") for path in READ), plain(tried)["whole"]]
    found = [
        ((f"[{table}]", key), f"{_key(key)} = {_toml(value)}")
        for text in texts
        for table, key, value in _lines(tomllib.loads(text))
    ]
    yield from sorted(((place, line) for place, line in found if len(line) <= LONGEST), key=lambda one: -len(one[1]))


def _lines(data: dict[str, Any], table: str = "") -> Iterator[tuple[str, str, Any]]:
    for key, value in data.items():
        yield table, key, value
        if isinstance(value, dict):
            yield from _lines(value, f"{table}.{key}".lstrip("."))


def _key(key: str) -> str:
    return key if key.isascii() else json.dumps(key, ensure_ascii=False)


def _toml(value: object) -> str:
    """A value as TOML on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_toml(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
