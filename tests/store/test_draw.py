"""A draw while somebody else imports another frame: what is drawn is of the frame that is recorded."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

from audit.store import open_store, samples
from tests.e2e.test_draw import CONFIG, FRAME, RUBRIC
from tests.tools.workspace import Workspace

OTHER = FRAME.replace("K-", "N-")

DRAW = """
    import runpy
    import subprocess
    import sys

    from audit.store import Store

    write = Store.write


    def after_an_import(store, who):
        Store.write = write
        subprocess.run([sys.executable, "-m", "audit", "frame", "import", "other.csv", "--replace"], check=True)
        return write(store, who)


    Store.write = after_an_import
    sys.argv = ["audit", "sample", "draw"]
    runpy.run_module("audit", run_name="__main__")
    """


def test_the_tickets_are_those_of_the_frame_that_is_recorded(store_url: str, tmp_path: Path) -> None:
    config = CONFIG.replace("lille.db", store_url)
    for name, text in (("audit.toml", config), ("rubric.yaml", RUBRIC), ("frame.csv", FRAME), ("other.csv", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    study = Workspace(tmp_path)
    study.ok("frame", "import")
    done = subprocess.run(
        [sys.executable, "-c", dedent(DRAW)], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    with open_store(store_url, study_id="lille", title="Konstruerede data") as store, store.read() as conn:
        sample = samples.sample(conn)
    assert sample is not None
    assert sample.frame_sha256 == hashlib.sha256(OTHER.encode()).hexdigest()
    drawn = json.loads(study.ok("sample", "show", "--json"))
    assert len(drawn) == 2
    for one in drawn:
        text = "\x1f".join(("Konstrueret frø", one["kommune"], one["case"]))
        assert one["ticket"] == hashlib.sha256(text.encode()).hexdigest()
