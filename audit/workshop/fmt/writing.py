"""Writes nodes as YAML text: an indent of two columns, keys in the order of ``order``, texts as in ``scalars``."""

from collections.abc import Iterator, Sequence

from audit.rubric.source import scalar_value
from audit.workshop.fmt.nodes import Node, NodeGroup, NodePart, Word
from audit.workshop.fmt.order import RUBRIC, Shape
from audit.workshop.fmt.scalars import WIDTH, folded, in_quotes, is_plain, is_word, literal, one_line

_STEP = 2


def write(root: NodeGroup, head: Sequence[str]) -> str:
    """The whole text, ending in one newline."""
    lines = [*_modeline_first(head), *_group(root, RUBRIC, 0)]
    return "\n".join(_tidy(lines)) + "\n"


def _modeline_first(head: Sequence[str]) -> list[str]:
    return sorted(head, key=lambda line: not line.startswith("# yaml-language-server:"))


def _tidy(lines: Sequence[str]) -> Iterator[str]:
    """The lines without empty lines at either end."""
    first = next((number for number, line in enumerate(lines) if line), 0)
    last = max((number for number, line in enumerate(lines) if line), default=-1)
    yield from lines[first : last + 1]


def _group(group: NodeGroup, shape: Shape, indent: int) -> list[str]:
    """The lines of a mapping or a list in block style."""
    space = " " * indent
    lines: list[str] = []
    for part in _ordered(group, shape):
        key = "" if part.key is None else part.key.text
        under = shape.under(key or "*")
        written = _entry(part, under, indent) if part.key else _item(part, under, indent)
        lead, body = written
        while not lines and lead and not lead[0] and indent:
            lead = lead[1:]
        lines += [f"{space}{line}" if line else "" for line in lead] + body
    return lines + [f"{space}{line}" if line else "" for line in group.tail]


def _ordered(group: NodeGroup, shape: Shape) -> list[NodePart]:
    """The parts sorted by the shape's order; other keys come last, in the order of the file."""
    if not group.mapping or not shape.order:
        return group.parts
    places = {key: place for place, key in enumerate(shape.order)}
    return sorted(group.parts, key=lambda part: places.get(part.key.text if part.key else "", len(places)))


def _entry(part: NodePart, shape: Shape, indent: int) -> tuple[list[str], list[str]]:
    """The comments before a key, and the lines of the key and what it holds."""
    assert part.key is not None and part.value is not None, "an entry has both"
    head = f"{' ' * indent}{_key(part.key)}:"
    return part.lead, _valued(head, part.value, part.trail, shape, indent)


def _item(part: NodePart, shape: Shape, indent: int) -> tuple[list[str], list[str]]:
    """The comments before a dash, and the lines of the dash and what follows it."""
    assert part.value is not None, "an item has a value"
    value, head = part.value, f"{' ' * indent}-"
    if isinstance(value, Word) or _on_one_line(value, shape, len(head) + 1):
        return part.lead, _valued(head, value, part.trail, shape, indent)
    lead = [*part.lead, *([part.trail] if part.trail else [])]
    first = _ordered(value, shape)[0]
    lead += [line for line in first.lead if line]
    first.lead = []
    lines = _group(value, shape, indent + _STEP)
    return lead, [f"{head} {lines[0].lstrip()}", *lines[1:]]


def _valued(head: str, value: Node, trail: str, shape: Shape, indent: int) -> list[str]:
    """A key or a dash with its value, on the same line where that is safe."""
    note = f"  {trail}" if trail else ""
    if isinstance(value, Word):
        first, more = _word(value, len(head) + 1, indent + _STEP)
        return [f"{head} {first}{note}", *more]
    if flow := _on_one_line(value, shape, len(head) + 1):
        return [f"{head} {flow}{note}"]
    return [f"{head}{note}", *_group(value, shape, indent + _STEP)]


def _word(word: Word, column: int, indent: int) -> tuple[str, list[str]]:
    """A value: what stands after the key, and the lines below it."""
    text, space = word.text, " " * indent
    if word.style is None and not _is_text(text):
        return text, []
    if "\n" in text:
        block = literal(text)
        if block is None:
            return in_quotes(text), []
        return block[0], [f"{space}{line}" if line else "" for line in block[1]]
    single = one_line(text)
    if column + len(single) > WIDTH and (lines := folded(text, WIDTH - indent)) and len(lines) > 1:
        return ">-", [f"{space}{line}" for line in lines]
    return single, []


def _on_one_line(group: NodeGroup, shape: Shape, column: int) -> str:
    """An empty group, or one that had braces, has only words in it and fits the line, with braces; else ""."""
    if not group.parts:
        return "{}" if group.mapping else "[]"
    if not group.flow:
        return ""
    text = _flow(group, shape)
    return text if text is not None and column + len(text) <= WIDTH else ""


def _flow(node: Node, shape: Shape) -> str | None:
    """A node with braces; None when a text in it is more than a word."""
    if isinstance(node, Word):
        if not _is_text(node.text):
            return node.text if node.style is None else in_quotes(node.text)
        return node.text if is_word(node.text) else '""' if not node.text else None
    parts = []
    for part in _ordered(node, shape):
        under = shape.under(part.key.text if part.key else "*")
        value = _flow(part.value, under) if part.value is not None else None
        if value is None or (part.key and not is_word(part.key.text)):
            return None
        parts.append(f"{part.key.text}: {value}" if part.key else value)
    inner = ", ".join(parts)
    return f"{{{inner}}}" if node.mapping else f"[{inner}]"


def _key(key: Word) -> str:
    return key.text if is_plain(key.text) else in_quotes(key.text)


def _is_text(written: str) -> bool:
    """Whether a plain word is text, and not a number, true, false or nothing."""
    return isinstance(scalar_value(written), str)
