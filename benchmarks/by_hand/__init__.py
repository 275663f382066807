"""``rubrics/sagsgang-reformen.yaml`` written by hand in Python: what evaluation is measured against.

One class for one rubric, as one writes it who knows the rules and needs
them for nothing else: no conditions as data, no explanation, no checks. It
gives the same :class:`~audit.rubric.evaluate.Evaluation` for every case, and
the benchmark and a test hold it to that.

The three values of the language are needed in few places here, and only there
they are written. An answer that is unknown or not given is simply not the
answer that is looked for; what hangs on it is then neither asked nor found.
``not`` is where it matters: a finding that follows from what an answer does
*not* say is made only when there is an answer. What an unknown answer could
have changed is counted in ``counting``. No question that decides the
outcome can be answered by »fremgår ikke«, so no case here is
``kan_ikke_vurderes``.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from audit.rubric.evaluate import Evaluation
from audit.rubric.tally import Catalogue
from audit.rubric.values import Answer
from benchmarks.by_hand.asking import questions_asked
from benchmarks.by_hand.counting import Counting
from benchmarks.by_hand.finding import findings_of

RUBRIC = "sagsgang-reformen"


class ByHand:
    """The rubric; its catalogue gives what each bit of a tally stands for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._counting = Counting(catalogue)

    def evaluate(self, answers: Mapping[str, Answer], facts: Mapping[str, str | Decimal | date]) -> Evaluation:
        """What the rubric makes of a case."""
        kind, meeting = facts["sagstype"], facts["mødedato"]
        assert isinstance(kind, str) and isinstance(meeting, date)
        asked = questions_asked(answers, kind)
        known = {name: answers[name] for name in asked if name in answers}
        findings = findings_of(known, meeting)
        if len(known) < len(asked):
            unanswered = tuple([name for name in asked if name not in known])
            return Evaluation(tuple(asked), unanswered, tuple(findings), None, None, b"")
        outcome = _outcome(known)
        tally = self._counting.tally(known, kind, meeting, findings, outcome)
        return Evaluation(tuple(asked), (), tuple(findings), outcome, outcome, tally)


def _outcome(known: Mapping[str, Answer]) -> str:
    if known["afgørelse-truffet"] == "nej":
        return "ingen_afgørelse"
    consequence = known["fejlens-betydning"]
    if consequence == "hjemvises":
        return "hjemvises"
    return "ændres" if consequence == "ændres" else "rigtig"
