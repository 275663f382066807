"""``audit --help`` against a Python that does nothing."""

from benchmarks.processes import AUDIT, PYTHON, in_turn
from benchmarks.table import Measure, milliseconds

LIMIT = 2.3
TIMES = 60


def measure() -> list[Measure]:
    """Processor time of both whole processes."""
    ours, bare = ([cost.cpu for cost in costs] for costs in in_turn(TIMES, (AUDIT, "--help"), (PYTHON, "-c", "pass")))
    return [Measure.ratio("audit --help", ours, "python -c pass", bare, LIMIT, milliseconds)]
