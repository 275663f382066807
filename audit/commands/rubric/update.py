"""``audit rubric update``: another version of the rubric in a study that has begun."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from audit.commands import study_of
from audit.commands.rubric.changes import as_documents, show_changes
from audit.errors import ConfigError, InputError, Problem, StateError
from audit.files import reason, replace_file
from audit.review.recorded import ROUNDS
from audit.revision.decisions import Decisions, Undecided, read_decisions
from audit.revision.decisions import template as template_text
from audit.study.opening import Study, checked, read_file
from audit.study.switch import MOST, Effect, Switch
from audit.terminal.console import Console
from audit.wording.labels import readable
from audit.wording.numbers import counted, whole
from audit.wording.quoting import listed, quoted

if TYPE_CHECKING:
    from audit.store import Store

HELP = {
    "update": "Viser først kun, hvad der sker; intet skrives uden --apply. Svar følger med et spørgsmål, der har fået "
    "et nyt navn, når det nye skema siger det med renamed_from. Passer indsamlede svar ikke mere, skal det bestemmes "
    "for hvert af dem, hvad der skal gælde: --template skriver en fil at udfylde, og --decisions læser den."
}

_ROUNDS = {round_: word for word, round_ in reversed(ROUNDS.items())}

New = Annotated[Path | None, typer.Argument(metavar="FIL", help="Den nye udgave; ellers den, audit.toml nævner")]
Decided = Annotated[Path | None, typer.Option("--decisions", metavar="FIL", help="Det, der er bestemt om svarene")]
Template = Annotated[Path | None, typer.Option(metavar="FIL", help="Skriv en fil med det, der skal bestemmes")]
Apply = Annotated[bool, typer.Option("--apply", help="Skift skemaet; ellers vises det kun")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv JSON i stedet for tekst")]


def update(
    ctx: typer.Context,
    file: New = None,
    decisions: Decided = None,
    template: Template = None,
    apply: Apply = False,
    as_json: AsJson = False,
) -> None:
    """Change the rubric of the study."""
    study = study_of(ctx)
    path = file or study.config.files.rubric
    new = checked(read_file(path))
    if problems := study.config.check_names(new.rubric):
        raise ConfigError("audit.toml passer ikke til det nye måleskema. Intet er ændret. Ret filen.", problems)
    decided = _read(decisions) if decisions else None
    with study.store() as store:
        with store.read() as conn:
            switch = Switch(conn, new, path.name, decided)
            if not switch.same:
                switch.refuse_impossible(conn)
            ready = not switch.same and not switch.plan.undecided and not switch.plan.problems
            effects = switch.effects(conn, study.console) if ready and not apply else []
        if ready and apply:
            switch, effects = _carry_out(study, store, switch, decided)
    if as_json:
        _print_json(switch, effects, applied=ready and apply)
    else:
        study.notice()
        _print(study.console, switch, effects, applied=ready and apply)
    if template and switch.plan.undecided and not switch.plan.problems:
        _write_template(study, template, switch)
        told = f"Det, der skal bestemmes, står i {template}. Udfyld den, og kør igen med »--decisions {template}«."
    else:
        if not switch.same:
            _refuse(switch, decided)
        told = "Der er ikke noget at bestemme, så filen er ikke skrevet." if template else ""
        if ready and apply and path.resolve() != study.config.files.rubric.resolve():
            told = f'Skriv rubric = "{path}" under [files] i audit.toml, så det også er den udgave, der ses efter.'
    if told and not as_json:
        study.console.line(told)


def _read(path: Path) -> Decisions:
    try:
        return read_decisions(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"Filen {path} med beslutninger kan ikke læses: {reason(error)} Intet er ændret.") from None


def _carry_out(study: Study, store: "Store", seen: Switch, decided: Decisions | None) -> tuple[Switch, list[Effect]]:
    """All of it in one transaction, on what is stored when it begins: the cases may have been worked on meanwhile."""
    from audit.store import rubrics

    with store.write(study.who) as tx:
        rubrics.require_rubric(tx.conn, seen.frozen.sha256)
        switch = Switch(tx.conn, seen.new, seen.file, decided)
        switch.refuse_impossible(tx.conn)
        _refuse(switch, decided)
        return switch, switch.carry_out(tx, study.console)


def _refuse(switch: Switch, decided: Decisions | None) -> None:
    """Raise StateError with everything that is not decided, and what is wrong with what is."""
    plan = switch.plan
    if plan.problems:
        problems = list(dict.fromkeys(plan.problems))[:MOST]
        raise InputError("Beslutningerne kan ikke bruges. Intet er ændret. Ret filen, og prøv igen.", problems)
    if not plan.undecided:
        return
    answers = sum(one.count for one in plan.undecided)
    first = "Det er ikke bestemt" if decided is None else "Det er endnu ikke bestemt"
    raise StateError(
        f"{first}, hvad der skal ske med {counted(answers, 'svar', 'svar')}, som ikke passer til det nye måleskema. "
        "Intet er ændret. Skriv en fil at udfylde med »--template beslutninger.yaml«, og læs den med »--decisions«.",
        [*map(_missing, plan.undecided[:MOST]), *_more(plan.undecided)],
    )


def _missing(one: Undecided) -> Problem:
    what = f"{quoted(one.question)}: svaret {quoted(one.answer)} ({counted(one.count, 'gang', 'gange')}). {one.why}"
    return Problem(what, f"Det kan blive til {listed(one.allowed, 'eller')}.")


def _more(undecided: Sequence[Undecided]) -> list[Problem]:
    left = len(undecided) - MOST
    return [Problem(f"og {left} til, som --template skriver.")] if left > 0 else []


def _write_template(study: Study, path: Path, switch: Switch) -> None:
    if path.exists():
        raise InputError(f"Filen {path} findes allerede. Intet er skrevet. Vælg et andet navn, eller slet filen.")
    heading = (
        f"Beslutninger ved skift af »{switch.old.id}« fra udgave {switch.old.version} til {switch.new.rubric.version}"
    )
    text = template_text(switch.plan.undecided, heading)
    try:
        replace_file(study.output(path, path.suffix), text.encode())
    except OSError as error:
        raise InputError(f"Filen {path} kan ikke skrives: {reason(error)} Intet er ændret.") from None


def _print(console: Console, switch: Switch, effects: Sequence[Effect], *, applied: bool) -> None:
    if switch.same:
        console.line(f"Undersøgelsen bruger allerede dette måleskema (udgave {switch.old.version}). Intet er ændret.")
        return
    console.line(f"{switch.new.rubric.title}: fra udgave {switch.old.version} til udgave {switch.new.rubric.version}")
    show_changes(console, switch.changes)
    console.problems(switch.plan.notices)
    if switch.plan.undecided or switch.plan.problems:
        return
    _print_effects(console, effects)
    if applied:
        console.line(f"Måleskemaet er skiftet til udgave {switch.new.rubric.version}. Den gamle udgave er gemt.")
    else:
        console.line("Intet er ændret. Skift skemaet ved at køre kommandoen igen med --apply.")


def _print_effects(console: Console, effects: Sequence[Effect]) -> None:
    moved = sum(one.moved for one in effects)
    if moved:
        console.line(f"{counted(moved, 'svar', 'svar')} flyttes, ændres eller tages ud, og loggen får hvert af dem.")
    for (before, after), number in sorted(_outcomes(effects).items()):
        console.line(f"{counted(number)} går fra »{readable(before)}« til »{readable(after)}«.")
    if finished := sum(one.finished for one in effects):
        console.line(f"{counted(finished)} mangler ikke mere noget svar og tælles med.")
    again = [one for one in effects if one.again]
    if not again:
        console.line("Ingen færdige sager skal bedømmes igen.")
        return
    console.strong(f"{counted(len(again))} skal bedømmes igen:")
    for one in again[:MOST]:
        round_ = "" if one.round == "first" else f", {_ROUNDS[one.round]}"
        console.line(f"  {one.case} ({one.reviewer}{round_}): {listed(one.unanswered)}", hang=4)
    if len(again) > MOST:
        console.line(f"  og {whole(len(again) - MOST)} til; --json viser dem alle.")


def _outcomes(effects: Sequence[Effect]) -> Counter[tuple[str, str]]:
    """How many complete assessments go from one outcome to another."""
    return Counter((e.before, e.after) for e in effects if e.before and e.after and e.before != e.after)


def _print_json(switch: Switch, effects: Sequence[Effect], *, applied: bool) -> None:
    document: dict[str, Any] = {
        "old": {"version": switch.old.version, "sha256": switch.frozen.sha256},
        "new": {"version": switch.new.rubric.version, "sha256": switch.new.reading.sha256},
        "applied": applied,
        "changes": as_documents(switch.changes),
        "undecided": [asdict(one) for one in switch.plan.undecided],
        "notices": [str(one) for one in switch.plan.notices],
        "moved": sum(one.moved for one in effects),
        "outcomes": [
            {"before": before, "after": after, "assessments": number}
            for (before, after), number in sorted(_outcomes(effects).items())
        ],
        "finished": sum(one.finished for one in effects),
        "again": [
            {"case": one.case, "round": one.round, "reviewer": one.reviewer, "unanswered": one.unanswered}
            for one in effects
            if one.again
        ],
    }
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
