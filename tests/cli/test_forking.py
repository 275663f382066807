"""The copies that other tests run ``audit`` in do what the program does when it is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import forking


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], 0), (["sttus"], 2), (["status"], 1), (["rubric", "check", "æ.yaml"], 1)]
)
def test_a_copy_says_and_ends_as_the_program_itself(tmp_path: Path, arguments: list[str], code: int) -> None:
    command = [sys.executable, "-m", "audit", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code
    assert forking.run(arguments, tmp_path, dict(os.environ)) == (code, done.stdout, done.stderr)
