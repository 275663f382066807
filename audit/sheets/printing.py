"""How a sheet is printed: on A4 across, as wide as the paper, with its headings and page numbers on every page."""

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit.privacy import one_line

_A4 = "9"


def set_up_print(sheet: Worksheet, footer: str) -> None:
    """Set the paper, the margins and the footer, of which at most 150 characters are shown."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.85, 0.4
    assert sheet.oddFooter is not None
    sheet.oddFooter.left.text = one_line(footer)[:150].replace("&", "&&")
    sheet.oddFooter.right.text = "Side &P af &N"
