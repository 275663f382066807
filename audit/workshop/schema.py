"""The JSON Schema of the rubric language, which editors use to help while a rubric is written.

Generated from the models; a test compares it with the committed
``rubric.schema.json``. Only conditions and their bounds are written out here,
as the models leave those to ``references``.
"""

import json
from typing import Any

from audit.rubric.fields import SCHEMA_NAME
from audit.rubric.model import Rubric
from audit.rubric.parts import CONDITION_HELP, CONDITION_TITLE, WORDS, Special
from audit.rubric.types import KINDS
from audit.validation import NAME_PATTERN
from audit.workshop.editor import helped

Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR: Schema = {"type": ["string", "number"]}
_NUMBER: Schema = {"type": "integer", "minimum": 1}
_TITLES = {
    "LintRule": "advarslen",
    "Special": "særligt svar",
    "CombinedFinding": "fundet af flere svar",
    **{kind.__name__: kind.called for kind in KINDS.values()},
}


def schema_text() -> str:
    """The schema as the text of ``rubric.schema.json``: indented JSON with a newline at the end."""
    return json.dumps(rubric_schema(), ensure_ascii=False, indent=2) + "\n"


def rubric_schema() -> Schema:
    """The schema of a rubric (JSON Schema, draft 2020-12), with what helps whoever writes one in an editor."""
    schema = language_schema()
    definitions = schema.pop("$defs")
    return {
        **helped("", schema),
        "$defs": {name: helped(name, part) for name, part in definitions.items()},
    }


def language_schema() -> Schema:
    """The schema without the additions of ``editor``; titles and descriptions are in Danish."""
    schema = tidied(Rubric.model_json_schema(by_alias=True, mode="validation"))
    definitions = {name: titled(name, part) for name, part in schema.pop("$defs").items()}
    definitions |= {"Condition": _condition(), "Bound": _bound()}
    return {
        "$schema": _DRAFT,
        "title": "Måleskemaet",
        "description": "De spørgsmål, hver sag bedømmes efter, og hvad svarene betyder.",
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
        "$defs": dict(sorted(definitions.items())),
    }


def tidied(node: Any) -> Any:
    """The node without English titles and null, with conditions as ``$ref`` and names by ``SCHEMA_NAME``."""
    if isinstance(node, list):
        return [tidied(part) for part in node]
    if not isinstance(node, dict):
        return SCHEMA_NAME if node == NAME_PATTERN else node
    node = _without_null(node)
    if node.get("title") == CONDITION_TITLE:
        return {"$ref": "#/$defs/Condition", **{key: node[key] for key in ("description",) if key in node}}
    if isinstance(node.get("title"), str) and "properties" not in node:
        del node["title"]
    if NAME_PATTERN in (named := node.get("patternProperties", {})):
        # an editor completes what stands under any key, but not under keys of a pattern
        names = {"pattern": NAME_PATTERN, **node["propertyNames"], "doNotSuggest": True}
        node = {key: value for key, value in node.items() if key != "patternProperties"}
        node |= {"propertyNames": names, "additionalProperties": named[NAME_PATTERN]}
    return {key: tidied(value) for key, value in node.items() if key not in ("ge", "le")}


def _without_null(node: Schema) -> Schema:
    """The node without ``null`` (an empty value is a mistake in a rubric) and without empty defaults."""
    kept = {key: value for key, value in node.items() if key != "default" or value not in (None, "", [], {})}
    if kept.get("type") == "number" and "default" in kept:
        kept["default"] = float(kept["default"])  # pydantic writes a Decimal as text
    members = [member for member in kept.get("anyOf", ()) if member != {"type": "null"}]
    if len(members) == 1:
        del kept["anyOf"]
        return {**kept, **members[0]}
    return {**kept, "anyOf": members} if members else kept


def titled(name: str, part: Schema) -> Schema:
    """A definition with its Danish title, and without the description, which is the English docstring."""
    title = _TITLES.get(name) or str(part.get("title", name))
    rest = {key: value for key, value in part.items() if key not in ("title", "description")}
    return {"title": title[:1].upper() + title[1:], **rest}


def _condition() -> Schema:
    condition = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "items": condition, "minItems": 1}
    words = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    answer = {"anyOf": [{"$ref": "#/$defs/Bound"}, {"type": "array", "items": _SCALAR, "minItems": 1}, _SCALAR]}
    return {
        "title": CONDITION_TITLE,
        "description": CONDITION_HELP,
        "type": "object",
        "minProperties": 1,
        "properties": {
            "all": {"description": "Alle betingelserne skal være opfyldt.", **several},
            "any": {"description": "Mindst én af betingelserne skal være opfyldt.", **several},
            "not": {"description": "Betingelsen må ikke være opfyldt.", **condition},
            "finding": {"description": "Fund, i nøgletal og anbefalinger.", **words},
            "outcome": {"description": "Udfald, i nøgletal og anbefalinger.", **words},
        },
        "patternProperties": {
            f"^(?!(?:{'|'.join(sorted(WORDS))})$){SCHEMA_NAME[1:]}": {
                "description": f"Et spørgsmål eller en oplysning, med svaret. Særlige svar: {', '.join(Special)}.",
                **answer,
            },
        },
        "additionalProperties": False,
        "errorMessage": "Her skal stå en betingelse, fx {spørgsmål: svar}.",
    }


def _bound() -> Schema:
    other = {
        "type": "object",
        "properties": {
            "parameter": {"type": "string", "description": "En værdi under parameters."},
            "question": {"type": "string", "description": "Svaret på et andet spørgsmål, eller en oplysning."},
        },
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
    limit = {"anyOf": [_SCALAR, other]}
    return {
        "title": "Grænsen",
        "type": "object",
        "properties": {
            "at_most": {"description": "Højst så meget, eller senest den dag.", **limit},
            "at_least": {"description": "Mindst så meget, eller tidligst den dag.", **limit},
            "chosen": {
                "description": "Så mange af svarene er valgt, på et spørgsmål af typen multi.",
                "anyOf": [
                    _NUMBER,
                    {
                        "type": "object",
                        "properties": {
                            "at_least": {"description": "Mindst så mange.", **_NUMBER},
                            "at_most": {"description": "Højst så mange.", **_NUMBER},
                        },
                        "minProperties": 1,
                        "additionalProperties": False,
                    },
                ],
            },
            "before": {"description": "Under så meget, eller før den dag; grænsen selv er ikke med.", **limit},
            "after": {"description": "Over så meget, eller efter den dag; grænsen selv er ikke med.", **limit},
        },
        "minProperties": 1,
        "additionalProperties": False,
    }
