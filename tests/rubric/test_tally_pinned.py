"""Stored tallies are read by the place of each item, so the order of a catalogue may not change unseen."""

from hashlib import sha256

from audit.rubric.tally import Catalogue
from audit.store import migrate
from tests.tools.tallied import RUBRIC

DIGEST = "354570f488449f2f6c7e1d5418beedeae2de9af6b33b771ab3cf51e63033b9f1"
SINCE = 5


def test_a_catalogue_is_as_it_was_when_the_stored_tallies_were_made() -> None:
    items = Catalogue(RUBRIC).items
    digest = sha256("\n".join(" ".join(item) for item in items).encode()).hexdigest()
    assert (digest, migrate.TALLIED_SINCE) == (DIGEST, SINCE), (
        "The catalogue of a rubric has changed, so the tallies stored by earlier versions are read wrong. Make a new "
        "migration (it may be empty), set migrate.SCHEMA_VERSION and migrate.TALLIED_SINCE to its number, so that "
        "they are made again, and write the new digest here."
    )
