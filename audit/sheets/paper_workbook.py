"""The måleskema as a workbook: what is asked, and a sheet for each thing the answers lead to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from audit.rubric.types import Question
from audit.sheets.page import SheetColumn, SheetPage, Tone, Value, add_styles
from audit.sheets.saving import Properties, save
from audit.telling.telling import (
    Telling,
    basis,
    begun,
    choices,
    dated_values,
    finding_text,
    kind,
    measures_are,
    specials,
    threshold,
    with_note,
)
from audit.wording.labels import readable

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


def write_paper_workbook(path: Path, telling: Telling, sha256: str, program_version: str) -> None:
    """Write the workbook to ``path``, replacing what is there; see ``saving`` for what it promises and raises.

    ``sha256`` is of the rubric's file, in hex. There is no time in it: the same rubric gives the same bytes on any day.
    """
    workbook = Workbook()
    add_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    rubric = telling.rubric
    stamp = f"{rubric.title}: måleskema {rubric.id}, udgave {rubric.version}"
    sheets = (_questions(telling, sha256), *_rest(telling))
    for sheet in [one for one in sheets if one.rows]:
        page = SheetPage(workbook.create_sheet(sheet.name), sheet.columns)
        page.head(sheet.title, sheet.notes, constructed=False)
        for row in sheet.rows:
            page.add(row)
        page.finish(stamp)
    save(path, workbook, Properties(rubric.title, "Måleskema", program_version))


def _questions(telling: Telling, sha256: str) -> _Sheet:
    rubric = telling.rubric
    return _Sheet(
        QUESTIONS,
        rubric.title,
        (
            f"Måleskema {rubric.id}, udgave {rubric.version}. SHA-256: {sha256}.",
            " ".join(telling.outcomes()),
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
        [(section.title, *_question(telling, one)) for section in rubric.sections for one in section.questions],
    )


def _question(telling: Telling, question: Question) -> tuple[Value, ...]:
    options, answered = choices(question).values(), begun(telling.answered(question))
    return (
        telling.number(question.id),
        question.text,
        question.help.strip() or None,
        begun(telling.when(question)) or "Altid",
        _lines([f"{answered}:" if options else answered, *_boxes(options)]),
        _lines(_boxes(specials(question))),
        _lines(basis(telling.cites(question.law), question.source)),
    )


def _rest(telling: Telling) -> tuple[_Sheet, ...]:
    rubric = telling.rubric
    return (
        _Sheet(
            FACTS,
            f"Oplysninger om {rubric.case.the_one}",
            ("Kendes fra bruttolisten, og der spørges ikke om dem.",),
            (SheetColumn("Oplysning", widest=40), SheetColumn("Slags", widest=20), SheetColumn("Værdier", widest=60)),
            [
                (telling.words.label(name), begun(kind(fact)), _lines(label for label, _ in choices(fact).values()))
                for name, fact in rubric.facts.items()
            ],
        ),
        _Sheet(
            FINDINGS,
            FINDINGS,
            ("Hvad svarene betyder. Tallene er spørgsmålenes numre.",),
            (
                SheetColumn("Fund", widest=40),
                SheetColumn("Gøres når", widest=50),
                *([SheetColumn("Udfald", widest=20)] if rubric.called_outcome else []),
                SheetColumn("Anbefalinger", widest=40),
                SheetColumn("Retsgrundlag", widest=30),
            ),
            [
                (
                    finding_text(one),
                    begun(when),
                    *([telling.effect(one.outcome)] if rubric.called_outcome else []),
                    _lines(telling.recommended(one)),
                    _lines(rests_on),
                )
                for one, when, rests_on in telling.findings()
            ],
        ),
        _Sheet(
            MEASURES,
            MEASURES,
            (measures_are(rubric),),
            (
                SheetColumn("Nøgletal", widest=45),
                SheetColumn("Det, der tælles", widest=60),
                SheetColumn("Nævner", widest=50),
            ),
            [
                (
                    one.label,
                    begun(telling.measured(one)),
                    begun(telling.among(one.among_label, one.among, one.unit)),
                )
                for one in rubric.measures
            ],
        ),
        _Sheet(
            RECOMMENDATION,
            RECOMMENDATION,
            (f"Gives, når så mange {rubric.case.many} taler for dem.",),
            (
                SheetColumn("Anbefaling", widest=50),
                SheetColumn("Fund, der taler for den", widest=50),
                SheetColumn("Nævner", widest=36),
                SheetColumn("Gives ved", widest=22),
            ),
            [
                (
                    one.text,
                    _lines(finding_text(finding) for finding in telling.speaking(name)),
                    begun(telling.among(one.among_label, one.among)),
                    begun(threshold(rubric, one)),
                )
                for name, one in rubric.recommendations.items()
            ],
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
            [
                (one.cite, one.text or None, one.source, ", ".join(telling.asking(law)) or None)
                for law, one in rubric.laws.items()
            ],
        ),
        _Sheet(
            VALUES,
            "Tal, som loven ændrer over tid",
            (),
            (
                SheetColumn("Tal", widest=40),
                SheetColumn("Fra", widest=18),
                SheetColumn("Værdi", widest=20),
                SheetColumn("Kilde", widest=60),
            ),
            [
                (one.label or readable(name), *dated)
                for name, one in rubric.parameters.items()
                for dated in dated_values(one)
            ],
        ),
    )


def _boxes(answers: Iterable[tuple[str, str]]) -> list[str]:
    return [f"☐ {with_note(label, note)}" for label, note in answers]


def _lines(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None
