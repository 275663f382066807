"""``audit rubric diff``: what has changed between two rubrics."""

from pathlib import Path
from typing import Annotated

import typer

from audit.commands import AsJson, print_json, study_of
from audit.commands.rubric.changes import CHANGES, as_documents, show_changes
from audit.errors import InputError
from audit.revision import Collected
from audit.revision import diff as differences
from audit.rubric.model import Rubric
from audit.study.opening import Study, checked, frozen_rubric, read_file, versions_before
from audit.terminal.console import Console
from audit.wording.numbers import whole

HELP = {
    "diff": "Hver ændring er sproglig (kun ord), uskadelig (intet, der er indsamlet, berøres) eller indgribende. Med "
    "to filer regnes der med, at alle svar er givet. Med én fil sammenlignes den med det måleskema, undersøgelsen i "
    "mappen bruger, og det siges, hvor mange indsamlede svar hver ændring berører."
}
EXAMPLES = {
    "diff": (
        "audit rubric diff nyt.yaml",
        "audit rubric diff gammelt.yaml nyt.yaml --json",
    ),
}
JSON = {"diff": {"old": "den gamle udgave", "new": "den nye udgave", **CHANGES}}

Two = Annotated[
    list[Path], typer.Argument(metavar="[GAMMEL] NY", help="Den gamle og den nye udgave, eller kun den nye")
]


def diff(
    ctx: typer.Context,
    files: Two,
    as_json: AsJson = False,
) -> None:
    """Show the changes."""
    if len(files) > 2:
        told = f"Der kan kun sammenlignes to udgaver, og der er nævnt {whole(len(files))}."
        raise InputError(f"{told} Skriv den gamle og den nye.")
    new = checked(read_file(files[-1])).rubric
    collected: Collected | None = None
    earlier: list[Rubric] = []
    if len(files) == 2:
        old, console = checked(read_file(files[0])).rubric, Console()
    else:
        study = study_of(ctx)
        old, collected, earlier = _of_study(study)
        console = study.console
        if not as_json:
            study.notice()
    changes = differences(old, new, collected, earlier)
    if as_json:
        document = {"old": old.version, "new": new.version, "changes": as_documents(changes)}
        print_json(document)
        return
    console.line(f"{new.title}: fra udgave {old.version} til udgave {new.version}")
    show_changes(console, changes)


def _of_study(study: Study) -> tuple[Rubric, Collected, list[Rubric]]:
    from audit.store import rubrics

    with study.store() as store, store.read() as conn:
        return frozen_rubric(conn), rubrics.collected(conn), versions_before(conn)
