"""Writes texts as YAML scalars: plain where YAML reads them as the same text, else quoted or in a block.

(YAML 1.1, chapter 9, as libyaml reads it; what a plain word stands for is said by ``source``.)
"""

import re

from audit.rubric.source import scalar_value

WIDTH = 100
"""Columns of a line; longer texts are folded, and longer flow lists and mappings put in block style."""

_ELSEWHERE = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""Words that other readers of YAML take for yes, no or nothing, in any case."""
_BEGINS = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<~]|\.\.\.")
_BREAKS = re.compile(r":(?:\s|$)|\s#")
_FLOW = re.compile(r"[\s,\[\]{}:#]")
_UNSEEN = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")
"""Characters that must be written as escapes; a newline is not among them."""
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def one_line(text: str) -> str:
    """A text as YAML on one line: plain, or in quotation marks."""
    return text if is_plain(text) else in_quotes(text)


def is_plain(text: str) -> bool:
    """Whether a text can stand without quotation marks after a key or a dash."""
    return (
        text == text.strip()
        and "\n" not in text
        and isinstance(scalar_value(text), str)
        and text.casefold() not in _ELSEWHERE
        and not _BEGINS.match(text)
        and not _BREAKS.search(text)
        and not _UNSEEN.search(text)
    )


def is_word(text: str) -> bool:
    """Whether a text can stand without quotation marks inside [ ] and { }: plain, and one word."""
    return is_plain(text) and not _FLOW.search(text)


def in_quotes(text: str) -> str:
    """A text in double quotation marks; in single ones if it has " or \\ in it and nothing else needs an escape."""
    if ('"' in text or "\\" in text) and "\n" not in text and not _UNSEEN.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(rf'[\\"\n]|{_UNSEEN.pattern}', _escaped, text) + '"'


def folded(text: str, width: int) -> list[str] | None:
    """The lines of a text of one line in a ``>-`` block; None when it cannot be folded."""
    if text != text.strip() or "\n" in text or _UNSEEN.search(text) or not text:
        return None
    lines = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def literal(text: str) -> tuple[str, list[str]] | None:
    """The head (``|`` or ``|-``) and lines of a text of several lines; None when it must be in quotation marks."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0].strip() or lines[0][0] in " \t" or not lines[-1].strip() or _UNSEEN.search(text):
        return None
    return "|" if text.endswith("\n") else "|-", lines


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    code = ord(char)
    shape = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _NAMED.get(char, shape)
