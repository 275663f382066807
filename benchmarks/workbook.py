"""``audit export``: the memory that a workbook of 5,000 cases with 60 questions takes at its peak."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.constructed import scored_study
from benchmarks.processes import AUDIT, apart, run
from benchmarks.shapes import LARGE
from benchmarks.table import Measure, grouped

CASES = 5_000
MOST_MEMORY = 300
"""MB."""


def measure() -> list[Measure]:
    """The peak of the whole process, once: it hardly differs from run to run."""
    with TemporaryDirectory() as folder:
        config = apart(scored_study, Path(folder), CASES, LARGE)
        cost = run((AUDIT, "--config", str(config), "export", "--to", str(Path(folder, "resultater.xlsx"))))
    name = f"audit export, {grouped(CASES * LARGE.questions)} svar – hukommelse"
    return [Measure.size(name, cost.memory, MOST_MEMORY)]
