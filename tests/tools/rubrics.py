"""Small rubrics for tests: made from the shortest text that says what the test is about."""

from typing import Any

import yaml
from yaml.cyaml import CSafeLoader

from audit.rubric.model import Rubric

HEAD: dict[str, Any] = {
    "format": 1,
    "id": "prøve",
    "version": "1",
    "title": "Prøve",
    "outcomes": {"ladder": ["rigtig", "ændres", "hjemvises"], "outside": ["ingen_afgørelse"]},
}


class PlainLoader(CSafeLoader):
    """YAML in which no, on and dates are text, as our own reader has it."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in CSafeLoader.yaml_implicit_resolvers.items()
}


def rubric(text: str, **changes: Any) -> Rubric:
    """A rubric from YAML that leaves out what every rubric has."""
    return Rubric.model_validate(HEAD | yaml.load(text, PlainLoader) | changes)


def plain(text: str) -> Any:
    """YAML text as plain data."""
    return yaml.load(text, PlainLoader)
