"""A study's own list of authorities: read whole, or refused with everything that is wrong with it."""

from pathlib import Path

import pytest
import yaml

from audit.authorities import KINDS, Authorities
from audit.nouns import AUTHORITY, Noun
from audit.sampling.authority_list import MOST, read_authorities
from audit.sheets.reading import read_table
from audit.wording.authority_words import authorities_counted, no_authority

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "authority_list.yaml").read_text("utf-8"))
GOOD = "code;name;kind\n189;Farum;kommune\n303;Bogense;kommune\nN1;Beskæftigelsesankenævnet Midtjylland;nævn\n"


def read(folder: Path, data: str | bytes, kinds: dict[str, Noun] | None = None) -> tuple[Authorities | None, list[str]]:
    path = folder / "m.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found, problems = read_authorities(read_table(path), {**KINDS, **(kinds or {})})
    return found, [str(problem) for problem in problems]


def good(folder: Path) -> Authorities:
    found, problems = read(folder, GOOD)
    assert found is not None
    assert problems == []
    return found


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["name"])
def test_what_is_wrong_is_named_with_its_cell_and_the_list_is_not_used(case: dict[str, str], tmp_path: Path) -> None:
    found, problems = read(tmp_path, case["list"])
    assert problems == case["problems"]
    assert found is None


@pytest.mark.parametrize("data", [GOOD.encode("utf-8-sig"), GOOD.encode("cp1252"), GOOD.replace(";", ",").encode()])
def test_the_list_is_read_however_excel_has_saved_it(data: bytes, tmp_path: Path) -> None:
    found, problems = read(tmp_path, data)
    assert problems == []
    assert found is not None
    assert [one.name for one in found.by_code.values()] == ["Farum", "Bogense", "Beskæftigelsesankenævnet Midtjylland"]


def test_each_kind_is_counted_by_its_own_word(tmp_path: Path) -> None:
    found = good(tmp_path)
    assert authorities_counted(found, ["189", "303", "189", "N1"]) == "2 kommuner og 1 nævn"
    assert authorities_counted(found, ["N1"]) == "1 nævn"
    assert authorities_counted(found, []) == "0 myndigheder"
    assert found.noun == AUTHORITY
    one, _ = read(tmp_path, "code;name;kind\n1;A;nævn\n")
    assert one is not None
    assert (one.noun.the_one, one.noun.the_many, one.noun.every) == ("nævnet", "nævnene", "hvert nævn")


def test_a_kind_of_the_studys_own_has_its_own_words(tmp_path: Path) -> None:
    own = {"huset": Noun.of("kriminalforsorgshus", "kriminalforsorgshuse", "et")}
    found, problems = read(tmp_path, "code;name;kind\n1;A;huset\n2;B;Huset\n", own)
    assert problems == []
    assert found is not None
    assert authorities_counted(found, found.by_code) == "2 kriminalforsorgshuse"


def test_an_authority_is_found_by_code_and_name_and_one_that_is_not_there_gets_no_wrong_hint(tmp_path: Path) -> None:
    found = good(tmp_path)
    for text in ("Farum", "farum kommune", "Farums Kommune", "0189", "189"):
        assert found.find(text) == found.by_code["189"], text
    assert found.find("n1") == found.by_code["N1"]
    said = "står ikke i undersøgelsens liste over myndigheder"
    assert no_authority(found, "Furesø") == f"»Furesø« {said}."
    assert no_authority(found, "Hundested") == f"»Hundested« {said}."
    assert no_authority(found, "Bogence") == f"»Bogence« {said} – mente du »Bogense«?"
    assert found.find("Aarhus") is None


def test_the_name_stands_with_its_kind_unless_it_says_it(tmp_path: Path) -> None:
    found = good(tmp_path)
    assert [found.titled(code) for code in found.by_code] == [
        "kommune Farum",
        "kommune Bogense",
        "Beskæftigelsesankenævnet Midtjylland",
    ]


def test_very_many_are_read_and_too_many_refused(tmp_path: Path) -> None:
    rows = "".join(f"{number};Sted {number} ø;region\n" for number in range(1, MOST + 2))
    found, problems = read(tmp_path, "code;name;kind\n" + rows)
    assert found is None
    assert problems == ["m.csv, linje 1, kolonne 1: der er for mange myndigheder i listen. Er det den rigtige fil?"]
    found, problems = read(tmp_path, "code;name;kind\n" + rows.rpartition("\n")[0].rpartition("\n")[0] + "\n")
    assert problems == []
    assert found is not None
    assert len(found.by_code) == MOST
