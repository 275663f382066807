"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
    """,
    # INSERT OR REPLACE deletes without asking the trigger above where recursive_triggers is off.
    """
    CREATE TRIGGER event_no_replace BEFORE INSERT ON event
    WHEN NEW.number <= (SELECT max(number) FROM event)
    BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
    """,
)

POSTGRES_REFUSAL = """
    BEGIN
        RAISE EXCEPTION 'the event log is append-only' USING ERRCODE = 'restrict_violation';
    END """
_POSTGRES_TRIGGERS = (
    f"CREATE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS $${POSTGRES_REFUSAL}$$",
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION event_refuse()
    """,
    """
    CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
)


def upgrade() -> None:
    """Make every table, and the triggers that keep the log append-only."""
    _frame()
    _sample()
    _assessments()
    _events()


def _frame() -> None:
    op.create_table(
        "study",
        _text("id"),
        _text("title"),
        _text("begun"),
        sa.PrimaryKeyConstraint("id", name="pk_study"),
    )
    op.create_table(
        "frame_file",
        _number("number"),
        _text("name"),
        _text("sha256"),
        _number("rows"),
        _number("left_out"),
        _text("sheet"),
        _json("left_out_rows"),
        _text("facts_sha256"),
        _text("imported"),
        sa.PrimaryKeyConstraint("number", name="pk_frame_file"),
    )
    op.create_table(
        "frame_case",
        _number("key"),
        _text("kommune"),
        _text("case_id"),
        _text("file_no"),
        _json("facts"),
        sa.PrimaryKeyConstraint("key", name="pk_frame_case"),
        sa.UniqueConstraint("kommune", "case_id", name="uq_frame_case_kommune_case_id"),
    )


def _sample() -> None:
    op.create_table(
        "frozen_rubric",
        _number("number"),
        _text("rubric_id"),
        _text("version"),
        _text("file"),
        _text("sha256"),
        _text("text"),
        sa.PrimaryKeyConstraint("number", name="pk_frozen_rubric"),
    )
    op.create_table(
        "sample",
        _number("number"),
        _text("method"),
        _text("seed"),
        _json("strata"),
        _text("allocation"),
        _text("frame_sha256"),
        _number("rubric"),
        _text("at"),
        sa.PrimaryKeyConstraint("number", name="pk_sample"),
        sa.ForeignKeyConstraint(["rubric"], ["frozen_rubric.number"], name="fk_sample_rubric"),
    )
    op.create_table(
        "stratum",
        _number("position"),
        _json("facts"),
        _number("population"),
        _number("asked"),
        _number("drawn"),
        sa.PrimaryKeyConstraint("position", name="pk_stratum"),
    )
    op.create_table(
        "drawn",
        _number("case_key"),
        _number("number"),
        _json("stratum"),
        _text("ticket"),
        sa.PrimaryKeyConstraint("case_key", name="pk_drawn"),
        sa.UniqueConstraint("number", name="uq_drawn_number"),
        sa.ForeignKeyConstraint(["case_key"], ["frame_case.key"], name="fk_drawn_case_key"),
    )


def _assessments() -> None:
    op.create_table(
        "assessment",
        _number("id"),
        _number("case_key"),
        _text("round"),
        _text("reviewer"),
        _text("started"),
        _text("outcome", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("case_key", "round", name="uq_assessment_case_key_round"),
        sa.ForeignKeyConstraint(["case_key"], ["drawn.case_key"], name="fk_assessment_case_key"),
    )
    op.create_index("ix_assessment_round_reviewer_outcome", "assessment", ["round", "reviewer", "outcome"])
    op.create_table(
        "answer",
        _number("assessment"),
        _text("question"),
        _number("position"),
        _text("value"),
        sa.Column("special", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("assessment", "question", "position", name="pk_answer"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name="fk_answer_assessment"),
        sqlite_with_rowid=False,
    )
    if _on_sqlite():
        tallied = ["question", "value", "special", "counted", "position", "assessment"]
        op.create_index("ix_answer_tally", "answer", tallied)
    op.create_table(
        "note",
        _number("assessment"),
        _text("question"),
        _text("remark"),
        _text("citation"),
        sa.PrimaryKeyConstraint("assessment", "question", name="pk_note"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name="fk_note_assessment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mark",
        _number("assessment"),
        _text("kind"),
        _text("code"),
        sa.PrimaryKeyConstraint("assessment", "kind", "code", name="pk_mark"),
        sa.ForeignKeyConstraint(["assessment"], ["assessment.id"], name="fk_mark_assessment"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mark_tally", "mark", ["kind", "code", "assessment"])


def _events() -> None:
    texts = ("at", "who", "what", "case_ref", "question", "round", "old", "new", "reason", "version")
    op.create_table(
        "event",
        _number("number"),
        *(_text(name) for name in texts),
        _text("previous"),
        _text("hash"),
        sa.PrimaryKeyConstraint("number", name="pk_event"),
    )
    op.create_index("ix_event_case_ref_number", "event", ["case_ref", "number"])
    for trigger in SQLITE_TRIGGERS if _on_sqlite() else _POSTGRES_TRIGGERS:
        op.execute(trigger)


def _on_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, _JSON, nullable=False)
