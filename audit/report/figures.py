"""Lays out stacked bars: the place of every rectangle and every word of a figure.

Heights are in pixels and widths in percent, so the bars follow the page from a
telephone to paper while the words keep their size. A number too wide for its
field stands under the bar beside a small square with the field's own pattern.
Colour never stands alone: each outcome has a pattern too, and every count is
written. Colours keep 4.5:1 against white (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from audit.nouns import Noun
from audit.report.markdown import plain
from audit.wording.numbers import counted, whole

COLOURS = ("#1c5789", "#b3500c", "#7f1d3f", "#5d4a94", "#5f5a0f", "#1f6f66", "#56616b", "#6b7278")
"""Blue first: the colour blind can tell it from every other."""

PATTERNS = ("none", "rising", "dots", "falling", "lines", "bars")
"""Not as many as the colours, so that the same pair of the two comes again late."""

LETTERS = 28
"""Ordinary letters that fit beside a square of the legend on a telephone, 260 pixels, in the widest common font."""

LINE, BAR, GAP, SWATCH, DIGIT = 20, 32, 18, 14, 9
MOST_HEIGHT = 620
"""Bars on one figure stop here, so that a figure with its legend fits a sheet of A4."""


@dataclass(frozen=True, slots=True)
class FigureKind:
    """What a field stands for: its name in the legend, its colour and its pattern."""

    label: str
    colour: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name and, for each kind of the figure, how many cases."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The cases of the bar."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class BarFigure:
    """A figure before it is laid out."""

    title: str
    kinds: tuple[FigureKind, ...]
    bars: tuple[Bar, ...]
    noun: Noun
    """What is counted."""

    @property
    def description(self) -> str:
        """All the figure shows, in words."""
        return " ".join(f"{bar.label} ({counted(bar.total, self.noun)}): {self._counts(bar)}." for bar in self.bars)

    def _counts(self, bar: Bar) -> str:
        pairs = zip(self.kinds, bar.counts, strict=True)
        return ", ".join(f"{kind.label} {whole(count)}" for kind, count in pairs if count) or "ingen"


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of a bar. ``x`` and ``width`` in percent; ``text`` is "" when it does not fit."""

    kind: int
    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A number under the bar, beside a square in the field's pattern.

    The two are centred at ``x`` percent: they begin ``left`` pixels from it. ``y`` in pixels.
    """

    kind: int
    x: float
    left: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A bar laid out: ``lines`` of its name from ``y``, the fields from ``bar_y``."""

    y: int
    lines: tuple[str, ...]
    bar_y: int
    fields: tuple[Field, ...]
    notes: tuple[FigureNote, ...]


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A line of the legend."""

    kind: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole figure laid out. ``axis_y`` is where the scale from 0 to 100 percent stands."""

    height: int
    legend: tuple[FigureEntry, ...]
    rows: tuple[FigureRow, ...]
    axis_y: int


def kinds(labels: Sequence[tuple[str, Sequence[int]]]) -> tuple[FigureKind, ...]:
    """Each label with a colour and a pattern.

    ``labels`` has each label with the indices in COLOURS it may have; labels with the same indices
    take them in turn. The patterns go in turn over all labels, so neighbours never share one.
    """
    turns: Counter[Sequence[int]] = Counter()
    found = []
    for number, (label, places) in enumerate(labels):
        place = places[turns[places] % len(places)]
        turns[places] += 1
        found.append(FigureKind(label, COLOURS[place], PATTERNS[number % len(PATTERNS)]))
    return tuple(found)


def split(title: str, all_kinds: Sequence[FigureKind], bars: Sequence[Bar], noun: Noun) -> tuple[BarFigure, ...]:
    """The bars on as few figures as fit a page each; kinds without a case are left out."""
    used = [place for place in range(len(all_kinds)) if any(bar.counts[place] for bar in bars)]
    shown = tuple(all_kinds[place] for place in used)
    slim = [Bar(bar.label, tuple(bar.counts[place] for place in used)) for bar in bars]
    pages: list[list[Bar]] = [[]]
    height = 0
    for bar in slim:
        _, end = _row(bar, noun, 0)
        if pages[-1] and height + end > MOST_HEIGHT:
            pages.append([])
            height = 0
        pages[-1].append(bar)
        height += end
    if len(pages) == 1:
        return (BarFigure(title, shown, tuple(slim), noun),)
    return tuple(
        BarFigure(f"{title} ({whole(number)} af {whole(len(pages))})", shown, tuple(page), noun)
        for number, page in enumerate(pages, 1)
    )


def lay_out(figure: BarFigure) -> Layout:
    """The figure with its legend, bars and axis placed."""
    legend, y = [], 0
    for number, kind in enumerate(figure.kinds):
        lines = _lines(kind.label)
        legend.append(FigureEntry(number, y, lines))
        y += LINE * len(lines) + 4
    rows, y = [], y + GAP
    for bar in figure.bars:
        row, y = _row(bar, figure.noun, y)
        rows.append(row)
    return Layout(y + LINE, tuple(legend), tuple(rows), y - 2)


def _row(bar: Bar, noun: Noun, y: int) -> tuple[FigureRow, int]:
    """A bar from ``y`` down, and where the next begins."""
    lines = _lines(f"{bar.label} ({counted(bar.total, noun)})")
    bar_y = y + LINE * len(lines) + 4
    fields = tuple(_fields(bar))
    notes = tuple(_notes(bar, fields, bar_y + BAR + 6))
    end = max((note.y + LINE for note in notes), default=bar_y + BAR)
    return FigureRow(y, lines, bar_y, fields, notes), end + GAP


def _lines(label: str) -> tuple[str, ...]:
    """A label on as many lines as it takes; a word longer than a line is broken."""
    lines, room = [""], 0.0
    for word in plain(label).split(" "):
        if lines[-1] and _length(f" {word}") > room:
            lines.append("")
        elif lines[-1]:
            word = f" {word}"
        if not lines[-1]:
            room = LETTERS
        for letter in word:
            if _length(letter) > room:
                lines.append("")
                room = LETTERS
            lines[-1] += letter
            room -= _length(letter)
    return tuple(lines)


def _length(text: str) -> float:
    """How much room a text takes, in ordinary letters."""
    return sum(
        2 if east_asian_width(letter) in "WF" else 1.5 if letter.isupper() or letter in "mw@%—" else 1
        for letter in text
    )


def _fields(bar: Bar) -> Iterable[Field]:
    done = 0
    for kind, count in enumerate(bar.counts):
        if count:
            width = 100 * count / bar.total
            text = whole(count)
            yield Field(kind, 100 * done / bar.total, width, text if width >= 3 + 3.2 * len(text) else "")
            done += count


def _notes(bar: Bar, fields: Iterable[Field], y: int) -> Iterable[FigureNote]:
    """The numbers that did not fit, each as near its field as its neighbours allow."""
    small = [(field, whole(bar.counts[field.kind])) for field in fields if not field.text]
    if not small:
        return
    widest = max(len(text) for _, text in small)
    room = 9.5 + 3.2 * widest
    on_a_line = max(1, int(100 // room))
    for first in range(0, len(small), on_a_line):
        line = small[first : first + on_a_line]
        centre = -room / 2
        for place, (field, text) in enumerate(line):
            last = 100 - room * (len(line) - place - 0.5)
            centre = min(max(centre + room, field.x + field.width / 2), last)
            left = -(SWATCH + 4 + DIGIT * len(text)) // 2
            yield FigureNote(field.kind, centre, left, y + LINE * (first // on_a_line), text)
