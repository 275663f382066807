"""Reading a rubric: from the bytes of a file to a rubric, or to everything that is wrong with it at once."""

import hashlib
from dataclasses import dataclass, replace

from pydantic import ValidationError

from audit.errors import Problem
from audit.privacy import mask
from audit.rubric.fields import FROZEN
from audit.rubric.model import Rubric
from audit.rubric.references import check_references
from audit.rubric.source import decode_source, parse_yaml
from audit.rubric.tree import Items, Scalar, Table, Tree, as_meant, empty_said, empty_values, locate, plain
from audit.rubric.unfit import unfit
from audit.rubric.unfolding import unfolded
from audit.validation import KEY, MOST_PROBLEMS, Fault, Path, faults_of

_ROUNDS = 5
"""Misspelt keys can hide one another this deep; what is left after that is named all the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file.

    ``rubric`` is None when there is a problem. ``problems`` are
    in the order of the file. ``text`` is the file to the letter (with its byte
    order mark, if it has one), so that ``sha256`` is both the file's and the
    text's; it is "" when the file is not UTF-8.
    """

    rubric: Rubric | None
    problems: tuple[Problem, ...]
    text: str
    sha256: str
    tree: Tree | None = None

    def locate(self, path: Path) -> tuple[int, int]:
        """Line and column of what stands at ``path``; (0, 0) when nothing could be read."""
        return locate(self.tree, path) if self.tree is not None else (0, 0)


def read_rubric(data: bytes, file: str) -> Reading:
    """Read and check a whole rubric. Never raises: what is wrong is in ``problems``.

    A CPR number anywhere in the file is a problem, and no problem repeats it.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    text = decode_source(data, file)
    if isinstance(text, Problem):
        return Reading(None, (_masked(text),), "", sha256)
    tree, problems = parse_yaml(text, file)
    rubric = None
    if tree is not None:
        tree, found, rubric = _structure(unfolded(tree), file)
        problems += found
        if isinstance(tree, Table):
            problems += check_references(tree, file)
    problems = [*unfit(text, tree, file), *problems]
    if problems:
        rubric = None
    return Reading(rubric, tuple(map(_masked, _shown(problems, file))), data.decode("utf-8"), sha256, tree)


def read_frozen(text: str, file: str, sha256: str) -> Reading:
    """Read a rubric that a study is drawn with, by the rules it was frozen under.

    It had no mistakes then, and it cannot be mended now: rules that have come since are not held against it,
    and what no evaluation needs (``silence`` and ``tests``) is then left out. So it has problems only when it
    cannot be evaluated, or when it is not the text of ``sha256`` and has mistakes.
    """
    reading = read_rubric(text.encode(), file)
    if reading.rubric or reading.sha256 != sha256 or not isinstance(reading.tree, Table):
        return reading
    written, _ = parse_yaml(text, file)
    assert isinstance(written, Table), "it was read as a table above"
    needed = {key: entry for key, entry in written.entries.items() if key not in _FOR_ITS_AUTHOR}
    rubric, faults = _validate(unfolded(replace(written, entries=needed)), file, FROZEN)
    if rubric:
        return replace(reading, rubric=rubric, problems=())
    return replace(reading, problems=tuple(_masked(fault.problem) for fault in faults) or reading.problems)


_FOR_ITS_AUTHOR = frozenset({"silence", "tests"})


def _structure(tree: Tree, file: str) -> tuple[Tree, list[Problem], Rubric | None]:
    """The rubric when the shape is right; else what is wrong with it, and the tree with misspelt keys put right.

    A misspelt key is named once, and then read as what it was meant for, so
    that it does not also count as missing.
    """
    problems: list[Problem] = []
    for _ in range(_ROUNDS):
        rubric, faults = _validate(tree, file)
        misspelt = [fault for fault in faults if fault.meant]
        if not misspelt:
            break
        before = tree
        for fault in misspelt:
            tree = as_meant(tree, fault.path, fault.meant)
        if tree == before:
            break
        problems += [fault.problem for fault in misspelt]
    unknown = {fault.path[:-1] for fault in faults if fault.path[-1:] == (KEY,)}
    empty = {path: empty_said(tree, path, unknown=path in unknown) for path in empty_values(tree)}
    every = [*problems, *(Problem(*said, file, *locate(tree, path)) for path, said in empty.items())]
    every += [fault.problem for fault in faults if fault.path[-1:] != (KEY,) or fault.path[:-1] not in empty]
    return tree, list(dict.fromkeys(every)), rubric


def _validate(tree: Tree, file: str, context: dict[str, bool] | None = None) -> tuple[Rubric | None, list[Fault]]:
    """The rubric or what the model has against it; what is empty or damaged is named elsewhere."""
    try:
        return Rubric.model_validate(plain(tree), context=context), []
    except ValidationError as error:
        faults = faults_of(error, lambda path: locate(tree, path), model=Rubric, file=file)
        return None, [fault for fault in faults if not _has_no_value(tree, fault.path)]


def _has_no_value(tree: Tree, path: Path) -> bool:
    for part in path:
        if isinstance(tree, Table) and isinstance(part, str) and part in tree.entries:
            tree = tree.entries[part].value
        elif isinstance(tree, Items) and isinstance(part, int):
            tree = tree.items[part]
        else:
            return False
    return isinstance(tree, Scalar) and tree.value is None


def _masked(problem: Problem) -> Problem:
    return replace(problem, what=mask(problem.what), todo=mask(problem.todo))


def _shown(problems: list[Problem], file: str) -> tuple[Problem, ...]:
    """In the order of the file; no more than anyone would read."""
    ordered = sorted(problems[:MOST_PROBLEMS], key=lambda problem: (problem.line, problem.column))
    if len(problems) < MOST_PROBLEMS:
        return tuple(ordered)
    return (*ordered, Problem("der er flere fejl end dem, der er vist.", "Ret disse først, og prøv igen.", file))
