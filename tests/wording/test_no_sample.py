"""What the program says of a study's cases holds however they were found: by lot, chosen, or all there are."""

from tests.tools.workspace import ROOT


def test_no_text_calls_the_cases_a_sample() -> None:
    """A purposive selection and a census have no »stikprøve«; the texts speak of the study's cases."""
    files = [*(ROOT / "audit").rglob("*.py"), *(ROOT / "templates").rglob("*.j2")]
    assert len(files) > 200
    assert [str(file) for file in files if "stikprøve" in file.read_text("utf-8").casefold()] == []
