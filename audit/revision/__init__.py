"""What has changed between two rubrics, and what becomes of the answers already collected.

``diff`` lists the changes: words only, safe for what has been collected, or
breaking. ``decisions`` reads what somebody has decided about the answers that
no longer fit, and ``carry`` takes the answers of one case from the old rubric
to the new.
"""

from collections.abc import Sequence

from audit.revision import questions, rest
from audit.revision.changes import Change, ChangeKind
from audit.revision.collected import Collected, Given
from audit.revision.comparison import Comparison
from audit.rubric.model import Rubric

__all__ = ["Change", "ChangeKind", "Collected", "Given", "diff"]


def diff(
    old: Rubric, new: Rubric, collected: Collected | None = None, earlier: Sequence[Rubric] = ()
) -> tuple[Change, ...]:
    """The changes from ``old`` to ``new``: of the head, the questions in their order, and then the other parts.

    With ``collected``, the answers of a study, a change that needs a decision or a recount is SAFE when it
    touches no answer, and so is any change but FRAME when no case is scored. Without it none is lowered.
    ``earlier`` are the versions the study had before ``old``, the oldest first.
    Inline tests and the order of parts that have no order are not compared.
    """
    seen = Comparison(old, new, collected, earlier)
    rest.compare_head(seen)
    questions.compare_questions(seen)
    rest.compare_facts(seen)
    rest.compare_outcomes(seen)
    rest.compare_findings(seen)
    rest.compare_figures(seen)
    rest.compare_words(seen)
    return tuple(seen.changes)
