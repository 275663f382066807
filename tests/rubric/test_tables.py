"""The tables of several questions a rubric names: explained, and compared without regard to names."""

from audit.revision import diff
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.telling.condition_words import plain_words
from audit.telling.explain import explain
from tests.rubric.test_references import TABLES


def _read(text: str) -> Rubric:
    reading = read_rubric(text.encode(), "r.yaml")
    assert reading.rubric, reading.problems
    return reading.rubric


def test_the_explanation_says_what_the_report_shows_together() -> None:
    [section] = [one for one in explain(_read(TABLES)).chapters if one.title.startswith("Afsnit 1")]
    [line] = section.lead
    assert line.term == ""
    assert plain_words(line.words) == (
        "Rapporten viser spørgsmål 1.1, spørgsmål 1.2 og spørgsmål 1.3 i én tabel: »Hvem deltog«."
    )


def test_a_renamed_question_leaves_its_table_as_it_was_and_other_questions_are_a_change_of_words() -> None:
    renamed = TABLES.replace("[læge, borger, team]", "[doktor, borger, team]").replace(
        "{id: læge,", "{id: doktor, renamed_from: læge,"
    )
    assert not [one for one in diff(_read(TABLES), _read(renamed)) if one.part == "tabel"]
    [fewer] = diff(_read(TABLES), _read(TABLES.replace("[læge, borger, team]", "[læge, team]")))
    assert (fewer.kind, fewer.what) == ("cosmetic", "tabellens spørgsmål er ændret")
    [gone] = diff(_read(TABLES), _read(TABLES.split("    tables:")[0]))
    assert (gone.kind, gone.what) == ("cosmetic", "tabellen er fjernet")
