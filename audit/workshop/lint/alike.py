"""Cautions about what reads alike though it is shown together: a reader cannot tell one from the other.

Results, report and workbook put the ids beside such names, but an id is no name.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from audit.cases import KOMMUNE
from audit.rubric.cautions import Caution, LintRule
from audit.rubric.model import Rubric
from audit.rubric.parts import NOT_ASSESSABLE
from audit.rubric.places import findings, questions
from audit.validation import KEY, Path
from audit.wording.labels import read_as, readable
from audit.wording.quoting import quoted


class _Named(NamedTuple):
    """Something with an id, and what a reader sees for it at its place in the file; ``at`` is what it is silenced by.

    ``path`` is () for what the file does not name.
    """

    id: str
    label: str
    path: Path
    at: str


def alike_cautions(rubric: Rubric) -> Iterator[Caution]:
    """One for each name that reads like an earlier one it is shown together with."""
    yield from _alike("oplysningerne", _facts(rubric))
    for name, fact in rubric.facts.items():
        yield from _alike("værdierne", _options(fact.options, ("facts", name), name), f" af {quoted(name)}")
    yield from _alike("udfaldene", _outcomes(rubric))
    asked = list(questions(rubric))
    yield from _alike("spørgsmålene", [_Named(one.id, one.text, (*path, "text"), one.id) for path, one in asked])
    for path, one in asked:
        specials = [
            _Named(name, label, (*path, "allow", name, KEY), one.id) for name, label in one.special_labels.items()
        ]
        yield from _alike("svarene", [*_options(one.labels, path, one.id), *specials], f" på {quoted(one.id)}")
    found = [_Named(one.id, one.text, (*path, "text" if one.text else "id"), one.id) for path, one in findings(rubric)]
    yield from _alike("fundene", found)
    measures = enumerate(rubric.measures)
    yield from _alike(
        "nøgletallene", [_Named(one.id, one.label, ("measures", n, "label"), one.id) for n, one in measures]
    )
    recommended = rubric.recommendations.items()
    yield from _alike(
        "anbefalingerne", [_Named(name, one.text, ("recommendations", name, "text"), name) for name, one in recommended]
    )


def _alike(kind: str, shown: Iterable[_Named], of: str = "") -> Iterator[Caution]:
    first: dict[str, _Named] = {}
    for one in shown:
        earlier = first.setdefault(read_as(one.label or readable(one.id)), one)
        if earlier is not one:
            what = f"{kind} {quoted(earlier.id)} og {quoted(one.id)}{of} læses ens."
            beside = (earlier.id, earlier.path) if earlier.path else None
            yield Caution(LintRule.SAME_TEXT, one.at, one.path, what, "Skriv, hvad der skiller dem.", beside)


def _facts(rubric: Rubric) -> Iterator[_Named]:
    yield _Named(KOMMUNE, "", (), KOMMUNE)
    for name, fact in rubric.facts.items():
        if name != KOMMUNE:
            yield _Named(name, fact.label, ("facts", name, "label" if fact.label else KEY), name)


def _options(options: Mapping[str, str], path: Path, at: str) -> list[_Named]:
    return [_Named(option, label, (*path, "options", option), at) for option, label in options.items()]


def _outcomes(rubric: Rubric) -> Iterator[_Named]:
    declared = rubric.outcomes
    if not declared.describes:
        where = ("outcomes", "not_assessable") if declared.labels[NOT_ASSESSABLE] else ()
        yield _Named(NOT_ASSESSABLE, declared.labels[NOT_ASSESSABLE], where, NOT_ASSESSABLE)
    for key, names in (("ladder", declared.ladder), ("classes", declared.classes), ("outside", declared.outside)):
        for name, label in names.items():
            yield _Named(name, label, ("outcomes", key, name, KEY), name)
