"""Lists of words, and sentences put together of parts."""

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "og") -> str:
    """»a, b og c«."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: Sequence[str], last: str = "eller") -> str:
    """»»a«, »b« eller »c««."""
    return listed([f"»{word}«" for word in words], last)


def sentence(text: str) -> str:
    """The text with a full stop, and only one."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def clause(text: str) -> str:
    """The text without its full stop, to stand inside another sentence."""
    return text.rstrip(". ")
