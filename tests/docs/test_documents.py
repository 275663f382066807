"""docs/maaleskemaer.md: every rubric, every document it cites, every question, and what is left out and why."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _documents() -> ModuleType:
    spec = importlib.util.spec_from_file_location("documents", ROOT / "docs" / "documents.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOCUMENTS = _documents()
KNOWN = {
    "001": {"name": "Temperaturmålingen", "title": "Temperaturmålingen i ti kommuner"},
    "004": {"name": "Nyt 1/2015", "title": "Nyt fra Ankestyrelsen"},
}
WRITTEN = DOCUMENTS.said()
RUBRICS = {path.stem: DOCUMENTS.rubric(path) for path in DOCUMENTS.RUBRICS}


def test_every_rubric_is_there_and_no_other() -> None:
    assert RUBRICS.keys() == WRITTEN["rubrics"].keys()
    assert len(RUBRICS) >= 6


@pytest.mark.parametrize("name", RUBRICS)
def test_every_document_a_rubric_is_taken_from_says_what_is_left_out_and_why(name: str) -> None:
    cited = DOCUMENTS.places_of(RUBRICS[name], WRITTEN["documents"])
    left_out = WRITTEN["rubrics"][name]
    assert left_out.keys() == cited.keys()
    for document, rows in left_out.items():
        assert rows, document
        for row in rows:
            assert row.keys() == {"place", "says", "why"}
            assert all(isinstance(text, str) and text and "|" not in text for text in row.values()), row
            assert row["says"].endswith("."), row
            assert row["why"].endswith("."), row


@pytest.mark.parametrize("name", RUBRICS)
def test_every_question_stands_at_a_place_in_a_document(name: str) -> None:
    places = DOCUMENTS.places_of(RUBRICS[name], WRITTEN["documents"])
    standing = {question for by_place in places.values() for asked in by_place.values() for question in asked}
    numbered = {
        f"{section_number}.{number} {question.text}"
        for section_number, section in enumerate(RUBRICS[name].sections, 1)
        for number, question in enumerate(section.questions, 1)
    }
    assert standing == numbered
    assert all(place for by_place in places.values() for place in by_place)


@pytest.mark.parametrize("name", RUBRICS)
def test_every_source_begins_with_a_document_that_is_known(name: str) -> None:
    """A document that is not known would be read as a part of the place before it."""
    rubric = RUBRICS[name]
    sources = [law.source for law in rubric.laws.values()]
    sources += [one.source for one in (*rubric.questions.values(), *rubric.findings, *rubric.deadlines) if one.source]
    for source in sources:
        cited = DOCUMENTS.citations(source, WRITTEN["documents"])
        assert cited, source
        first = cited[0][0]
        assert source.startswith(f"{WRITTEN['documents'][first]['name']} ({first})"), source
        assert source.count("(00") == len(cited), source


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("Temperaturmålingen (001), område 1, afsnit 3.1.1", [("001", "område 1, afsnit 3.1.1")]),
        ("Temperaturmålingen (001), tema 1, og Nyt 1/2015 (004) om teamet", [("001", "tema 1"), ("004", "om teamet")]),
        ("Nyt 1/2015 (004), anden anbefaling", [("004", "anden anbefaling")]),
        ("Temperaturmålingen (004), tema 1", []),
        ("", []),
    ],
)
def test_a_source_is_read_as_documents_and_places(source: str, cited: list[tuple[str, str]]) -> None:
    assert DOCUMENTS.citations(source, KNOWN) == cited


def test_the_page_has_it_all_and_is_what_is_made_of_the_rubrics() -> None:
    page = (ROOT / "docs" / "maaleskemaer.md").read_text("utf-8")
    assert page == DOCUMENTS.documents(), "run make docs"
    for name, rubric in RUBRICS.items():
        chapter = DOCUMENTS.chapter(name, rubric, WRITTEN)
        assert chapter in page
        for document, rows in WRITTEN["rubrics"][name].items():
            assert f"### {document}: {WRITTEN['documents'][document]['title']}" in chapter
            assert all(row["why"] in chapter for row in rows)


def test_places_come_in_the_order_one_looks_them_up() -> None:
    places = ["område 10, afsnit 1", "område 2, afsnit 3.10", "område 2, afsnit 3.9", "indledningen"]
    assert sorted(places, key=DOCUMENTS.in_order) == [places[3], places[2], places[1], places[0]]
