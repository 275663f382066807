"""The one place where a failure becomes words and an exit code. CPR numbers are masked, whoever wrote them.

0 fine, 1 the user's input or state, 2 usage, 3 our bug (with a log file),
130 Ctrl-C. Nothing else in the project prints an error or ends the process.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable

REFUSED, BUG, INTERRUPTED, BROKEN_PIPE = 1, 3, 130, 141
"""The last two are what a shell says of a program stopped by SIGINT or SIGPIPE."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def guarded(run: Callable[[], int]) -> int:
    """Run, print whatever goes wrong, and give the exit code."""
    speak_utf8()
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say(["", "Afbrudt. Alt, der er vist som gemt, er gemt."])
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return BROKEN_PIPE
    except SystemExit:  # a signal; the window may be gone, and Python would end with 120 for what it cannot flush
        _close_quietly()
        raise
    except Exception as failure:
        return _told(failure)
    return code


def _told(failure: Exception) -> int:
    """Print what went wrong; the exit code. What that takes is imported here, for the front page has no use for it."""
    from audit.errors import AuditError

    if isinstance(failure, AuditError):
        _say([str(failure), *(f"  {problem}" for problem in failure.problems)])
        return failure.exit_code
    if isinstance(failure, OSError) and (failure.errno in _FULL or _of_the_user(failure)):
        from audit.files import reason

        why = reason(failure)
        if failure.errno in _FULL:
            _say([f"Resten kunne ikke skrives: {why} Gør plads, og prøv igen. Det, der er gemt, er gemt."])
            _close_quietly()
        else:
            _say([f"»{failure.filename}« kan ikke bruges: {why} Det, der er vist som gemt, er gemt."])
        return REFUSED
    _say(_bug_lines(failure))
    return BUG


def _of_the_user(failure: OSError) -> bool:
    """Whether the system said no to a file or folder that is not one of the program's own."""
    from pathlib import Path

    own = str(Path(__file__).parents[1])
    return isinstance(failure.filename, str) and not failure.filename.startswith(own)


def speak_utf8() -> None:
    """Danish letters reach files, pipes and Windows whole, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _say(lines: Iterable[str]) -> None:
    from audit.privacy import mask, visible

    try:
        sys.stdout.flush()
        sys.stderr.write("".join(f"{visible(mask(line))}\n" for line in lines))
        sys.stderr.flush()
    except OSError:
        _close_quietly()  # nobody is listening any more


def _bug_lines(bug: Exception) -> list[str]:
    first = "Der er en fejl i programmet. Alt, der er vist som gemt, er gemt."
    try:
        path = _write_log(bug)
    except OSError:
        return [first, f"Fejlen ({type(bug).__name__}) kunne ikke skrives i en fil."]
    return [first, f"Send denne fil til dem, der passer programmet: {path}"]


def _write_log(bug: Exception) -> str:
    """What is known of the bug, without the user's words, in a file only its owner can read; its path."""
    from tempfile import mkstemp

    from audit.cli.crash import crash_text

    handle, name = mkstemp(".log", "audit-fejl-", _log_folder(), text=True)  # made with mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(crash_text(bug))
    return name


def _log_folder() -> str | None:
    """The user's folder for state; None, the temporary folder, when it cannot be written."""
    from pathlib import Path

    state = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    folder = Path(state).expanduser() / "praksisundersoegelse"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return str(folder) if os.access(folder, os.W_OK) else None


def _close_quietly() -> None:
    """Keep Python from complaining of the broken pipe when it flushes at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
