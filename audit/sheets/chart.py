"""The native Excel chart: the cases of each group by outcome, as stacked bars."""

from dataclasses import dataclass
from itertools import cycle

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from audit.sheets.page import CONSTRUCTED

_DESCRIPTION = "Vandrette, stablede søjler med antal {} efter udfald. Tallene står i arket »Udfald«."
_COLOURS = ("7FB2DD", "FFE08A", "F4A65A", "E27D7D", "B7A3D6", "8FCFB1", "D9B38C", "F3B7D3")
"""In the order of outcomes; black figures are readable on each, and neighbours differ in grey too."""
_GREYS = ("C9CED3", "E4E7EA")
"""For outcomes that judge nothing: those outside, and the cases that cannot be assessed."""
_WIDTH, _BASE_HEIGHT, _BAR_HEIGHT = 24, 5.0, 1.1
"""Centimetres."""
_COLUMN_WIDTH, _ROW_HEIGHT = 1.7, 0.5
"""Centimetres of a column and a row that no one has set, rounded so that the chart stays inside."""


@dataclass(frozen=True, slots=True)
class OutcomeChart:
    """Which cells the chart is drawn from: groups down, outcomes across from ``first_column``.

    ``cases`` is what the cases are called in the plural.
    """

    source: Worksheet
    title: str
    cases: str
    constructed: bool
    header_row: int
    first_row: int
    last_row: int
    label_column: int
    first_column: int
    settled: tuple[bool, ...]
    """For each outcome across, whether it judges the case."""


def add_outcome_chart(sheet: Worksheet, wanted: OutcomeChart) -> None:
    """Put the chart to the right of the table on ``sheet``, on a page of its own in print."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    chart.title = _title(wanted.title + (f" ({CONSTRUCTED.lower()})" if wanted.constructed else ""))
    chart.legend.position, chart.legend.overlay = "b", False
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.title = _title(f"Antal {wanted.cases}")
    chart.y_axis.number_format, chart.y_axis.crosses, chart.y_axis.scaling.min = "0", "max", 0
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D9D9D9")))
    _add_series(chart, wanted)
    rows = wanted.last_row - wanted.first_row + 1
    _place(sheet, chart, _BASE_HEIGHT + _BAR_HEIGHT * rows)


def describe_chart(cases: str, part: str, content: bytes) -> bytes:
    """The package part with words for the chart, which a screen reader says and openpyxl cannot write."""
    if not part.startswith("xl/drawings/drawing"):
        return content
    return content.replace(b'name="Chart 1"', f'name="Figur 1" descr="{_DESCRIPTION.format(cases)}"'.encode())


def _add_series(chart: BarChart, wanted: OutcomeChart) -> None:
    """One series for each outcome that occurs, in the colour of its place among them all."""
    rows = range(wanted.first_row, wanted.last_row + 1)
    colours, greys = cycle(_COLOURS), cycle(_GREYS)
    for place, settled in enumerate(wanted.settled):
        colour = next(colours if settled else greys)
        column = wanted.first_column + place
        empty = [bar for bar, row in enumerate(rows) if not wanted.source.cell(row, column).value]
        if len(empty) == len(rows):
            continue
        series = Series(_cells(wanted, column))
        heading = f"{quote_sheetname(wanted.source.title)}!${get_column_letter(column)}${wanted.header_row}"
        series.tx = SeriesLabel(strRef=StrRef(heading))
        series.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill="5F6B76"))
        series.dLbls = _labels(empty)
        chart.series.append(series)
    chart.set_categories(_cells(wanted, wanted.label_column))


def _cells(wanted: OutcomeChart, column: int) -> Reference:
    return Reference(wanted.source, column, wanted.first_row, column, wanted.last_row)


def _title(text: str) -> Title:
    """A title that does not overlap; unless ``overlay`` is False Excel lays it on top."""
    title = title_maker(text)
    title.overlay = False
    return title


def _labels(empty: list[int]) -> DataLabelList:
    """The count on each part of a bar, but no 0 on the bars that lack the part."""
    labels = DataLabelList([DataLabel(idx=bar, **_shown(False)) for bar in empty], **_shown(True))
    black = CharacterProperties(sz=1000, solidFill="000000")
    labels.txPr = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=black), endParaRPr=black)])
    return labels


def _shown(value: bool) -> dict[str, bool]:
    """Label settings: the value as given, all else off. Set in full, since programs' defaults differ."""
    others = ("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize")
    return {"showVal": value, **dict.fromkeys(others, False)}


def _place(sheet: Worksheet, chart: BarChart, height: float) -> None:
    chart.width, chart.height = _WIDTH, height
    top = 1
    if sheet.freeze_panes:
        top = coordinate_to_tuple(sheet.freeze_panes)[0] - 1
    left = sheet.max_column + 2
    right, bottom = left + int(_WIDTH / _COLUMN_WIDTH) + 1, top + int(height / _ROW_HEIGHT) + 1
    chart.anchor = f"{get_column_letter(left)}{top}"
    sheet.add_chart(chart)
    area = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
    sheet.print_area = f"{sheet.print_area},{area}"
