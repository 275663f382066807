"""Run every measure and print the table; 1 when a limit is not kept."""

import sys
from collections.abc import Callable

from benchmarks import draw, front_page, results, scoring
from benchmarks.table import Measure, text

MEASURES: tuple[Callable[[], list[Measure]], ...] = (
    front_page.measure,
    scoring.measure,
    results.measure,
    draw.measure,
)


def main() -> int:
    """Measure in turn, saying on the error stream how far it is."""
    found: list[Measure] = []
    for number, measure in enumerate(MEASURES, 1):
        sys.stderr.write(f"Måler {number} af {len(MEASURES)} …\n")
        found += measure()
    sys.stdout.write("Konstruerede data. Tider er processortid; fra tast til spørgsmål dog tid på uret.\n\n")
    sys.stdout.write(text(found) + "\n")
    return 0 if all(measure.holds for measure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
