"""What is said of a text that is no kommune."""

import pytest

from audit.authorities import kommuner
from audit.wording.authority_words import no_authority


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Aarhsu", "er ikke en kommune – mente du »Aarhus«?"),
        ("751 Aarhus", "er ikke en kommune – mente du »Aarhus«?"),
        ("Nordfyn", "er ikke en kommune – mente du »Nordfyns«?"),
        ("Ringkøbing Skern", "er ikke en kommune – mente du »Ringkøbing-Skjern«?"),
        ("752", "er ikke en kommune."),
        ("0411", "er ikke en kommune."),
        ("Christiansø", "er ikke en kommune."),
        ("Nordjyllands Amt", "er ikke en kommune."),
        ("xyz", "er ikke en kommune."),
        ("Hundested", "er ikke en kommune."),
        ("Hørning Kommune", "er ikke en kommune."),
        ("Vojens", "er ikke en kommune."),
        ("Ramsø", "er ikke en kommune."),
        ("Kobenhavn", "er ikke en kommune – mente du »København«?"),
        ("Vesthimmerland", "er ikke en kommune – mente du »Vesthimmerlands«?"),
        ("Ringkobing-Skjren", "er ikke en kommune – mente du »Ringkøbing-Skjern«?"),
        (
            "Konstrueret Kommune A",
            "findes kun i konstruerede undersøgelser (»constructed = true« under [study]).",
        ),
        ("0221", "er ikke en kommune."),
        ("Vallø", "er ikke en kommune."),
        ("Frederiksværk-Hundested", "er ikke en kommune."),
    ],
)
def test_what_is_no_kommune_is_told_so_and_only_a_name_spelt_nearly_so_is_offered(text: str, said: str) -> None:
    assert no_authority(kommuner(), text) == f"»{text}« {said}"
