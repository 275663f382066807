"""The sheet »Lange bemærkninger«: texts that are longer than a row can show, each in full in as many rows as it takes.

A row in Excel is at most 409 points high, and a cell holds 32,767 characters and 253
line feeds (Excel specifications and limits). Of a longer text a kommune's sheet shows
the beginning, and says in which row of this sheet the whole begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from audit.sheets.page import Look, SheetColumn, SheetPage, Tone, Value, bold
from audit.sheets.storable import shown
from audit.sheets.text_room import MOST_LINES, letters_in, line_count, lines, longest_line, parts
from audit.wording.numbers import whole

LONG_TEXTS = "Lange bemærkninger"
_NOTE = (
    "Bemærkninger og andre tekster, der er længere, end en række kan vise i Excel. Er en tekst delt, står delene efter "
    "hinanden, og sat sammen er de hele teksten."
)
_WIDEST = 90
_COLUMNS = (
    SheetColumn("Spørgsmål", widest=40, tone=Tone.FAINT),
    SheetColumn("Står under", widest=18, tone=Tone.FAINT),
    SheetColumn("Del", widest=12),
    SheetColumn("Tekst", widest=_WIDEST),
)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a row of a kommune's sheet belongs; ``number`` is the row's place in the case."""

    kommune: str
    case_id: str
    number: int
    question: str


class LongTexts:
    """The sheet being filled while the authorities' sheets are; the same text of the same place is added once.

    ``authority`` and ``case`` are the headings of their columns.
    """

    def __init__(self, workbook: Workbook, title: str, authority: str, case: str, *, constructed: bool) -> None:
        self._workbook = workbook
        self._title = title
        about = (
            SheetColumn(authority, widest=24, tone=Tone.FAINT),
            SheetColumn(case, widest=16, tone=Tone.FAINT),
        )
        self._page = SheetPage(workbook.create_sheet(LONG_TEXTS), (*about, *_COLUMNS))
        self._page.head(LONG_TEXTS, [_NOTE], constructed=constructed)
        self._rows: dict[tuple[str, str, int, str], int] = {}

    def fitted(
        self, columns: Sequence[SheetColumn], values: Sequence[Value], look: Look, place: TextPlace
    ) -> list[Value]:
        """The values as a row can show them: a longer text ends with a mark that says where it stands in full."""
        return [
            self._fitted(column, value, bold(column, look), place) if isinstance(value, str) else value
            for column, value in zip(columns, values, strict=True)
        ]

    def finish(self) -> bool:
        """Put the sheet last, or take it away where no text is long; whether there is one."""
        sheet = self._page.sheet
        if not self._rows:
            self._workbook.remove(sheet)
            return False
        self._workbook.move_sheet(sheet, len(self._workbook.worksheets))
        self._page.finish(self._title, filters=False)
        return True

    def _fitted(self, column: SheetColumn, value: str, strong: bool, place: TextPlace) -> str:
        if len(value) <= MOST_LINES:
            return value
        text = shown(value)
        if line_count(text, _letters(text, column, strong)) <= MOST_LINES:
            return value
        mark = f"… fortsættes på arket »{LONG_TEXTS}«, række {self._row(text, column, place)}"
        letters = _letters(f"{text}\n{mark}", column, strong)
        kept = "".join(lines(text, letters)[: MOST_LINES - line_count(mark, letters)])
        return f"{kept.rstrip()}\n{mark}"

    def _row(self, text: str, column: SheetColumn, place: TextPlace) -> int:
        """The row where the text begins. A value that is repeated on the case's rows belongs to no question."""
        of_case = column.tone is Tone.FAINT
        key = (place.kommune, place.case_id, -1 if of_case else place.number, column.title)
        if key not in self._rows:
            self._rows[key] = self._page.row + 1
            divided = list(parts(text, letters_in(_WIDEST + 2, bold=False)))
            about = (place.kommune, place.case_id, None if of_case else place.question, column.title)
            for number, part in enumerate(divided, 1):
                self._page.add([*about, f"{whole(number)} af {whole(len(divided))}", part], Look.PLAIN)
        return self._rows[key]


def _letters(text: str, column: SheetColumn, strong: bool) -> int:
    """The letters of a line where the column is no wider than this text makes it."""
    return letters_in(min(longest_line(text), column.widest) + 2, bold=strong)
