"""``--json`` on every command: one document, whose fields are those that docs/kommandoer.md tells of."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from audit.cli import main
from audit.cli.app import load
from audit.cli.registry import COMMANDS, WITHOUT_JSON, CommandEntry
from tests.tools.small_study import RUBRIC

FRAME = "sagsnr;kommune;journalnr;art\n" + "".join(
    f"S-{number};{['Aarhus', 'Odense'][number % 2]};27.36-{number};fleks\n" for number in range(1, 7)
)
ANSWERS = "sagsnr;bedømmer;skriftlig;begrundet;hvem\n" + "".join(f"S-{n};ABC;ja;nej;borger\n" for n in range(1, 5))
SECOND = "sagsnr;bedømmer;runde;skriftlig;begrundet;hvem\nS-4;GHI;anden;ja;ja;borger\n"
ROAD = (
    "init --title Prøve",
    "rubric new nyt.yaml",
    "rubric check måleskema.yaml nyt.yaml",
    "rubric test --mutate nyt.yaml",
    "rubric explain nyt.yaml",
    "rubric explain --question 1.1 nyt.yaml",
    "rubric fmt --diff måleskema.yaml",
    "rubric export måleskema.yaml",
    "rubric diff måleskema.yaml nyere.yaml",
    "frame import bruttoliste.csv",
    "sample draw --seed prøve",
    "sample show",
    "answers import svar.csv",
    "answers import anden.csv",
    "review rule S-3 rigtig --reviewer ABC --reason Rettet",
    "review compare",
    "review agreement",
    "review handover S-1 --to DEF --reason Ferie",
    "review release S-2 --reason Ferie",
    "status",
    "results",
    "report",
    "export",
    "log show",
    "log verify",
    "rubric update nyere.yaml",
)
ENTRIES = [entry for entry in COMMANDS if entry.name not in WITHOUT_JSON]


def named(line: str) -> str:
    """The command of a line."""
    return next(entry.name for entry in COMMANDS if f"{line} ".startswith(f"{entry.name} "))


def prepare(folder: Path) -> None:
    """What the user writes after ``audit init``."""
    config = folder / "audit.toml"
    text = config.read_text("utf-8").replace("# n = 100", "n = 6").replace("# sagstype = ", "art = ")
    config.write_text(text.replace('"Sagstype"', '"art"'), "utf-8")
    (folder / "bruttoliste.csv").write_text(FRAME, "utf-8")
    (folder / "svar.csv").write_text(ANSWERS, "utf-8")
    (folder / "anden.csv").write_text(SECOND, "utf-8")
    (folder / "måleskema.yaml").write_text(RUBRIC, "utf-8")
    newer = RUBRIC.replace('version: "1"', 'version: "2"').replace("ladder: [rigtig, ændres", "ladder: [rigtig, retter")
    (folder / "nyere.yaml").write_text(newer.replace("outcome: ændres", "outcome: retter"), "utf-8")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the study."""
    return tmp_path_factory.mktemp("vej")


@pytest.fixture(scope="module")
def documents(study: Path) -> Iterator[dict[str, list[Any]]]:
    """All that every command of a whole study prints with ``--json``, by the command."""
    found: dict[str, list[Any]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(study)
        for line in ROAD:
            found.setdefault(named(line), []).append(answered(line))
            if line.startswith("init"):
                prepare(study)
        yield found


def answered(line: str, *more: str) -> Any:
    """The one document a command prints; it prints nothing else anywhere."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*line.split(), *more, "--json"])
    assert (code, err.getvalue()) == (0, ""), line
    return json.loads(out.getvalue())


def fields(value: Any, documented: set[str], path: str = "") -> Iterator[tuple[str, bool]]:
    """Each path of a document, as deep as the documentation goes, and whether more could stand below it."""
    if isinstance(value, list):
        yield path, not value
        for one in value:
            if any(name.startswith(f"{path}[]") for name in documented):
                yield from fields(one, documented, f"{path}[]")
        return
    yield path, value is None
    prefix = f"{path}." if path else ""
    if isinstance(value, dict) and any(name.startswith(prefix) and name != path for name in documented):
        for name, one in value.items():
            yield from fields(one, documented, f"{prefix}{name}")


def below(path: str, name: str) -> bool:
    """Whether a field is the one at the path, or a part of it."""
    return name == path or name.startswith((f"{path}.", f"{path}[]")) or not path


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_a_command_has_json_or_a_reason(entry: CommandEntry) -> None:
    has = any("--json" in param.opts for param in load(entry).params)
    assert has is not (entry.name in WITHOUT_JSON)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_document_has_the_fields_that_are_documented(documents: dict[str, list[Any]], entry: CommandEntry) -> None:
    if entry.name == "results":
        return
    documented = set(import_module(entry.module).JSON[entry.function])
    found = [field for document in documents[entry.name] for field in fields(document, documented)]
    seen = {path for path, _ in found}
    untold = {path for path in seen - documented if not any(below(path, name) for name in documented)}
    assert untold == set(), "printed and not documented"
    hidden = [path for path, more in found if more and path]
    missing = {name for name in documented - seen if not any(below(path, name) for path in hidden)}
    assert missing == set(), "documented and not printed"


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("place", ["{0}", "{0}/audit.toml"])
@pytest.mark.parametrize("line", ["-c {0} status", "status -c {0}", "status --config={0}", "log show -c {0}"])
def test_the_study_is_named_by_its_folder_or_its_file_before_or_after_the_command(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert answered(line.format(place.format(study)))


@pytest.mark.usefixtures("documents")
def test_facts_and_kommuner_are_named_in_any_case(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study)
    plain = answered("results --by art --by kommune --cross skriftlig,begrundet")
    assert answered("results --by Art --by ART --by Kommune --cross Skriftlig,BEGRUNDET") == plain
    assert {one["kommune"] for one in answered("sample show --kommune aARHUS")} == {"751"}
    decomposed = unicodedata.normalize("NFD", "århus KOMMUNE")
    assert answered("sample show", "--kommune", decomposed) == answered("sample show --kommune Aarhus")


def test_a_refusal_leaves_standard_output_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ROAD[7:]:
        assert main([*line.split(), "--json"]) == 1, line
        shown = capsys.readouterr()
        assert shown.out == "", line
        assert json.loads(shown.err)["error"]["code"] in ("config", "rubric"), line
