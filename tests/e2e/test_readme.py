"""README's »Begynd din egen undersøgelse«, followed to the letter from an empty folder to a verified log."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from tests.tools import forking
from tests.tools.workspace import ROOT, Ran

README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.split("## Begynd din egen undersøgelse\n")[1].split("\n## ")[0]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", SECTION, re.DOTALL | re.MULTILINE)
ANSWERS = {"ansøgning": "1-2-2026\n1\nnej\nIntet\n", "opfølgning": "1-2-2026\n1\n3\nnej\nIntet\n"}
"""What a jurist types in a case of each kind, a question on each line."""


class Reader:
    """Someone who has nothing but the README and does what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran: dict[str, Ran] = {}

    def follow(self) -> None:
        """Each block in order: a list is saved, settings are corrected, lines are typed."""
        for kind, text in BLOCKS:
            if kind == "csv":
                (self.folder / "bruttoliste.csv").write_text(text, "utf-8")
            elif kind == "toml":
                path = self.folder / "audit.toml"
                path.write_text(corrected(path.read_text("utf-8"), text), "utf-8")
            else:
                for line in text.splitlines():
                    self.type(line)

    def type(self, line: str) -> None:
        """Type a line; nothing may go wrong."""
        words = shlex.split(line, comments=True)
        if words[:1] == ["cd"]:
            self.folder /= words[1]
        elif words[:1] == ["audit"] and words[1] != "--show-completion":
            if "ny.yaml" in words:
                self.new_version()
            self.audit(*words[1:])

    def audit(self, *arguments: str) -> Ran:
        """Run the program as it is on the reader's path."""
        typed = self.typed() if arguments[0] == "score" else ""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("AUDIT_")}
        ran = Ran(*forking.run(arguments, self.folder, environ, typed))
        assert ran.code == 0, (arguments, ran.err)
        self.ran[" ".join(arguments)] = ran
        return ran

    def typed(self) -> str:
        """The answers to every drawn case, in the order of the sample."""
        drawn = json.loads(self.audit("sample", "show", "--json").out)
        return "".join(ANSWERS[one["facts"]["sagstype"]] for one in drawn)

    def new_version(self) -> None:
        """The version of the rubric that the reader has written meanwhile."""
        text = (self.folder / "måleskema.yaml").read_text("utf-8")
        (self.folder / "ny.yaml").write_text(text.replace('version: "1"', 'version: "2"'), "utf-8")


def corrected(config: str, shown: str) -> str:
    """The settings with each line that is shown in its table, in place of the one there, also one that is a comment."""
    table = ""
    for line in shown.splitlines():
        if line.startswith("["):
            table = line
        elif line:
            before, head, rest = config.partition(f"{table}")
            assert head, f"audit.toml has no {table}"
            own, mark, after = rest.partition("\n[")
            key = line.split(" = ")[0]
            pattern = rf"^(?:# )?{re.escape(key)} = .*$"
            own = re.sub(pattern, lambda _, line=line: line, own, count=1, flags=re.MULTILINE)
            assert f"\n{line}\n" in f"{own}\n", f"audit.toml does not show {key}"
            config = before + head + own + mark + after
    return config


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    found = Reader(tmp_path_factory.mktemp("tom"))
    found.follow()
    return found


def test_the_path_leads_from_an_empty_folder_to_a_report_and_a_whole_log(reader: Reader) -> None:
    for command in (
        "frame import bruttoliste.csv",
        "sample draw",
        "score --reviewer ABC",
        "results",
        "log verify",
        "rubric diff ny.yaml",
    ):
        assert command in reader.ran
    (page,) = (reader.folder / "out").glob("*.html")
    (book,) = (reader.folder / "out").glob("*.xlsx")
    assert "Ny undersøgelse" in page.read_text("utf-8")
    assert book.read_bytes().startswith(b"PK")
    status = json.loads(reader.audit("status", "--json").out)
    assert (status["drawn"], status["complete"]) == (2, 2)


def test_every_block_is_followed() -> None:
    assert {kind for kind, _ in BLOCKS} == {"sh", "csv", "toml"}
    assert [kind for kind, _ in BLOCKS][:4] == ["sh", "csv", "toml", "sh"]


def test_the_program_is_where_make_demo_puts_it() -> None:
    """What README says of the environment is what the Makefile and the demo's last words say."""
    assert "`. .venv/bin/activate`" in SECTION
    assert re.search(r"^VENV +\?= \.venv$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("kept", "missing"),
    [("", ["seed = ", "n = "]), ("seed", ["n = "]), ("n", ["seed = "])],
)
def test_all_that_a_draw_lacks_is_named_at_once(tmp_path: Path, kept: str, missing: list[str]) -> None:
    reader = Reader(tmp_path)
    blocks = [text for kind, text in BLOCKS if kind in ("csv", "toml")]
    reader.type("audit init x")
    reader.type("cd x")
    (reader.folder / "bruttoliste.csv").write_text(blocks[0], "utf-8")
    lines = [
        line for line in blocks[1].splitlines() if not re.match("(seed|n) = ", line) or line.startswith(kept or "-")
    ]
    config = reader.folder / "audit.toml"
    config.write_text(corrected(config.read_text("utf-8"), "\n".join(lines)), "utf-8")
    reader.audit("frame", "import", "bruttoliste.csv")
    ran = Ran(*forking.run(["sample", "draw"], reader.folder, os.environ, ""))
    assert ran.code == 1
    said = ran.err.split("Skriv ")[1]
    assert [key for key in ("seed = ", "n = ") if key in said] == missing
    assert "Intet er lagt fast." in ran.err
