"""What a process costs: processor time, time on the wall, memory at the peak."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

PYTHON = sys.executable
AUDIT = str(Path(sys.executable).with_name("audit"))
"""The installed program, beside the Python that runs this."""

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "AUDIT_")) and name not in ("ACCESSIBLE", "NO_COLOR")
}
"""Ours without what would change how Python starts; bytecode is kept, as for any installed program."""

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """``cpu`` (user and system) and ``wall`` in seconds, ``memory`` at the peak in bytes."""

    cpu: float
    wall: float
    memory: int


def run(command: Sequence[str]) -> Cost:
    """Run a process to its end, its output thrown away. RuntimeError when it fails."""
    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} sluttede med {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, perf_counter() - began, used.ru_maxrss * _MAXRSS_UNIT)


def in_turn(times: int, *commands: Sequence[str]) -> list[list[Cost]]:
    """What each command cost every time, after a warm-up; they take turns, so that other load hits them alike."""
    for command in commands:
        run(command)
    rounds = [[run(command) for command in commands] for _ in range(times)]
    return [list(costs) for costs in zip(*rounds, strict=True)]


def apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function in a process of its own.

    A process inherits the peak of the one that started it, so this one must stay small.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result()
