"""audit.toml as a person writes it: read with absolute paths, and every mistake answered with its line."""

import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit.authorities import kommuner
from audit.config import NAME, Config, find_config, load_config, starting_config, study_id_of
from audit.errors import ConfigError, InputError
from audit.sampling.columns import ColumnMapping
from audit.sampling.model import Criteria
from tests.tools.rubrics import rubric

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "config.yaml").read_text("utf-8"))
WHOLE = CASES["whole"]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / NAME
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> ConfigError:
    with pytest.raises(ConfigError) as failure:
        load_config(path)
    return failure.value


def test_a_whole_file_is_read_with_paths_from_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, WHOLE)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    config = load_config(Path("..") / NAME)
    here = Path(os.path.normpath(config.path.parent))
    assert here == tmp_path
    assert (config.study.id, config.study.title, config.study.constructed) == ("prøve-2026", "En »prøve«", True)
    assert config.study.notes == ("Konstruerede data.",)
    paths = [config.files.rubric, config.files.output, config.files.claims, Path(config.database)]
    assert [path and path.resolve() for path in paths] == [
        tmp_path / "rubrics/prøve.yaml",
        tmp_path / "out",
        tmp_path / "claims.yaml",
        tmp_path / "out/prøve.db",
    ]
    assert config.frame is not None
    assert config.frame.file is not None
    assert config.frame.file.resolve() == tmp_path / "bruttoliste.csv"
    assert config.frame.mapping == ColumnMapping("Sagsnr", "Kommune", "Journal", {"mødedato": "Dato for mødet"})
    assert config.sample.strata == ("sagstype",)
    assert config.sample.given == {"fleksjob": 49, "ressourceforløb": 53}
    assert config.results.by == ("sagstype", "kommune")
    assert (config.review.reviewer, config.review.accessible) == ("ÅB-1", True)


def test_what_need_not_be_said_has_a_value(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, CASES["least"]))
    assert config.frame is None
    assert config.files.output == tmp_path / "out"
    assert config.files.claims is None
    assert (config.sample.allocation, config.sample.n, config.sample.strata) == ("proportional", None, ())
    assert (config.results.by, config.review.reviewer, config.study.constructed) == ((), None, False)


@pytest.mark.parametrize("case", CASES["mistakes"], ids=[case["name"] for case in CASES["mistakes"]])
def test_mistake(case: dict[str, Any], tmp_path: Path) -> None:
    failure = refused(write(tmp_path, case["text"]))
    assert [str(problem) for problem in failure.problems] == case["problems"]
    assert "Intet er ændret" in str(failure)
    assert str(tmp_path / NAME) in str(failure)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf" + WHOLE.encode(), WHOLE.replace("\n", "\r\n").encode()])
def test_notepad_may_have_saved_it(data: bytes, tmp_path: Path) -> None:
    assert load_config(write(tmp_path, data)).study.id == "prøve-2026"


def test_letters_may_be_composed_in_any_way(tmp_path: Path) -> None:
    text = WHOLE.replace("ÅB-1", "A\u030aB-1").replace('"mødedato"', '"mødeda\u030ato"')
    config = load_config(write(tmp_path, text))
    assert config.review.reviewer == "ÅB-1"
    assert config.frame is not None
    assert "mødedåto" in config.frame.mapping.facts


@pytest.mark.parametrize("data", ['title = "Sjælland"'.encode("cp1252"), "[study]".encode("utf-16")])
def test_another_encoding_is_named(data: bytes, tmp_path: Path) -> None:
    assert "ikke gemt som UTF-8" in str(refused(write(tmp_path, data)))


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    assert "»audit init«" in str(refused(tmp_path / NAME))
    assert "--config" in str(refused(tmp_path / NAME))
    (tmp_path / NAME).mkdir()
    assert "kan ikke læses" in str(refused(tmp_path / NAME))


def test_the_file_is_found_from_a_folder_inside_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    with pytest.raises(ConfigError, match="audit init"):
        find_config(inner)
    path = write(tmp_path, WHOLE)
    assert find_config(inner) == path
    nearer = write(inner.parent, WHOLE)
    assert find_config(inner) == nearer
    monkeypatch.chdir(inner)
    assert find_config(Path()) == nearer


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("postgresql://ane:hemmeligt@db.example:5432/audit", "postgresql://db.example:5432/audit"),
        ("postgres://db/audit?password=hemmeligt&user=ane", "postgresql://db/audit"),
        ("postgresql://ane:hemm%40eligt@[::1]/audit", "postgresql://[::1]/audit"),
    ],
)
def test_the_password_of_a_database_is_never_shown(given: str, shown: str, tmp_path: Path) -> None:
    text = WHOLE.replace("out/prøve.db", given)
    config = load_config(write(tmp_path, text))
    assert config.files.database_shown == shown
    assert config.database == given.replace("postgres://", "postgresql://")
    for said in (repr(config), str(config), repr(config.files)):
        assert "hemm" not in said
        assert "ane" not in said
    failure = refused(write(tmp_path, text.replace("[review]", "[revjew]").replace("[study]", "[study]\nforkert = 1")))
    assert "hemm" not in str([str(failure), *map(str, failure.problems), repr(failure.problems)])


def test_the_database_of_a_file_is_shown_as_it_is(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, WHOLE))
    assert config.files.database_shown == str(tmp_path / "out/prøve.db")


def test_a_home_folder_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "hjem"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "hjem"))
    config = load_config(write(tmp_path, WHOLE.replace("out/prøve.db", "~/prøve.db")))
    assert config.database == str(tmp_path / "hjem" / "prøve.db")


def test_facts_the_rubric_does_not_know_are_named_with_their_line(tmp_path: Path) -> None:
    known = rubric(
        """
        facts:
          sagstype: {type: text}
        sections:
          - {id: a, title: A, questions: [{id: q, text: Q, type: text, source: x}]}
        """
    )
    path = write(tmp_path, WHOLE)
    assert load_config(path).check_names(known, kommuner()) == []
    path.write_text(
        WHOLE.replace('strata = ["sagstype"]', 'strata = ["sagstyp"]').replace('"kommune"]', '"region"]'), "utf-8"
    )
    assert [str(problem) for problem in load_config(path).check_names(known, kommuner())] == [
        "audit.toml, linje 34, kolonne 1: »sagstyp« er ikke en oplysning i måleskemaet – mente du »sagstype«?",
        "audit.toml, linje 42, kolonne 1: »region« er ikke en oplysning om sagerne."
        " Oplysningerne er »sagstype« og »kommune«.",
    ]


def test_cases_can_only_be_chosen_by_what_the_rubric_knows(tmp_path: Path) -> None:
    known = rubric(
        """
        facts:
          dato: {type: date}
          mærke: {type: choice, options: [god, svær]}
        sections: [{id: s, title: S, questions: [{id: q, text: Q, type: choice, options: [ja, nej]}]}]
        """
    )
    text = CASES["least"] + (
        '[sample]\nmethod = "purposive"\nn = 2\n[sample.latest]\nfact = "dato"\n'
        '[sample.marked]\nfact = "mærke"\nasked = {god = 1, "svær" = 1}\n'
    )
    path = write(tmp_path, text)
    assert load_config(path).check_names(known, kommuner()) == []

    def said(old: str, new: str) -> list[str]:
        path.write_text(text.replace(old, new), "utf-8")
        return [str(problem) for problem in load_config(path).check_names(known, kommuner())]

    assert said('fact = "dato"', 'fact = "datoo"') == [
        "audit.toml, linje 11, kolonne 1: »datoo« er ikke en oplysning i måleskemaet – mente du »dato«?"
    ]
    assert said('fact = "dato"', 'fact = "mærke"') == [
        "audit.toml, linje 11, kolonne 1: »mærke« er ikke en dato, så de seneste sager kan ikke findes efter den."
    ]
    assert said('fact = "mærke"', 'fact = "kommune"') == [
        "audit.toml, linje 13, kolonne 1: »kommune« har ikke faste værdier, så den kan ikke bruges som mærke."
    ]
    assert said("god = 1", "got = 1") == [
        "audit.toml, linje 14, kolonne 1: »got« er ikke en værdi af »mærke« – mente du »god«?"
    ]


def test_a_new_study_begins_with_a_file_that_can_be_read(tmp_path: Path) -> None:
    text = starting_config("min-undersøgelse", "Fleksjob", "rubrics/fleksjob.yaml")
    config = load_config(write(tmp_path, text))
    assert config.study.id == "min-undersøgelse"
    assert config.files.rubric == tmp_path / "rubrics/fleksjob.yaml"
    assert config.database == str(tmp_path / "min-undersøgelse.db")


def test_every_line_that_is_switched_off_can_be_switched_on(tmp_path: Path) -> None:
    off = re.compile(r"""^# (\[|"?\w+"? = )""", re.MULTILINE)
    text, switched_on = off.subn(r"\1", starting_config("a", "A", "a.yaml"))
    text = text.replace('"proportional"', '"given"').replace("\nn = 100", "")
    config = load_config(write(tmp_path, text))
    assert switched_on == 16
    assert config.sample.given == {"fleksjob": 49, "ressourceforløb": 53}
    assert config.frame is not None
    assert config.frame.file == tmp_path / "bruttoliste.csv"
    assert config.frame.columns.file_no == "journalnr"
    assert config.results.by == ("sagstype", "kommune")
    assert config.review.reviewer == "ABC"


def test_the_lines_about_a_purposive_selection_can_take_the_place_of_the_draw(tmp_path: Path) -> None:
    lines = starting_config("a", "A", "a.yaml").splitlines()
    chosen = [line.removeprefix("#     ") for line in lines if line.startswith("#     ")]
    drawn = [line for line in lines if not line.startswith("allocation")]
    place = drawn.index("[sample]") + 1
    sample = load_config(write(tmp_path, "\n".join([*drawn[:place], *chosen, *drawn[place:]]))).sample
    marks = (("god_erfaring", 2), ("udfordring", 2))
    assert sample.criteria == Criteria(4, "etableret", date(2020, 1, 1), "indsendt-som", marks)
    assert (sample.method, sample.kommuner) == ("purposive", ("Billund", "Odense"))


@pytest.mark.parametrize("title", ["0\x1f", "\x1c", "Fleks\u202ejob", "\x1b[31mFleksjob"])
def test_a_title_with_a_character_no_one_sees_is_refused(title: str) -> None:
    with pytest.raises(InputError) as failure:
        starting_config("a", title, "a.yaml")
    assert "et tegn, der ikke kan ses" in failure.value.problems[0].what


@given(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip), st.text(min_size=1, max_size=20)
)
def test_whatever_a_study_is_called_comes_back_or_is_refused(title: str, study_id: str) -> None:
    try:
        text = starting_config(study_id, title, "a.yaml")
    except InputError as failure:
        assert failure.problems
        return
    config = Config.model_validate(tomllib.loads(text))
    assert (config.study.id, config.study.title) == (study_id, title.strip())


@pytest.mark.parametrize(
    ("folder", "title", "made"),
    [
        ("min-undersøgelse", "Fleksjob", "min-undersøgelse"),
        ("2025 sager", "Fleksjob 2025", "s2025-sager"),
        ("2024-fleksjob", "Fleksjob", "s2024-fleksjob"),
        ("2023", "2023", "s2023"),
        ("Fleksjob (ny)", "x", "Fleksjob-ny"),
        ("a\u030ar", "x", "år"),
        ("_skjult", "x", "skjult"),
        ("!!!", "Sager fra 2013", "Sager-fra-2013"),
        ("", "???", "undersøgelse"),
        ("a" * 90, "x", "a" * 60),
    ],
)
def test_a_new_study_gets_an_id_of_its_folder_that_an_audit_toml_can_have(folder: str, title: str, made: str) -> None:
    assert study_id_of(folder, title) == made
    assert starting_config(made, title, "a.yaml")
