"""The tree of a YAML file, with the line and column of everything in it.

``source`` makes the tree; the checks walk it, so that they can name the line
and column of each word they object to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from audit.validation import KEY, Path
from audit.wording.quoting import quoted

Value = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. ``written`` is the text in the file; ``damaged``: a problem has named it already."""

    line: int
    column: int
    value: Value
    written: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    column: int
    items: tuple["Tree", ...]


class Entry(NamedTuple):
    """A key and what it holds."""

    key: Scalar
    value: "Tree"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; its keys are always text."""

    line: int
    column: int
    entries: Mapping[str, Entry]

    def get(self, key: str) -> "Tree | None":
        """The value under ``key``; None when it is not there."""
        entry = self.entries.get(key)
        return entry.value if entry else None

    def table(self, key: str) -> "Table":
        """The table under ``key``; an empty one when there is none."""
        value = self.get(key)
        return value if isinstance(value, Table) else Table(self.line, self.column, {})

    def tables(self, key: str) -> "list[Table]":
        """The tables in the list under ``key``."""
        value = self.get(key)
        return [item for item in value.items if isinstance(item, Table)] if isinstance(value, Items) else []

    def word(self, key: str) -> Scalar | None:
        """The text under ``key``; None when it is missing or not text."""
        return next(iter(self.words(key)), None) if isinstance(self.get(key), Scalar) else None

    def words(self, key: str) -> list[Scalar]:
        """The texts under ``key``, which may be one, a list, or the keys of a mapping; what is not text is left out."""
        value = self.get(key)
        if isinstance(value, Table):
            return [entry.key for entry in value.entries.values()]
        every = value.items if isinstance(value, Items) else (value,)
        return [one for one in every if isinstance(one, Scalar) and isinstance(one.value, str)]


Tree = Scalar | Items | Table


def plain(tree: Tree) -> Any:
    """The tree as Python's own values, for a pydantic model to check."""
    if isinstance(tree, Table):
        return {key: plain(entry.value) for key, entry in tree.entries.items()}
    if isinstance(tree, Items):
        return [plain(item) for item in tree.items]
    return tree.value


def locate(tree: Tree, path: Path) -> tuple[int, int]:
    """Line and column of what stands at ``path``, or of the innermost thing on the way that is there.

    A value that begins on a line below its key is shown at the key, and so is a key that ends in ``KEY``.
    A name at a list is the word in it.
    """
    place = (tree.line, tree.column)
    for depth, part in enumerate(path, 1):
        if isinstance(tree, Table) and isinstance(part, str) and part in tree.entries:
            key, tree = tree.entries[part]
            same_line = tree.line == key.line and not (isinstance(tree, Scalar) and tree.value is None)
            place = (
                (tree.line, tree.column) if same_line and path[depth : depth + 1] != (KEY,) else (key.line, key.column)
            )
        elif isinstance(tree, Items) and (item := _item(tree, part)):
            tree = item
            place = (tree.line, tree.column)
        else:
            break
    return place


def _item(tree: Items, part: int | str) -> Tree | None:
    """The item of a list at a place, or the word that a name stands as in it."""
    if isinstance(part, int):
        return tree.items[part] if 0 <= part < len(tree.items) else None
    return next((item for item in tree.items if isinstance(item, Scalar) and item.written == part), None)


def empty_values(tree: Tree, path: Path = ()) -> Iterator[Path]:
    """The paths of all keys and list places without a value that no problem has named yet."""
    if isinstance(tree, Table):
        for key, entry in tree.entries.items():
            yield from empty_values(entry.value, (*path, key))
    elif isinstance(tree, Items):
        for place, item in enumerate(tree.items):
            yield from empty_values(item, (*path, place))
    elif tree.value is None and not tree.damaged:
        yield path


def value_before(tree: Tree, path: Path) -> Scalar | None:
    """The value that only a comma parts from the key at ``path``: within {…}, on the line of the key."""
    for part in path[:-1]:
        if isinstance(tree, Table):
            tree = tree.entries[str(part)].value
        elif isinstance(tree, Items):
            tree = tree.items[int(part)]
    if not path or not isinstance(tree, Table) or path[-1] not in tree.entries:
        return None
    keys = list(tree.entries)
    line, before = tree.entries[str(path[-1])].key.line, keys[: keys.index(str(path[-1]))]
    values = (tree.entries[key].value for key in reversed(before) if tree.entries[key].key.line == line)
    value = next((one for one in values if not (isinstance(one, Scalar) and one.value is None)), None)
    return value if isinstance(value, Scalar) else None


def empty_said(tree: Tree, path: Path, *, unknown: bool = False) -> tuple[str, str]:
    """What is wrong where nothing stands, and what to do; a comma in a text without quotes is named as that.

    It has made a key of what comes after it: one that is ``unknown``, or has a space as no key has.
    """
    name = path[-1] if path else "filen"
    if isinstance(name, str) and (unknown or " " in name) and value_before(tree, path):
        return (
            f"{quoted(name)} er læst som en nøgle, for der står et komma foran.",
            "Sæt anførselstegn om hele teksten.",
        )
    said = "filen" if not path else quoted(name) if isinstance(name, str) else "punktet"
    return f"{said} har ingen værdi.", "Skriv værdien, eller slet linjen."


def merged(first: Tree, second: Tree) -> Tree:
    """Two values of one key as one: tables joined (the first wins), lists joined, else the first."""
    if isinstance(first, Table) and isinstance(second, Table):
        return Table(first.line, first.column, {**second.entries, **first.entries})
    if isinstance(first, Items) and isinstance(second, Items):
        return Items(first.line, first.column, (*first.items, *second.items))
    return first


def as_meant(tree: Tree, path: Path, word: str) -> Tree:
    """The tree with ``word`` instead of the key (a path ending in ``KEY``) or the value at ``path``.

    A key is left alone when the table has the other one already.
    """
    if not path:
        return replace(tree, value=word, written=word) if isinstance(tree, Scalar) else tree
    part = path[0]
    if isinstance(tree, Items) and isinstance(part, int):
        changed = as_meant(tree.items[part], path[1:], word)
        return replace(tree, items=(*tree.items[:part], changed, *tree.items[part + 1 :]))
    if not isinstance(tree, Table) or part not in tree.entries:
        return tree
    entries = dict(tree.entries)
    key, value = entries[str(part)]
    if path[1:] != (KEY,):
        entries[str(part)] = Entry(key, as_meant(value, path[1:], word))
    elif word not in entries:
        del entries[str(part)]
        entries[word] = Entry(key, value)
    return replace(tree, entries=entries)
