"""The 98 kommuner are found by code and by name, however these are written."""

import unicodedata
from collections import Counter

import pytest

from audit.authorities import Authority
from audit.authorities import kommuner as all_kommuner

KOMMUNER = all_kommuner()
KNOWN = list(KOMMUNER.by_code.values())
ALL = [one for one in KNOWN if not one.constructed]


def test_all_98_are_there_in_five_regions() -> None:
    assert Counter(kommune.region for kommune in ALL) == {
        "Hovedstaden": 29,
        "Sjælland": 17,
        "Syddanmark": 22,
        "Midtjylland": 19,
        "Nordjylland": 11,
    }
    assert all(len(kommune.code) == 3 and kommune.code.isdigit() for kommune in ALL)
    assert len({kommune.name for kommune in ALL}) == 98


def test_the_constructed_ones_are_called_so_and_are_found_only_where_they_may_be() -> None:
    constructed = [one for one in KNOWN if one.constructed]
    assert [one.name for one in constructed] == [f"Konstrueret Kommune {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
    for one in constructed:
        for text in (one.code, one.name, one.name.upper(), f" {one.name}"):
            assert KOMMUNER.find(text) == one
            assert KOMMUNER.find(text, constructed=False) is None
    assert KOMMUNER.nearest("Konstrueret Kommune Å") is None
    assert KOMMUNER.find("Aarhus", constructed=False) == KOMMUNER.find("751")


@pytest.mark.parametrize("kommune", ALL, ids=lambda kommune: kommune.code)
def test_every_kommune_is_found_however_it_is_written(kommune: Authority) -> None:
    name = kommune.name
    for text in (
        kommune.code,
        f"0{kommune.code}",
        f" {name} ",
        name.upper(),
        name.lower(),
        unicodedata.normalize("NFD", name),
        f"{name} Kommune",
        f"{name}s kommune",
        name.replace("aa", "å").replace("Aa", "Å"),
        name.replace("-", " "),
    ):
        assert KOMMUNER.find(text) == kommune, text
    assert KOMMUNER.name_of(kommune.code) == name


def test_bornholm_may_call_itself_what_it_is() -> None:
    found = KOMMUNER.find("Bornholms Regionskommune")
    assert found is not None
    assert found.code == "400"


@pytest.mark.parametrize("text", ["", "752", "000", "75", "Kommune", "Nordjylland", "Aarhu", "7510"])
def test_what_is_no_kommune_is_not_found(text: str) -> None:
    assert KOMMUNER.find(text) is None


def test_the_nearest_name_is_suggested_and_a_code_never() -> None:
    assert KOMMUNER.nearest("Aarhsu") == "Aarhus"
    assert KOMMUNER.nearest("Ringkøbing Skern") == "Ringkøbing-Skjern"
    assert KOMMUNER.nearest("752") is None
    assert KOMMUNER.nearest("xyz") is None


def test_an_unknown_code_has_no_name() -> None:
    with pytest.raises(KeyError):
        KOMMUNER.name_of("999")


def test_kommuner_are_sorted_as_danish_sorts_them() -> None:
    names = ["Ærø", "Aarhus", "Vordingborg", "Odense", "Aabenraa", "Faaborg-Midtfyn", "Furesø"]
    codes = [one.code for name in names if (one := KOMMUNER.find(name))]
    found = [KOMMUNER.name_of(code) for code in sorted(codes, key=KOMMUNER.order)]
    assert found == ["Furesø", "Faaborg-Midtfyn", "Odense", "Vordingborg", "Ærø", "Aabenraa", "Aarhus"]
