"""``audit score``: the scoring screen over the study's database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Literal

import typer

from audit.cases import INDEPENDENT, Round
from audit.commands.study import Study, answers_of, chosen, frozen_rubric
from audit.config import read_reviewer
from audit.errors import StateError
from audit.review.session import Note
from audit.rubric.evaluate import Evaluation, Evaluator
from audit.rubric.parts import Special
from audit.rubric.values import Answer, encode, read_facts
from audit.store import Connection, Store, Tx, assessments, rubrics, samples, tallies
from audit.store.records import AssessmentRecord
from audit.terminal.keys import open_entries
from audit.terminal.scoring import CaseOnDesk
from audit.terminal.scoring import score as score_on_screen

HELP = {
    "score": "Et spørgsmål ad gangen, med taster. Hvert svar gemmes, før det næste spørgsmål vises, så du kan gå fra "
    "det når som helst og fortsætte, hvor du slap. Svarene kan også sendes ind fra en fil, et på hver linje."
}

ROUND = "Første bedømmelse, eller en anden, der er uafhængig af den"
REVIEWER = "Din kode, fx initialer; ellers den i audit.toml"


def score(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument(metavar="SAG", help="Sagens nummer; ellers den næste sag")] = None,
    reviewer: Annotated[
        str | None,
        typer.Option("--reviewer", envvar="AUDIT_REVIEWER", show_envvar=True, metavar="KODE", help=REVIEWER),
    ] = None,
    round_: Annotated[Literal["first", "second"], typer.Option("--round", help=ROUND)] = "first",
) -> None:
    """Score the cases, one question at a time."""
    study = Study.of(ctx)
    given = reviewer or study.config.review.reviewer
    if not given:
        raise StateError(
            "Hvem bedømmer? Skriv din kode, fx »audit score --reviewer ABC«, eller sæt reviewer under [review] i "
            "audit.toml. Intet er ændret."
        )
    who = read_reviewer(given)
    with study.store() as store:
        with store.read() as conn:
            rubric = frozen_rubric(conn)
            sha256 = rubrics.current_sha256(conn)
            wanted = chosen(samples.drawn(conn), case).case.key if case else None
        study.notice()
        desk = StoreDesk(store, Evaluator(rubric), who, Round(round_), wanted, sha256)
        with open_entries(study.console) as entries:
            score_on_screen(desk, entries, study.console)


class StoreDesk:
    """The reviewer's cases in the database.

    ``wanted`` is the key of the case to begin with; ``rubric_sha256`` is of
    the rubric that ``evaluator`` knows. When another takes its place meanwhile
    nothing more is stored.
    """

    def __init__(
        self,
        store: Store,
        evaluator: Evaluator,
        reviewer: str,
        round_: Round,
        wanted: int | None,
        rubric_sha256: str,
    ) -> None:
        self.evaluator = evaluator
        self._store, self._reviewer, self._round, self._wanted = store, reviewer, round_, wanted
        self._rubric_sha256 = rubric_sha256

    @contextmanager
    def _write(self) -> Iterator[Tx]:
        with self._store.write(self._reviewer) as tx:
            rubrics.require_rubric(tx.conn, self._rubric_sha256)
            yield tx

    def next_case(self) -> CaseOnDesk | None:
        """The case asked for first, then the reviewer's next; begun when it is not."""
        wanted, self._wanted = self._wanted, None
        # In one transaction, so that nobody else is handed the same case meanwhile.
        with self._write() as tx:
            key = wanted or assessments.next_unfinished(tx.conn, self._reviewer, self._round)
            if key is None:
                return None
            id_ = assessments.find(tx.conn, key, self._round)
            if id_ is None:
                self._refuse_own(tx.conn, key)
                id_ = assessments.begin(tx, key, self._round, self._reviewer)
            elif assessments.load(tx.conn, id_).reviewer != self._reviewer:
                self._refuse_own(tx.conn, key)
                assessments.take_over(tx, id_, self._reviewer)
            record = assessments.load(tx.conn, id_)
        notes = {name: Note(one.remark, one.citation) for name, one in record.answers.items()}
        return CaseOnDesk(id_, record.case, answers_of(self.evaluator.rubric, record), notes)

    def _refuse_own(self, conn: Connection, key: int) -> None:
        """Nobody scores a case twice: the second assessment must be independent of the first."""
        for other in INDEPENDENT - {self._round}:
            id_ = assessments.find(conn, key, other)
            if id_ and (record := assessments.load(conn, id_)).reviewer == self._reviewer:
                raise StateError(
                    f"Du har selv bedømt sagen »{record.case.case_id}«. Intet er ændret. "
                    "En anden bedømmer skal tage den."
                )

    def save(self, key: int, question: str, answer: Answer, note: Note, evaluation: Evaluation) -> None:
        """Store an answer, the words about it, and what the case comes to with it, all or nothing."""
        with self._write() as tx:
            self._refuse_stale(tx.conn, key, {question: answer}, evaluation)
            assessments.save_answer(tx, key, question, encode(answer), isinstance(answer, Special))
            assessments.save_note(tx, key, question, note.remark, note.citation)
            assessments.save_evaluation(tx, key, evaluation)

    def conclude(self, key: int, evaluation: Evaluation) -> None:
        """Store what a case comes to in which nothing is asked any more."""
        with self._write() as tx:
            self._refuse_stale(tx.conn, key, {}, evaluation)
            assessments.save_evaluation(tx, key, evaluation)

    def _refuse_stale(self, conn: Connection, key: int, new: Mapping[str, Answer], evaluation: Evaluation) -> None:
        """What is on the screen must come out of what is stored: the case may be open in another window."""
        rubric = self.evaluator.rubric
        record = self._own(conn, key)
        answers = {**answers_of(rubric, record), **new}
        if self.evaluator.evaluate(answers, read_facts(rubric, record.case.facts)) != evaluation:
            raise StateError(
                f"Sagen »{record.case.case_id}« er ændret et andet sted, mens du havde den fremme. Dit seneste svar er "
                "ikke gemt. Begynd igen med »audit score«, så ser du, hvad der er gemt."
            )

    def _own(self, conn: Connection, key: int) -> AssessmentRecord:
        """The case on the desk; StateError when somebody has taken it over meanwhile."""
        record = assessments.load(conn, key)
        if record.reviewer != self._reviewer:
            raise StateError(
                f"Sagen »{record.case.case_id}« er overtaget af {record.reviewer}, mens du havde den fremme uden svar. "
                "Det, du skrev nu, er ikke gemt. Tag den næste med »audit score«."
            )
        return record

    def save_note(self, key: int, question: str, note: Note) -> None:
        """Store the words about a question."""
        with self._write() as tx:
            self._own(tx.conn, key)
            assessments.save_note(tx, key, question, note.remark, note.citation)

    def progress(self) -> tuple[int, int]:
        """How many of the drawn cases are finished."""
        with self._store.read() as conn:
            progress = tallies.progress(conn, self._round)
        return progress.complete, progress.drawn
