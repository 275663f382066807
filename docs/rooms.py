"""The rooms of the house, read from the code and drawn: what docs/rooms.svg shows and tests/docs asks."""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "audit"

WIDTH, MARGIN, GAP, BETWEEN = 1000, 20, 14, 34
"""Of the picture, in pixels: the whole, its edge, between two boxes of a layer, between two layers."""
NAME, TEXT, PAD = 16, 13, 12
"""Size of a room's name and of the text below it; from the box's edge to its text."""
LETTER = 0.54
"""The mean width of a letter, in sizes of the type; a little more than measured, so that no line leaves its box."""


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of ``audit/``, or a module that lies beside them.

    ``purpose`` is the first sentence of its docstring, ``lines`` counts its Python lines, blank ones too, and
    ``uses`` names the rooms it imports.
    """

    name: str
    purpose: str
    lines: int
    uses: frozenset[str]


def layers() -> list[list[str]]:
    """The layers of the import contract in pyproject.toml, topmost first; a planned room stands in parentheses."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    found = next(contract for contract in contracts if contract["type"] == "layers")
    return [[name.strip() for name in layer.split("|")] for layer in found["layers"]]


def modules(room: str) -> list[Path]:
    """The Python files of a room."""
    return sorted((HOUSE / room).rglob("*.py")) or [HOUSE / f"{room}.py"]


@cache
def read(name: str) -> Room:
    """A room, read from its files; one in parentheses is planned and has none."""
    if name.startswith("("):
        return Room(name.strip("()"), "planned", 0, frozenset())
    texts = [path.read_text("utf-8") for path in modules(name)]
    trees = [ast.parse(text) for text in texts]
    return Room(
        name,
        " ".join((ast.get_docstring(trees[0]) or "").split("\n\n")[0].split())
        .split(". ")[0]
        .rstrip(".")
        .replace("``", ""),
        sum(text.count("\n") for text in texts),
        frozenset(used for tree in trees for used in _imported(tree) if used not in (name, "__version__")),
    )


def _imported(tree: ast.Module) -> set[str]:
    """The rooms a module imports: at its top, inside its functions, and for its types."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("audit.")}


@dataclass(frozen=True, slots=True)
class _Box:
    """A room in its place in the picture: left and top edge, width and height, and the lines of text in it."""

    room: Room
    x: float
    y: float
    width: float
    height: float
    purpose: list[str]
    uses: list[str]


def picture() -> str:
    """docs/rooms.svg: the layers from the top down, each room with its purpose, its size and what it uses.

    What lies below ``rubric`` is used by nearly every room, so only the rooms
    from ``rubric`` up are named as used. Arrows are drawn between layers that
    follow each other only; the rest is in the words. Sizes are
    in hundreds of lines, so that the picture changes when the house does.
    """
    drawn = layers()
    ground = next(at for at, layer in enumerate(drawn) if "rubric" in layer) + 1
    named = [name for layer in drawn[:ground] for name in layer]
    rows: list[list[_Box]] = []
    top = 68.0
    for at, layer in enumerate(drawn):
        rows.append(_row([read(name) for name in layer], top, named))
        top += rows[-1][0].height + (BETWEEN if at < ground else GAP)
    arrows = [_arrow(above, below) for above, below in _between(rows[: ground + 1])]
    boxes = [_drawn(box, at >= ground) for at, row in enumerate(rows) for box in row]
    return _page("\n".join([*arrows, *boxes]), round(top - GAP + MARGIN))


def _row(rooms: list[Room], top: float, named: list[str]) -> list[_Box]:
    width = (WIDTH - 2 * MARGIN - GAP * (len(rooms) - 1)) / len(rooms)
    letters = int((width - 2 * PAD) / (TEXT * LETTER))
    texts = [(wrap(room.purpose, letters), wrap(_uses(room, named), letters)) for room in rooms]
    height = 36 + max(len(purpose) + len(uses) for purpose, uses in texts) * 17
    return [_Box(room, MARGIN + at * (width + GAP), top, width, height, *texts[at]) for at, room in enumerate(rooms)]


def _uses(room: Room, named: list[str]) -> str:
    used = [name for name in named if name in room.uses]
    return f"uses {', '.join(used)}" if used else ""


def _between(rows: list[list[_Box]]) -> list[tuple[_Box, _Box]]:
    """The arrows: from a box to each box in the layer below it that it imports."""
    return [
        (box, target)
        for above, below in pairwise(rows)
        for box in above
        for target in below
        if target.room.name in box.room.uses
    ]


def _arrow(above: _Box, below: _Box) -> str:
    """A curve from the lower edge of one box to the upper edge of another; straight where one stands over the other."""
    start, end = above.x + above.width / 2, below.x + below.width / 2
    left, right = max(above.x, below.x) + PAD, min(above.x + above.width, below.x + below.width) - PAD
    if left <= right:
        start = end = min(max(end if above.width > below.width else start, left), right)
    top, bottom = above.y + above.height, below.y - 2
    middle = (top + bottom) / 2
    return (
        f'<path d="M{start:.0f} {top:.0f}C{start:.0f} {middle:.0f} {end:.0f} {middle:.0f} {end:.0f} {bottom:.0f}" '
        'fill="none" stroke="#5b6b7b" stroke-width="1.5" marker-end="url(#tip)"/>'
    )


def _drawn(box: _Box, ground: bool) -> str:
    fill, edge = ("#f3f1ea", "#b5ad96") if ground else ("#e9f1f8", "#7d9cba")
    dashes = ""
    if not box.room.lines:
        fill, dashes = "#ffffff", ' stroke-dasharray="4 4"'
    left, y = box.x + PAD, box.y + 22
    lines = [
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="6" '
        f'fill="{fill}" stroke="{edge}"{dashes}/>',
        f'<text x="{left:.1f}" y="{y:.1f}" font-size="{NAME}" font-weight="bold">{escape(box.room.name)}</text>',
        f'<text x="{box.x + box.width - PAD:.1f}" y="{y:.1f}" font-size="{TEXT}" fill="#4a5560" '
        f'text-anchor="end">{_size(box.room.lines)}</text>',
    ]
    for text, colour in [*((line, "#1d2733") for line in box.purpose), *((line, "#1f5a8a") for line in box.uses)]:
        y += 18 if len(lines) == 3 else 17
        lines.append(f'<text x="{left:.1f}" y="{y:.1f}" font-size="{TEXT}" fill="{colour}">{escape(text)}</text>')
    return "\n".join(lines)


def _size(lines: int) -> str:
    return f"{max(1, round(lines / 100)) * 100:,} lines" if lines else ""


def _page(body: str, height: int) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" \
height="{height}" role="img" aria-labelledby="title desc" \
font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif">
<title id="title">The rooms of audit/, in layers</title>
<desc id="desc">One layer below the other, as in the table of layers in docs/architecture.md. A room imports from the \
layers below it only. Each box gives the room's name, its lines of Python in hundreds, its purpose and the rooms it \
uses.</desc>
<!-- Written by docs/generate.py from the imports in audit/. -->
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
<path d="M0 0L8 4L0 8z" fill="#5b6b7b"/></marker></defs>
<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>
<text x="{MARGIN}" y="30" font-size="20" font-weight="bold" fill="#1d2733">The rooms of audit/</text>
<text x="{MARGIN}" y="52" font-size="{TEXT}" fill="#4a5560">\
Imports run downward only; an arrow goes to the next layer. \
Blue: rooms, with what they use. Sand: the ground, used by nearly all. Dotted: planned.</text>
{body}
</svg>
"""
