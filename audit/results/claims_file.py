"""Reading a file of claims: YAML by the rubric's own reader, so that its mistakes are named as a rubric's are."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from audit.errors import InputError, Problem
from audit.results.claims_model import ClaimsFile
from audit.rubric.source import decode_source, parse_yaml
from audit.rubric.tree import Tree, empty_said, empty_values, locate, plain, value_before
from audit.rubric.unfit import unfit
from audit.validation import KEY, faults_of
from audit.wording.quoting import quoted


@dataclass(frozen=True, slots=True)
class ClaimsRead:
    """The claims of a file, and the line of each."""

    stated: ClaimsFile
    lines: tuple[int, ...]


def read_claims(data: bytes, file: str, study: str) -> ClaimsRead:
    """The claims in a file about the study with this id. Raises InputError with every mistake in it."""
    text = decode_source(data, file)
    if isinstance(text, Problem):
        raise _wrong(file, [text])
    tree, problems = parse_yaml(text, file)
    problems = [*unfit(text, tree, file), *problems]
    if tree is None or problems:
        raise _wrong(file, problems)
    if empty := list(_empty(tree, file)):
        raise _wrong(file, empty)
    try:
        stated = ClaimsFile.model_validate(plain(tree))
    except ValidationError as error:
        faults = faults_of(error, lambda path: locate(tree, path), model=ClaimsFile, file=file)
        misspelt = {fault.meant for fault in faults if fault.path[-1:] == (KEY,)}
        raise _wrong(file, [one.problem for one in faults if not (one.path and one.path[-1] in misspelt)]) from None
    if stated.study != study:
        what = f"påstandene er om undersøgelsen {quoted(stated.study)}, men her er det {quoted(study)}."
        todo = f"Vælg en anden fil, eller skriv »study: {study}«."
        raise _wrong(file, [Problem(what, todo, file, *locate(tree, ("study",)))])
    return ClaimsRead(stated, tuple(locate(tree, ("claims", place))[0] for place in range(len(stated.claims))))


def _empty(tree: Tree, file: str) -> Iterator[Problem]:
    """What has no value; a decimal comma makes a key of the decimals, and is named as that."""
    for path in empty_values(tree):
        name = path[-1] if path else "filen"
        what, todo = empty_said(tree, path)
        if isinstance(name, str) and name.isdecimal() and (number := value_before(tree, path)):
            what = f"»{number.written},{name}« har et komma, som her skiller to nøgler."
            todo = f"Skriv decimaler med punktum: {number.written}.{name}."
        yield Problem(what, todo, file, *locate(tree, (*path, KEY)))


def _wrong(file: str, problems: list[Problem]) -> InputError:
    return InputError(f"Påstandene i {file} kan ikke læses. Ret filen, og prøv igen.", problems)
