"""Markdown that no value can change the shape of.

A value from data is text, never markup: :func:`escape` puts a backslash before
every ASCII punctuation mark, which pandoc reads as the mark itself (extension
``all_symbols_escapable``), folds line breaks, and makes control characters
visible. Only text of the type :class:`Markdown`, which nothing but our own code
makes, passes untouched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.privacy import one_line

LONG_WORD = 24
"""Letters of a word that a table may break anywhere, lest it be cut off on paper."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BLANKS = re.compile(" +")


class Markdown(str):
    """Text that is markup already. What str's methods make of it is plain text again, and is escaped."""

    __slots__ = ()


def plain(value: object) -> str:
    """A value as one line of text a reader can see: no line breaks, no hidden characters."""
    return _BLANKS.sub(" ", one_line(str(value))).strip(" ")


def escape(value: object) -> Markdown:
    """A value as Markdown that reads as that value and as nothing else."""
    if isinstance(value, Markdown):
        return value
    return Markdown(_PUNCTUATION.sub(r"\\\1", plain(value)))


@dataclass(frozen=True, slots=True)
class MarkdownTable:
    """A table whose first column names the rows.

    ``align`` has a letter for each column, l(eft) for words and r(ight) for
    numbers; "" is words in the first column and numbers in the others.
    ``total`` sets the first row off as the sum of the others.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str = ""
    total: bool = False


def table(content: MarkdownTable, number: int) -> Markdown:
    """A pipe table with a numbered caption; report.lua gives its headers their scope."""
    align = content.align or "l".ljust(len(content.header), "r")
    rows: list[list[str]] = [[escape(cell) for cell in row] for row in content.rows]
    if content.total and rows:
        rows[0] = [Markdown(f"[{cell}]{{.total}}") for cell in rows[0]]
    rule = ["--:" if side == "r" else ":--" for side in align]
    lines: list[list[str]] = [[escape(cell) for cell in content.header], rule, *rows]
    long = any(
        len(word) > LONG_WORD for row in (content.header, *content.rows) for cell in row for word in cell.split()
    )
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return Markdown(
        f"{body}\n\n: Tabel {number}. {escape(content.caption)} {{#tabel-{number}{' .long' if long else ''}}}\n"
    )


def image(file: str, caption: str, number: int) -> Markdown:
    """A figure that report.lua takes in from ``file``, with its numbered caption."""
    return Markdown(f"![Figur {number}. {escape(caption)}]({file}){{#figur-{number}}}\n")
