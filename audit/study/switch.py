"""The switch of a study's rubric: ``plan`` says what it would do, ``apply`` does it in one transaction."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.cases import Round
from audit.errors import AuditError, Problem, StateError
from audit.revision import Change, Given, diff
from audit.revision.carry import Carried, answers_for, carry
from audit.revision.decisions import Decisions, Undecided
from audit.revision.plan import Plan
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.study.opening import Checked, as_frozen, versions_before
from audit.study.progress import Watch
from audit.study.refusal import impossible, not_decided

if TYPE_CHECKING:
    from audit.store import Connection, Store
    from audit.store.records import AssessmentRecord


@dataclass(frozen=True, slots=True)
class SwitchRequest:
    """The switch that is asked for: the new rubric, its file's name, and what is decided of the answers."""

    new: Checked
    file: str
    decisions: Decisions | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What the switch does to one assessment. ``before`` and ``after`` are outcomes, None while it is not complete.

    ``moved`` answers get another name or value; those to the questions in ``taken_out``, by their new names, are gone.
    """

    case: str
    round: Round
    reviewer: str
    before: str | None
    after: str | None
    unanswered: tuple[str, ...]
    moved: int
    taken_out: tuple[str, ...]

    @property
    def again(self) -> bool:
        """It was complete and is no more."""
        return self.before is not None and self.after is None

    @property
    def finished(self) -> bool:
        """It was not complete and is now."""
        return self.before is None and self.after is not None


@dataclass(frozen=True, slots=True)
class SwitchPlan:
    """What a switch would do, or with ``applied`` has done, to the study.

    ``undecided`` are the answers that lack a decision, ``problems`` what is
    wrong with the decisions, ``notices`` the decisions that decide nothing.
    ``impossible`` says why no decision could help. ``effects`` has every
    assessment, and is empty while the switch cannot be made.
    """

    request: SwitchRequest
    old: Rubric
    old_sha256: str
    changes: tuple[Change, ...]
    undecided: tuple[Undecided, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    impossible: StateError | None
    effects: tuple[Effect, ...] = ()
    applied: bool = False

    @property
    def new(self) -> Rubric:
        """The rubric that is asked for."""
        return self.request.new.rubric

    @property
    def new_sha256(self) -> str:
        """The SHA-256, in hex, of the new rubric's text."""
        return self.request.new.reading.sha256

    @property
    def same(self) -> bool:
        """The study already uses the new rubric, to the letter."""
        return self.old_sha256 == self.new_sha256

    @property
    def refusal(self) -> AuditError | None:
        """Why the switch cannot be made; None when it can, and when there is nothing to switch."""
        if self.same:
            return None
        begun = self.request.decisions is not None
        return self.impossible or not_decided(self.undecided, self.problems, begun=begun)

    @property
    def ready(self) -> bool:
        """There is something to switch, and nothing is in the way."""
        return not self.same and self.refusal is None

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """How many complete assessments go from one outcome to another: before, after and number, sorted.

        None to or from a rubric that only describes.
        """
        if self.old.outcomes.describes or self.new.outcomes.describes:
            return []
        moves = Counter((e.before, e.after) for e in self.effects if e.before and e.after and e.before != e.after)
        return sorted((before, after, number) for (before, after), number in moves.items())

    @property
    def taken_out(self) -> dict[str, int]:
        """How many answers are taken out, by question."""
        return dict(Counter(name for one in self.effects for name in one.taken_out))


def plan(conn: "Connection", request: SwitchRequest, watch: Watch, *, effects: bool = True) -> SwitchPlan:
    """What the switch would do to what is stored; nothing is written.

    Without ``effects`` the assessments are not gone through: ``apply`` does that itself.
    Raises StateError before the sample is drawn.
    """
    found, way = _think(conn, request)
    if not effects or not found.ready:
        return found
    return replace(found, effects=tuple(_effect(*one) for one in _carried(conn, way, watch)))


def apply(store: "Store", who: str, seen: SwitchPlan, watch: Watch) -> SwitchPlan:
    """Make the switch that was planned, logged under ``who``; what was done.

    All of it is one transaction, and it is planned again on what is stored when
    that begins: the cases may have been worked on since. Raises StateError when
    the rubric has been switched since, or is the one asked for already, and the
    plan's refusal when there is one; then nothing is changed.
    """
    from audit.store import rubrics
    from audit.store.records import FrozenRubric

    request, new = seen.request, seen.new
    with store.write(who) as tx:
        rubrics.require_rubric(tx.conn, seen.old_sha256)
        found, way = _think(tx.conn, request)
        if found.same:
            raise StateError(f"Undersøgelsen bruger allerede dette måleskema (udgave {new.version}). Intet er ændret.")
        if refusal := found.refusal:
            raise refusal
        frozen = FrozenRubric(new.id, new.version, request.file, request.new.reading.text, found.new_sha256)
        rubrics.switch_rubric(tx, frozen, found.changes)
        effects = []
        for record, carried, evaluation in _carried(tx.conn, way, watch):
            rubrics.move_answers(tx, record, carried, way.renamed, evaluation)
            effects.append(_effect(record, carried, evaluation))
    return replace(found, effects=tuple(effects), applied=True)


def _think(conn: "Connection", request: SwitchRequest) -> tuple[SwitchPlan, Plan]:
    """The plan without its effects, and the way each answer goes."""
    from audit.store import rubrics, samples

    frozen = samples.frozen_rubric(conn)
    if frozen is None:
        raise StateError(
            "Undersøgelsens sager ligger ikke fast endnu, så der er ikke noget måleskema at skifte. Intet er ændret. "
            "Ret bare måleskemaets fil."
        )
    old, new = as_frozen(frozen), request.new.rubric
    earlier, collected = versions_before(conn), rubrics.collected(conn)
    changes = diff(old, new, collected, earlier)
    way = Plan(old, new, collected, request.decisions, earlier)
    sha256 = request.new.reading.sha256
    why = None if frozen.sha256 == sha256 else impossible(conn, way, sha256, changed=bool(changes))
    problems, notices = tuple(way.problems), tuple(way.notices)
    return SwitchPlan(request, old, frozen.sha256, changes, way.undecided, problems, notices, why), way


def _carried(conn: "Connection", way: Plan, watch: Watch) -> "Iterator[tuple[AssessmentRecord, Carried, Evaluation]]":
    """Every assessment with its answers as they come to be, and what the new rubric makes of them."""
    from audit.store import assessments

    evaluator = Evaluator(way.new)
    ids = assessments.all_ids(conn)
    with watch("Regner bedømmelserne om", len(ids)) as step:
        for record in assessments.records(conn, ids):
            stored = {name: Given(one.values, one.special) for name, one in record.answers.items() if one.values}
            carried = carry(way, stored)
            facts = read_facts(way.new, record.case.facts)
            ruled = record.ruling.outcome if record.ruling else None
            answers = answers_for(way.new, carried.answers)
            yield record, carried, evaluator.evaluate(answers, facts, ruling=ruled)
            step()


def _effect(record: "AssessmentRecord", carried: Carried, evaluation: Evaluation) -> Effect:
    from audit.store.records import case_ref

    case, outcome = case_ref(record.case), evaluation.outcome
    gone = tuple(move.target for move in carried.moves if move.after is None)
    moved = len(carried.moves) - len(gone)
    return Effect(case, record.round, record.reviewer, record.outcome, outcome, evaluation.unanswered, moved, gone)
