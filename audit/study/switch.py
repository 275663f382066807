"""The switch of a study's rubric: thought through on what is stored, and carried out in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from audit.cases import Round
from audit.errors import Problem, StateError
from audit.revision import Change, Given, diff
from audit.revision.carry import Carried, answers_for, carry, unfit_facts
from audit.revision.decisions import Decisions
from audit.revision.pairing import confused
from audit.revision.plan import Plan
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.facts import read_facts
from audit.rubric.model import Rubric
from audit.rubric.reading import read_rubric
from audit.study.opening import Checked, checked
from audit.terminal.console import Console
from audit.wording.quoting import quoted

if TYPE_CHECKING:
    from audit.store import Connection, Tx
    from audit.store.records import AssessmentRecord, FrozenRubric

MOST = 50
"""Cases or mistakes shown one by one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the switch does to one assessment. ``before`` and ``after`` are outcomes, None while it is not complete."""

    case: str
    round: Round
    reviewer: str
    before: str | None
    after: str | None
    unanswered: tuple[str, ...]
    moved: int

    @property
    def again(self) -> bool:
        """It was complete and is no more."""
        return self.before is not None and self.after is None

    @property
    def finished(self) -> bool:
        """It was not complete and is now."""
        return self.before is None and self.after is not None


class Switch:
    """From the rubric in force to another, read from ``file``; made anew in the transaction that carries it out."""

    def __init__(self, conn: "Connection", new: Checked, file: str, decisions: Decisions | None) -> None:
        from audit.store import rubrics, samples

        frozen = samples.frozen_rubric(conn)
        if frozen is None:
            raise StateError(
                "Der er ikke trukket en stikprøve endnu, så der er ikke noget måleskema at skifte. Intet er ændret. "
                "Ret bare måleskemaets fil."
            )
        self.frozen: FrozenRubric = frozen
        self.old: Rubric = checked(read_rubric(frozen.text.encode(), frozen.file)).rubric
        self.new = new
        self.file = file
        collected = rubrics.collected(conn)
        self.assessments = collected.assessments
        self.changes: tuple[Change, ...] = diff(self.old, new.rubric, collected)
        self.plan = Plan(self.old, new.rubric, collected, decisions)
        self._evaluator = Evaluator(new.rubric)

    @property
    def same(self) -> bool:
        """The study already uses the new rubric, to the letter."""
        return self.frozen.sha256 == self.new.reading.sha256

    def refuse_impossible(self, conn: "Connection") -> None:
        """Raise StateError for a rubric that no decision could make fit the study."""
        from audit.store import rubrics

        old, new = self.old, self.new.rubric
        if old.id != new.id:
            raise StateError(
                f"Filen er måleskemaet »{new.id}«, og undersøgelsen bruger »{old.id}«. Intet er ændret. "
                "Vælg en anden udgave af det samme skema."
            )
        if old.version == new.version and self.changes:
            raise StateError(
                f"Måleskemaet er ændret, men hedder stadig udgave {old.version}. Intet er ændret. "
                "Giv det et nyt nummer i »version«, så de to udgaver kan skelnes."
            )
        if old.version != new.version and any(self._was_another(one) for one in rubrics.versions(conn)):
            raise StateError(
                f"Udgave {new.version} har undersøgelsen haft før, med en anden tekst. Intet er ændret. "
                "Giv måleskemaet et nyt nummer i »version«, så udgaverne kan skelnes."
            )
        if taken := confused(old, new):
            raise StateError(
                "Måleskemaet giver spørgsmål navne, der har været brugt om andre spørgsmål, så deres svar ikke kan "
                "skilles ad. Intet er ændret. Vælg navne, undersøgelsen ikke har brugt før.",
                [
                    Problem(f"{quoted(one.renamed_from)} skal hedde {quoted(one.id)}, som var et andet spørgsmål.")
                    for one in taken
                ],
            )
        if unfit := list(islice(self._unfit(conn), MOST)):
            raise StateError(
                "Måleskemaet passer ikke til de trukne sagers oplysninger. De kommer fra bruttolisten, som ikke kan "
                "skiftes, når stikprøven er trukket. Intet er ændret. Lad oplysningerne være, som de er.",
                unfit,
            )

    def _was_another(self, version: "FrozenRubric") -> bool:
        return version.version == self.new.rubric.version and version.sha256 != self.new.reading.sha256

    def _unfit(self, conn: "Connection") -> Iterator[Problem]:
        from audit.store import samples
        from audit.store.records import case_ref

        for one in samples.drawn(conn):
            yield from unfit_facts(self.new.rubric, case_ref(one.case), one.case.facts)

    def effects(self, conn: "Connection", console: Console, tx: "Tx | None" = None) -> list[Effect]:
        """What becomes of every assessment; with ``tx`` it is stored."""
        from audit.store import assessments

        ids = list(assessments.all_ids(conn))
        found = []
        with console.progress("Regner bedømmelserne om", len(ids)) as step:
            for id_ in ids:
                record = assessments.load(conn, id_)
                stored = {name: Given(one.values, one.special) for name, one in record.answers.items() if one.values}
                carried = carry(self.plan, stored)
                facts = read_facts(self.new.rubric, record.case.facts)
                evaluation = self._evaluator.evaluate(answers_for(self.new.rubric, carried.answers), facts)
                if tx:
                    self._store(tx, record, carried, evaluation)
                found.append(_effect(record, carried, evaluation))
                step()
        return found

    def _store(self, tx: "Tx", record: "AssessmentRecord", carried: Carried, evaluation: Evaluation) -> None:
        from audit.store import assessments, rubrics

        rubrics.move_answers(tx, record, carried, self.plan.renamed)
        assessments.save_evaluation(tx, record.id, evaluation)

    def carry_out(self, tx: "Tx", console: Console) -> list[Effect]:
        """Put the new rubric in place of the old and take every assessment with it."""
        from audit.store import rubrics
        from audit.store.records import FrozenRubric

        reading, rubric = self.new.reading, self.new.rubric
        frozen = FrozenRubric(rubric.id, rubric.version, self.file, reading.text, reading.sha256)
        rubrics.switch_rubric(tx, frozen, self.changes)
        return self.effects(tx.conn, console, tx)


def _effect(record: "AssessmentRecord", carried: Carried, evaluation: Evaluation) -> Effect:
    from audit.store.records import case_ref

    return Effect(
        case_ref(record.case),
        record.round,
        record.reviewer,
        record.outcome,
        evaluation.outcome,
        evaluation.unanswered,
        len(carried.moves),
    )
