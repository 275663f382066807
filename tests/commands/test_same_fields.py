"""What several JSON documents tell of has the same field names in all of them, and in the log."""

import json
from pathlib import Path
from typing import Any

from tests.tools.workspace import Workspace


def shown(study: Workspace, *line: str) -> Any:
    return json.loads(study.ok(*line, "--json"))


def test_a_study_from_frame_to_results(tmp_path: Path) -> None:
    study = Workspace.census(tmp_path / "study")
    imported = shown(study, "frame", "import")
    drawn = shown(study, "sample", "draw")
    study.ok("answers", "import", study.answers)
    status, results, logged = (
        shown(study, "status"),
        shown(study, "results"),
        shown(study, "log", "show", "--last", "10000"),
    )
    events = {one["what"]: json.loads(one["new"]) for one in logged["events"] if one["what"] in ("frame", "sample")}

    assert status["frame"] == imported["frame"]
    [file] = imported["frame"]["files"]
    assert {name: imported[name] for name in file} == file
    of_list = {name: events["frame"][name] for name in ("file", "sha256", "sheet", "left_out", "header_row", "kommune")}
    assert {name: imported[name] for name in of_list} == of_list

    assert drawn["drawn"] == status["drawn"] == results["drawn"] == events["sample"]["drawn"] == 9
    for name in ("method", "seed", "strata"):
        assert drawn[name] == events["sample"][name]
    assert status["study"] == results["study"]
    assert status["log"] == {name: logged[name] for name in ("count", "hash")}
