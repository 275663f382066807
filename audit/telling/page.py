"""The values of an explained rubric: chapters of blocks, blocks of lines and perhaps a table."""

from dataclasses import dataclass

from audit.rubric.condition import Node
from audit.telling.condition_words import ConditionWords, Mention, Said, Single, Words, plain_words

__all__ = ["Block", "Chapter", "ExplainedPage", "Grid", "Line", "Mention", "Words", "of_condition", "plain_words"]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, with the lines below it in ``parts``. ``term`` is the word it begins with, set off (»Fund:«)."""

    words: Words = ()
    term: str = ""
    parts: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words; the first column names the rows."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the rubric under its own heading. ``number`` is what others call it by, "" for none."""

    anchor: str
    number: str
    title: str
    lines: tuple[Line, ...]
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, the lines before its blocks (``lead``), and the blocks."""

    anchor: str
    title: str
    lead: tuple[Line, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedPage:
    """A rubric explained. ``index`` has a line for each section with its questions below it."""

    title: str
    stamp: str
    overview: Chapter
    index: Chapter
    chapters: tuple[Chapter, ...]


def of_condition(words: ConditionWords, condition: Node, term: str, opening: str = "") -> Line:
    """A condition as a line: in the sentence itself when it asks one thing, else with a line for each.

    ``opening`` is what the sentence begins with after ``term``.
    """
    return _line(words.tree(condition), term, opening)


def _line(said: Said, term: str, opening: str) -> Line:
    if isinstance(said, Single):
        return Line((opening, *said.words, "."), term)
    whole = "alt dette er opfyldt:" if said.every else "mindst én af disse betingelser er opfyldt:"
    return Line((opening + whole,), term, tuple(_part(part) for part in said.parts))


def _part(said: Said) -> Line:
    if isinstance(said, Single):
        return Line(said.words)
    whole = "alt dette:" if said.every else "mindst ét af dette:"
    return Line((whole,), "", tuple(_part(part) for part in said.parts))
