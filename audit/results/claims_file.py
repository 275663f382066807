"""Reading a file of claims: YAML by the rubric's own reader, so that its mistakes are named as a rubric's are."""

from pydantic import ValidationError

from audit.errors import InputError, Problem
from audit.results.claims import ClaimsFile
from audit.rubric.source import decode_source, parse_yaml
from audit.rubric.tree import locate, plain
from audit.rubric.unfit import unfit
from audit.validation import problems_of


def read_claims(data: bytes, file: str) -> ClaimsFile:
    """The claims in a file. Raises InputError with every mistake in it."""
    text = decode_source(data, file)
    if isinstance(text, Problem):
        raise _wrong(file, [text])
    tree, problems = parse_yaml(text, file)
    problems = [*unfit(text, tree, file), *problems]
    if tree is None or problems:
        raise _wrong(file, problems)
    try:
        return ClaimsFile.model_validate(plain(tree))
    except ValidationError as error:
        found = problems_of(error, lambda path: locate(tree, path), model=ClaimsFile, file=file)
        raise _wrong(file, found) from None


def _wrong(file: str, problems: list[Problem]) -> InputError:
    return InputError(f"Påstandene i {file} kan ikke læses. Intet er ændret. Ret filen, og prøv igen.", problems)
