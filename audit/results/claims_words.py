"""Claims beside their recomputation in Danish words: the table and sentences of terminal, workbook and report."""

from collections.abc import Sequence

from audit.errors import Problem
from audit.results.claims import Check, StatedFigure
from audit.wording.numbers import whole


def claims_header(checks: Sequence[Check]) -> tuple[str, ...]:
    """The headings of the table; »Afledt« only where something stated is not printed."""
    derived = ("Afledt",) if _any_derived(checks) else ()
    return ("Tal", "Trykt", *derived, "Regnet ud", "Ud af", "Passer")


def claims_rows(checks: Sequence[Check]) -> list[tuple[str, ...]]:
    """A row for each claim."""
    derived = _any_derived(checks)
    return [
        (
            check.what or check.id,
            check.published.shown,
            *([_derived(check.derived)] if derived else []),
            check.shown,
            check.among_label,
            "ja" if check.agrees else "NEJ",
        )
        for check in checks
    ]


def verdict(checks: Sequence[Check]) -> str:
    """Whether all the figures came out again, in a sentence."""
    wrong = sum(not check.agrees for check in checks)
    if wrong:
        return f"{whole(wrong)} af {whole(len(checks))} tal passer ikke."
    return f"{'Tallet er' if len(checks) == 1 else f'Alle {whole(len(checks))} tal er'} regnet ud igen og passer."


def differences(checks: Sequence[Check]) -> list[str]:
    """A sentence for each figure that came out otherwise, with its line in the file."""
    return [
        f"»{check.id}«{_line(check)} passer ikke: oplyst {_stated(check).shown}, regnet ud {check.shown}."
        for check in checks
        if check.computed and not check.agrees
    ]


def contradictions(checks: Sequence[Check]) -> list[str]:
    """A sentence for each figure that the text contradicts itself about."""
    return [
        f"Kilden siger sig selv imod ved »{check.id}«{_line(check)}: {check.conflict}"
        for check in checks
        if check.conflict
    ]


def unmatched(checks: Sequence[Check], file: str) -> list[Problem]:
    """The claims with nothing to be held against, each at its line."""
    return [Problem(f"påstanden »{one.id}«: {one.missing}", "", file, one.line) for one in checks if one.missing]


def _line(check: Check) -> str:
    return f" (linje {check.line})" if check.line else ""


def _stated(check: Check) -> StatedFigure:
    """What is printed and what is derived, together."""
    one, other = check.published, check.derived
    return StatedFigure(
        other.count if one.count is None else one.count,
        other.among if one.among is None else one.among,
        other.percent if one.percent is None else one.percent,
        one.unit,
        one.authority,
    )


def _any_derived(checks: Sequence[Check]) -> bool:
    return any(check.derived != StatedFigure() for check in checks)


def _derived(figure: StatedFigure) -> str:
    return "" if figure == StatedFigure() else figure.shown
