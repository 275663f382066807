"""``audit rubric new``, ``check --strict``, ``fmt`` and ``schema``, and ``audit init``, on real files."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.rubric.reading import read_rubric
from audit.rubric.source import parse_yaml
from audit.rubric.tree import plain
from audit.workshop.schema import schema_text
from tests.tools.workspace import ROOT, Ran, Workspace

CLEAN = ROOT / "tests" / "cases" / "rubric_lint" / "rent-skema.yaml"


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def run(desk: Workspace, *arguments: str) -> Ran:
    ran = desk.audit("rubric", *arguments, PYTHONPATH=str(ROOT))
    assert "Traceback" not in ran.err
    return ran


@pytest.mark.parametrize("kind", [[], ["--classes"]])
def test_a_new_rubric_has_no_mistake_no_warning_and_no_hole(desk: Workspace, kind: list[str]) -> None:
    made = run(desk, "new", "mit skema.yaml", "--title", 'Kolon: "ja" # nej', *kind)
    assert made.code == 0, made.err
    assert run(desk, "check", "--strict", "mit skema.yaml").code == 0
    tested = run(desk, "test", "--mutate", "mit skema.yaml")
    assert (tested.code, "overser 0" in tested.out) == (0, True), tested.err
    assert run(desk, "fmt", "--check", "mit skema.yaml").code == 0
    text = (desk.folder / "mit skema.yaml").read_text("utf-8")
    rubric = read_rubric(text.encode(), "f").rubric
    assert rubric is not None
    assert (rubric.id, rubric.title) == ("mit-skema", 'Kolon: "ja" # nej')
    assert {question.type for question in rubric.questions.values()} == {"choice", "multi", "number", "date", "text"}
    assert rubric.found and rubric.measures and rubric.recommendations and rubric.tests
    assert "audit rubric check mit skema.yaml" in text


def test_the_schema_a_new_rubric_names_lies_beside_it_and_takes_it(desk: Workspace) -> None:
    (desk.folder / "skemaer").mkdir()
    assert run(desk, "new", "skemaer/nyt.yaml").code == 0
    text = (desk.folder / "skemaer" / "nyt.yaml").read_text("utf-8")
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((desk.folder / "skemaer" / named).read_text("utf-8"))
    tree, problems = parse_yaml(text, "f")
    assert problems == []
    assert tree is not None
    assert list(Draft202012Validator(schema).iter_errors(json.loads(json.dumps(plain(tree), default=float)))) == []


def test_two_new_rubrics_share_the_schema(desk: Workspace) -> None:
    assert run(desk, "new", "et.yaml").code == 0
    assert run(desk, "new", "to.yaml", "--classes").code == 0
    assert sorted(path.name for path in desk.folder.iterdir()) == ["et.yaml", "rubric.schema.json", "to.yaml"]


def test_no_file_is_overwritten(desk: Workspace) -> None:
    (desk.folder / "skema.yaml").write_text("mit", "utf-8")
    (desk.folder / "rubric.schema.json").write_text("noget andet", "utf-8")
    for arguments, says in (
        (["new", "skema.yaml"], "findes allerede"),
        (["new", "andet.yaml"], "er en anden fil"),
        (["new", "skema.txt"], "skal ende på .yaml"),
        (["new", "findes/ikke.yaml"], "findes ikke"),
        (["new", "tom.yaml", "--title", " "], "Titlen er tom"),
        (["schema", "--to", "skema.yaml"], "er en anden fil"),
        (["schema", "--to", "."], "det er en mappe"),
    ):
        ran = run(desk, *arguments)
        assert (ran.code, says in ran.err) == (1, True), ran.err
        assert "311285" not in ran.err
    assert {path.name: path.read_text("utf-8") for path in desk.folder.iterdir()} == {
        "skema.yaml": "mit",
        "rubric.schema.json": "noget andet",
    }


def test_the_schema_is_printed_or_written_and_brought_up_to_date(desk: Workspace) -> None:
    assert run(desk, "schema").out == schema_text()
    assert "Skrevet i" in run(desk, "schema", "--to", "s.json").out
    older = json.loads(schema_text()) | {"title": "Ældre"}
    (desk.folder / "s.json").write_text(json.dumps(older), "utf-8")
    assert "bragt op til denne udgave" in run(desk, "schema", "--to", "s.json").out
    assert (desk.folder / "s.json").read_text("utf-8") == schema_text()


def test_warnings_are_shown_and_only_strict_makes_them_count(desk: Workspace) -> None:
    shutil.copy(CLEAN, desk.folder / "rent.yaml")
    text = CLEAN.read_text("utf-8").replace("ask_if: {sagstype: job}", "ask_if: {sagstype: [job, ledig]}")
    (desk.folder / "skema.yaml").write_text(text, "utf-8")
    loose = run(desk, "check", "skema.yaml", "rent.yaml")
    assert loose.code == 0
    assert "skema.yaml, linje 48, kolonne 17: »ask_if« på »uger« er altid opfyldt" in loose.err
    assert "[altid-opfyldt]" in loose.err
    assert "skema.yaml: ingen fejl, 1 advarsel (5 spørgsmål)." in loose.out
    assert "rent.yaml: ingen fejl (5 spørgsmål)." in loose.out
    assert "silence: [{rule: …, at: …, reason: …}]" in loose.out
    strict = run(desk, "check", "--strict", "skema.yaml", "rent.yaml")
    assert strict.code == 1
    assert "1 advarsel" in strict.err
    assert strict.err.count("[altid-opfyldt]") == 1
    for_programs = run(desk, "check", "--strict", "--json", "skema.yaml")
    [document] = json.loads(for_programs.out)
    assert (for_programs.code, document["file"], document["questions"], document["errors"]) == (1, "skema.yaml", 5, [])
    [warning] = document["warnings"]
    assert (warning["line"], warning["column"], warning["rule"]) == (48, 17, "altid-opfyldt")
    silence = "silence:\n  - {rule: altid-opfyldt, at: uger, reason: Begge slags sager kan komme med.}\n"
    (desk.folder / "skema.yaml").write_text(text.replace("silence: []\n", silence), "utf-8")
    assert run(desk, "check", "--strict", "skema.yaml").code == 0


def test_fmt_rewrites_once_keeps_the_rights_and_follows_a_link(desk: Workspace) -> None:
    path = desk.folder / "skema.yaml"
    shutil.copy(CLEAN, path)
    path.chmod(0o640)
    (desk.folder / "link.yaml").symlink_to("skema.yaml")
    before = path.read_bytes()
    assert run(desk, "fmt", "--check", "skema.yaml").code == 1
    shown = run(desk, "fmt", "--diff", "skema.yaml")
    assert shown.code == 0
    assert "-in_force: {fact: sygemeldt, from: 2020-01-01, to: 2022-12-31}" not in shown.out
    assert "+    cite: Konstrueret lov § 1" in shown.out
    assert path.read_bytes() == before
    assert "link.yaml: skrevet om." in run(desk, "fmt", "link.yaml").out
    assert path.read_bytes() != before
    assert (desk.folder / "link.yaml").is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert "intet at ændre" in run(desk, "fmt", "skema.yaml").out
    assert run(desk, "fmt", "--check", "--diff", "skema.yaml").code == 0
    assert sorted(path.name for path in desk.folder.iterdir()) == ["link.yaml", "skema.yaml"]


def test_fmt_leaves_a_file_with_a_mistake_and_all_others_alone(desk: Workspace) -> None:
    shutil.copy(CLEAN, desk.folder / "godt.yaml")
    (desk.folder / "skidt.yaml").write_text("title: Noget: andet\n", "utf-8")
    ran = run(desk, "fmt", "godt.yaml", "skidt.yaml")
    assert ran.code == 1
    assert "Intet er ændret" in ran.err
    assert (desk.folder / "godt.yaml").read_bytes() == CLEAN.read_bytes()
    assert "findes ikke" in run(desk, "fmt", "mangler.yaml").err


@pytest.mark.parametrize("name", [None, "fleksjob-122"])
def test_init_gives_a_study_that_fits_together(desk: Workspace, name: str | None) -> None:
    ran = desk.audit("init", "Min undersøgelse 2", *(["--rubric", name] if name else []), PYTHONPATH=str(ROOT))
    assert "hedder den »Min-undersøgelse-2«" in ran.out  # a folder's name that no study can have
    ran = desk.audit("init", "min-undersøgelse", *(["--rubric", name] if name else []), PYTHONPATH=str(ROOT))
    assert ran.code == 0, ran.err
    study = desk.folder / "min-undersøgelse"
    text = (study / "måleskema.yaml").read_text("utf-8")
    rubric = read_rubric(text.encode(), "f").rubric
    assert rubric is not None
    assert rubric.id == (name or "min-undersøgelse")
    assert f'title = "{rubric.title}"' in (study / "audit.toml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=rubric.schema.json\n")
    assert text.count("yaml-language-server") == 1
    assert (study / "rubric.schema.json").read_text("utf-8") == schema_text()
    again = desk.audit("init", "min-undersøgelse", PYTHONPATH=str(ROOT))
    assert (again.code, "Der ligger allerede" in again.err) == (1, True)


def test_init_names_the_rubrics_there_are(desk: Workspace) -> None:
    near = desk.audit("init", "a", "--rubric", "fleksjob", PYTHONPATH=str(ROOT))
    assert (near.code, "mente du »fleksjob-122«?" in near.err) == (1, True)
    none = desk.audit("init", "a", "--rubric", "../../etc/passwd", PYTHONPATH=str(ROOT))
    assert (none.code, "»sagsgang-reformen«" in none.err) == (1, True)
    assert not (desk.folder / "a").exists()
