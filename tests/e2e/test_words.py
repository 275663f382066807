"""What a study calls its cases and its authorities stands in all that is shown of it, and no other word for them."""

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from audit.cli import main

FILE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "words.yaml").read_text("utf-8"))
STUDIES = {one["navn"]: one for one in FILE["undersøgelser"]}
CASE = re.compile(r"(?<![\w-])[Ss]ag(?:en|ens|er|erne|ernes|ers|s)?(?![\w-])")
KOMMUNE = re.compile(r"(?i)kommun")
KEYS = ("unit", "kommuner", "kommune")
"""Keys of the JSON documents, which are the same in every study; what stands at them is a name of the language too."""

CONFIG = """
[study]
id = "ord"
title = "Ord"
constructed = true
[files]
rubric = "r.yaml"
database = "o.db"
output = "out"
[authorities]
file = "m.csv"
[frame]
file = "frame.csv"
[frame.columns]
case = "nr"
kommune = "hvem"
file_no = "journal"
[sample]
seed = "s"
strata = ["kommune"]
allocation = "equal"
n = 6
[results]
by = ["kommune", "art"]
cross = ["svar,kilder"]
"""

RUBRIC = """
format: 1
id: ord
version: "1"
title: Ord
facts: {art: {type: choice, options: {a: Art A, b: Art B}}, dato: {type: date, required: false}}
outcomes: {ladder: [rigtig, mangel], outside: [uden]}
laws: {r: {cite: Lov § 1, source: kilde}}
sections:
  - id: s
    title: Afsnit
    questions:
      - id: svar
        text: Er der svaret?
        law: r
        type: choice
        options: [ja, nej, ingen]
        allow: [fremgår_ikke]
        findings:
          nej: {id: ikke-svaret, text: Der er ikke svaret., outcome: mangel, recommend: svar-altid}
          ingen: {id: intet-at-svare, text: Der er intet at svare på., outcome: uden}
      - {id: kilder, text: Hvilke kilder?, law: r, ask_if: {svar: ja}, type: multi, options: [b, l]}
      - {id: antal, text: Hvor mange?, law: r, type: number, min: 0}
      - {id: kom, text: Hvornår?, law: r, type: date, allow: [fremgår_ikke]}
findings:
  - {id: mange, text: Mange., when: {antal: {at_least: 5}}, outcome: mangel, law: r}
  - {id: få, text: Få., when: {antal: {at_most: 0}}, outcome: mangel, law: r}
deadlines:
  - {id: sent, start: dato, end: kom, within: {weeks: 1}, outcome: mangel, text: Det var for sent., law: r}
measures:
  - {id: alle, label: Svaret, count: {svar: ja}, among: all}
  - {id: hos, label: Hos dem, count: {svar: ja}, among: all, unit: myndigheder}
  - {id: ingen, label: Hos ingen, count: {svar: nej}, among: {svar: [ja, nej]}, unit: myndigheder, when: none}
  - {id: uden-fund, label: Uden, count: {not: {finding: ikke-svaret}}, among: all}
  - {id: antal-svar, label: Antal, number: antal, among: {svar: [ja, nej]}}
  - {id: numre, label: Numre, count: {svar: ja}, among: all, unit: journalnumre, when: all}
recommendations: {svar-altid: {text: Der skal svares.}, mere: {text: Mere., at_least_percent: 90}}
"""
FRAME = "nr;hvem;journal;art;dato\n1;N1;J1;a;01-03-2020\n2;N1;J1;b;\n3;N2;J2;a;01-03-2020\n4;N2;J3;b;\n5;N2;J4;b;\n"
ANSWERS = (
    "sagsnr;kommune;bedømmer;svar;kilder;antal;kom;svar.bemærkning\n"
    "1;N1;AB;ja;b,l;2;02-03-2020;\n2;N1;AB;nej;;1;fremgår_ikke;En bemærkning\n3;N2;AB;ja;b;7;01-05-2020;\n"
    "4;N2;AB;fremgår_ikke;;1;01-05-2020;\n5;N2;AB;ingen;;3;01-05-2020;\n"
)


@dataclass
class Told:
    """What each command has shown, and what it has written, as lines of text."""

    lines: dict[str, list[str]] = field(default_factory=dict)

    def said(self, name: str) -> str:
        return " ".join(" ".join(self.lines[name]).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module", params=STUDIES)
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("ord")
    one = STUDIES[request.param]
    written = {
        "audit.toml": CONFIG,
        "r.yaml": f"{RUBRIC}unit: {json.dumps(one['unit'], ensure_ascii=False)}\n",
        "m.csv": one["slags"],
        "frame.csv": FRAME,
        "a.csv": ANSWERS,
    }
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8")
    return {**one, "folder": folder}


@pytest.fixture(scope="module")
def told(study: dict[str, Any]) -> Told:
    """Every command of a study from the frame to the report; none fails, but the two that ask for what is not there."""
    folder, found = study["folder"], Told()
    rubric = str(folder / "r.yaml")
    written = {"report": "out.html", "export": "out.xlsx", "explain": "e.html", "paper": "p.html", "skema": "p.xlsx"}
    path = {name: str(folder / file) for name, file in written.items()}
    for name, command in {
        "import": ["frame", "import"],
        "draw": ["sample", "draw"],
        "show": ["sample", "show"],
        "none": ["results"],
        "answers": ["answers", "import", str(folder / "a.csv")],
        "again": ["answers", "import", str(folder / "a.csv")],
        "status": ["status"],
        "results": ["results", "--by", "kommune"],
        "json": ["results", "--json", "--by", "kommune"],
        "status-json": ["status", "--json"],
        "taken": ["score", "1", "--reviewer", "CD"],
        "unknown": ["score", "77", "--reviewer", "CD"],
        "compare": ["review", "compare"],
        "agreement": ["review", "agreement"],
        "rule": ["review", "rule", "3", "rigtig", "--reason", "Derfor", "--reviewer", "AB"],
        "handover": ["review", "handover", "1", "--to", "CD", "--reason", "Ferie"],
        "release": ["review", "release", "2", "--reason", "Ferie"],
        "log": ["log", "show"],
        "verify": ["log", "verify"],
        "update": ["rubric", "update"],
        "report": ["report", "--to", path["report"]],
        "export": ["export", "--to", path["export"]],
        "explain": ["rubric", "explain", rubric, "--to", path["explain"]],
        "terminal": ["rubric", "explain", rubric],
        "paper": ["rubric", "export", rubric, "--to", path["paper"]],
        "skema": ["rubric", "export", rubric, "--to", path["skema"]],
    }.items():
        found.lines[name] = shown(folder, command, failing=name in ("none", "again", "taken", "unknown"))
        if name in path:
            found.lines[name] += texts(Path(path[name]))
    return found


def shown(folder: Path, command: list[str], *, failing: bool) -> list[str]:
    screen = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", screen)
        patch.setattr("sys.stderr", screen)
        code = main(["-c", str(folder / "audit.toml"), *command])
    screen.seek(0)
    lines = screen.read().splitlines()
    assert code == int(failing), (command, lines)
    return lines


def texts(path: Path) -> list[str]:
    if path.suffix == ".xlsx":
        return list(cells(path))
    page = re.sub(r"<style.*?</style>|<script.*?</script>", "", path.read_text("utf-8"), flags=re.DOTALL)
    parts = re.split(r"<(?!/?(?:span|a|strong|em|code)\b)[^>]*>", page)
    return [html.unescape(re.sub(r"<[^>]+>", "", text)) for text in parts if text.strip()]


def cells(path: Path) -> Iterator[str]:
    for sheet in load_workbook(path).worksheets:
        yield sheet.title
        yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def of_json(lines: list[str]) -> list[str]:
    """A document without the keys that are the same in every study, and what stands at them."""

    def values(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            for key, value in part.items():
                yield from () if key in KEYS else values(value)
        elif isinstance(part, list):
            for value in part:
                yield from values(value)
        elif isinstance(part, str):
            yield part

    return list(values(json.loads("\n".join(lines))))


def test_no_other_word_for_a_case_or_an_authority_is_shown(study: dict[str, Any], told: Told) -> None:
    kommuner = "kommune" in study["slags"]
    found = []
    for name, lines in told.lines.items():
        for line in of_json(lines) if name.endswith("json") else lines:
            for allowed in FILE["tilladt"]:
                line = line.replace(allowed, "")
            if CASE.search(line) or (not kommuner and KOMMUNE.search(line)):
                found.append(f"{name}: {line.strip()}")
    assert found == []


@pytest.mark.parametrize("name", ["status", "results", "report", "export", "explain", "paper"])
def test_its_own_words_are(study: dict[str, Any], told: Told, name: str) -> None:
    said = told.said(name)
    assert [words for words in study["siger"][name] if words not in said] == []
