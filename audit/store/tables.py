"""The tables, and nothing about what is done with them.

The migrations make the tables; what stands here must say the same, and a test
holds the two together on both databases. Rows never leave the store: queries
use the ``Table`` handles below and build the values of ``records``.

No ``from __future__ import annotations`` here: SQLModel reads the annotations.
"""

from typing import Any, ClassVar

from sqlalchemy import JSON, Column, Dialect, Index, MetaData, Table, TypeDecorator, UniqueConstraint
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel


class JsonType(TypeDecorator[Any]):
    """Text in SQLite, JSONB in PostgreSQL, whose dialect is imported only there; None is SQL's own NULL."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the database at hand."""
        if dialect.name != "postgresql":
            return dialect.type_descriptor(JSON(none_as_null=True))
        from sqlalchemy.dialects.postgresql import JSONB

        return dialect.type_descriptor(JSONB(none_as_null=True))

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """A key or a path keeps its own type, as SQLAlchemy asks of a type made on JSON."""
        return self.impl_instance.coerce_compared_value(op, value)


CLUSTERED = {"sqlite_with_rowid": False}
"""SQLite keeps the rows in the primary key's own tree instead of beside it: half the size, half the reads."""

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
"""Every constraint has a name, so that a later migration can speak of it."""


def _key() -> Any:
    """A primary key that the store numbers itself: one writer at a time, so no sequence is needed."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


def _json() -> Any:
    return Field(sa_column=Column(JsonType, nullable=False))


class TableRow(SQLModel):
    """Base of all tables, with a catalogue of its own."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class StudyRow(TableRow, table=True):
    """The one study of this database."""

    __tablename__ = "study"

    id: str = Field(primary_key=True)
    title: str
    begun: str


class FrameFileRow(TableRow, table=True):
    """The file the frame came from; number 1."""

    __tablename__ = "frame_file"

    number: int = _key()
    name: str
    sha256: str
    rows: int
    left_out: int
    sheet: str
    left_out_rows: list[int] = _json()
    facts_sha256: str
    imported: str


class AuthorityListRow(TableRow, table=True):
    """The study's own list of authorities as it was when the frame was imported; number 1, none for the kommuner.

    ``text`` is canonical JSON, ``sha256`` is of it.
    """

    __tablename__ = "authority_list"

    number: int = _key()
    file: str
    sha256: str
    text: str


class FrameCaseRow(TableRow, table=True):
    """One case of the frame."""

    __tablename__ = "frame_case"
    __table_args__ = (UniqueConstraint("kommune", "case_id"),)

    key: int = _key()
    kommune: str
    case_id: str
    file_no: str
    facts: dict[str, str] = _json()


class FrozenRubricRow(TableRow, table=True):
    """Every version of the rubric: number 1 as it was when the sample was drawn, then those put in its place."""

    __tablename__ = "frozen_rubric"

    number: int = _key()
    rubric_id: str
    version: str
    file: str
    sha256: str
    text: str


class SampleRow(TableRow, table=True):
    """How the sample was drawn; number 1. ``rubric``: the version its cases are scored by now."""

    __tablename__ = "sample"

    number: int = _key()
    method: str
    seed: str
    strata: list[str] = _json()
    allocation: str
    frame_sha256: str
    rubric: int = Field(foreign_key="frozen_rubric.number")
    at: str
    criteria: dict[str, Any] | None = Field(sa_column=Column(JsonType, nullable=True))


class StratumRow(TableRow, table=True):
    """What one stratum of the sample held and gave."""

    __tablename__ = "stratum"

    position: int = _key()
    facts: list[str] = _json()
    population: int
    asked: int
    drawn: int


class DrawnRow(TableRow, table=True):
    """One draw: which case, in which order, by which ticket."""

    __tablename__ = "drawn"
    __table_args__ = (UniqueConstraint("number"),)

    case_key: int = Field(primary_key=True, foreign_key="frame_case.key", sa_column_kwargs={"autoincrement": False})
    number: int
    stratum: list[str] = _json()
    ticket: str
    basis: str | None = None


class AssessmentRow(TableRow, table=True):
    """One reviewer's scoring of one case in one round; without an outcome it is not complete.

    ``outcome`` follows from the answers; a ruling stands in a table of its own.
    ``tally`` is what the case is counted in, as the catalogue of the rubric in force has it.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("case_key", "round"),
        Index(None, "round", "reviewer", "outcome"),
    )

    id: int = _key()
    case_key: int = Field(foreign_key="drawn.case_key")
    round: str
    reviewer: str
    started: str
    outcome: str | None = None
    tally: bytes | None = None


class RulingRow(TableRow, table=True):
    """The outcome a reviewer has decided on in place of the one that follows from the answers."""

    __tablename__ = "ruling"

    assessment: int = Field(primary_key=True, foreign_key="assessment.id", sa_column_kwargs={"autoincrement": False})
    outcome: str
    reason: str


class AnswerRow(TableRow, table=True):
    """One value of one answer. ``counted``: the question is asked, as the answers are now."""

    __tablename__ = "answer"
    __table_args__ = (CLUSTERED,)

    assessment: int = Field(primary_key=True, foreign_key="assessment.id")
    question: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    value: str
    special: bool
    counted: bool


class NoteRow(TableRow, table=True):
    """The reviewer's words on one question."""

    __tablename__ = "note"
    __table_args__ = (CLUSTERED,)

    assessment: int = Field(primary_key=True, foreign_key="assessment.id")
    question: str = Field(primary_key=True)
    remark: str
    citation: str


class EventRow(TableRow, table=True):
    """One change, chained to the one before; triggers refuse to change or remove it."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "case_ref", "number"),)

    number: int = _key()
    at: str
    who: str
    what: str
    case_ref: str
    question: str
    round: str
    old: str
    new: str
    reason: str
    version: str
    previous: str
    hash: str


def _table(name: str) -> Table:
    return TableRow.metadata.tables[name]


study = _table("study")
frame_file = _table("frame_file")
authority_list = _table("authority_list")
frame_case = _table("frame_case")
frozen_rubric = _table("frozen_rubric")
sample = _table("sample")
stratum = _table("stratum")
drawn = _table("drawn")
assessment = _table("assessment")
ruling = _table("ruling")
answer = _table("answer")
note = _table("note")
event = _table("event")
