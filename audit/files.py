"""Writing a file whole or not at all, and saying in Danish why that, or reading one, was not possible."""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def real(path: Path) -> Path:
    """The absolute path with no links in it; of a loop of links, which is no file, as much as there is."""
    return Path(os.path.realpath(path))


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put ``content`` where ``path`` is, in one step: a crash leaves the old file or the new one.

    Only the owner can read it, unless another ``mode`` is given. Raises OSError with the old file untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # not every system lets a folder be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def new_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, readable as the user's files are.

    Raises FileExistsError for one that is, and OSError; neither leaves a file behind.
    """
    with path.open("xb") as file:
        try:
            file.write(content)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def read_start(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file.

    Raises OSError, also for what is no ordinary file: a pipe or a device may never end.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.ENODEV, "not a regular file")
        return file.read(most)


def _without_waiting(path: str, flags: int) -> int:
    """Open without waiting for someone to write to a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


_REASONS = {
    errno.ENOENT: "filen eller mappen findes ikke.",
    errno.EISDIR: "det er en mappe.",
    errno.ENODEV: "det er ikke en almindelig fil.",
    errno.ELOOP: "stien er en genvej, der fører tilbage til sig selv.",
    errno.ENOTDIR: "en del af stien er ikke en mappe.",
    errno.EEXIST: "filen findes allerede.",
    errno.EACCES: "du har ikke adgang, eller filen er åben i et andet program.",
    errno.EPERM: "du har ikke adgang.",
    errno.ENOSPC: "der er ikke mere plads på drevet.",
    errno.EDQUOT: "der er ikke mere plads til dig på drevet.",
    errno.EROFS: "drevet kan kun læses.",
    errno.ENAMETOOLONG: "navnet er for langt.",
}


def reason(error: OSError) -> str:
    """Why the system said no, as a Danish sentence; its own number where we have no words for it."""
    return _REASONS.get(error.errno or 0, f"systemet svarede med fejl {error.errno}.")
