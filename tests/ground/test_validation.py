"""What a pydantic model has against a user's data, in Danish and at its place."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import _pydantic_core

from audit.privacy import MASK
from audit.validation import KEY, NAME_PATTERN, Path, faults_of, problems_of
from audit.wording.quoting import listed, nearest, quoted


class Size(StrEnum):
    SMALL = "lille"
    LARGE = "stor"


class Base(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Cat(Base):
    model_config = ConfigDict(title="katten")

    kind: Literal["kat"]
    id: Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=8)]
    mice: int = Field(0, ge=0, lt=100, strict=True, description="Antal mus.")


class Dog(Base):
    model_config = ConfigDict(title="hunden")

    kind: Literal["hund"]
    cat: str = Field(description="Katten, hunden er bange for.")


def _never(value: Any) -> Any:
    raise ValueError("værdien er aldrig god nok.")


class House(Base):
    model_config = ConfigDict(title="huset")

    pets: tuple[Annotated[Cat | Dog, Field(discriminator="kind")], ...] = ()
    size: Size = Size.SMALL
    rent: Decimal | None = None
    built: date = date(2000, 1, 1)
    heated: bool = True
    door: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)] = "rød"
    rooms: list[str] = Field(default_factory=lambda: ["stue"], min_length=1)
    count: dict[str, Any] | Literal["all"] = "all"
    people: dict[Annotated[str, StringConstraints(pattern=NAME_PATTERN)], Dog] = Field(default_factory=dict)
    from_: int = Field(0, alias="from")
    refused: Annotated[int, BeforeValidator(_never)] = 0


def told(data: Any) -> list[tuple[Path, str]]:
    """Every problem with the path it was located at."""
    asked: list[Path] = []

    def locate(path: Path) -> tuple[int, int]:
        asked.append(path)
        return (7, 3)

    with pytest.raises(ValidationError) as caught:
        House.model_validate(data)
    problems = problems_of(caught.value, locate, model=House, file="hus.toml")
    assert all((problem.file, problem.line, problem.column) == ("hus.toml", 7, 3) for problem in problems)
    return list(zip(asked, (f"{problem.what} {problem.todo}".strip() for problem in problems), strict=True))


@pytest.mark.parametrize(
    ("data", "path", "message"),
    [
        ({"roms": []}, ("roms", KEY), "ukendt nøgle »roms« i huset – mente du »rooms«?"),
        ({"Size": "lille"}, ("Size", KEY), "ukendt nøgle »Size« i huset – mente du »size«?"),
        (
            {"pets": [{"kind": "kat", "id": "mis", "zzz": 1}]},
            ("pets", 0, "zzz", KEY),
            "ukendt nøgle »zzz« i katten. Nøglerne her er »kind«, »id« og »mice«.",
        ),
        (
            {"pets": [{"kind": "kat"}]},
            ("pets", 0, "id"),
            "nøglen »id« mangler i katten. Skriv »id: …«.",
        ),
        (
            {"people": {"ida": {"kind": "hund"}}},
            ("people", "ida", "cat"),
            "nøglen »cat« mangler i hunden »ida«. Skriv »cat: …«. Det er: katten, hunden er bange for.",
        ),
        ({"pets": [{"kind": "katt"}]}, ("pets", 0, "kind"), "»kind« kan ikke være »katt« – mente du »kat«?"),
        (
            {"pets": [{"kind": "ko"}]},
            ("pets", 0, "kind"),
            "»kind« kan ikke være »ko«. Skriv »kat« eller »hund«.",
        ),
        ({"pets": [{"id": "mis"}]}, ("pets", 0), "nøglen »kind« mangler i katten »mis«. Skriv »kind: …«."),
        ({"pets": [3]}, ("pets", 0), "punkt 1 i »pets« skal være »nøgle: værdi«, ikke »3«."),
        ({"pets": "kat"}, ("pets",), "»pets« skal være en liste, ikke »kat«. Skriv hvert punkt på sin egen linje"),
        ({"size": "mellem"}, ("size",), "»size« kan ikke være »mellem«. Skriv »lille« eller »stor«."),
        ({"rent": "meget"}, ("rent",), "»rent« skal være et tal, ikke »meget«."),
        ({"built": "i går"}, ("built",), "»built« skal være en dato, fx 2020-01-31, ikke »i går«."),
        ({"heated": "ja"}, ("heated",), "»heated« skal være true eller false, ikke »ja«."),
        ({"door": 2021}, ("door",), '»door« skal være tekst, ikke »2021«. Sæt anførselstegn om: "2021".'),
        ({"door": True}, ("door",), '»door« skal være tekst, ikke »true«. Sæt anførselstegn om: "true".'),
        ({"door": ["rød"]}, ("door",), "»door« skal være tekst, ikke en liste."),
        ({"door": "  "}, ("door",), "»door« må ikke være tom. Skriv en tekst."),
        ({"door": None}, ("door",), "»door« har ingen værdi. Skriv værdien, eller fjern nøglen."),
        ({"rooms": []}, ("rooms",), "»rooms« skal mindst have 1 i listen."),
        ({"count": "alle"}, ("count",), "»count« skal være »nøgle: værdi« eller »all«, ikke »alle«."),
        ({"people": {"1a": {"kind": "hund", "cat": "x"}}}, ("people", "1a", KEY), "»1a« er ikke et gyldigt navn."),
        (
            {"pets": [{"kind": "kat", "id": "2 katte"}]},
            ("pets", 0, "id"),
            "»2 katte« er ikke et gyldigt navn. Et navn begynder med et bogstav",
        ),
        ({"pets": [{"kind": "kat", "id": "langhåret"}]}, ("pets", 0, "id"), "»id« må højst have 8 tegn."),
        (
            {"pets": [{"kind": "kat", "id": "a", "mice": -1}]},
            ("pets", 0, "mice"),
            "»mice« skal mindst være 0, ikke »-1«.",
        ),
        ({"pets": [{"kind": "kat", "id": "a", "mice": 100}]}, ("pets", 0, "mice"), "skal være under 100, ikke »100«."),
        ({"pets": [{"kind": "kat", "id": "a", "mice": "1"}]}, ("pets", 0, "mice"), "skal være et helt tal, ikke »1«."),
        ({"from": "x"}, ("from",), "»from« skal være et helt tal, ikke »x«."),
        ({"refused": 1}, ("refused",), "værdien er aldrig god nok."),
    ],
)
def test_each_error_says_what_and_where(data: Any, path: Path, message: str) -> None:
    [(found, said)] = told(data)
    assert found == path
    assert message in said


def test_a_key_named_as_the_type_of_its_union_is_not_mistaken_for_it() -> None:
    class Walker(Base):
        pet: Annotated[Cat | Dog, Field(discriminator="kind")]

    with pytest.raises(ValidationError) as caught:
        Walker.model_validate({"pet": {"kind": "kat", "id": "mis", "kat": {"kat": 1}}})
    [fault] = faults_of(caught.value, lambda path: (1, 1), model=Walker)
    assert fault.path == ("pet", "kat", KEY)


def test_all_errors_come_and_those_that_follow_from_others_do_not() -> None:
    found = told({"rooms": [1], "pets": [{"kind": "kat", "id": "1", "mice": -1}], "size": 3})
    assert {path for path, _ in found} == {("rooms", 0), ("pets", 0, "id"), ("pets", 0, "mice"), ("size",)}


def test_what_was_meant_goes_along_for_keys_and_types() -> None:
    data = {"roms": [], "pets": [{"kind": "katt"}], "size": "stort"}
    with pytest.raises(ValidationError) as caught:
        House.model_validate(data)
    meant = {fault.path: fault.meant for fault in faults_of(caught.value, lambda path: (0, 0), model=House)}
    assert meant == {("roms", KEY): "rooms", ("pets", 0, "kind"): "kat", ("size",): ""}


def test_a_place_that_does_not_know_keys_is_asked_for_the_table() -> None:
    with pytest.raises(ValidationError) as caught:
        House.model_validate({"rum": 1})
    [problem] = problems_of(caught.value, lambda path: (0, 0) if KEY in path else (4, 1), model=House)
    assert (problem.line, problem.column) == (4, 1)


@pytest.mark.parametrize("known", _pydantic_core.list_all_errors(), ids=lambda known: str(known["type"]))
def test_no_english_of_pydantics_reaches_the_user(known: Any) -> None:
    context = known["example_context"] or {}
    if "error" in context:
        context = context | {"error": "an English explanation"} if isinstance(context["error"], str) else context
    line = {"type": known["type"], "loc": ("door",), "input": 3.5, "ctx": context}
    error = ValidationError.from_exception_data("House", [line])
    if known["type"] in ("value_error", "assertion_error"):
        context["error"] = ValueError("en sætning af os")
        error = ValidationError.from_exception_data("House", [line | {"ctx": context}])
    [problem] = problems_of(error, lambda path: (1, 1), model=House)
    text = str(problem)
    english = {
        "should",
        "input",
        "valid",
        "error",
        "be",
        "with",
        "is",
        "must",
        "unable",
        "an",
        "english",
        "not",
        "value",
    }
    assert problem.what
    assert not english & set(text.lower().replace("»", " ").replace("«", " ").split()), text


def test_a_cpr_number_and_control_characters_stay_out_of_messages() -> None:
    [(_, said)] = told({"size": "0101701234\x1b[31m"})
    assert "0101701234" not in said
    assert MASK in said
    assert "\x1b" not in said


def test_long_words_are_cut() -> None:
    assert quoted("æ" * 100) == "»" + "æ" * 60 + "…«"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("jaa", "ja"), ("JA", "ja"), ("nei", "nej"), ("fremgaar_ikke", "fremgår_ikke"), ("måske", ""), ("", "")],
)
def test_the_nearest_word(word: str, meant: str) -> None:
    assert nearest(word, ["ja", "nej", "fremgår_ikke"]) == meant


def test_lists_of_words_in_danish() -> None:
    assert listed(["a"]) == "»a«"
    assert listed(["a", "b", "c"]) == "»a«, »b« og »c«"
    assert listed(["a", "b"], "eller") == "»a« eller »b«"
    assert listed(map(str, range(20))).endswith("»14« og 5 til")
