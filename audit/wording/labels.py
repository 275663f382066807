"""What an id is called where a reader sees it."""

import unicodedata
from collections import Counter
from collections.abc import Mapping


def readable(identifier: str) -> str:
    """An id as words: ``ingen_afgørelse`` → »Ingen afgørelse«."""
    words = identifier.replace("_", " ")
    return words[:1].upper() + words[1:]


def read_as(text: str) -> str:
    """What two texts have in common that a reader cannot tell apart: letter case, spaces and the end mark left out."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return " ".join(folded.split()).rstrip("?.")


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by id, for what is shown together: where two read alike, each has its id in brackets.

    An id without a label ("") is shown as words.
    """
    shown = {name: label or readable(name) for name, label in labels.items()}
    alike = Counter(map(read_as, shown.values()))
    return {name: f"{label} ({name})" if alike[read_as(label)] > 1 else label for name, label in shown.items()}


def option_label(options: Mapping[str, str], option: str) -> str:
    """What the reader sees for one of the options, told apart from the others; for another word, the word itself."""
    return told_apart(options)[option] if option in options else readable(option)


def lower_first(label: str) -> str:
    """A label within a sentence; one in capitals is left as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
