"""Whether what is stored of each assessment is what its answers give."""

from typing import TYPE_CHECKING

from audit.errors import Problem
from audit.rubric.evaluate import Evaluator
from audit.study.gathering import evaluated
from audit.study.opening import frozen_rubric
from audit.study.progress import Watch

if TYPE_CHECKING:
    from audit.store import Connection


def reevaluate(conn: "Connection", watch: Watch) -> tuple[int, list[Problem]]:
    """Evaluate every assessment again: how many there are, and those stored with another outcome or other marks.

    Before the sample is drawn there are none.
    """
    from audit.store import assessments, samples
    from audit.store.records import case_ref

    if samples.frozen_rubric(conn) is None:
        return 0, []
    evaluator = Evaluator(frozen_rubric(conn))
    ids = list(assessments.all_ids(conn))
    differing = []
    with watch("Regner efter", len(ids)) as step:
        for assessment_id in ids:
            record = assessments.load(conn, assessment_id)
            found = evaluated(evaluator, record)
            marks = {(str(mark.kind), mark.code) for mark in found.marks}
            if found.outcome != record.outcome or marks != set(record.marks):
                differing.append(Problem(f"sagen {case_ref(record.case)} tælles anderledes."))
            step()
    return len(ids), differing
