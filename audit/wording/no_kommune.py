"""What is said of a text that should have been a kommune."""

from audit import kommuner
from audit.wording.quoting import quoted


def no_kommune(text: str) -> str:
    """That the text is no kommune, with the name it is a slip of; of a constructed one, where it can be used."""
    if kommuner.find(text):
        return f"{quoted(text)} findes kun i konstruerede undersøgelser (»constructed = true« under [study])."
    near = kommuner.nearest(text)
    return f"{quoted(text)} er ikke en kommune" + (f" – mente du »{near}«?" if near else ".")
