"""What the commands share about claims: read from a file, and recomputed from the study's figures."""

from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import InputError
from audit.files import reason

if TYPE_CHECKING:
    from audit.results.claims import ClaimsFile, Stated
    from audit.results.figures import Figures


def read_stated(path: Path) -> "ClaimsFile":
    """The claims in a file; InputError when it cannot be read, with every mistake in it."""
    from audit.results.claims_file import read_claims

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"Filen {path} med påstande kan ikke læses: {reason(error)} Se efter, om navnet er rigtigt."
        ) from None
    return read_claims(data, str(path))


def stated_by(path: Path | None, figures: "Figures") -> "Stated | None":
    """The claims the study is held against, recomputed; None when ``audit.toml`` names no file."""
    from audit.results.claims import Stated, check_claims

    if path is None:
        return None
    stated = read_stated(path)
    return Stated(stated.source, check_claims(stated, figures))
