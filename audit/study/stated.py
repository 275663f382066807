"""What the commands share about claims: read from a file, and recomputed from the study's figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import InputError
from audit.files import read_start, reason
from audit.rubric.source import LARGEST

if TYPE_CHECKING:
    from audit.results.claims import Stated
    from audit.results.claims_file import ClaimsRead
    from audit.results.figures import Figures


def read_stated(path: Path, study: str) -> "ClaimsRead":
    """The claims in a file about the study with this id.

    InputError when the file cannot be read or is about another study, with every mistake in it.
    """
    from audit.results.claims_file import read_claims

    try:
        data = read_start(path, LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"Filen {path} med påstande kan ikke læses: {reason(error)} Se efter, om navnet er rigtigt."
        ) from None
    return read_claims(data, str(path), study)


def stated_by(path: Path | None, figures: "Figures") -> "Stated | None":
    """The claims the study is held against, recomputed; None when ``audit.toml`` names no file."""
    return recomputed(read_stated(path, figures.study.id), figures) if path else None


def recomputed(read: "ClaimsRead", figures: "Figures") -> "Stated":
    """The claims of a file, each beside its recomputation."""
    from audit.results.claims import Stated, check_claims

    return Stated(read.stated.source, check_claims(read.stated, figures, read.lines))
