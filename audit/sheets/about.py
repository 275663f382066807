"""The first sheet, »Om«: what the workbook holds, how its figures are read, and how they can be checked."""

from collections.abc import Iterable

from openpyxl.worksheet.worksheet import Worksheet

from audit.results.hearing import after_hearing
from audit.sheets.figures import CLAIMS, CORRECTNESS, MEASURES, OF_ALL, OF_ASSESSED, OUTCOMES, RECOMMENDATIONS
from audit.sheets.page import Look, SheetColumn, SheetPage, Tone
from audit.sheets.results_book import ResultsBook
from audit.wording.dates import moment_words
from audit.wording.numbers import counted, whole

ABOUT = "Om"

_SHEETS = {
    CORRECTNESS: "hvor mange sager der er rigtige, i alt og for hver gruppe, med en figur.",
    OUTCOMES: "hvor mange sager der har hvert udfald.",
    MEASURES: "hvert nøgletal, i alt og for hver gruppe.",
    RECOMMENDATIONS: "anbefalingerne, og hvor mange sager der taler for dem.",
    CLAIMS: "hvert offentliggjort tal ved siden af det, der er regnet ud, og modsigelser i kilden.",
}


def fill_about(sheet: Worksheet, book: ResultsBook, kommune_sheets: Iterable[str]) -> None:
    """Write the sheet; the other sheets must be there already, since they are listed."""
    page = SheetPage(sheet, (SheetColumn("Emne", widest=24), SheetColumn("Oplysning", widest=110, tone=Tone.CALM)))
    page.head(book.results.title, ["Resultater af praksisundersøgelsen"], constructed=book.results.constructed)
    workbook = sheet.parent
    names = workbook.sheetnames if workbook else []
    for heading, lines in (
        ("Undersøgelsen", _study(book)),
        ("Arkene", _contents(names, list(kommune_sheets))),
        ("Sådan læses tallene", _reading(book)),
        ("Metode", [*filter(None, [after_hearing(book.results.reassessed)]), *book.notes]),
        ("Sporbarhed", _traces(book)),
    ):
        for place, line in enumerate(lines):
            page.add([heading if not place else "", line], Look.PLAIN if place else Look.STRONG)
    page.finish(book.results.title, filters=False)


def _study(book: ResultsBook) -> list[str]:
    results = book.results
    asked = f" ud af {whole(results.asked)}, der er bedt om" if results.asked not in (None, results.drawn) else ""
    files = f"{counted(results.files, 'journalnummer', 'journalnumre')} i " if results.files else ""
    return [
        f"Undersøgelsens navn: {results.study_id}.",
        f"{counted(results.drawn, 'sag er i stikprøven', 'sager er i stikprøven')}{asked}, og "
        f"{counted(results.cases, 'er bedømt færdig', 'er bedømt færdige')}. Kun de færdigt bedømte er talt med.",
        f"De bedømte sager {'har ' if files else 'er fra '}{files}{counted(results.kommuner, 'kommune', 'kommuner')}. "
        "En sag kan rumme flere afgørelser.",
    ]


def _contents(names: list[str], kommune_sheets: list[str]) -> list[str]:
    lines = [f"»{name}«: {_SHEETS[name]}" for name in names if name in _SHEETS]
    if kommune_sheets:
        lines.append("Et ark for hver kommune: dens sager med udfald, fund, svar, bemærkninger og akthenvisninger.")
    return lines


def _reading(book: ResultsBook) -> list[str]:
    shared = ["Andele står som antal ud af nævneren og som hele procent, hvor en halv rundes op."]
    if not book.results.correctness:
        return shared
    return [
        OF_ALL,
        OF_ASSESSED,
        "Hverken rigtige eller forkerte: sager, der ikke kan bedømmes, fx fordi der ikke er truffet en afgørelse.",
        "Kan ikke vurderes: sager, hvor det ukendte kunne gøre udfaldet alvorligere.",
        *shared,
    ]


def _traces(book: ResultsBook) -> list[str]:
    log = book.log
    logged = f"{counted(log.count, 'ændring', 'ændringer')}, den seneste med aftryk {log.hash}."
    return [
        f"Måleskema: {book.rubric.title}, udgave {book.rubric.version}.",
        f"Måleskemaets SHA-256: {book.rubric.sha256}.",
        f"Log: {logged if log.count else 'ingen ændringer.'}",
        f"Dannet {moment_words(book.produced)} af praksisundersoegelse {book.program_version}.",
    ]
