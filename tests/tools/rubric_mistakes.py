"""The rubrics with one mistake each: ``tests/cases/rubric_mistakes/base.yaml``, and what each mistake changes of it.

A case is a file as ``diff -U0 base.yaml wrong.yaml`` writes it, without the names of the two files. Its first two
lines are comments; they take the place of the base's first two, so that line numbers are those of the whole rubric.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases" / "rubric_mistakes"
BASE = FOLDER / "base.yaml"
HEAD = 2
"""Lines at the top that say where the mistake is and what is said of it."""
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")


def mistakes() -> list[str]:
    """The names of the cases, in order."""
    return [path.stem for path in sorted(FOLDER.glob("*.diff"))]


def mistaken(name: str) -> str:
    """The whole rubric with the mistake of that name.

    AssertionError when the case takes away what the base does not have.
    """
    head, *body = (FOLDER / f"{name}.diff").read_text(encoding="utf-8").removesuffix("\n").split("@@ -")
    base = BASE.read_text(encoding="utf-8").split("\n")
    made, at = head.removesuffix("\n").split("\n"), HEAD
    assert len(made) == HEAD, name
    for hunk in body:
        place, *lines = f"@@ -{hunk}".removesuffix("\n").split("\n")
        found = _HUNK.fullmatch(place)
        assert found, f"{name}: {place}"
        start, count = int(found[1]), int(found[2] or 1)
        begin = start - 1 if count else start
        taken = [line[1:] for line in lines if line.startswith("-")]
        assert base[begin : begin + count] == taken, f"{name}: {place}"
        made += base[at:begin] + [line[1:] for line in lines if line.startswith("+")]
        at = begin + count
    return "\n".join(made + base[at:])


def written(name: str, folder: Path) -> Path:
    """The rubric with the mistake of that name, as a file in a folder."""
    path = folder / f"{name}.yaml"
    path.write_text(mistaken(name), encoding="utf-8", newline="")
    return path
