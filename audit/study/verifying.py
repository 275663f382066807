"""Whether a study is what its log says, and what its answers give."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from audit.errors import AuditError, Problem
from audit.results.model import LogHead
from audit.rubric.evaluate import Evaluator
from audit.sampling.allocation import Allocation
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.model import Draw
from audit.sampling.tickets import draw
from audit.study.drawing import chosen_from, everyone_in
from audit.study.opening import frozen_rubric
from audit.study.progress import Watch
from audit.wording.numbers import counted

if TYPE_CHECKING:
    from audit.store import Connection

SHOWN = 50
"""Discrepancies named one by one."""

_BEHIND = "Noget er rettet uden om programmet."
_BACKUP = "Find den sikkerhedskopi, der passer til de aftryk, I har gemt."


@dataclass(frozen=True, slots=True)
class Verified:
    """A study that is what its log says: the log's head, and how many assessments were evaluated again.

    ``complete`` is false for a study begun with an older program, which did not log the facts of the frame.
    """

    head: LogHead
    assessments: int
    complete: bool


def verified(conn: "Connection", expected: LogHead | None, watch: Watch) -> Verified:
    """Check all that a study holds; AuditError with what was changed behind the program's back.

    In order, each only where all before it is right: values that the program
    cannot have written, the log's chain (with ``expected``, a head printed
    earlier), the triggers that keep it, the frame and the sample against their
    events, the sample drawn again, the answers against the log, and every
    assessment evaluated again.
    """
    from audit.store import founded, frames, log, soundness, triggers

    _refuse(
        "Databasen har noget, som programmet ikke kan have skrevet.",
        (Problem(f"det står i tabellen »{table}«.") for table in dict.fromkeys(soundness.faulty(conn))),
    )
    found = log.verify(conn, expected)
    if not found.whole:
        raise AuditError(f"Loggen er ikke hel: {found.what}. {_BEHIND} {_BACKUP}")
    if not triggers.as_made(conn):
        raise AuditError(
            f"Loggen er hel, men det, der hindrer, at den rettes, er fjernet eller lavet om. {_BEHIND} {_BACKUP}"
        )
    said = founded.founding(conn)
    different = "Det, der er gemt, er ikke det, loggen siger."
    frame = frames.frame_file(conn)
    with watch("Holder bruttolisten op mod loggen", frame.rows if frame else 0) as step:
        _refuse(different, founded.unfounded(conn, said, step))
    stored = founded.stored_draw(conn)
    if stored:
        _refuse(
            "Undersøgelsens sager er ikke dem, bruttolisten giver, når de lægges fast igen på samme måde.",
            _drawn_otherwise(conn, stored),
        )
    with watch("Holder svarene op mod loggen", len(stored.tickets) if stored else 0) as step:
        _refuse(different, log.differences(conn, step))
    assessments, differing = reevaluate(conn, watch)
    _refuse(f"{counted(len(differing), 'bedømmelse', 'bedømmelser')} tælles ikke sådan, som svarene siger.", differing)
    return Verified(found.head, assessments, said.complete)


def _refuse(what: str, problems: "Iterator[Problem] | list[Problem]") -> None:
    if shown := list(islice(problems, SHOWN)):
        raise AuditError(f"{what} {_BEHIND}", shown)


def _drawn_otherwise(conn: "Connection", stored: Draw) -> Iterator[Problem]:
    """Draw from the stored frame by the stored seed and groups, and name what differs from the stored sample."""
    from audit.store import frames

    sizes = {one.values: one.population for one in stored.counts if one.population}
    if frames.strata_sizes(conn, stored.strata) != sizes:
        yield Problem("grupperne har ikke så mange sager i bruttolisten, som der blev talt.")
        return
    try:
        if stored.method == CENSUS:
            again = everyone_in(conn, stored.strata)
        elif stored.criteria:
            again = chosen_from(conn, stored.strata, [one.values for one in stored.counts], stored.criteria)
        else:
            asked = Allocation("given", {one.values: one.asked for one in stored.counts})
            again = draw(frames.for_draw(conn, stored.strata), stored.seed, stored.strata, asked)
    except ValueError:
        yield Problem("datoerne i bruttolisten kan ikke læses, så sagerne kan ikke vælges igen.")
        return
    if again.counts != stored.counts:
        yield Problem("grupperne har ikke givet så mange sager, som der er gemt.")
    for number, (one, other) in enumerate(zip(stored.tickets, again.tickets, strict=False), 1):
        if one != other:
            yield Problem(f"nr. {number} er en anden sag, eller dens lod eller gruppe er en anden.")
    if len(stored.tickets) != len(again.tickets):
        yield Problem("der er ikke så mange sager med, som der skulle.")


def reevaluate(conn: "Connection", watch: Watch) -> tuple[int, list[Problem]]:
    """Evaluate every assessment again: how many there are, and those stored with another outcome, count or tally.

    Before the sample is drawn there are none.
    """
    from audit.store import assessments, samples
    from audit.store.records import case_ref
    from audit.store.retally import evaluated

    if samples.frozen_rubric(conn) is None:
        return 0, []
    rubric = frozen_rubric(conn)
    evaluator = Evaluator(rubric)
    ids = assessments.all_ids(conn)
    differing = []
    with watch("Regner efter", len(ids)) as step:
        for record in assessments.records(conn, ids):
            found = evaluated(evaluator, record)
            counting = {name for name, one in record.answers.items() if one.counted}
            asked = {name for name in found.asked if name in record.answers and record.answers[name].values}
            if (found.derived, found.tally or None, asked) != (record.derived, record.tally, counting):
                differing.append(Problem(f"{rubric.case.the_one} {case_ref(record.case)} tælles anderledes."))
            step()
    return len(ids), differing
