"""The log of a bug: where in the program it happened, and none of the user's words.

What an exception says of itself, its notes and the values at hand can hold what
a citizen's case says, and so can the line of a file. So the log has places and
names from the program's own text only: types of exceptions, modules, line
numbers and functions, and the versions of what was run.
"""

import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import groupby
from traceback import walk_tb

from audit import __version__

PACKAGE = "praksisundersoegelse"

_MOST_FRAMES = 60
"""Frames named of one exception; of more, the first and the last half are."""
_MOST_EXCEPTIONS = 20
_REQUIRED = re.compile(r"[\w.-]+")
_NAME = re.compile(r"[\w.<>]{1,80}", re.ASCII)


def crash_text(bug: BaseException) -> str:
    """What a log says of a bug: versions, then each exception of its chain with its frames, the newest first.

    No message, note, argument, value, file name or source line of any exception is in it.
    """
    lines = [f"audit {__version__}", f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    lines += [f"{name} {found}" for name, found in _libraries()]
    for relation, one in _chain(bug):
        lines += ["", f"{relation}{_type(one)}", *_frames(one)]
    return "\n".join(lines) + "\n"


def _libraries() -> Iterator[tuple[str, str]]:
    """Name and version of every library the program asks for and finds."""
    try:
        wanted = requires(PACKAGE) or []
    except PackageNotFoundError:
        return
    names = {found[0] for line in wanted if "extra ==" not in line and (found := _REQUIRED.match(line))}
    for name in sorted(names, key=str.casefold):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "mangler"


def _chain(bug: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The exception, those of its group, and what it came of, each once."""
    waiting, seen = [("", bug)], set[int]()
    while waiting and len(seen) < _MOST_EXCEPTIONS:
        relation, one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield relation, one
        if isinstance(one, BaseExceptionGroup):
            waiting += [("I gruppen: ", inner) for inner in one.exceptions]
        if one.__cause__ is not None:
            waiting.append(("Følger af: ", one.__cause__))
        elif one.__context__ is not None and not one.__suppress_context__:
            waiting.append(("Skete under: ", one.__context__))


def _frames(bug: BaseException) -> list[str]:
    """Module, line and function of each frame, the outermost first; equal ones in a row are counted."""
    places = [
        f"  {_name(frame.f_globals.get('__name__'))}, linje {line}, {_name(frame.f_code.co_name)}"
        for frame, line in walk_tb(bug.__traceback__)
    ]
    told = [(place, sum(1 for _ in same)) for place, same in groupby(places)]
    shown = [place if times == 1 else f"{place} ({times} gange)" for place, times in told]
    if len(shown) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        shown[half:-half] = [f"  … {len(shown) - 2 * half} til …"]
    return shown


def _type(bug: BaseException) -> str:
    return f"{_name(type(bug).__module__)}.{_name(type(bug).__qualname__)}"


def _name(name: object) -> str:
    """A name as a program has it; one with anything else in it is not shown."""
    return name if isinstance(name, str) and _NAME.fullmatch(name) else "?"
