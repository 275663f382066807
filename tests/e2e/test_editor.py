"""Editing a rubric, as an editor helps with it: the schema in the hands of the real yaml-language-server.

The server is installed once from ``tests/editor/package-lock.json`` into the
environment's folder. Without npm these tests are passed over, unless
AUDIT_TEST_ALL=1 asks for every test.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from audit.rubric.reading import read_rubric
from audit.workshop.selftest import run_tests
from tests.tools.language_server import LanguageServer, Message
from tests.tools.workspace import ROOT

PACKAGE = ROOT / "tests" / "editor"
SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
        "completion": True,
        "hover": True,
        "validate": True,
    }
}
MODELINE = "# yaml-language-server: $schema=../audit/rubric/rubric.schema.json\n"
RIGHT = MODELINE + (ROOT / "tests" / "cases" / "rubric_right.yaml").read_text("utf-8")
CURSOR = "¤"
HEAD = """format: 1
id: prøve
version: "1"
title: Prøve
outcomes: {ladder: [rigtig, hjemvises]}
sections:
  - id: afsnit
    title: Afsnit
    questions:
      - id: spurgt
        text: Er der spurgt?
"""
UNSEEN = ("npm_config_audit", "npm_config_fund", "npm_config_update_notifier")


def installed() -> Path:
    """The server's program, installed beside the Python libraries once for each lock file."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        if os.environ.get("AUDIT_TEST_ALL") == "1":
            pytest.fail("npm is missing: install nodejs and npm")
        pytest.skip("npm is not installed")
    lock = hashlib.sha256((PACKAGE / "package-lock.json").read_bytes()).hexdigest()[:12]
    room = Path(sys.prefix) / f"yaml-language-server-{lock}"
    if not room.exists():
        with tempfile.TemporaryDirectory(dir=sys.prefix) as made:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(PACKAGE / name, made)
            done = subprocess.run(
                [npm, "ci", "--ignore-scripts"],
                cwd=made,
                env=os.environ | dict.fromkeys(UNSEEN, "false"),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            try:
                Path(made).rename(room)
            except OSError:  # another worker was first
                assert room.exists()
            else:
                Path(made).mkdir()  # for the temporary folder to remove
    return room / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class Editor:
    """A text with a place in it, as the server sees the two; every text is a file of its own beside the rubrics."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.numbers = count(1)

    def opened(self, text: str) -> str:
        uri = (ROOT / "rubrics" / f"prøve-{next(self.numbers)}.yaml").as_uri()
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.server.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def at_cursor(self, method: str, text: str) -> Any:
        before, _, after = (MODELINE + text).partition(CURSOR)
        place = {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}
        uri = self.opened(before + after)
        return self.server.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": place})

    def completed(self, text: str) -> dict[str, Message]:
        """What is offered at the cursor, by label."""
        answer = self.at_cursor("completion", text)
        return {item["label"]: item for item in answer["items"]}

    def hovered(self, text: str) -> str:
        """What is shown when the mouse rests at the cursor."""
        shown: str = self.at_cursor("hover", text)["contents"]["value"]
        return shown

    def marked(self, text: str) -> list[tuple[str, str]]:
        """Each mark: the words that are underlined, and what is said of them."""
        lines = text.split("\n")
        found = []
        for mark in self.server.marks(self.opened(text)):
            start, end = mark["range"]["start"], mark["range"]["end"]
            assert start["line"] == end["line"], mark
            found.append((lines[start["line"]][start["character"] : end["character"]], mark["message"]))
        return found


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with LanguageServer(["node", installed(), "--stdio"], SETTINGS) as server:
        yield Editor(server)


def explained(item: Message) -> str:
    """What an editor shows beside something it offers."""
    text = item.get("documentation", "")
    return text["value"] if isinstance(text, dict) else text


# --- completion ---


def test_the_keys_of_a_rubric_are_offered_with_their_meaning(editor: Editor) -> None:
    offered = editor.completed("format: 1\n¤\n")
    keys = "id version title in_force facts parameters outcomes laws sections findings deadlines measures tests"
    assert set(keys.split()) <= set(offered)
    assert "format" not in offered
    assert explained(offered["deadlines"]) == "Frister."


def test_the_keys_of_a_question_are_offered_as_its_type_has_them(editor: Editor) -> None:
    everywhere = {"help", "law", "source", "ask_if", "allow", "findings", "renamed_from"}
    untyped = editor.completed(f"{HEAD}        ¤\n")
    assert everywhere | {"type", "options", "exclusive", "min", "max", "unit"} <= set(untyped)
    number = editor.completed(f"{HEAD}        type: number\n        ¤\n")
    assert everywhere | {"min", "max", "unit"} <= set(number)
    assert not {"options", "exclusive", "type", "text"} & set(number)
    assert explained(number["unit"]) == "Enheden, fx timer om ugen."


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (f"{HEAD}        type: ¤\n", "choice multi number duration date text"),
        ("facts:\n  sagstype:\n    type: ¤\n", "text choice number date"),
        (f"{HEAD}        allow: [¤]\n", "ikke_relevant kan_ikke_vurderes fremgår_ikke"),
        (f"{HEAD}        allow:\n          - ¤\n", "ikke_relevant kan_ikke_vurderes fremgår_ikke"),
        ("measures:\n  - id: andel\n    among: ¤\n", "all"),
        ("tests:\n  - name: a\n    expect:\n      measures:\n        andel: ¤\n", "ja nej ukendt uden_for"),
        (f"{HEAD}        ask_if:\n          ¤\n", "all any not finding outcome"),
        (f"{HEAD}        ask_if:\n          uger:\n            ¤\n", "at_most at_least before after chosen"),
        ("deadlines:\n  - id: frist\n    within:\n      ¤\n", "days weeks months years workdays on_day_off"),
        ("deadlines:\n  - id: frist\n    within:\n      on_day_off: ¤\n", "samme_dag næste_arbejdsdag"),
        ("days_off: [¤]\n", "lørdag første_maj grundlovsdag juleaftensdag nytårsaftensdag"),
    ],
)
def test_the_words_that_can_stand_here_are_offered_each_with_its_meaning(
    editor: Editor, text: str, offered: str
) -> None:
    found = editor.completed(text)
    assert set(offered.split()) == set(found)
    assert all(explained(item) for item in found.values())


def test_options_are_begun_for_the_writer(editor: Editor) -> None:
    offered = editor.completed(f"{HEAD}        type: choice\n        ¤\n")
    assert written(offered["options"]) == "options: [ja, nej]"
    assert written(offered["findings"]) == "findings:\n  nej:\n    id: navn\n    outcome: hjemvises"


def test_a_rubric_begun_in_an_empty_file_is_right_as_it_stands(editor: Editor) -> None:
    begun = written(editor.completed("¤\n")["Nyt måleskema"])
    reading = read_rubric(begun.encode(), "nyt.yaml")
    assert reading.problems == ()
    assert reading.rubric is not None
    assert run_tests(reading.rubric).passed
    assert editor.marked(MODELINE + begun) == []


def test_a_question_of_each_type_can_be_begun(editor: Editor) -> None:
    offered = editor.completed(f"{HEAD}        type: text\n      - ¤\n")
    begun = [written(item) for label, item in offered.items() if label.startswith("Spørgsmål")]
    assert [re.search(r"type: (\w+)", text)[1] for text in begun] == [
        "choice",
        "multi",
        "number",
        "date",
        "duration",
        "text",
    ]
    for text in begun:
        # the server counts from where the dash stands, and the editor adds the line's own indentation
        lines = [line.removeprefix("  ") for line in text.split("\n")]
        question = "".join(f"        {line}\n" for line in lines[1:])
        assert editor.marked(f"{MODELINE}{HEAD}        type: text\n      - {lines[0]}\n{question}") == [], text


def written(item: Message) -> str:
    """What stands in the file when something offered is taken and every placeholder kept."""
    return re.sub(r"\$\{\d+:([^}]*)\}", r"\1", item["insertText"])


# --- hover ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tit¤le: Prøve\n", "Undersøgelsens emne."),
        (f"{HEAD}        he¤lp: Se efter i journalen.\n", "Vejledning, der vises, når juristen beder om den."),
        (f"{HEAD}        type: nu¤mber\n", "Et tal."),
        (f"{HEAD}        allow: [fremgår_¤ikke]\n", "Det fremgår ikke af sagens akter."),
        (f"{HEAD}        ask_if: {{a¤ny: [{{a: b}}]}}\n", "Mindst én af betingelserne skal være opfyldt."),
        (f"{HEAD}        ask¤_if: {{a: b}}\n", "{spørgsmål: {at_most: 5}}"),
        ("laws:\n  regel:\n    ci¤te: § 1\n", "Reglens navn, fx »LAB § 122, stk. 2«."),
        ("deadlines:\n  - id: frist\n    within: {mon¤ths: 6}\n", "6 måneder er den sidste i februar."),
    ],
)
def test_the_meaning_is_shown_in_danish(editor: Editor, text: str, said: str) -> None:
    assert said in editor.hovered(text)


# --- marks ---


@pytest.mark.parametrize("path", sorted((ROOT / "rubrics").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_right_rubric_has_no_marks(editor: Editor, path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(MODELINE)
    assert editor.marked(text) == []


def test_every_part_of_the_language_is_unmarked_when_right(editor: Editor) -> None:
    assert editor.marked(RIGHT) == []


UNKNOWN = "Det passer ikke her. I {} kan stå "


@pytest.mark.parametrize(
    ("right", "wrong", "marked", "said"),
    [
        ("in_force:", "in_froce:", "in_froce", UNKNOWN.format("måleskemaet")),
        ("        ask_if: {opf", "        aks_if: {opf", "aks_if", UNKNOWN.format("spørgsmålet med flere svar")),
        ("        text: Hvordan", "        txet: Hvordan", "txet", UNKNOWN.format("spørgsmålet med flere svar")),
        ("        type: multi", "        tpye: multi", "tpye", UNKNOWN.format("spørgsmålet med flere svar")),
        ("            outcome: rigtig\n", "            outcom: rigtig\n", "outcom", UNKNOWN.format("fundet")),
        ("    title: Afgørelsen", "    titel: Afgørelsen", "titel", UNKNOWN.format("afsnittet")),
        ("    within:", "    withn:", "withn", UNKNOWN.format("fristen")),
        ("{at_least: 18}", "{at_lest: 18}", "at_lest", UNKNOWN.format("grænsen")),
        ("  - name: uden", "  - naem: uden", "naem", UNKNOWN.format("prøven")),
        (
            "allow: [ikke_relevant]",
            "allow: [ikkerelevant]",
            "ikkerelevant",
            "Her skal stå »ikke_relevant«, »kan_ikke_vurderes« eller »fremgår_ikke«.",
        ),
        (
            "type: text, required",
            "type: tekst, required",
            "tekst",
            "Her skal stå »text«, »choice«, »number« eller »date«.",
        ),
        ("format: 1", "format: 2", "2", "Her skal stå 1."),
        ("among: all", "among: al", "al", "Her skal stå en betingelse, fx {spørgsmål: svar}."),
        ("months: 6", "months: seks", "seks", "Her skal stå et helt tal eller {parameter: navn}."),
        ("id: samtaler", "id: 1 samtaler", "1 samtaler", "Et navn begynder med et bogstav"),
    ],
)
def test_a_mistake_is_marked_where_it_stands_and_said_in_danish(
    editor: Editor, right: str, wrong: str, marked: str, said: str
) -> None:
    assert RIGHT.count(right) >= 1
    found = editor.marked(RIGHT.replace(right, wrong, 1))
    assert [said in message for words, message in found if words == marked] == [True]
    assert all(message.startswith(("Det passer", "Her skal", "Nøglen »", "Et navn")) for _, message in found)


def test_a_missing_key_is_named(editor: Editor) -> None:
    found = editor.marked(RIGHT.replace("title: Opfølgning i sager om sygedagpenge\n", "", 1))
    assert [message for _, message in found] == ["Nøglen »title« mangler i måleskemaet."]
