"""Run every measure and print the table; 1 when a limit is not kept."""

import sys
from collections.abc import Callable

from benchmarks import draw, front_page, results, rubric, scoring, workbook
from benchmarks.table import Measure, text

MEASURES: tuple[Callable[[], list[Measure]], ...] = (
    front_page.measure,
    rubric.measure,
    scoring.measure,
    results.measure,
    draw.measure,
    workbook.measure,
)

NOTE = """\
Konstruerede data. Tider er processortid, dog tid på uret fra tast til spørgsmål og ved prøven, der ændrer skemaet.

"""


def main() -> int:
    """Measure in turn, saying on the error stream how far it is."""
    found: list[Measure] = []
    for number, measure in enumerate(MEASURES, 1):
        sys.stderr.write(f"Måler {number} af {len(MEASURES)} …\n")
        found += measure()
    sys.stdout.write(NOTE)
    sys.stdout.write(text(found) + "\n")
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
