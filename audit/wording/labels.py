"""What an id is called where a reader sees it."""

from collections.abc import Mapping


def readable(identifier: str) -> str:
    """An id as words: ``ingen_afgørelse`` → »Ingen afgørelse«."""
    words = identifier.replace("_", " ")
    return words[:1].upper() + words[1:]


def option_label(options: Mapping[str, str], option: str) -> str:
    """What the reader sees for an option or a special answer."""
    return options.get(option) or readable(option)


def lower_first(label: str) -> str:
    """A label within a sentence; one in capitals is left as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
