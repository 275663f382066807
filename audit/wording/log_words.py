"""The log of changes in Danish."""

import json

from audit.nouns import Noun, filled

_KINDS = {
    "study": "begyndt",
    "migration": "opdateret",
    "authorities": "myndigheder",
    "frame": "bruttoliste",
    "sample": "undersøgelsens {sager}",
    "rubric": "måleskema",
    "change": "ændring i måleskema",
    "begin": "bedømmer",
    "answer": "svar",
    "note": "note",
    "outcome": "udfald",
    "decision": "opmandens afgørelse",
    "ruling": "afgørelse af udfaldet",
}
_NAMES = {
    "outcome": "udfald",
    "reason": "begrundelse",
    "remark": "bemærkning",
    "citation": "akthenvisning",
    "file": "fil",
    "rows": "rækker",
    "left_out": "udeladt",
    "sheet": "ark",
    "header_row": "overskrift i række",
    "authorities": "myndigheder",
    "kommune": "myndighed",
    "version": "udgave",
    "sha256": "aftryk",
    "seed": "startværdi",
    "drawn": "{sager}",
    "id": "undersøgelse",
    "title": "titel",
    "first": "første",
    "second": "anden",
    "chosen": "valgt",
    "code": "grund",
}


_VALUES = {("chosen", "first"): "første", ("chosen", "second"): "anden", ("chosen", "own"): "et tredje svar"}


def change_kind(what: str, case: Noun) -> str:
    """A kind of change in Danish; one that is not known stays as it is."""
    return filled(_KINDS[what], case) if what in _KINDS else what


def kept_words(text: str, case: Noun) -> str:
    """What an event holds before or after; what is kept as JSON is told in words: »fil: sager.csv; rækker: 12«.

    Several lists have »+« between them.
    """
    try:
        held = json.loads(text)
    except ValueError:
        return text
    if isinstance(held, list) and all(isinstance(one, dict) for one in held):
        return " + ".join(_told(one, case) for one in held)
    return _told(held, case) if isinstance(held, dict) else text


def _told(held: dict[str, object], case: Noun) -> str:
    told = ((key, _VALUES.get((key, str(value)), value)) for key, value in held.items())
    return "; ".join(f"{filled(_NAMES[key], case)}: {value}" for key, value in told if value and key in _NAMES)
