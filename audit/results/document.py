"""The figures as JSON: an interface that scripts build on (docs/resultater-json.md)."""

from typing import Any

from audit.results.model import Results, Share


def as_document(results: Results) -> dict[str, Any]:
    """The results as plain data, in the documented shape and order."""
    return {
        "study": {"id": results.study_id, "title": results.title, "constructed": results.constructed},
        "cases": results.cases,
        "files": results.files or None,
        "asked": results.asked,
        "drawn": results.drawn,
        "kommuner": results.kommuner,
        "after_hearing": [{"before": one.before, "after": one.after, "cases": one.cases} for one in results.reassessed],
        "correctness": [
            {
                "group": dict(entry.group),
                "cases": entry.cases,
                "right": entry.right,
                "wrong": entry.wrong,
                "outside": entry.outside,
                "not_assessable": entry.not_assessable,
                "of_all": _share(entry.of_all),
                "of_assessed": _share(entry.of_assessed),
            }
            for entry in results.correctness
        ],
        "outcomes": [
            {"id": entry.outcome, "label": entry.label, "group": dict(entry.group), **_share(entry.share)}
            for entry in results.outcomes
        ],
        "measures": [
            {
                "id": entry.id,
                "label": entry.label,
                "unit": entry.unit,
                "among_label": entry.among_label,
                "group": dict(entry.group),
                **_share(entry.share),
            }
            for entry in results.measures
        ],
        "recommendations": [
            {"id": entry.id, "text": entry.text, "triggered": entry.triggered, **_count(entry.share)}
            for entry in results.recommendations
        ],
    }


def _count(share: Share) -> dict[str, Any]:
    return {"count": share.count, "among": share.among, "percent": share.percent}


def _share(share: Share) -> dict[str, Any]:
    return {**_count(share), "low": share.low, "high": share.high}
