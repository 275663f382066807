"""What is said of a text that is no kommune."""

import pytest

from audit.wording.no_kommune import no_kommune


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
        ("Hundested", "er ikke længere en kommune; den er nu en del af »Halsnæs«."),
        ("Hørning Kommune", "er ikke længere en kommune; den er nu en del af »Skanderborg«."),
        ("RAMSØ", "er ikke længere en kommune; den er nu en del af »Roskilde«."),
        ("Års", "er ikke længere en kommune; den er nu en del af »Vesthimmerlands«."),
        ("0221", "er ikke længere en kommune; den er nu en del af »Halsnæs«."),
        ("Brønderslev-Dronninglund", "er ikke længere en kommune; den er nu en del af »Brønderslev«."),
        ("Brædstrup", "er ikke længere en kommune; den blev delt mellem »Horsens« og »Skanderborg«."),
        (
            "Aalestrup",
            "er ikke længere en kommune; den blev delt mellem »Viborg«, »Vesthimmerlands« og »Mariagerfjord«.",
        ),
    ],
)
def test_what_is_no_kommune_is_told_what_became_of_it_or_the_nearest_name(text: str, said: str) -> None:
    assert no_kommune(text) == f"»{text}« {said}"
