"""What is said of a text that should have been a kommune."""

from audit import kommuner
from audit.wording.lists import listed
from audit.wording.quoting import quoted


def no_kommune(text: str) -> str:
    """That the text is no kommune, with what became of one of before 2007, else with the nearest name."""
    if names := [f"»{one.name}«" for one in kommuner.successors(text)]:
        now = f"er nu en del af {names[0]}" if len(names) == 1 else f"blev delt mellem {listed(names)}"
        return f"{quoted(text)} er ikke længere en kommune; den {now}."
    near = kommuner.nearest(text)
    return f"{quoted(text)} er ikke en kommune" + (f" – mente du »{near}«?" if near else ".")
