"""Small things every module of the store needs."""

import json
from datetime import UTC, datetime

from audit.errors import InputError
from audit.privacy import unsafe

WRITES = "audit_writes"
"""The execution option of a connection that will write: it takes the lock when it begins."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_text(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, letters as they are."""
    return _ENCODER.encode(value)


def utc_now() -> str:
    """The time in UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """The text itself; InputError when it has characters that are not seen, or that UTF-8 or PostgreSQL does not know.

    Every text a user gives passes here before it is stored; that it is free of them is seen to where it comes in.
    """
    if unsafe(text):
        raise InputError("Teksten indeholder tegn, der ikke kan gemmes. Intet er gemt. Skriv den uden dem.")
    return text
