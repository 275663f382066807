"""The program run as a process of its own, without waiting each time for Python and the libraries to load.

``python -m tests.tools.forking`` loads all of ``audit`` once and then makes a copy of itself (fork) for each command.
The copy has its own folder, environment, files, terminal and exit code, and runs what ``python -m audit`` runs. How
the program starts from nothing is what other tests ask (``tests/cli``, ``tests/e2e/test_install.py``).
"""

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
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
_LENIENT = ("C", "POSIX", "C.UTF-8")
"""The locales in which Python lets bytes that are not text through its input and output."""
_STOPPED = b"stopped\n"

Files = tuple[int, int, int]
"""What a process reads and where it writes, as Popen's stdin, stdout and stderr: three open files."""


class Copy:
    """A command that runs in a copy of the loaded program; it is used as ``subprocess.Popen`` is."""

    def __init__(
        self, command: Sequence[str], files: Files, folder: Path, environment: Mapping[str, str], own_terminal: bool
    ) -> None:
        order = {
            "command": list(command[1:]),
            "folder": str(folder),
            "environment": dict(environment),
            "own_terminal": own_terminal,
        }
        reading, writing = os.pipe()
        link = _server()
        socket.send_fds(link, [b"."], [*files, writing])
        link.sendall(json.dumps(order).encode() + b"\n")
        os.close(writing)
        self._told = io.FileIO(reading)  # open until the process has ended
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self._hear()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for it to end; the exit code, or the signal's number with a minus before it."""
        while self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("audit", timeout or 0)
            self._hear()
        return self.returncode

    def wait_until_stopped(self) -> None:
        """Wait until a signal has stopped it for a while."""
        assert self._told.readline() == _STOPPED

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it has ended in this moment
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def _hear(self) -> None:
        if (told := self._told.readline()) != _STOPPED:
            self.returncode = int(told)
            self._told.close()


def run(arguments: Sequence[str], folder: Path, environment: dict[str, str], stdin: str = "") -> tuple[int, str, str]:
    """The exit code of ``audit`` with these arguments and this input, and what it wrote to stdout and stderr."""
    command = [sys.executable, "-m", "audit", *arguments]
    if len(stdin.encode()) > LONGEST:
        done = subprocess.run(
            command, cwd=folder, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=False
        )
        return done.returncode, done.stdout, done.stderr
    given, giving = os.pipe()
    os.write(giving, stdin.encode())
    os.close(giving)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = start(command, (given, out.fileno(), err.fileno()), folder, environment).wait()
        os.close(given)
        for file in (out, err):
            file.seek(0)
        return code, out.read().decode(), err.read().decode()


def start(
    command: Sequence[str], files: Files, folder: Path, environment: Mapping[str, str], *, own_terminal: bool = False
) -> "Copy | subprocess.Popen[bytes]":
    """Start a command: as a copy where it is a module's or a file's Python, otherwise from nothing.

    ``own_terminal`` makes its input the terminal that it takes keys and signals from.
    """
    if _possible(command, environment):
        return Copy(command, files, folder, environment, own_terminal)
    stdin, stdout, stderr = files
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        cwd=folder,
        env=dict(environment),
        start_new_session=own_terminal,
        preexec_fn=_take_terminal if own_terminal else None,
    )


def _possible(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether a copy of a running Python can stand for one that is started: it speaks UTF-8 and is set up alike."""
    differ = {
        name
        for name in {*environment, *os.environ} - {*_HARMLESS}
        if name.startswith(_AT_START) and environment.get(name) != os.environ.get(name)
    }
    others = {name for name in differ if not environment.get(name, "").endswith("UTF-8")}
    ours = command[0] == sys.executable and (command[1] == "-m" or command[1].endswith(".py"))
    return hasattr(os, "fork") and ours and not others


@cache
def _server() -> socket.socket:
    """The line to the process that forks, one for each worker; it ends when the line is closed."""
    here, there = socket.socketpair()
    server = subprocess.Popen([sys.executable, "-m", "tests.tools.forking"], stdin=there, cwd=ROOT)
    there.close()

    def end() -> None:
        here.close()
        server.wait()

    atexit.register(end)
    return here


def _serve() -> None:
    import audit

    for module in pkgutil.walk_packages(audit.__path__, "audit."):
        if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
            importlib.import_module(module.name)
    gc.freeze()  # the copies need not look through, and so copy, what is loaded
    with socket.socket(fileno=0) as link, link.makefile("r", encoding="utf-8") as orders:
        while files := socket.recv_fds(link, 1, 4)[1]:
            order = json.loads(orders.readline())
            if os.fork() == 0:
                _watch(order, files)
            for file in files:
                os.close(file)
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:  # those that watched and are done
                    pass


def _watch(order: dict[str, Any], files: list[int]) -> NoReturn:
    """Start the copy that is ordered, and tell its number, when it is stopped, and how it ended."""
    try:
        *streams, telling = files
        child = os.fork()
        if child == 0:
            os.close(telling)
            _become(order, streams)
        for file in streams:
            os.close(file)
        os.write(telling, b"%d\n" % child)
        status = os.waitpid(child, os.WUNTRACED)[1]
        while os.WIFSTOPPED(status):
            os.write(telling, _STOPPED)
            status = os.waitpid(child, os.WUNTRACED)[1]
        os.write(telling, b"%d\n" % os.waitstatus_to_exitcode(status))
    finally:
        os._exit(0)


def _become(order: dict[str, Any], streams: list[int]) -> NoReturn:
    """Run the command in this process, and end it as Python ends."""
    code: int | str | None = 1
    try:
        if order["own_terminal"]:
            os.setsid()
        for number, file in enumerate(streams):
            os.dup2(file, number)
            os.close(file)
        if order["own_terminal"]:
            _take_terminal()
        os.environ.clear()
        os.environ.update(order["environment"])
        lenient = (os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG", "C")) in _LENIENT
        errors = "surrogateescape" if lenient else "strict"
        sys.stdin, sys.stdout = _stream(0, "r", errors), _stream(1, "w", errors)
        sys.stderr = _stream(2, "w", "backslashreplace")
        os.chdir(order["folder"])
        _run_main(*order["command"])
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(_flushed(code if isinstance(code, int) else int(code is not None)))


def _flushed(code: int) -> int:
    """The exit code, or Python's own where the last of the output has nowhere to go."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return 120
    return code


def _run_main(first: str, *arguments: str) -> None:
    """Run ``-m`` and a module's name, or a file, with its arguments as the main program."""
    if first == "-m":
        sys.argv = list(arguments)
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = [first, *arguments]
        runpy.run_path(first, run_name="__main__")


def _take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _stream(number: int, mode: str, errors: str) -> IO[str]:
    """Standard input, output or error as Python sets it up when it starts; it lives as long as the process."""
    file = io.FileIO(number, mode, closefd=False)
    if mode == "r":
        return io.TextIOWrapper(io.BufferedReader(file), "utf-8", errors)
    if os.environ.get("PYTHONUNBUFFERED"):
        return io.TextIOWrapper(file, "utf-8", errors, write_through=True)
    return io.TextIOWrapper(io.BufferedWriter(file), "utf-8", errors, line_buffering=file.isatty() or number == 2)


if __name__ == "__main__":
    _serve()
