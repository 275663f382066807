"""Whether what is stored of each assessment is what its answers give."""

from typing import TYPE_CHECKING

from audit.errors import Problem
from audit.rubric.evaluate import Evaluator
from audit.study.opening import frozen_rubric
from audit.study.progress import Watch

if TYPE_CHECKING:
    from audit.store import Connection


def reevaluate(conn: "Connection", watch: Watch) -> tuple[int, list[Problem]]:
    """Evaluate every assessment again: how many there are, and those stored with another outcome, count or tally.

    Before the sample is drawn there are none.
    """
    from audit.store import assessments, samples
    from audit.store.records import case_ref
    from audit.store.retally import evaluated

    if samples.frozen_rubric(conn) is None:
        return 0, []
    evaluator = Evaluator(frozen_rubric(conn))
    ids = assessments.all_ids(conn)
    differing = []
    with watch("Regner efter", len(ids)) as step:
        for record in assessments.records(conn, ids):
            found = evaluated(evaluator, record)
            counted = {name for name, one in record.answers.items() if one.counted}
            asked = {name for name in found.asked if name in record.answers and record.answers[name].values}
            if (found.derived, found.tally or None, asked) != (record.derived, record.tally, counted):
                differing.append(Problem(f"sagen {case_ref(record.case)} tælles anderledes."))
            step()
    return len(ids), differing
