"""Reviewers' codes: how one is written, and when two are the same person's.

Nobody is stored by name: a reviewer goes by a code, fx initials. Every place
that takes a code in (``--reviewer``, ``AUDIT_REVIEWER``, ``audit.toml``, a file
with answers) asks here, and so does every place that compares two.

``ABC`` and ``abc`` are one reviewer. Stored and shown is the code as it was
written the first time in the study.
"""

import unicodedata

from audit.errors import InputError
from audit.privacy import holds_cpr

MISTAKE = (
    "en bedømmer skrives som en kode. "
    "Brug højst 12 bogstaver og tal, fx initialer, og ikke et navn, en mailadresse eller et CPR-nummer."
)
"""What is said wherever a text is not a code; the text itself is not repeated, since it may be a name."""

_LONGEST = 12
_NOT_LETTERS = frozenset("0123456789_-")


def find_code(text: str) -> str | None:
    """A reviewer's code in NFC without space around it; None when ``text`` is not one.

    A code is 1 to 12 letters (of any language, so also æ, ë and ü), digits 0-9, ``_`` and ``-``, and not a CPR number.
    """
    code = unicodedata.normalize("NFC", text).strip()
    written = all(char.isalpha() or char in _NOT_LETTERS for char in code)
    return code if written and 1 <= len(code) <= _LONGEST and not holds_cpr(code) else None


def read_code(text: str) -> str:
    """A reviewer's code as given to a command; InputError when it is not one."""
    if code := find_code(text):
        return code
    raise InputError(f"{MISTAKE[0].upper()}{MISTAKE[1:]} Intet er ændret.")


def identity(code: str) -> str:
    """What two codes have in common when they are the same reviewer's: NFC without regard to case.

    For comparing only; never shown or stored.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", code).casefold())


def same_reviewer(code: str, other: str) -> bool:
    """Whether two codes are the same reviewer's."""
    return identity(code) == identity(other)
