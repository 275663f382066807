"""Several lists of cases, each from its own file: added one by one, told one by one."""

import json
from hashlib import sha256

from tests.tools.workspace import Workspace

HEAD = "sagsnr;kommune;journalnr;sagstype;mødedato"


def write(study: Workspace, name: str, *lines: str) -> str:
    """The file's SHA-256."""
    path = study.folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return sha256(path.read_bytes()).hexdigest()


def refused(study: Workspace, *arguments: str) -> str:
    ran = study.audit("frame", "import", *arguments)
    assert (ran.code, ran.out) == (1, ""), ran
    return ran.err


def test_lists_are_added_one_by_one_and_replaced_when_that_is_said(workspace: Workspace) -> None:
    first = write(workspace, "a.csv", HEAD, "1;Odense;j1;fleksjob;01-02-2013", "2;Odense;j2;fleksjob;02-02-2013")
    own = "sagsnr;journalnr;sagstype;mødedato", "1;j1;fleksjob;01-02-2013"
    second = write(workspace, "b.csv", "Udtræk", "", *own)
    write(workspace, "c.csv", HEAD, "3;Odense;j3;fleksjob;01-02-2013", "2;Odense;j2;fleksjob;02-02-2013")

    workspace.ok("frame", "import", "a.csv")
    assert "Der er allerede en bruttoliste: 2 sager fra »a.csv«." in refused(workspace, "c.csv")
    assert "»2« fra Odense (461) står allerede i listen »a.csv«" in refused(workspace, "c.csv", "--add")
    assert "Listen er allerede indlæst som »a.csv«." in refused(workspace, "a.csv", "--add")
    assert "Skriv enten --add eller --replace." in refused(workspace, "c.csv", "--add", "--replace")
    assert "Udelad --kommune." in refused(workspace, "c.csv", "--add", "--kommune", "Odense")
    one_kommune = ("b.csv", "--add", "--kommune", "Århus")
    told = refused(workspace, *one_kommune)
    assert "overskriften står vist i række 3 og ikke i række 1. Skriv --header-row 3." in told
    assert "»Hundested« er ikke en kommune" in refused(workspace, "b.csv", "--add", "--kommune", "Hundested")

    said = workspace.ok("frame", "import", *one_kommune, "--header-row", "3")
    assert "Bruttolisten er nu 3 sager fra »a.csv« og »b.csv«." in said
    both = sha256(f"{first}\n{second}".encode()).hexdigest()
    frame = json.loads(workspace.ok("status", "--json"))["frame"]
    assert (frame["cases"], frame["sha256"]) == (3, both)
    assert [(one["file"], one["cases"], one["sha256"]) for one in frame["files"]] == [
        ("a.csv", 2, first),
        ("b.csv", 1, second),
    ]
    status = workspace.ok("status")
    assert first in status
    assert second in status

    assert "Listen sættes i stedet for 3 sager fra »a.csv« og »b.csv«." in workspace.ok(
        "frame", "import", "c.csv", "--replace"
    )
    log = " ".join(workspace.ok("log", "show").split())
    assert "fil: a.csv" in log
    assert "overskrift i række: 3; myndighed: 751" in log
    assert "{" not in log
    assert "Loggen er hel" in workspace.ok("log", "verify")
