"""Why a switch of rubric is refused: the new rubric cannot be used, or the decisions do not reach."""

from collections.abc import Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from audit.errors import AuditError, InputError, Problem, StateError
from audit.revision.carry import unfit_facts
from audit.revision.decisions import Undecided
from audit.revision.plan import Plan
from audit.wording.numbers import counted
from audit.wording.quoting import listed, quoted

if TYPE_CHECKING:
    from audit.store import Connection

MOST = 50
"""Mistakes named one by one."""


def impossible(conn: "Connection", way: Plan, sha256: str, *, changed: bool) -> StateError | None:
    """Why no decision could make the new rubric fit the study; None when it can.

    ``sha256`` is the new rubric's; ``changed`` says whether anything but its comments and tests differs.
    """
    from audit.store import rubrics, rulings, samples
    from audit.store.records import case_ref

    old, new = way.old, way.new
    if old.id != new.id:
        return StateError(
            f"Filen er måleskemaet »{new.id}«, og undersøgelsen bruger »{old.id}«. Intet er ændret. "
            "Vælg en anden udgave af det samme skema."
        )
    if old.version == new.version:
        if changed:
            return StateError(
                f"Måleskemaet er ændret, men hedder stadig udgave {old.version}. Intet er ændret. "
                "Giv det et nyt nummer i »version«, så de to udgaver kan skelnes."
            )
    elif any(one.version == new.version and one.sha256 != sha256 for one in rubrics.versions(conn)):
        return StateError(
            f"Udgave {new.version} har undersøgelsen haft før, med en anden tekst. Intet er ændret. "
            "Giv måleskemaet et nyt nummer i »version«, så udgaverne kan skelnes."
        )
    if taken := list(way.history.confused(new)):
        return StateError(
            "Måleskemaet giver spørgsmål navne, der har været brugt om andre spørgsmål, så deres svar ikke kan "
            "skilles ad. Intet er ændret. Vælg navne, undersøgelsen ikke har brugt før.",
            taken,
        )
    cases = (one.case for one in samples.drawn(conn))
    unfit = chain.from_iterable(unfit_facts(new, case_ref(case), case.facts) for case in cases)
    if shown := list(islice(unfit, MOST)):
        return StateError(
            f"Måleskemaet passer ikke til oplysningerne om {old.case.the_many}. De kommer fra bruttolisten, som ikke "
            "kan skiftes, når de ligger fast. Intet er ændret. Lad oplysningerne være, som de er.",
            shown,
        )
    gone = set(old.all_outcomes) - set(new.all_outcomes)
    if ruled := rulings.ruled_as(conn, gone):
        return StateError(
            f"I {counted(ruled, old.case)} har bedømmeren afgjort udfaldet til noget, som det nye måleskema ikke har "
            f"({listed(sorted(gone))}). Intet er ændret. Behold udfaldene i skemaet, eller tag afgørelserne tilbage."
        )
    return None


def not_decided(undecided: Sequence[Undecided], problems: Sequence[Problem], *, begun: bool) -> AuditError | None:
    """What is wrong with the decisions, or else every answer they lack; None when all is decided.

    ``begun``: the user has given a file of decisions.
    """
    if problems:
        shown = list(dict.fromkeys(problems))[:MOST]
        return InputError("Beslutningerne kan ikke bruges. Intet er ændret. Ret filen, og prøv igen.", shown)
    if not undecided:
        return None
    answers = sum(one.count for one in undecided)
    left = len(undecided) - MOST
    more = [Problem(f"og {left} til, som --template skriver.")] if left > 0 else []
    return StateError(
        f"Det er {'endnu ' if begun else ''}ikke bestemt, hvad der skal ske med {counted(answers, 'svar', 'svar')}, "
        "som ikke passer til det nye måleskema. Intet er ændret. Skriv en fil at udfylde med "
        "»--template beslutninger.yaml«, og læs den med »--decisions«.",
        [*map(_missing, undecided[:MOST]), *more],
    )


def _missing(one: Undecided) -> Problem:
    what = f"{quoted(one.question)}: svaret {quoted(one.answer)} ({counted(one.count, 'gang', 'gange')}). {one.why}"
    return Problem(what, f"Det kan blive til {listed(one.allowed, 'eller')}.")
