"""Many problems told as few."""

from audit.errors import Problem
from audit.wording.problems import by_kind


def test_the_same_in_other_rows_names_them() -> None:
    problems = [
        Problem(f"»{word}« er ikke et tal.", line=line, column=2) for line, word in ((2, "x"), (3, "y"), (5, "x"))
    ]
    [told] = by_kind(problems)
    assert told.todo == "Det samme gælder 2 linjer mere: 3, 5. Der står »y«."


def test_two_of_a_kind_in_one_row_are_told_each_for_itself() -> None:
    missing = [Problem(f"kolonnen »{name}« mangler.", line=1, column=1) for name in ("sagsnr", "bedømmer")]
    assert by_kind(missing) == missing
    rows = [Problem(f"»{word}« er ikke et svar.", line=line, column=4) for line in (2, 3) for word in ("x", "y")]
    assert [(one.what, one.todo) for one in by_kind(rows)] == [
        ("»x« er ikke et svar.", "Det samme gælder 1 linje mere: 3."),
        ("»y« er ikke et svar.", "Det samme gælder 1 linje mere: 3."),
    ]
