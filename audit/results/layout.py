"""A statistic's table in Danish words: what terminal and report print side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.results.model import Group, Share
from audit.results.table import Amount, FigureCell, FigureLine, FigureTable, NamedCode
from audit.wording.numbers import whole

TOTAL = "I alt"


@dataclass(frozen=True, slots=True)
class WordTable:
    """Headings, which of them are of figures, and rows of words; ``strong`` tells which rows are of the whole."""

    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[bool, ...]


def in_words(
    table: FigureTable, group_label: Callable[[Group], str], rows: Sequence[FigureLine], cases: str
) -> WordTable:
    """Some rows of a table, without its details, by the thing they are about and then by group.

    ``cases`` heads the groups: »Sager«.
    """
    grouped = table.grouped
    labels = [*([table.subject] if table.subject else []), *([cases] if grouped else [])]
    shown = [
        place
        for place, column in enumerate(table.columns)
        if not column.detail and not (column.if_any and all(row.cells[place] == 0 for row in rows))
    ]
    figures = [table.columns[place].label for place in shown]
    cells = [
        (
            *([row.label] if table.subject else []),
            *([group_label(row.group)] if grouped else []),
            *_figures(table, row, shown),
        )
        for row in by_subject(rows)
    ]
    header = (*labels, *([TOTAL] if table.spread else []), *figures)
    texts = {place for place, cell in enumerate(rows[0].cells) if isinstance(cell, str | NamedCode)} if rows else set()
    numeric = [place not in texts for place in shown]
    numbers = (*(False for _ in labels), *([True] if table.spread else []), *numeric)
    return WordTable(header, numbers, tuple(cells), tuple(not row.group for row in by_subject(rows)))


def by_subject(rows: Sequence[FigureLine]) -> list[FigureLine]:
    """The rows about one thing together, the things in the order they first come."""
    order = {id_: place for place, id_ in enumerate(dict.fromkeys(row.id for row in rows))}
    return sorted(rows, key=lambda row: order[row.id])


def cell_words(cell: FigureCell) -> str:
    """A cell as it is read: »107 ud af 139 (77 %)«, »12,5 timer«, »1.500«, »Ja«; "" for nothing."""
    match cell:
        case Share():
            return cell.words
        case Amount() | NamedCode():
            return cell.words
        case bool():
            return "Ja" if cell else "Nej"
        case int():
            return whole(cell)
        case _:
            return cell or ""


def _figures(table: FigureTable, row: FigureLine, shown: Sequence[int]) -> list[str]:
    if not table.spread:
        return [cell_words(row.cells[place]) for place in shown]
    shares = [cell for cell in row.cells if isinstance(cell, Share)]
    among = shares[0].among if shares else 0
    return [whole(among), *(f"{whole(share.count)} ({share.percent_words})" for share in shares)]
