"""The one place where a failure becomes words and an exit code. CPR numbers are masked, whoever wrote them.

The exit codes are listed in ``registry``. Nothing else in the project prints
an error or ends the process. With ``--json`` a failure is one JSON document,
on the error stream as well: what stands on standard output is the answer alone.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable

REFUSED, BUG, INTERRUPTED, BROKEN_PIPE = 1, 3, 130, 141
"""The last two are what a shell says of a program stopped by SIGINT or SIGPIPE."""

OTHER_CODES = {
    "file": "En fil eller mappe kan ikke læses eller skrives.",
    "drive_full": "Der er ikke mere plads på drevet.",
    "interrupted": "Afbrudt med Ctrl-C.",
    "bug": "Der er en fejl i programmet; beskeden nævner loggen om den.",
}
"""What programs know the failures by that are no ``AuditError``, and what each is in Danish."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def guarded(run: Callable[[], int], *, as_json: bool = False) -> int:
    """Run, print whatever goes wrong, and give the exit code."""
    speak_utf8()
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        _tell("interrupted", ["", "Afbrudt. Alt, der er vist som gemt, er gemt."], as_json=as_json)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return BROKEN_PIPE
    except SystemExit:  # a signal; the window may be gone, and Python would end with 120 for what it cannot flush
        _close_quietly()
        raise
    except Exception as failure:
        return _told(failure, as_json)
    return code


def _told(failure: Exception, as_json: bool) -> int:
    """Print what went wrong; the exit code. What that takes is imported here, for the front page has no use for it."""
    from audit.errors import AuditError

    if isinstance(failure, AuditError):
        shown = [str(failure), *failure.hints, *(f"  {problem}" for problem in failure.problems)]
        problems = [problem.as_document() for problem in failure.problems]
        _tell(failure.code, [str(failure)] if as_json else shown, problems, as_json=as_json)
        return failure.exit_code
    if isinstance(failure, OSError) and (failure.errno in _FULL or _of_the_user(failure)):
        from audit.files import reason

        why = reason(failure)
        if failure.errno in _FULL:
            said = f"Resten kunne ikke skrives: {why} Gør plads, og prøv igen. Det, der er gemt, er gemt."
            _tell("drive_full", [said], as_json=as_json)
            _close_quietly()
        else:
            said = f"»{failure.filename}« kan ikke bruges: {why} Det, der er vist som gemt, er gemt."
            _tell("file", [said], as_json=as_json)
        return REFUSED
    _tell("bug", _bug_lines(failure), as_json=as_json)
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


def _tell(
    code: str, lines: Iterable[str], problems: Iterable[dict[str, object]] = (), *, as_json: bool = False
) -> None:
    """Print a failure on the error stream: its lines, or its code, its lines as one message, and its problems."""
    from audit.privacy import mask, visible

    clean = [visible(mask(line)) for line in lines]
    if as_json:
        import json

        found = [
            {name: visible(mask(value)) if isinstance(value, str) else value for name, value in one.items()}
            for one in problems
        ]
        document = {"error": {"code": code, "message": " ".join(clean).strip(), "problems": found}}
        clean = [json.dumps(document, ensure_ascii=False, indent=2)]
    try:
        sys.stdout.flush()
        sys.stderr.write("".join(f"{line}\n" for line in clean))
        sys.stderr.flush()
    except OSError:
        _close_quietly()  # nobody is listening any more


def _bug_lines(bug: Exception) -> list[str]:
    first = "Der er en fejl i programmet. Alt, der er vist som gemt, er gemt."
    try:
        path = _write_log(bug)
    except OSError:
        return [first, f"Fejlen ({type(bug).__name__}) kunne ikke skrives i en fil."]
    return [first, f"Send denne fil til dem, der vedligeholder programmet: {path}"]


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
