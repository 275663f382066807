"""Reads a YAML text into nodes that keep the style of each value, and the comments and empty lines beside it.

A comment on a line of its own belongs to the next part, unless it is indented
more than that part: then it is kept at the end of the list or mapping before it. A comment
at the end of a line belongs to what begins on that line.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from yaml import parse
from yaml.cyaml import CSafeLoader
from yaml.events import CollectionStartEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from audit.rubric.syntax import whole_lines


@dataclass(slots=True)
class Word:
    """A YAML scalar. ``style``: None for plain, else the character it is written with (', ", | or >)."""

    text: str
    style: str | None


@dataclass(slots=True)
class NodePart:
    """An entry of a mapping or list. ``lead``: comments before it ("": an empty line). ``trail``: one on its line."""

    key: Word | None
    line: int
    column: int
    value: "Node | None" = None
    lead: list[str] = field(default_factory=list)
    trail: str = ""


@dataclass(slots=True)
class NodeGroup:
    """A mapping or a list. ``flow``: written with braces and no comments inside. ``tail``: comments at its end."""

    mapping: bool
    flow: bool
    parts: list[NodePart] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    @property
    def column(self) -> int:
        """The column of its first part, from 0; 0 when it is empty."""
        return self.parts[0].column if self.parts else 0


Node = Word | NodeGroup


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    alone: bool


def read_nodes(text: str) -> tuple[NodeGroup, list[str]]:
    """The outermost mapping of a YAML text that ``source`` has read without problems, and the comments before it."""
    lines = whole_lines(text)
    events = [event for event in parse(text, Loader=CSafeLoader) if event.start_mark is not None]
    comments = list(_comments(lines, events))
    reader = _NodeReader(events, comments, lines)
    root = reader.root()
    return root, _Comments(root, reader.places, lines).attach(comments)


def comments_of(text: str) -> list[str]:
    """Every comment in a text, in order."""
    return [comment.text for comment in _comments(whole_lines(text), list(parse(text, Loader=CSafeLoader)))]


def _comments(lines: list[str], events: list[Any]) -> Iterator[_Comment]:
    """The comments: a # at the beginning of a line or after space, outside every value."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for event in events:
        start, end = event.start_mark, event.end_mark
        if not isinstance(event, ScalarEvent):
            continue
        for number in range(start.line, min(end.line, len(lines) - 1) + 1):
            begin = start.column if number == start.line else 0
            last = end.column if number == end.line else len(lines[number])
            if number == start.line and event.style in ("|", ">"):
                last = begin + 1
            covered.setdefault(number, []).append((begin, last))
    for number, line in enumerate(lines):
        for found in re.finditer(r"(?:(?<=^)|(?<=\s))#", line):
            if not any(begin <= found.start() < last for begin, last in covered.get(number, ())):
                before = line[: found.start()]
                yield _Comment(number, found.start(), line[found.start() :].rstrip(), not before.strip(" \t\ufeff"))
                break


class _NodeReader:
    """Makes the nodes of the events; ``places`` has every part in order, with the groups it stands in."""

    def __init__(self, events: list[Any], comments: list[_Comment], lines: list[str]) -> None:
        self._events = iter(events)
        self._comments = comments
        self._lines = lines
        self.places: list[tuple[NodePart, tuple[NodeGroup, ...]]] = []

    def root(self) -> NodeGroup:
        node = self._node(next(event for event in self._events if isinstance(event, CollectionStartEvent)), ())
        assert isinstance(node, NodeGroup), "a collection"
        return node

    def _node(self, event: Any, around: tuple[NodeGroup, ...]) -> Node:
        if isinstance(event, ScalarEvent):
            return Word(event.value, event.style or None)
        group = NodeGroup(isinstance(event, MappingStartEvent), bool(event.flow_style))
        first = len(self.places)
        while not isinstance(inner := next(self._events), MappingEndEvent | SequenceEndEvent):
            key = Word(inner.value, inner.style or None) if group.mapping else None
            part = NodePart(key, *self._begins(event, inner, group))
            self.places.append((part, (*around, group)))
            part.value = self._node(next(self._events) if group.mapping else inner, (*around, group))
            group.parts.append(part)
        if group.flow:
            begin, end = _place(event.start_mark), _place(inner.end_mark)
            if any(begin < (one.line, one.column) < end for one in self._comments):
                group.flow = False
            else:
                del self.places[first:]
        return group

    def _begins(self, event: Any, inner: Any, group: NodeGroup) -> tuple[int, int]:
        """Line and column of a key, of a list's dash, or of what stands in a list without dashes."""
        line, column = inner.start_mark.line, inner.start_mark.column
        if group.mapping or group.flow:
            return line, column
        dash = event.start_mark.column
        while self._lines[line][dash : dash + 1] != "-" or self._lines[line][:dash].strip(" -"):
            line -= 1
        return line, dash


def _innermost(groups: Sequence[NodeGroup], column: int, otherwise: list[str]) -> list[str]:
    """The ``tail`` of the most indented group that begins at ``column`` or left of it; ``otherwise`` if none does.

    A list may begin in the column of the key it is under; then the comment goes to the key's mapping.
    """
    fits = [group for group in groups if group.column <= column]
    return max(fits, key=lambda group: group.column).tail if fits else otherwise


def _place(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


class _Comments:
    """Puts each comment and empty line into the ``lead``, ``trail`` or ``tail`` where it belongs."""

    def __init__(self, root: NodeGroup, places: list[tuple[NodePart, tuple[NodeGroup, ...]]], lines: list[str]) -> None:
        self._root = root
        self._places = places
        self._begins = [(part.line, part.column) for part, _ in places]
        self._empty = {number for number, line in enumerate(lines) if not line.strip()}

    def attach(self, comments: list[_Comment]) -> list[str]:
        """Put all of them in place; returns those before the first part."""
        head: list[str] = []
        for comment in comments:
            if not comment.alone and (before := bisect_left(self._begins, (comment.line, comment.column))):
                part = self._places[before - 1][0]
                if part.trail:
                    part.lead.append(comment.text)
                else:
                    part.trail = comment.text
                continue
            after = bisect_left(self._begins, (comment.line + 1, 0))
            lead = self._lead(comment, after, head)
            lead += ["", comment.text] if comment.line - 1 in self._empty else [comment.text]
        for place, (part, _) in enumerate(self._places):
            first_on_line = not place or self._places[place - 1][0].line != part.line
            if first_on_line and part.line - 1 in self._empty:
                (part.lead if place else head).append("")
        return head

    def _lead(self, comment: _Comment, after: int, head: list[str]) -> list[str]:
        """The list to add a comment to, when the next part after it is number ``after``."""
        if after == 0:
            return head
        groups = self._places[after - 1][1]
        if after == len(self._places):
            return _innermost(groups, comment.column, self._root.tail)
        part, around = self._places[after]
        ended = [group for group in groups if not any(group is other for other in around)]
        return _innermost(ended, comment.column, part.lead) if part.column < comment.column else part.lead
