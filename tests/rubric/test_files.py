"""``audit rubric check`` on what is no file at all: it says so, and neither waits nor reads for ever."""

import os
from pathlib import Path

import pytest

from tests.tools import forking


def refused(path: Path | str) -> str:
    """What the command says of a path it must refuse."""
    code, out, err = forking.run(["rubric", "check", str(path)], Path.cwd(), dict(os.environ))
    assert code == 1, (code, out, err)
    assert out == ""
    assert "Traceback" not in err
    return " ".join(err.split())


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "missing", "below a file"])
def test_what_is_no_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "skema.yaml"
    said = "det er ikke en almindelig fil."
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "folder":
        path.mkdir()
        said = "det er en mappe."
    elif kind == "missing":
        said = "filen eller mappen findes ikke."
    else:
        path.touch()
        path, said = path / "under", "en del af stien er ikke en mappe."
    assert f"kan ikke læses: {said} Se efter, om navnet er rigtigt." in refused(path)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "skema.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # sparse: takes no room
    assert "filen fylder mere end 2 MB." in refused(path)
