"""Reads YAML: from the bytes of a file to a tree with the line and column of everything.

PyYAML's C parser finds the structure; what the words mean is decided here, and
differs from YAML 1.1 where YAML surprises: ``nej``, ``no`` and ``on`` are text,
only ``true`` and ``false`` are booleans, a leading zero is text (case numbers),
dates and times stay text, decimals are exact. What lets a small file grow or
hide (anchors, aliases, merge keys, tags, several documents) is refused.
Everything is in Unicode normal form C. Besides rubrics, files of claims are
read here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from yaml import Event, YAMLError, parse
from yaml.cyaml import CSafeLoader
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from audit.errors import Problem
from audit.rubric.syntax import Diagnosis, diagnose, odd_indentation, whole_lines, without_hidden
from audit.rubric.tree import Entry, Items, Scalar, Table, Tree, Value, merged
from audit.validation import MOST_PROBLEMS
from audit.wording.quoting import quoted

LARGEST = 2_000_000
"""Bytes; the largest rubric so far is under 30,000."""
DEEPEST = 50
MOST_NODES = 100_000

_REPAIRS = 10
"""The most syntax mistakes repaired in one file, so that the mistakes after them are reported too."""
_REPAIRABLE = 200_000

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]")


def decode_source(data: bytes, file: str) -> str | Problem:
    """The text of a file in UTF-8, without a byte order mark; or a Problem that says why it cannot be read."""
    if len(data) > LARGEST:
        return Problem(f"filen fylder mere end {LARGEST // 1_000_000} MB.", "Er det den rigtige fil?", file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("filen er gemt som UTF-16.", "Gem den som UTF-8.", file)
    if b"\0" in data:
        return Problem("det er ikke en tekstfil.", "Vælg en YAML-fil, gemt som UTF-8.", file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        words = re.split(rb"[\r\n]", data[: error.start])[-1][-20:] + re.split(rb"[\r\n]", data[error.start :])[0][:20]
        seen = quoted(words.decode("cp1252", errors="replace"))
        return Problem(f"filen er ikke gemt som UTF-8; se ved {seen}.", "Gem den som UTF-8.", file, line)


def parse_yaml(text: str, file: str) -> tuple[Tree | None, list[Problem]]:
    """The tree of a YAML text, and what is wrong with how it is written.

    None when nothing can be made of it. Never raises. Simple mistakes of
    writing (a colon in a text) are named and read past; the tree is then only
    good for finding further mistakes.
    """
    if len(text) > LARGEST:
        return None, [Problem(f"filen fylder mere end {LARGEST // 1_000_000} MB.", "Er det den rigtige fil?", file)]
    text, hidden = without_hidden(text.removeprefix("\ufeff"))
    problems = [found.problem(file) for found in hidden]
    repairs = _REPAIRS if len(text) <= _REPAIRABLE else 0
    while True:
        builder = _Builder(text, file)
        try:
            tree = builder.build()
        except _CannotGoOn as stopped:
            found = stopped.diagnosis
            if found.line not in {problem.line for problem in problems}:
                problems.append(found.problem(file))
            if found.repaired is None or not repairs:
                return None, _in_order([*problems, *builder.problems])
            text, repairs = found.repaired, repairs - 1
        else:
            return tree, _in_order([*problems, *builder.problems])


def scalar_value(written: str) -> Value:
    """The value of an unquoted word: None, a boolean, an int, a Decimal, or the text itself."""
    if written in _EMPTY:
        return None
    if written in ("true", "false"):
        return written == "true"
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    return written


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


class _CannotGoOn(Exception):
    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__(diagnosis.what)
        self.diagnosis = diagnosis


class _Builder:
    """Makes the tree out of the parser's events; mistakes it can read past go to ``problems``."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self._nodes = 0
        self._last: Event | None = None
        self._events = parse(text, Loader=CSafeLoader)

    def build(self) -> Tree | None:
        """The tree; None when there is nothing in the file. A second document, refused, counts as part of the first."""
        tree: Tree | None = None
        while (event := self._next()) is not None:
            if isinstance(event, DocumentStartEvent):
                self._check_start(event, first=tree is None)
            elif isinstance(event, ScalarEvent | CollectionStartEvent | AliasEvent):
                document = self._node(event, 1)
                tree = document if tree is None else merged(tree, document)
        if tree is None:
            self.problems.append(Problem("filen er tom.", "", self.file))
        elif isinstance(tree, Scalar):  # what stands after a last »---« is marked at the line after the file's end
            tree = replace(tree, line=min(tree.line, len(whole_lines(self.text))))
        return tree

    def _next(self) -> Event | None:
        try:
            event: Event | None = next(self._events, None)
        except YAMLError as error:
            last = self._last if isinstance(self._last, ScalarEvent) else None
            raise _CannotGoOn(diagnose(error, self.text, last)) from None
        self._last = event
        return event

    def _expect(self) -> Event:
        event = self._next()
        assert event is not None, "the parser ends every collection it begins"
        return event

    def _node(self, event: Event, depth: int) -> Tree:
        self._nodes += 1
        line, column = _mark(event)
        if depth > DEEPEST:
            raise _CannotGoOn(Diagnosis(f"her er mere end {DEEPEST} niveauer inden i hinanden.", "", line, column))
        if self._nodes > MOST_NODES:
            raise _CannotGoOn(Diagnosis("filen har for mange punkter; her stopper læsningen.", "", line, column))
        if isinstance(event, AliasEvent):
            self._refuse(
                event,
                f"{quoted('*' + str(event.anchor))} kan ikke bruges her.",
                "Skriv teksten ud, eller sæt anførselstegn.",
            )
            return Scalar(line, column, None, f"*{event.anchor}", damaged=True)
        self._check_properties(event)
        if isinstance(event, SequenceStartEvent):
            return Items(line, column, tuple(self._items(depth)))
        if isinstance(event, MappingStartEvent):
            return Table(line, column, self._entries(depth))
        assert isinstance(event, ScalarEvent)
        return _scalar(event)

    def _items(self, depth: int) -> Iterator[Tree]:
        while not isinstance(event := self._expect(), SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := self._expect(), MappingEndEvent):
            key = self._key(event, depth)
            value = self._node(self._expect(), depth + 1)
            if key is None:
                continue
            name = key.written
            if name in entries:
                first = entries[name].key.line
                self._refuse(event, f"nøglen {quoted(name)} står også i linje {first}.", "Slet eller omdøb den ene.")
                entries[name] = Entry(entries[name].key, merged(entries[name].value, value))
            else:
                entries[name] = Entry(key, value)
        return entries

    def _key(self, event: Event, depth: int) -> Scalar | None:
        """The key as text, or None for what cannot be one."""
        node = self._node(event, depth + 1)
        if isinstance(event, AliasEvent):
            return None
        if not isinstance(event, ScalarEvent) or not isinstance(node, Scalar):
            self._refuse(event, "en nøgle skal være et enkelt ord.", "Skriv »nøgle: værdi«.")
            return None
        if event.value == "<<" and not event.style:
            self._refuse(event, "»<<« kan ikke bruges til at flette.", "Skriv nøglerne ud.")
            return None
        if not event.value.strip():
            self._refuse(event, "der mangler en nøgle foran kolon.", "Skriv »nøgle: værdi«.")
            return None
        if _ODD_SPACE.search(event.value):
            return self._without_odd_spaces(event, node)
        return node

    def _without_odd_spaces(self, event: ScalarEvent, node: Scalar) -> Scalar:
        if found := odd_indentation(self.text, node.line):
            raise _CannotGoOn(found)
        name = _ODD_SPACE.sub(" ", node.written).strip()
        self._refuse(event, f"nøglen {quoted(name)} har et hårdt eller usynligt mellemrum i sig.", "Skriv den igen.")
        return Scalar(node.line, node.column, name, name)

    def _check_start(self, event: DocumentStartEvent, *, first: bool) -> None:
        if not first:
            self._refuse(event, "»---« begynder et nyt dokument; en fil må kun have ét.", "Del den i flere filer.")
        elif event.version or event.tags:
            line = next((at for at, text in enumerate(whole_lines(self.text), 1) if text.startswith("%")), 1)
            what = "linjer, der begynder med »%«, kan ikke bruges."
            self.problems.append(Problem(what, "Slet linjen.", self.file, line, 1))

    def _check_properties(self, event: Any) -> None:
        todo = "Slet det, eller sæt anførselstegn om teksten."
        if event.anchor is not None:
            self._refuse(event, f"{quoted('&' + str(event.anchor))} kan ikke bruges her.", todo)
        if event.tag is not None:
            self._refuse(event, "typemærker med »!« kan ikke bruges her.", todo)

    def _refuse(self, event: Event, what: str, todo: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(what, todo, self.file, *_mark(event)))


def _mark(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None, "the C parser marks every event"
    return mark.line + 1, mark.column + 1


def _scalar(event: ScalarEvent) -> Scalar:
    text = unicodedata.normalize("NFC", event.value)
    return Scalar(*_mark(event), text if event.style or event.tag else scalar_value(text), text)
