"""What a study rests on, held against the events that made it: the study, its frame, its rubrics and its sample."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from audit.cases import Case
from audit.errors import Problem
from audit.sampling.model import Draw, Ticket
from audit.store import tables
from audit.store.authorities import logged, unfrozen
from audit.store.events import What
from audit.store.frames import case_line, frame_file
from audit.store.records import FrozenRubric
from audit.store.samples import described, drawn, sample
from audit.store.values import json_text
from audit.wording.labels import lower_first

_AT_ONCE = 1_000
_LATE = timedelta(minutes=1)
"""How long after the stored time an older program could log the change."""

_SAMPLE_WORDS = {
    "method": "måden, sagerne er fundet på,",
    "seed": "startværdien",
    "strata": "opdelingen i grupper",
    "allocation": "fordelingen på grupper",
    "counts": "antallet i grupperne",
    "drawn": "antallet af sager",
    "tickets_sha256": "lodderne",
    "criteria": "kriterierne",
    "cases_sha256": "de valgte sager",
    "frame_sha256": "bruttolistens aftryk",
}
"""What the event of a draw says, in Danish; what it says of the rubric is told with the rubrics."""

_FILE = {"name": "file"} | {
    name: name for name in ("sha256", "sheet", "rows", "left_out", "left_out_rows", "facts_sha256")
}
"""The columns of a list of the frame, and what its event calls them."""

_Said = tuple[str, Mapping[str, Any]]
"""An event's time, and what it says."""


@dataclass(frozen=True, slots=True)
class Founding:
    """The events a study rests on, in order. ``lists`` are those of the frame as it is now."""

    study: tuple[_Said, ...]
    lists: tuple[_Said, ...]
    sample: tuple[_Said, ...]
    switches: tuple[_Said, ...]

    @property
    def complete(self) -> bool:
        """The log has the hash of the cases, and times are stored as they are logged.

        A study begun with an older program has neither.
        """
        return all("cases_sha256" in said for _, said in self.lists)

    @property
    def rubrics(self) -> list[dict[str, Any]]:
        """What the log says of every version of the rubric, the first first."""
        first = [
            {"rubric": said["rubric"], "version": said["rubric_version"], "sha256": said["rubric_sha256"]}
            | ({"file": said["rubric_file"]} if "rubric_file" in said else {})
            for _, said in self.sample
        ]
        return [*first, *(dict(said) for _, said in self.switches)]


def founding(conn: Connection) -> Founding:
    """Read the events a study rests on."""
    event = tables.event.c
    found: dict[str, list[_Said]] = {What.STUDY: [], What.FRAME: [], What.SAMPLE: [], What.RUBRIC: []}
    query = select(event.what, event.at, event.old, event.new).where(event.what.in_(map(str, found)))
    for row in conn.execute(query.order_by(event.number)):
        if row.what == What.FRAME and row.old:
            found[What.FRAME] = []  # the frame was replaced
        found[row.what].append((row.at, json.loads(row.new)))
    return Founding(*map(tuple, found.values()))


def same_time(stored: str, logged: str, *, exact: bool) -> bool:
    """Whether a stored time is its event's; where not ``exact`` it may be up to a minute earlier."""
    if stored == logged or exact:
        return stored == logged
    return timedelta() <= datetime.fromisoformat(logged) - datetime.fromisoformat(stored) < _LATE


def unfounded(conn: Connection, said: Founding, step: Callable[[], object]) -> Iterator[Problem]:
    """What is stored of study, frame, rubrics and sample and is not what the log says, found as it is asked for.

    ``step`` is called for each case of the frame. Memory does not grow with the frame.
    """
    exact = said.complete
    studies = conn.execute(select(tables.study)).all()
    if [{"id": one.id, "title": one.title} for one in studies] != [told for _, told in said.study]:
        yield Problem("undersøgelsens id eller titel er ikke det, loggen siger.")
    elif not same_time(studies[0].begun, said.study[0][0], exact=exact):
        yield Problem("undersøgelsens begyndelse er ikke det tidspunkt, loggen siger.")
    if problem := unfrozen(conn, logged(conn)):
        yield Problem(lower_first(problem))
    yield from _lists(conn, said, step)
    yield from _rubrics(conn, said)
    yield from _sample(conn, said)


def _lists(conn: Connection, said: Founding, step: Callable[[], object]) -> Iterator[Problem]:
    rows = conn.execute(select(tables.frame_file).order_by(tables.frame_file.c.number)).all()
    if [row.number for row in rows] != list(range(1, len(said.lists) + 1)):
        yield Problem("bruttolisten er ikke gjort af de filer, loggen siger.")
        return
    keys, cases = _cases(conn, step), 0
    for row, (at, told) in zip(rows, said.lists, strict=True):
        name = f"bruttolisten »{told['file']}«"
        if any(getattr(row, column) != told[key] for column, key in _FILE.items()):
            yield Problem(f"{name}: oplysningerne om filen er ikke dem, loggen siger.")
        if not same_time(row.imported, at, exact=said.complete):
            yield Problem(f"{name}: indlæsningen er ikke på det tidspunkt, loggen siger.")
        digest, asked, taken = sha256(), told["rows"] - told["left_out"], 0
        for key, case in islice(keys, asked):
            taken += key == cases + taken + 1
            digest.update(case_line(case))
        cases += asked
        if taken != asked or told.get("cases_sha256", digest.hexdigest()) != digest.hexdigest():
            yield Problem(f"{name}: sagerne eller oplysningerne om dem er ikke dem, der blev indlæst.")
    if next(keys, None):
        yield Problem("bruttolisten har sager, som loggen ikke nævner.")


def _cases(conn: Connection, step: Callable[[], object]) -> Iterator[tuple[int, Case]]:
    case = tables.frame_case
    for rows in conn.execute(select(case).order_by(case.c.key), execution_options={"yield_per": _AT_ONCE}).partitions():
        for row in rows:
            step()
            yield row.key, Case(row.kommune, row.case_id, row.file_no, row.facts)


def _rubrics(conn: Connection, said: Founding) -> Iterator[Problem]:
    rows = conn.execute(select(tables.frozen_rubric).order_by(tables.frozen_rubric.c.number)).all()
    if [row.number for row in rows] != list(range(1, len(said.rubrics) + 1)):
        yield Problem("de låste måleskemaer er ikke dem, loggen siger.")
        return
    for row, told in zip(rows, said.rubrics, strict=True):
        name = f"det låste måleskema, udgave {told['version']},"
        stored = {"rubric": row.rubric_id, "version": row.version, "file": row.file, "sha256": row.sha256}
        if {**stored, **told} != stored:
            yield Problem(f"{name} er ikke det, loggen siger.")
        elif text_sha256(row.text) != row.sha256:
            yield Problem(f"{name} er ikke det, der blev låst: teksten passer ikke til sit aftryk.")


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hex."""
    return sha256(text.encode()).hexdigest()


def logged_sha256(conn: Connection) -> str:
    """The SHA-256, in hex, that the log says the rubric in force has; "" where it says nothing that can be read."""
    try:
        return str(founding(conn).rubrics[-1]["sha256"])
    except (ValueError, LookupError, TypeError):
        return ""


def stored_draw(conn: Connection) -> Draw | None:
    """The sample as it was drawn, from what is stored; None before it is."""
    found = sample(conn)
    if found is None:
        return None
    tickets = tuple(Ticket(one.case.key, one.ticket, one.stratum, one.basis) for one in drawn(conn))
    return Draw(found.method, found.seed, found.strata, found.allocation, found.counts, tickets, found.criteria)


def _sample(conn: Connection, said: Founding) -> Iterator[Problem]:
    rows = conn.execute(select(tables.sample)).all()
    if [row.number for row in rows] != list(range(1, len(said.sample) + 1)):
        yield Problem("sagerne ligger ikke fast sådan, som loggen siger.")
        return
    stored, frame = stored_draw(conn), frame_file(conn)
    if stored is None or frame is None:
        return
    at, told = said.sample[0]
    rubric = FrozenRubric("", "", "", "", "")
    now = json.loads(json_text(described(stored, rubric, rows[0].frame_sha256)))
    for key, words in _SAMPLE_WORDS.items():
        unsaid = key == "counts" and key not in told  # an older program did not log them
        if not unsaid and now.get(key) != told.get(key):
            yield Problem(f"undersøgelsens sager: {words} er ikke, som loggen siger.")
    if rows[0].frame_sha256 != frame.sha256:
        yield Problem("sagerne kommer ikke fra den bruttoliste, der er gemt.")
    if rows[0].rubric != len(said.rubrics):
        yield Problem("sagerne bedømmes ikke efter det måleskema, loggen siger.")
    if not same_time(rows[0].at, at, exact=said.complete):
        yield Problem("sagerne er ikke lagt fast på det tidspunkt, loggen siger.")
    for column, place in ((tables.stratum.c.position, "grupperne"), (tables.drawn.c.number, "sagerne")):
        numbers = list(conn.execute(select(column).order_by(column)).scalars())
        if numbers != list(range(1, len(numbers) + 1)):
            yield Problem(f"undersøgelsens sager: {place} er ikke nummereret i rækkefølge.")
