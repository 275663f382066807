"""A rubric to begin from, named as its author wants it."""

import re
import unicodedata

from audit.wording.quoting import quoted
from audit.workshop.fmt.scalars import one_line

ID, TITLE, FILE = "nyt-skema", "Nyt måleskema", "FIL"
"""What stands in the shipped rubric to begin from, to be replaced."""
SCHEMA = "rubric.schema.json"
"""The schema's file, beside the rubric, so that editors find it wherever the folder is."""

_MODELINE = re.compile(r"\A\ufeff?# yaml-language-server: \$schema=\S+\r?\n")
_LONGEST = 60


def starting_rubric(text: str, *, file: str, name: str, title: str) -> str:
    """The shipped text for a file of another name; ``name`` is what the id is made of."""
    words = quoted(file).strip("»«")
    named = re.sub(r"^(# »audit .* )FIL\b", lambda found: found[1] + words, text, flags=re.MULTILINE)
    named = re.sub(rf"^id: {ID}$", lambda _: f"id: {id_of(name)}", named, count=1, flags=re.MULTILINE)
    return re.sub(rf"^title: {TITLE}$", lambda _: f"title: {one_line(title)}", named, count=1, flags=re.MULTILINE)


def with_schema_beside(text: str) -> str:
    """A rubric whose first line tells editors of the schema beside it."""
    return f"# yaml-language-server: $schema={SCHEMA}\n" + _MODELINE.sub("", text)


def id_of(name: str) -> str:
    """A name as an id: what an id cannot hold becomes a hyphen."""
    words = re.sub(r"[^\w]+|_", "-", unicodedata.normalize("NFC", name).casefold())
    return re.sub(r"^[\W\d]+|-+$", "", words)[:_LONGEST].rstrip("-") or ID
