"""The måleskema as a workbook: what is asked, and a sheet for each thing the answers lead to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from audit.sheets.page import SheetColumn, SheetPage, Tone, Value, add_styles
from audit.sheets.saving import Properties, save
from audit.telling.paper import Paper, PaperQuestion

QUESTIONS, FACTS, FINDINGS, MEASURES, RECOMMENDATION, LAWS, VALUES = (
    "Måleskema",
    "Oplysninger",
    "Fund",
    "Nøgletal",
    "Anbefalinger",
    "Regler",
    "Tal i loven",
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: its name, its heading, what is said under it, its columns and rows."""

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]


def write_paper_workbook(path: Path, paper: Paper, program_version: str) -> None:
    """Write the workbook to ``path``, replacing what is there; see ``saving`` for what it promises and raises.

    There is no time in it: the same rubric gives the same bytes on any day.
    """
    workbook = Workbook()
    add_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    stamp = f"{paper.title}: måleskema {paper.id}, udgave {paper.version}"
    for sheet in _sheets(paper):
        page = SheetPage(workbook.create_sheet(sheet.name), sheet.columns)
        page.head(sheet.title, sheet.notes, constructed=False)
        for row in sheet.rows:
            page.add(row)
        page.finish(stamp)
    save(path, workbook, Properties(paper.title, "Måleskema", program_version))


def _sheets(paper: Paper) -> Iterable[_Sheet]:
    """The sheets there is something to put on."""
    return (sheet for sheet in (_questions(paper), *_rest(paper)) if sheet.rows)


def _questions(paper: Paper) -> _Sheet:
    return _Sheet(
        QUESTIONS,
        paper.title,
        (
            f"Måleskema {paper.id}, udgave {paper.version}. SHA-256: {paper.sha256}.",
            *paper.outcomes,
            "Tallene i »Spørges når« er spørgsmålenes numre.",
        ),
        (
            SheetColumn("Afsnit", widest=22, tone=Tone.FAINT),
            SheetColumn("Nr.", widest=6),
            SheetColumn("Spørgsmål", widest=34),
            SheetColumn("Vejledning", widest=34),
            SheetColumn("Spørges når", widest=30),
            SheetColumn("Svar", widest=30),
            SheetColumn("Særlige svar", widest=18),
            SheetColumn("Retsgrundlag", widest=28),
        ),
        [(section.title, *_question(one)) for section in paper.sections for one in section.questions],
    )


def _question(question: PaperQuestion) -> tuple[Value, ...]:
    kind = " ".join(part for part in (question.kind, question.range, question.unit) if part)
    return (
        question.number,
        question.text,
        question.help or None,
        _begun(question.when) or "Altid",
        _lines([f"{kind}:" if question.choices else kind, *(f"☐ {one.whole}" for one in question.choices)]),
        _lines(f"☐ {one.whole}" for one in question.special),
        _lines((*question.laws, *filter(None, [question.source]))),
    )


def _rest(paper: Paper) -> tuple[_Sheet, ...]:
    return (
        _Sheet(
            FACTS,
            "Oplysninger om sagen",
            ("Kendes fra bruttolisten, og der spørges ikke om dem.",),
            (SheetColumn("Oplysning", widest=40), SheetColumn("Slags", widest=20), SheetColumn("Værdier", widest=60)),
            [(one.name, one.kind, _lines(choice.whole for choice in one.choices)) for one in paper.facts],
        ),
        _Sheet(
            FINDINGS,
            FINDINGS,
            ("Hvad svarene betyder. Tallene er spørgsmålenes numre.",),
            (
                SheetColumn("Fund", widest=40),
                SheetColumn("Gøres når", widest=50),
                SheetColumn("Udfald", widest=20),
                SheetColumn("Anbefalinger", widest=40),
                SheetColumn("Retsgrundlag", widest=30),
            ),
            [
                (one.text, _begun(one.when), one.outcome, _lines(one.recommendation), _lines(one.basis))
                for one in paper.findings
            ],
        ),
        _Sheet(
            MEASURES,
            MEASURES,
            ("Hvert nøgletal er et antal sager ud af en nævner.",),
            (
                SheetColumn("Nøgletal", widest=45),
                SheetColumn("Sagerne, der tælles", widest=60),
                SheetColumn("Nævner", widest=50),
            ),
            [(one.label, one.count, one.among) for one in paper.measures],
        ),
        _Sheet(
            RECOMMENDATION,
            RECOMMENDATION,
            ("Gives, når så mange sager taler for dem.",),
            (
                SheetColumn("Anbefaling", widest=50),
                SheetColumn("Fund, der taler for den", widest=50),
                SheetColumn("Nævner", widest=36),
                SheetColumn("Gives ved", widest=22),
            ),
            [(one.text, _lines(one.findings), one.among, one.threshold) for one in paper.recommendation],
        ),
        _Sheet(
            LAWS,
            LAWS,
            ("Reglerne, spørgsmålene prøver, og hvor de er hentet fra.",),
            (
                SheetColumn("Regel", widest=36),
                SheetColumn("Indhold", widest=60),
                SheetColumn("Kilde", widest=40),
                SheetColumn("Spørgsmål", widest=18),
            ),
            [(one.cite, one.text or None, one.source, ", ".join(one.questions) or None) for one in paper.laws],
        ),
        _Sheet(
            VALUES,
            "Tal, som loven ændrer over tid",
            (),
            (
                SheetColumn("Tal", widest=40),
                SheetColumn("Fra", widest=12),
                SheetColumn("Værdi", widest=20),
                SheetColumn("Kilde", widest=60),
            ),
            [(one.name, one.first_day, one.value, one.source) for one in paper.values],
        ),
    )


def _lines(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None


def _begun(clause: str) -> str:
    """A clause as a line of its own: »svaret på 1.1 …« → »Svaret på 1.1 …«."""
    return clause[:1].upper() + clause[1:]
