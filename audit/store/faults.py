"""What can go wrong with a database, as Danish sentences.

A driver's own message can quote the row it refused, so none of it is passed
on: a failure is known by its code alone.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InterfaceError, ProgrammingError

from audit.errors import UNTOUCHED, StoreError
from audit.wording.numbers import decimal_words


def missing(place: str) -> StoreError:
    """There is no database yet."""
    return StoreError(f"Databasen »{place}« findes ikke endnu. Kør »audit frame import« først.")


def no_folder(folder: Path) -> StoreError:
    """The folder the database should lie in is missing."""
    return StoreError(
        f"Mappen »{folder}« findes ikke, så der kan ikke ligge en database i den. "
        f"{UNTOUCHED} Opret mappen, eller ret stien i audit.toml."
    )


def not_a_database(place: str) -> StoreError:
    """The file is something else."""
    return StoreError(f"»{place}« er ikke en database. {UNTOUCHED} Angiv en anden fil i audit.toml.")


def another_program(place: str) -> StoreError:
    """The database was made by another program."""
    return StoreError(
        f"Databasen »{place}« hører til et andet program. {UNTOUCHED} Angiv en anden database i audit.toml."
    )


def newer(place: str, found: int, known: int) -> StoreError:
    """The database was written by a newer version of this program."""
    return StoreError(
        f"Databasen »{place}« er skrevet af en nyere udgave af programmet "
        f"(databasens udgave er {found}; dette program kan læse til og med udgave {known}). "
        f"{UNTOUCHED} Opdatér programmet."
    )


def another_study(place: str, theirs: str, ours: str) -> StoreError:
    """The database belongs to another study."""
    return StoreError(
        f"Databasen »{place}« hører til undersøgelsen »{theirs}«, men audit.toml er for »{ours}«. "
        f"{UNTOUCHED} Ret databasen eller undersøgelsens id i audit.toml."
    )


def read_only(place: str) -> StoreError:
    """The user may not write to the database."""
    return StoreError(f"Databasen »{place}« er skrivebeskyttet. {UNTOUCHED} Få skriveadgang til den, og prøv igen.")


def read_only_folder(folder: Path) -> StoreError:
    """SQLite must be able to write beside the database."""
    return StoreError(
        f"Mappen »{folder}« er skrivebeskyttet, og databasen skal kunne skrive i den. "
        f"{UNTOUCHED} Få skriveadgang til mappen, eller angiv en anden i audit.toml."
    )


def no_wal(place: str) -> StoreError:
    """The file system cannot keep answers safe from a power cut."""
    return StoreError(
        f"Databasen »{place}« ligger et sted, hvor svar ikke kan gemmes sikkert, fx på et netværksdrev. "
        f"{UNTOUCHED} Flyt den til computerens eget drev."
    )


def moved(place: str) -> StoreError:
    """The file at the study's path is no longer the one that is open."""
    return StoreError(
        f"Databasen »{place}« er flyttet, slettet, skiftet ud eller overskrevet, mens den var åben. Det seneste "
        "er ikke gemt. Læg den rigtige fil tilbage, se den efter med »audit log verify«, og begynd igen."
    )


def locked(place: str, seconds: float) -> StoreError:
    """Somebody else kept the database longer than we wait."""
    return StoreError(
        f"Databasen »{place}« er optaget af et andet program, også efter {decimal_words(Decimal(str(seconds)))} "
        "sekunder. Ændringen er ikke gemt. Luk det andet program, eller vent, og prøv igen."
    )


def full(place: str) -> StoreError:
    """There is no room."""
    return StoreError(
        f"Der er ikke plads til databasen »{place}« på disken. Ændringen er ikke gemt; det, der var gemt før, er "
        "uskadt. Gør plads, og prøv igen."
    )


def damaged(place: str) -> StoreError:
    """The database's own structure is broken."""
    return StoreError(
        f"Databasen »{place}« er beskadiget og kan ikke læses. {UNTOUCHED} Hent en sikkerhedskopi af filen frem."
    )


def unsound(place: str, table: str) -> StoreError:
    """The database holds what this program cannot have written; ``table`` is where, "" when it is not known."""
    where = f" Det ses i tabellen »{table}«." if table else ""
    return StoreError(
        f"Databasen »{place}« er beskadiget eller rettet uden om programmet: den har værdier, programmet ikke kan have "
        f"skrevet.{where} Hent en sikkerhedskopi af filen frem."
    )


def no_access(place: str) -> StoreError:
    """The file cannot be opened, or the server does not let us in."""
    return StoreError(
        f"Databasen »{place}« kan ikke åbnes. {UNTOUCHED} "
        "Kontrollér adressen i audit.toml, adgangen, og at en eventuel databaseserver kører."
    )


def interrupted(place: str) -> StoreError:
    """The connection was lost on the way."""
    return StoreError(
        f"Forbindelsen til databasen »{place}« blev afbrudt. Det, der var gemt før, er uskadt; "
        "se efter, om den sidste ændring kom med, og prøv igen."
    )


def other(place: str, code: str) -> StoreError:
    """Anything else; the code is for whoever must look into it."""
    return StoreError(
        f"Databasen »{place}« afviste ændringen (fejl {code}). Den er ikke gemt; det, der var gemt før, er uskadt."
    )


@contextmanager
def translated(place: str, seconds: float) -> Iterator[None]:
    """Turn the drivers' exceptions into StoreError; ``seconds`` is how long we wait for a lock.

    What only a mistake of ours can cause (wrong SQL) is let through.
    """
    try:
        yield
    except DBAPIError as error:
        failure = _failure(error, place, seconds)
        if failure is None:
            raise
        raise failure from None
    except sqlite3.Error as error:
        raise _sqlite(error, place, seconds) from None
    except UnicodeDecodeError:  # of a driver that could not even quote a damaged name; the program decodes nothing here
        raise damaged(place) from None


def _failure(error: DBAPIError, place: str, seconds: float) -> StoreError | None:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return None if isinstance(error, ProgrammingError | InterfaceError) else _sqlite(original, place, seconds)
    state = getattr(original, "sqlstate", None)
    if isinstance(error, ProgrammingError | InterfaceError) and state not in _POSTGRES:
        return None if error.statement else no_access(place)  # without one it is the address that is wrong
    if state is None:
        return interrupted(place) if error.connection_invalidated else no_access(place)
    if state in _POSTGRES:
        return _POSTGRES[state](place)
    if state == _LOCK_NOT_AVAILABLE:
        return locked(place, seconds)
    return interrupted(place) if state.startswith(_CONNECTION_LOST) else other(place, state)


def _sqlite(error: sqlite3.Error, place: str, seconds: float) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python's own complaint of a text that is not UTF-8
        return damaged(place)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return locked(place, seconds)
    if primary in _SQLITE:
        return _SQLITE[primary](place)
    return other(place, getattr(error, "sqlite_errorname", type(error).__name__))


_SQLITE = {
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_NOTADB: not_a_database,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_CANTOPEN: no_access,
    sqlite3.SQLITE_PERM: no_access,
    sqlite3.SQLITE_AUTH: no_access,
}
"""By primary result code, https://www.sqlite.org/rescode.html."""

_POSTGRES = {
    "53100": full,
    "25006": read_only,
    "42501": no_access,
    "28000": no_access,
    "28P01": no_access,
    "3D000": no_access,
    "XX001": damaged,
    "XX002": damaged,
}
"""By SQLSTATE, PostgreSQL's manual, appendix A."""

_LOCK_NOT_AVAILABLE = "55P03"
_CONNECTION_LOST = ("08", "57P")
