"""A rubric explained in the terminal: headings, indented lines that a screen reader can follow, a few tables."""

from audit.privacy import one_line
from audit.telling.page import Block, Chapter, ExplainedPage, Line, plain_words
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.numbers import counted

_STEP = 2
"""Columns a line is set in below the one it belongs to."""


def show_page(console: Console, page: ExplainedPage) -> None:
    """Print the whole page."""
    console.strong(_folded(page.title))
    console.line(_folded(page.stamp))
    _chapter(console, page.overview)
    _heading(console, page.index.title)
    for section in page.index.lead:
        console.line(
            f"{_folded(plain_words(section.words))} ({counted(len(section.parts), 'spørgsmål', 'spørgsmål')})", hang=3
        )
    for chapter in page.chapters:
        _chapter(console, chapter)


def show_block(console: Console, block: Block) -> None:
    """Print one part of the page."""
    console.strong(_folded(f"{block.number} {block.title}"))
    for line in block.lines:
        _line(console, line, 1)
    if block.grid:
        console.line()
        console.table([Column(heading) for heading in block.grid.header], block.grid.rows)


def _chapter(console: Console, chapter: Chapter) -> None:
    _heading(console, chapter.title)
    for line in chapter.lead:
        _line(console, line, 0)
    for place, block in enumerate(chapter.blocks):
        if place or chapter.lead:
            console.line()
        show_block(console, block)


def _heading(console: Console, title: str) -> None:
    console.line()
    console.line()
    console.strong(_folded(title))
    console.line()


def _line(console: Console, line: Line, depth: int, mark: str = "") -> None:
    text = _folded(f"{line.term} {plain_words(line.words)}")
    console.line(" " * (_STEP * depth) + mark + text, hang=_STEP * depth + _STEP)
    for part in line.parts:
        _line(console, part, depth + 1, "" if part.term else "- ")


def _folded(text: str) -> str:
    """The text on one line: a jurist's line breaks would otherwise begin lines of their own at the margin."""
    return " ".join(part for part in one_line(text).split(" ") if part)
