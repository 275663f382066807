"""The JSON Schema for editors: in step with the models, and of the same mind as the reader."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from audit.rubric.fields import SCHEMA_NAME
from audit.rubric.model import Rubric
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain
from audit.validation import NAME_PATTERN
from audit.workshop.editor import SNIPPETS
from audit.workshop.schema import rubric_schema, schema_text
from tests.tools.rubric_mistakes import written

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases"
COMMITTED = ROOT / "audit" / "rubric" / "rubric.schema.json"


def data(path: Path) -> Any:
    tree, _ = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    assert tree is not None
    return plain(tree)


def says(path: Path) -> list[str]:
    """Where the schema objects to a file, as dotted paths."""
    errors = Draft202012Validator(rubric_schema()).iter_errors(data(path))
    return sorted(".".join(map(str, error.absolute_path)) for error in errors)


def test_the_committed_schema_is_the_models() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), (
        "skriv filen igen: python -c 'from audit.workshop.schema import schema_text; print(schema_text(), end=\"\")'"
        " > audit/rubric/rubric.schema.json"
    )


def test_the_schema_is_itself_valid_and_names_its_draft() -> None:
    schema = rubric_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_every_key_is_described_in_danish() -> None:
    schema = rubric_schema()
    for name, part in {"": schema, **schema["$defs"]}.items():
        assert part["title"], name
        assert part.get("additionalProperties", False) is False, name
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), f"{name}.{key}"
            assert "title" not in value, f"{name}.{key}"
    assert set(schema["properties"]) == {field.alias or name for name, field in Rubric.model_fields.items()}
    english = [word for word in (" the ", " a case", " answer ", "null") if word in json.dumps(schema)]
    assert not english


@pytest.mark.parametrize(
    "path", [CASES / "rubric_right.yaml", *(ROOT / "rubrics").glob("*.yaml")], ids=lambda p: p.stem
)
def test_right_rubrics_pass(path: Path) -> None:
    assert says(path) == []


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ukendt-nøgle", "sections.0.questions.0"),
        ("nøgle-mangler", "sections.0.questions.0"),
        ("ukendt-type", "sections.0.questions.2"),
        ("ugyldigt-navn", "sections.0.questions.1"),
        ("tal-i-stedet-for-tekst", "version"),
        ("tekst-i-stedet-for-liste", "outcomes.ladder"),
        ("procent-over-100", "recommendations.følg-op.at_least_percent"),
        ("negativ-frist", "deadlines.0.within.weeks"),
        ("betingelse-er-ord", "measures.0.among"),
        ("tom-all", "findings.0.when.all"),
        ("all-uden-liste", "findings.0.when.all"),
        ("ord-i-liste", "findings.0.when.any.0"),
        ("tom-betingelse", "findings.0.when"),
        ("grænseord-for-sig", "findings.0.when"),
        ("not-uden-betingelse", "findings.0.when.not"),
        ("ukendt-grænseord", "findings.0.when.uger"),
        ("sandt-som-svar", "measures.0.count"),
        ("tom-værdi", "sections.0.questions.1"),
    ],
)
def test_planted_mistakes_of_shape_fail_at_their_place(name: str, path: str, tmp_path: Path) -> None:
    found = says(written(name, tmp_path))
    assert len(found) == 1
    assert found[0].startswith(path) or path.startswith(found[0])


def test_names_are_the_same_to_editors_as_to_the_reader() -> None:
    for name in ("a", "æøå", "ikke-oplyst", "x_1", "LÆ-265", "1a", "-a", "_a", "a b", "a.b", "a:b", "", "a{", "a/b"):
        assert bool(re.match(SCHEMA_NAME, name)) == bool(re.match(NAME_PATTERN, name)), name


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of the schema, at any depth; not what its snippets would write."""
    if isinstance(node, dict):
        yield node
        node = [child for key, child in node.items() if key != "defaultSnippets"]
    for child in node if isinstance(node, list) else ():
        yield from parts(child)


def test_every_word_of_the_language_is_explained_and_its_mistakes_worded() -> None:
    listed = [part for part in parts(rubric_schema()) if isinstance(part.get("enum"), list)]
    assert len(listed) >= 3
    for part in listed:
        assert len(part["enumDescriptions"]) == len(part["enum"])
    simple = [part for part in parts(rubric_schema()) if part.get("type") in ("string", "integer", "array", "number")]
    assert all(part.get("errorMessage") for part in simple)


def test_every_part_that_can_be_begun_has_its_place_in_the_schema() -> None:
    begun = [snippet["label"] for part in parts(rubric_schema()) for snippet in part.get("defaultSnippets", ())]
    assert set(begun) == {label for label, _ in SNIPPETS.values()}
    assert len(begun) >= len(SNIPPETS)
