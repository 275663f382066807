"""Names that read alike are told apart where they are shown together, and only they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.wording.labels import told_apart

NAMES = st.dictionaries(
    st.sampled_from(["a", "A", "b", "ja", "nej", "å"]), st.sampled_from(["", "Ja", "ja", "JA.", "Å"])
)


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ({"ja": "", "nej": ""}, {"ja": "Ja", "nej": "Nej"}),
        ({"a": "Fleksjob", "b": "Fleksjob", "c": "Andet"}, {"a": "Fleksjob (a)", "b": "Fleksjob (b)", "c": "Andet"}),
        ({"a": "Fleks  job", "b": "fleks job"}, {"a": "Fleks  job (a)", "b": "fleks job (b)"}),
        (
            {"hjemvises": "", "Hjemvises": ""},
            {"hjemvises": "Hjemvises (hjemvises)", "Hjemvises": "Hjemvises (Hjemvises)"},
        ),
        ({"a": "A\u030arhus", "b": "århus"}, {"a": "A\u030arhus (a)", "b": "århus (b)"}),
        ({}, {}),
    ],
)
def test_alike_have_their_ids(labels: dict[str, str], shown: dict[str, str]) -> None:
    assert told_apart(labels) == shown


@given(NAMES)
def test_no_two_are_shown_as_the_same(labels: dict[str, str]) -> None:
    shown = told_apart(labels)
    assert len(set(shown.values())) == len(labels)
