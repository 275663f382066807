"""The first sheet, »Om«: what the workbook holds, how its figures are read, and how they can be checked."""

from collections.abc import Iterable

from openpyxl.worksheet.worksheet import Worksheet

from audit.results.hearing import after_hearing
from audit.results.overruling import by_ruling
from audit.results.statistics import CORRECTNESS
from audit.rubric.parts import NOT_ASSESSABLE
from audit.sheets.long_texts import LONG_TEXTS
from audit.sheets.page import Look, SheetColumn, SheetPage, Tone
from audit.sheets.results_book import ResultsBook
from audit.wording.dates import moment_words
from audit.wording.labels import lower_first
from audit.wording.numbers import counted, whole

ABOUT = "Om"


def fill_about(
    sheet: Worksheet, book: ResultsBook, figures: Iterable[tuple[str, str]], *, kommuner: bool, long_texts: bool
) -> None:
    """Write the sheet. ``figures`` are the sheets with figures, and what each holds.

    ``kommuner`` tells whether kommuner have sheets of their own, ``long_texts`` whether long texts have one.
    """
    study = book.results.study
    page = SheetPage(sheet, (SheetColumn("Emne", widest=24), SheetColumn("Oplysning", widest=110, tone=Tone.CALM)))
    page.head(study.title, ["Resultater af praksisundersøgelsen"], constructed=study.constructed)
    for heading, lines in (
        ("Undersøgelsen", _study(book)),
        ("Arkene", _contents(book, figures, kommuner, long_texts)),
        ("Sådan læses tallene", _reading(book)),
        ("Metode", [*filter(None, _moved(book)), *book.notes]),
        ("Sporbarhed", _traces(book)),
    ):
        for place, line in enumerate(lines):
            page.add([heading if not place else "", line], Look.PLAIN if place else Look.STRONG)
    page.finish(study.title, filters=False)


def _moved(book: ResultsBook) -> tuple[str, str]:
    results = book.results
    return after_hearing(results.rubric, results.reassessed), by_ruling(results.rubric, results.overruled)


def _study(book: ResultsBook) -> list[str]:
    results, case = book.results, book.results.rubric.case
    asked = f" ud af {whole(results.asked)}, der er bedt om" if results.asked not in (None, results.drawn) else ""
    files = f"{counted(results.whole.files, 'journalnummer', 'journalnumre')} i " if results.whole.files else ""
    return [
        f"Undersøgelsens navn: {results.study.id}.",
        f"{counted(results.drawn, case)} er med i undersøgelsen{asked}, og "
        f"{counted(results.whole.cases, f'er bedømt {case.finished}', 'er bedømt færdige')}. "
        "Kun de færdigt bedømte er talt med.",
        f"De bedømte {case.many} {'har ' if files else 'er fra '}{files}{results.whole.kommuner_words}.",
    ]


def _contents(book: ResultsBook, figures: Iterable[tuple[str, str]], kommuner: bool, long_texts: bool) -> list[str]:
    lines = [f"»{name}«: {held}" for name, held in figures]
    if kommuner:
        ended = f"{lower_first(book.results.rubric.called_outcome)}, " if book.results.rubric.called_outcome else ""
        noun = book.results.authorities.noun
        held = f"{noun.it}s {book.results.rubric.case.many} med {ended}fund, svar, bemærkninger og akthenvisninger"
        lines.append(f"Et ark for {noun.every}: {held}.")
    if long_texts:
        lines.append(f"»{LONG_TEXTS}«: tekster, der er længere, end en række kan vise, i fuld længde.")
    return lines


def _reading(book: ResultsBook) -> list[str]:
    rubric = book.results.rubric
    shared = ["Andele står som antal ud af nævneren og som hele procent, hvor en halv rundes op."]
    if not book.results.whole.of(CORRECTNESS):
        return shared
    return [
        CORRECTNESS.words(rubric, book.results.authorities.noun)[1],
        f"Hverken rigtige eller forkerte: {rubric.case.many}, der ikke kan bedømmes, "
        "fx fordi der ikke er truffet en afgørelse.",
        f"{rubric.outcome_label(NOT_ASSESSABLE)}: {rubric.case.many}, hvor det ukendte kunne gøre udfaldet "
        "alvorligere.",
        *shared,
    ]


def _traces(book: ResultsBook) -> list[str]:
    log = book.log
    logged = f"{counted(log.count, 'ændring', 'ændringer')}, den seneste med aftryk {log.hash}."
    return [
        f"Måleskema: {book.rubric.title}, udgave {book.rubric.version}.",
        f"Måleskemaets SHA-256: {book.rubric.sha256}.",
        f"Log: {logged if log.count else 'ingen ændringer.'}",
        f"Udgivet {moment_words(book.produced)} med praksisundersoegelse {book.program_version}.",
    ]
