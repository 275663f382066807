"""The program run as a process of its own, without waiting each time for Python and the libraries to load.

``python -m tests.tools.forking`` loads all of ``audit`` once and then makes a copy of itself (fork) for each command.
The copy has its own folder, environment, files and exit code, and runs what ``python -m audit`` runs. How the
program starts from nothing is what other tests ask (``tests/cli``, ``tests/e2e/test_install.py``).
"""

import atexit
import importlib
import json
import os
import pkgutil
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).parents[2]
LONGEST = 60_000
"""Bytes of input: what a pipe takes at once."""
_AT_START = ("PYTHON", "LC_", "LANG")
"""How the names of variables begin that Python reads when it starts, and only then."""
_HARMLESS = ("PYTHONPATH",)
"""All of ``audit`` is loaded already."""


def run(arguments: Sequence[str], folder: Path, environment: dict[str, str], stdin: str = "") -> tuple[int, str, str]:
    """The exit code of ``audit`` with these arguments and this input, and what it wrote to stdout and stderr."""
    if not _possible(environment, stdin):
        command = [sys.executable, "-m", "audit", *arguments]
        done = subprocess.run(
            command, cwd=folder, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=False
        )
        return done.returncode, done.stdout, done.stderr
    server = _server()
    assert server.stdin and server.stdout
    with tempfile.TemporaryDirectory() as room:
        out, err = Path(room, "out"), Path(room, "err")
        order = {"arguments": list(arguments), "folder": str(folder), "environment": environment, "stdin": stdin}
        server.stdin.write(json.dumps(order | {"out": str(out), "err": str(err)}) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return code, out.read_text("utf-8"), err.read_text("utf-8")


def _possible(environment: dict[str, str], stdin: str) -> bool:
    """Whether a copy of a running Python can stand for one that is started: it speaks UTF-8 and is set up alike."""
    differ = {
        name
        for name in {*environment, *os.environ} - {*_HARMLESS}
        if name.startswith(_AT_START) and environment.get(name) != os.environ.get(name)
    }
    others = {name for name in differ if not environment.get(name, "").endswith("UTF-8")}
    return hasattr(os, "fork") and not others and len(stdin.encode()) <= LONGEST


@cache
def _server() -> "subprocess.Popen[str]":
    """The process that forks, one for each worker; it ends when its stdin is closed."""
    command = [sys.executable, "-m", "tests.tools.forking"]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    import audit

    for module in pkgutil.walk_packages(audit.__path__, "audit."):
        if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
            importlib.import_module(module.name)
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(order: dict[str, Any]) -> NoReturn:
    """Run the command in this process, and end it as Python ends."""
    code: int | str | None = 1
    try:
        given, giving = os.pipe()
        os.write(giving, order["stdin"].encode())
        os.close(giving)
        files = [given, *(os.open(order[name], os.O_WRONLY | os.O_CREAT, 0o600) for name in ("out", "err"))]
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        sys.stdin, sys.stdout = _stream(0, "r", "strict"), _stream(1, "w", "strict")
        sys.stderr = _stream(2, "w", "backslashreplace")
        os.environ.clear()
        os.environ.update(order["environment"])
        os.chdir(order["folder"])
        sys.argv = ["audit", *order["arguments"]]
        runpy.run_module("audit", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def _stream(number: int, mode: str, errors: str) -> IO[str]:
    return open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # lives as long as the process


if __name__ == "__main__":
    _serve()
