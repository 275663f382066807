"""Makes a new rubric from the shipped starting text, with the author's file name, id and title."""

import re
import unicodedata

from audit.wording.quoting import quoted
from audit.workshop.fmt.scalars import one_line

ID, TITLE, FILE = "nyt-skema", "Nyt måleskema", "FIL"
"""The placeholders in the shipped starting text that ``starting_rubric`` replaces."""
SCHEMA = "rubric.schema.json"
"""Name of the schema's file, which is put in the rubric's folder so that editors find it."""

_MODELINE = re.compile(r"\A\ufeff?# yaml-language-server: \$schema=\S+\r?\n")
_LONGEST = 60


def starting_rubric(text: str, *, file: str, name: str, title: str) -> str:
    """The shipped text with file name and title replaced, and the id made from ``name`` by ``id_of``."""
    words = quoted(file).strip("»«")
    named = re.sub(r"^(# »audit .* )FIL\b", lambda found: found[1] + words, text, flags=re.MULTILINE)
    named = re.sub(rf"^id: {ID}$", lambda _: f"id: {id_of(name)}", named, count=1, flags=re.MULTILINE)
    return re.sub(rf"^title: {TITLE}$", lambda _: f"title: {one_line(title)}", named, count=1, flags=re.MULTILINE)


def with_schema_beside(text: str) -> str:
    """The text with a first line that points editors to ``SCHEMA``; an old such line is replaced."""
    return f"# yaml-language-server: $schema={SCHEMA}\n" + _MODELINE.sub("", text)


def id_of(name: str) -> str:
    """A name as an id: lower case, hyphens for other than letters and digits, at most 60; ``ID`` if none is left."""
    words = re.sub(r"[^\w]+|_", "-", unicodedata.normalize("NFC", name).casefold())
    return re.sub(r"^[\W\d]+|-+$", "", words)[:_LONGEST].rstrip("-") or ID
