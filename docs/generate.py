"""Write the documents that are made from the code; with ``--check`` only say whether they are in step.

python docs/generate.py [--check]
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from claims import claims
from documents import documents
from keys import keys
from rooms import picture
from settings import settings

from audit.cli.registry import COMMANDS, EXIT_CODES, WITHOUT_JSON, CommandEntry

os.environ["COLUMNS"] = "100"

ROOT = Path(__file__).parents[1]
COMMANDS_HEAD = """# Kommandoer

<!-- Skrevet af docs/generate.py; ret kommandoernes egne tekster i stedet. -->

Kommandoerne står i den rækkefølge, en sag går. Med `--json` skriver en kommando ét JSON-dokument på standard output og
intet andet. Felterne er en aftale: der kan komme flere til, men ingen forsvinder eller skifter betydning uden en ny
hovedudgave af programmet. `x[].y` er feltet `y` i hvert punkt af listen `x`.
"""
ERRORS_HEAD = """## Slutkoder

| kode | hvad den siger |
|---|---|
{exits}
## Fejl som JSON

Med `--json` skrives også fejl som JSON: ét dokument på standard error. På standard output står kun svaret, så et
program kan læse de to hver for sig; slutkoden siger, om der er en fejl at læse.

```json
{{"error": {{"code": "state", "message": "Der er ikke trukket en stikprøve endnu. …", "problems": []}}}}
```

`problems` er de enkelte fejl i en fil: hvor (`where`, og i dele `file`, `line`, `column` og `cell`; tal er 0 og tekst
tom, når det ikke vides), hvad (`what`), og hvad man gør (`what_to_do`). `warning` er `true` for en advarsel, og `rule`
er det navn, den slås fra med. Et navn under `code` skifter aldrig betydning:

| code | slutkode | hvad det betyder |
|---|---|---|
{codes}"""


def commands() -> str:
    """Every command's help, as the user sees it."""
    import typer

    from audit.cli.app import load

    parts = [COMMANDS_HEAD]
    for entry in COMMANDS:
        command = load(entry)
        context = typer.Context(command, info_name=f"audit {entry.name}", terminal_width=100)
        parts.append(f"## audit {entry.name}\n\n```\n{command.get_help(context).rstrip()}\n```\n")
        parts.append(_fields(entry))
    return "\n".join([*parts, errors()])


def _fields(entry: CommandEntry) -> str:
    """What the command prints with --json, field by field, or why it prints none."""
    if entry.name in WITHOUT_JSON:
        return f"Uden `--json`: {WITHOUT_JSON[entry.name]}.\n"
    if entry.name == "results":
        return "Felterne med `--json` står i [Resultater som JSON](resultater-json.md).\n"
    fields: dict[str, str] = import_module(entry.module).JSON[entry.function]
    rows = "".join(f"| `{path}` | {said} |\n" for path, said in fields.items())
    return f"Med `--json`:\n\n| felt | hvad det er |\n|---|---|\n{rows}"


def errors() -> str:
    """The exit codes, and the code of every kind of failure."""
    from audit.cli.danish import UsageFailure
    from audit.cli.failures import BUG, INTERRUPTED, OTHER_CODES, REFUSED
    from audit.errors import AuditError, ConfigError, InputError, RubricError, StateError, StoreError
    from audit.report.model import ReportError

    kinds = (UsageFailure, ConfigError, RubricError, InputError, StateError, StoreError, ReportError, AuditError)
    ends = {"interrupted": INTERRUPTED, "bug": BUG}
    rows = [(kind.code, kind.exit_code, kind.meaning) for kind in kinds]
    rows += [(code, ends.get(code, REFUSED), said) for code, said in OTHER_CODES.items()]
    return ERRORS_HEAD.format(
        exits="".join(f"| {code} | {said}. |\n" for code, said in EXIT_CODES),
        codes="".join(f"| `{code}` | {end} | {said} |\n" for code, end, said in rows),
    )


def schema() -> str:
    """The JSON Schema of the rubric language."""
    from audit.workshop.schema import schema_text

    return schema_text()


DOCUMENTS = {
    ROOT / "docs" / "audit-toml.md": settings,
    ROOT / "docs" / "kommandoer.md": commands,
    ROOT / "docs" / "maaleskemaer.md": documents,
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
