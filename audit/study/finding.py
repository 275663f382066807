"""The drawn case that a user's text means."""

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.authorities import Authorities
from audit.errors import StateError
from audit.nouns import Noun, capital
from audit.wording.quoting import suggest

if TYPE_CHECKING:
    from audit.store.records import DrawnCase


def chosen(drawn: Sequence["DrawnCase"], text: str, authorities: Authorities, case: Noun) -> "DrawnCase":
    """The drawn case meant: by its number, with the authority's code before it (»751/12«), or its place.

    Raises StateError when there is none, or several authorities have one of that number.
    """
    text = unicodedata.normalize("NFC", text.strip())
    for fits in (_named, _numbered):
        found = [one for one in drawn if fits(one, text)]
        if len(found) > 1:
            raise StateError(
                f"Flere {case.many} hedder »{text}«: {', '.join(_full_name(one, authorities) for one in found)}. "
                f"Skriv {authorities.noun.of_one} kode foran, fx »{_reference(found[0])}«."
            )
        if found:
            return found[0]
    hint = suggest(text, [one.case.case_id for one in drawn]) or "."
    called = f"{capital(case.the_one)} »{text}«"
    raise StateError(f"{called} er ikke med i undersøgelsen{hint} Se dem, der er, med »audit sample show«.")


def _named(one: "DrawnCase", text: str) -> bool:
    return text in (one.case.case_id, _reference(one))


def _numbered(one: "DrawnCase", text: str) -> bool:
    return text == str(one.number)


def _reference(one: "DrawnCase") -> str:
    return f"{one.case.kommune}/{one.case.case_id}"


def _full_name(one: "DrawnCase", authorities: Authorities) -> str:
    return f"{_reference(one)} ({authorities.name_of(one.case.kommune)})"
