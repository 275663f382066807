"""What a case is called in a message: by the word of the frozen rubric, which is read only where something is wrong."""

from functools import cached_property

from sqlalchemy import Connection, select

from audit.nouns import CASE, Noun
from audit.rubric.reading import read_frozen
from audit.store import tables


class CaseNames:
    """Names cases in messages of one transaction."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn

    @cached_property
    def noun(self) -> Noun:
        """The word for a case; »sag« where there is no rubric that can be read."""
        frozen = tables.frozen_rubric
        query = select(frozen).join(tables.sample, tables.sample.c.rubric == frozen.c.number)
        row = self._conn.execute(query).first()
        rubric = read_frozen(row.text, row.file, row.sha256).rubric if row else None
        return rubric.case if rubric else CASE

    def the(self, case_id: str) -> str:
        """»sagen »2013-7««."""
        return f"{self.noun.the_one} »{case_id}«"
