"""The figures as JSON: an interface that scripts build on (docs/resultater-json.md)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from audit.nouns import Noun
from audit.results.figures import Figures
from audit.results.model import Moved, Share
from audit.results.statistics import Output
from audit.results.table import Amount, FigureCell, FigureTable, NamedCode
from audit.rubric.model import Rubric
from audit.wording.labels import readable


def as_document(figures: Figures) -> dict[str, Any]:
    """The figures as plain data, in the documented shape and order."""
    study, whole = figures.study, figures.whole
    document: dict[str, Any] = {
        "study": {"id": study.id, "title": study.title, "constructed": study.constructed},
        "cases": whole.cases,
        "files": whole.files,
        "asked": figures.asked,
        "drawn": figures.drawn,
        "kommuner": whole.kommuner,
        "words": {"case": _called(figures.rubric.case), "authority": _called(figures.authorities.noun)},
    }
    if not figures.rubric.outcomes.describes:
        document |= {"after_hearing": _moves(figures.reassessed), "overruled": _moves(figures.overruled)}
    labels = _Labels(figures.rubric)
    crosses = []
    for statistic in figures.catalogue:
        if Output.JSON in statistic.outputs:
            table = figures.table(statistic)
            if statistic.judging and figures.rubric.outcomes.describes:
                continue
            rows = list(_spread(table, labels) if table.spread else _listed(table, labels))
            if statistic.crossed:
                crosses.append({"id": table.id, "label": table.title, "rows": rows})
            else:
                document[table.id] = rows
    return {**document, "crosses": crosses}


def _called(noun: Noun) -> dict[str, str]:
    return {"one": noun.one, "many": noun.many}


def _moves(moves: Iterable[Moved]) -> list[dict[str, Any]]:
    return [{"before": one.before, "after": one.after, "cases": one.cases} for one in moves]


class _Labels:
    """Labels as the rubric has them: where two read alike the id stands beside them here, and not in them."""

    def __init__(self, rubric: Rubric) -> None:
        every = (
            (rubric.outcome_labels, rubric.outcomes.labels),
            (rubric.finding_labels, {name: one.text for name, one in rubric.found.items()}),
            (rubric.measure_labels, {one.id: one.label for one in rubric.measures}),
            (rubric.question_labels, {name: one.text for name, one in rubric.questions.items()}),
            *((one.answer_labels, one.every_label) for one in rubric.questions.values()),
        )
        self._told_apart = {
            (name, label)
            for shown, own in every
            for name, label in shown.items()
            if label != (own[name] or readable(name))
        }

    def of(self, name: str, label: str) -> str:
        """The label of ``name``, without the id it was told apart by."""
        return label.removesuffix(f" ({name})") if (name, label) in self._told_apart else label


def _listed(table: FigureTable, labels: _Labels) -> Iterable[dict[str, Any]]:
    """An object for each row; of one share alone its parts stand beside the other keys."""
    shares = (
        [column.id for column, cell in zip(table.columns, table.rows[0].cells, strict=True) if isinstance(cell, Share)]
        if table.rows
        else []
    )
    for row in table.rows:
        found: dict[str, Any] = {"id": row.id} if row.id else {}
        answer = [cell for column, cell in zip(table.columns, row.cells, strict=True) if column.id == "answer"]
        found |= {"label": labels.of(str(*answer) or row.id, row.label)} if row.label else {}
        found["group"] = dict(row.group)
        for column, cell in zip(table.columns, row.cells, strict=True):
            if isinstance(cell, Share) and len(shares) == 1:
                found |= _share(cell)
            else:
                found[column.id] = _plain(cell)
        yield found


def _spread(table: FigureTable, labels: _Labels) -> Iterable[dict[str, Any]]:
    """An object for each column of each row."""
    for row in table.rows:
        about = {"row": row.id, "row_label": labels.of(row.id, row.label)} if row.id else {}
        for column, cell in zip(table.columns, row.cells, strict=True):
            assert isinstance(cell, Share), "a table that is spread has only shares"
            yield {
                "id": column.id,
                "label": labels.of(column.id, column.label),
                **about,
                "group": dict(row.group),
                **_share(cell),
            }


def _plain(cell: FigureCell) -> Any:
    match cell:
        case Share():
            return _share(cell)
        case Amount(value=Decimal() as number):
            return int(number) if number == number.to_integral_value() else float(number)
        case Amount(value=timedelta() | date(), stored=text):
            return text
        case NamedCode():
            return cell.code
        case _:
            return cell


def _share(share: Share) -> dict[str, Any]:
    return {
        "count": share.count,
        "among": share.among,
        "percent": share.percent,
        "unknown": share.unknown,
        "among_unknown": share.among_unknown,
        "low": share.low,
        "high": share.high,
    }
