"""Write the documents that are made from the code; with ``--check`` only say whether they are in step.

python docs/generate.py [--check]
"""

import os
import sys
from pathlib import Path

from claims import claims
from keys import keys
from rooms import picture

os.environ["COLUMNS"] = "100"

ROOT = Path(__file__).parents[1]
COMMANDS_HEAD = """# Kommandoer

<!-- Skrevet af docs/generate.py; ret kommandoernes egne tekster i stedet. -->

Kommandoerne står i den rækkefølge, en sag går.
"""


def commands() -> str:
    """Every command's help, as the user sees it."""
    import typer

    from audit.cli.app import load
    from audit.cli.registry import COMMANDS

    parts = [COMMANDS_HEAD]
    for entry in COMMANDS:
        command = load(entry)
        context = typer.Context(command, info_name=f"audit {entry.name}", terminal_width=100)
        parts.append(f"## audit {entry.name}\n\n```\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def schema() -> str:
    """The JSON Schema of the rubric language."""
    from audit.workshop.schema import schema_text

    return schema_text()


DOCUMENTS = {
    ROOT / "docs" / "kommandoer.md": commands,
    ROOT / "docs" / "maaleskemaets-noegler.md": keys,
    ROOT / "docs" / "paastande.md": claims,
    ROOT / "docs" / "rooms.svg": picture,
    ROOT / "audit" / "rubric" / "rubric.schema.json": schema,
}


def main(arguments: list[str]) -> int:
    """Write the documents, or check them; 1 when one is behind."""
    behind = [
        path for path, make in DOCUMENTS.items() if not path.exists() or path.read_text(encoding="utf-8") != make()
    ]
    if "--check" in arguments:
        for path in behind:
            print(f"{path.relative_to(ROOT)} is behind the code: run make docs")
        return 1 if behind else 0
    for path in behind:
        path.write_text(DOCUMENTS[path](), encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
