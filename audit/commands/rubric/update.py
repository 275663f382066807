"""``audit rubric update``: another version of the rubric in a study that has begun."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from audit.commands import AsJson, print_json, study_of
from audit.commands.rubric.changes import CHANGES, as_documents, show_changes
from audit.errors import ConfigError, InputError
from audit.files import read_start, real, reason, replace_file
from audit.review.recorded import ROUNDS
from audit.revision.decisions import Decisions, read_decisions
from audit.revision.decisions import template as template_text
from audit.rubric.source import LARGEST
from audit.study import switch
from audit.study.opening import Study, checked, read_file
from audit.study.switch import SwitchPlan, SwitchRequest
from audit.terminal.console import Console
from audit.wording.numbers import counted, whole
from audit.wording.quoting import listed, quoted

HELP = {
    "update": "Viser først kun, hvad der sker; intet skrives uden --apply. Svar følger med et spørgsmål, der har fået "
    "et nyt navn, når det nye skema siger det med renamed_from. Passer indsamlede svar ikke mere, skal det bestemmes "
    "for hvert af dem, hvad der skal gælde: --template skriver en fil at udfylde, og --decisions læser den."
}
EXAMPLES = {
    "update": (
        "audit rubric update nyt.yaml",
        "audit rubric update nyt.yaml --template beslutninger.yaml",
        "audit rubric update nyt.yaml --decisions beslutninger.yaml --apply",
    ),
}
JSON = {
    "update": {
        "old.version": "den udgave, undersøgelsen bruger",
        "old.sha256": "dens aftryk",
        "new.version": "den nye udgave",
        "new.sha256": "dens aftryk",
        "applied": "true, når måleskemaet er skiftet",
        **CHANGES,
        "undecided": "svar, hvor det endnu skal bestemmes, hvad der skal gælde",
        "notices": "advarsler",
        "moved": "svar, der flyttes eller ændres",
        "taken_out": "svar, der tages ud, efter spørgsmålets id",
        "outcomes": "sager, der skifter udfald: antal for hvert udfald før og efter",
        "finished": "sager, der ikke mere mangler noget svar",
        "again": "færdige sager, der skal bedømmes igen",
        "again[].case": "sagen som myndighedens kode/sagens nummer",
        "again[].round": "runden",
        "again[].reviewer": "bedømmerens kode",
        "again[].unanswered": "de spørgsmål, den mangler svar på",
    }
}

MOST = 50
"""Cases shown one by one."""

_ROUNDS = {round_: word for word, round_ in reversed(ROUNDS.items())}

New = Annotated[Path | None, typer.Argument(metavar="FIL", help="Den nye udgave; ellers den, audit.toml nævner")]
Decided = Annotated[Path | None, typer.Option("--decisions", metavar="FIL", help="Det, der er bestemt om svarene")]
Template = Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv en fil med det, der skal bestemmes")]
Apply = Annotated[bool, typer.Option("--apply", help="Skift skemaet; ellers vises det kun")]


def update(
    ctx: typer.Context,
    file: New = None,
    decisions: Decided = None,
    template: Template = None,
    apply: Apply = False,
    as_json: AsJson = False,
) -> None:
    """Change the rubric of the study."""
    from audit.store.authorities import frozen_authorities

    study = study_of(ctx)
    path = file or study.config.files.rubric
    new = checked(read_file(path))
    request = SwitchRequest(new, path.name, _read(decisions) if decisions else None)
    watch = study.console.progress
    with study.store() as store:
        with store.read() as conn:
            if problems := study.config.check_names(new.rubric, frozen_authorities(conn)):
                raise ConfigError("audit.toml passer ikke til det nye måleskema. Intet er ændret. Ret filen.", problems)
            plan = switch.plan(conn, request, watch, effects=not apply)
        if plan.impossible:
            raise plan.impossible
        if plan.ready and apply:
            plan = switch.apply(store, study.who, plan, watch)
    if as_json:
        print_json(_document(plan))
    else:
        study.notice()
        _print(study.console, plan)
    if template and plan.undecided and not plan.problems:
        _write_template(study, template, plan)
        told = f"Det, der skal bestemmes, står i {template}. Udfyld den, og kør igen med »--decisions {template}«."
    elif plan.refusal:
        raise plan.refusal
    else:
        told = "Der er ikke noget at bestemme, så filen er ikke skrevet." if template else ""
        if plan.applied and real(path) != real(study.config.files.rubric):
            told = f'Skriv rubric = "{path}" under [files] i audit.toml, så alle kommandoer bruger den nye udgave.'
    if told and not as_json:
        study.console.line(told)


def _read(path: Path) -> Decisions:
    try:
        return read_decisions(read_start(path, LARGEST + 1), str(path))
    except OSError as error:
        raise InputError(f"Filen {path} med beslutninger kan ikke læses: {reason(error)} Intet er ændret.") from None


def _write_template(study: Study, path: Path, plan: SwitchPlan) -> None:
    if path.exists():
        raise InputError(f"Filen {path} findes allerede. Intet er skrevet. Vælg et andet navn, eller slet filen.")
    heading = f"Beslutninger ved skift af »{plan.old.id}« fra udgave {plan.old.version} til {plan.new.version}"
    text = template_text(plan.undecided, heading)
    try:
        replace_file(study.output(path, path.suffix), text.encode())
    except OSError as error:
        raise InputError(f"Filen {path} kan ikke skrives: {reason(error)} Intet er ændret.") from None


def _print(console: Console, plan: SwitchPlan) -> None:
    if plan.same:
        console.line(f"Undersøgelsen bruger allerede dette måleskema (udgave {plan.old.version}). Intet er ændret.")
        return
    console.line(f"{plan.new.title}: fra udgave {plan.old.version} til udgave {plan.new.version}")
    show_changes(console, plan.changes)
    console.problems(plan.notices)
    if plan.undecided or plan.problems:
        return
    _print_effects(console, plan)
    if plan.applied:
        console.line(f"Måleskemaet er skiftet til udgave {plan.new.version}. Den gamle udgave er gemt.")
    else:
        console.line("Intet er ændret. Skift skemaet ved at køre kommandoen igen med --apply.")


def _print_effects(console: Console, plan: SwitchPlan) -> None:
    case = plan.new.case
    if moved := sum(one.moved for one in plan.effects):
        console.line(f"{counted(moved, 'svar', 'svar')} flyttes eller ændres, og loggen får hvert af dem.")
    if taken := plan.taken_out:
        where = ", ".join(f"{quoted(name)} ({counted(number, 'gang', 'gange')})" for name, number in taken.items())
        told = f"{counted(sum(taken.values()), 'svar', 'svar')} tages ud: {where}."
        console.line(f"{told} Loggen får hvert af dem; bemærkninger bliver stående.")
    for before, after, number in plan.outcomes:
        ends = plan.old.outcome_label(before), plan.new.outcome_label(after)
        console.line(f"{counted(number, case)} går fra »{ends[0]}« til »{ends[1]}«.")
    if finished := sum(one.finished for one in plan.effects):
        console.line(f"{counted(finished, case)} mangler ikke mere noget svar og tælles med.")
    again = [one for one in plan.effects if one.again]
    if not again:
        console.line(f"Ingen færdige {case.many} skal bedømmes igen.")
        return
    console.strong(f"{counted(len(again), case)} skal bedømmes igen:")
    for one in again[:MOST]:
        round_ = "" if one.round == "first" else f", {_ROUNDS[one.round]}"
        console.line(f"  {one.case} ({one.reviewer}{round_}): {listed(one.unanswered)}", hang=4)
    if len(again) > MOST:
        console.line(f"  og {whole(len(again) - MOST)} til; --json viser dem alle.")


def _document(plan: SwitchPlan) -> dict[str, Any]:
    """The plan for a program to read."""
    return {
        "old": {"version": plan.old.version, "sha256": plan.old_sha256},
        "new": {"version": plan.new.version, "sha256": plan.new_sha256},
        "applied": plan.applied,
        "changes": as_documents(plan.changes),
        "undecided": [asdict(one) for one in plan.undecided],
        "notices": [str(one) for one in plan.notices],
        "moved": sum(one.moved for one in plan.effects),
        "taken_out": plan.taken_out,
        "outcomes": [
            {"before": before, "after": after, "assessments": number} for before, after, number in plan.outcomes
        ],
        "finished": sum(one.finished for one in plan.effects),
        "again": [
            {"case": one.case, "round": one.round, "reviewer": one.reviewer, "unanswered": one.unanswered}
            for one in plan.effects
            if one.again
        ],
    }
