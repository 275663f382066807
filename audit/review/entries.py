"""What a reviewer may type at a question: nothing that holds a CPR number is let in."""

import unicodedata

from audit.privacy import holds_cpr, one_line
from audit.rubric.values import NotAnAnswer


def clean(text: str) -> str:
    """The reviewer's words in NFC, on one line, with no control characters; NotAnAnswer when they hold a CPR number."""
    words = one_line(unicodedata.normalize("NFC", text)).strip()
    if holds_cpr(words):
        raise NotAnAnswer("teksten indeholder noget, der ligner et CPR-nummer. Skriv den uden.")
    return words
