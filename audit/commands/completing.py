"""The words a shell offers when the user presses Tab: cases, authorities, facts, questions, reviewers, rounds.

A function here is the ``autocompletion`` of a parameter. What it offers can be
typed as it stands in every shell, and is taken by the command; letters in
either case are matched. Outside a study, and in one that cannot be read, there
is nothing to offer: whoever runs the completion passes over what is raised here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from audit.resources import shipped

if TYPE_CHECKING:
    from audit.rubric.model import Rubric
    from audit.store import Connection

_TYPED = re.compile(r"[\w.][\w./+-]*")
"""A word that no shell reads as more than itself."""
_PATIENCE = 1.0
"""Seconds to wait for a database that is busy."""


def cases(ctx: typer.Context, incomplete: str) -> list[str]:
    """The drawn cases: the case number, with the authority's code before it where two have the same.

    A number that a shell would split or expand is offered as the case's place in the sample, unless that is
    another case's number.
    """
    from audit.store import samples
    from audit.store.records import case_ref

    with _stored(ctx) as conn:
        drawn = samples.drawn(conn)
    numbers = Counter(one.case.case_id for one in drawn)
    named = [case_ref(one.case) if numbers[one.case.case_id] > 1 else one.case.case_id for one in drawn]
    return _fitting(
        (
            name if _TYPED.fullmatch(name) else str(one.number)
            for name, one in zip(named, drawn, strict=True)
            if _TYPED.fullmatch(name) or str(one.number) not in numbers
        ),
        incomplete,
    )


def authority_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """The study's authorities by name; outside a study the kommuner."""
    from audit.authorities import kommuner
    from audit.commands import study_of
    from audit.errors import AuditError
    from audit.study.authorities import listed_authorities

    try:
        known = listed_authorities(study_of(ctx).config)
    except AuditError:
        known = kommuner()
    return _fitting((one.name for one in known.by_code.values()), incomplete)


def facts(ctx: typer.Context, incomplete: str) -> list[str]:
    """What results are divided by; after a comma, what can be crossed with it."""
    from audit.cases import KOMMUNE

    return _listed([*_rubric(ctx).facts, KOMMUNE], incomplete)


def questions(ctx: typer.Context, incomplete: str) -> list[str]:
    """The questions of a cross table; after a comma, the second."""
    return _listed([name for name, one in _rubric(ctx).questions.items() if one.labels], incomplete)


def reviewers(ctx: typer.Context, incomplete: str) -> list[str]:
    """The codes that have scored in the study."""
    from audit.store import assessments

    with _stored(ctx) as conn:
        return _fitting(assessments.known_codes(conn).values(), incomplete)


def rounds(incomplete: str) -> list[str]:
    """The rounds whose names are one word."""
    from audit.review.recorded import ROUND_NAMES

    return _fitting(ROUND_NAMES, incomplete)


def shipped_rubrics(incomplete: str) -> list[str]:
    """The program's own rubrics."""
    return _fitting((path.stem for path in shipped("rubrics").glob("*.yaml")), incomplete)


def _listed(names: Iterable[str], incomplete: str) -> list[str]:
    """The names that fit after the last comma, with all that stands before it."""
    before, comma, last = incomplete.rpartition(",")
    taken = {unicodedata.normalize("NFC", name).casefold() for name in before.split(",")}
    return [f"{before}{comma}{name}" for name in _fitting(names, last) if name.casefold() not in taken]


def _fitting(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that begin with what is typed, whatever its case; what is typed stays as it is."""
    typed = unicodedata.normalize("NFC", incomplete)
    return sorted(
        incomplete + word[len(typed) :]
        for word in dict.fromkeys(words)
        if _TYPED.fullmatch(word) and word.casefold().startswith(typed.casefold())
    )


@contextmanager
def _stored(ctx: typer.Context) -> Iterator["Connection"]:
    """The study's database, which is read as it is: pressing Tab changes nothing."""
    from audit.commands import study_of
    from audit.store import open_store

    config = study_of(ctx).config
    opened = open_store(
        config.database, study_id=config.study.id, title=config.study.title, as_it_is=True, timeout=_PATIENCE
    )
    with opened as store, store.read() as conn:
        yield conn


def _rubric(ctx: typer.Context) -> "Rubric":
    """The rubric in force, or before the sample is drawn that of the file."""
    from audit.commands import study_of
    from audit.errors import AuditError
    from audit.study.opening import frozen_rubric

    try:
        with _stored(ctx) as conn:
            return frozen_rubric(conn)
    except AuditError:
        return study_of(ctx).rubric_file().rubric
