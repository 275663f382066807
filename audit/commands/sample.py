"""``audit sample``: draw the sample and freeze the rubric; show what was drawn."""

from typing import Annotated, Any

import typer

from audit.authorities import Authorities
from audit.commands import AsJson, completing, print_json, study_of
from audit.errors import StateError
from audit.nouns import Noun, capital, filled
from audit.results.intervals import why_none
from audit.review.wording import fact_label, value_label
from audit.rubric.model import Rubric
from audit.sampling.allocation import shortfalls, stratum_label
from audit.sampling.census import METHOD as CENSUS
from audit.sampling.model import LATEST, Criteria, Draw
from audit.sampling.purposive import METHOD as PURPOSIVE
from audit.sampling.purposive import NO_LOT
from audit.sampling.tickets import METHOD as RANDOM
from audit.study.drawing import draw_sample
from audit.study.opening import frozen_rubric
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.authority_words import authority_heading, how_to_write, no_authority
from audit.wording.numbers import counted, whole

_FRAME = "I bruttolisten"
_COUNTS = {RANDOM: (_FRAME, "Ønsket", "Trukket"), PURPOSIVE: (_FRAME, "Ønsket", "Udvalgt"), CENSUS: (_FRAME,)}
"""The headings of what is counted in each group; in a census the three are one."""

_COLUMN = {RANDOM: ("Lod",), PURPOSIVE: ("Udvalgt som",), CENSUS: ()}
"""The heading of what each case was found by; a census needs none."""

HELP = {
    "draw": "De mindste lodder i hver gruppe trækkes; enhver kan regne det efter med startværdien. Måleskemaets fulde "
    "tekst gemmes, som det er nu, og det er det, sagerne bedømmes efter. Sagerne kan kun lægges fast én gang. Siger "
    "audit.toml, at sagerne er udvalgt (purposive), vælges de efter kriterierne dér og ikke ved lod. Siger den, at "
    "alle sager er med (all), tages hele bruttolisten."
}

EXAMPLES = {
    "draw": (
        "audit sample draw",
        'audit sample draw --seed "Lotto 28. november 2026: 3 8 14 22 31"',
    ),
    "show": (
        "audit sample show",
        "audit sample show --kommune Aarhus --json",
    ),
}
_GROUP = {
    "groups[].values": "gruppens værdier af de oplysninger, der står i strata",
    "groups[].population": "sager i bruttolisten",
    "groups[].asked": "sager, der er bedt om",
    "groups[].drawn": "sager, der er med",
}
JSON = {
    "draw": {
        "method": "random (ved lod), purposive (udvalgt) eller all (alle sager på bruttolisten)",
        "seed": "startværdien; tom, når der ikke er trukket lod",
        "strata": "de oplysninger, bruttolisten er delt op efter",
        "drawn": "sager, der er med",
        "groups": "de grupper, bruttolisten er delt op i",
        **_GROUP,
        "rubric.id": "måleskemaet, der er låst",
        "rubric.version": "dets udgave",
        "warnings": "advarsler, skrevet som fejlene i `problems`",
    },
    "show": {
        "[].number": "sagens nummer i undersøgelsen",
        "[].kommune": "myndighedens kode",
        "[].case": "sagens nummer",
        "[].file_no": "journalnummeret; tomt, når bruttolisten ikke har det",
        "[].facts": "sagens oplysninger efter navn",
        "[].ticket": "loddet; tomt, når der ikke er trukket lod",
        "[].basis": "det, sagen er udvalgt som; ellers tomt",
    },
}


def draw(
    ctx: typer.Context,
    seed: Annotated[str | None, typer.Option(metavar="TEKST", help="Startværdien; ellers den i audit.toml")] = None,
    as_json: AsJson = False,
) -> None:
    """Draw the sample."""
    study = study_of(ctx)
    drawn, rubric, authorities = draw_sample(study, seed)
    if as_json:
        print_json(_draw_document(drawn, rubric, authorities))
        return
    study.notice()
    study.console.problems(shortfalls(drawn, authorities, rubric.case))
    _print_draw(study.console, drawn, authorities, rubric.case)
    study.console.line(f"Måleskemaet {rubric.id} {rubric.version} er låst.")


def show(
    ctx: typer.Context,
    as_json: AsJson = False,
    kommune: Annotated[
        str | None,
        typer.Option(metavar="KOMMUNE", help="Kun sager fra én myndighed", autocompletion=completing.authority_names),
    ] = None,
) -> None:
    """Show the drawn cases in draw order."""
    from audit.store import samples
    from audit.store.authorities import frozen_authorities

    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        authorities = frozen_authorities(conn)
        code = _code(authorities, kommune)
        rubric, sample = frozen_rubric(conn), samples.sample(conn)
        cases = samples.drawn(conn, kommune=code)
    criteria = sample.criteria if sample else None
    if as_json:
        document = [
            {
                "number": one.number,
                "kommune": one.case.kommune,
                "case": one.case.case_id,
                "file_no": one.case.file_no,
                "facts": dict(one.case.facts),
                "ticket": one.ticket,
                "basis": one.basis,
            }
            for one in cases
        ]
        print_json(document)
        return
    study.notice()
    method = sample.method if sample else RANDOM
    if said := _no_lot(method, rubric.case):
        study.console.line(said)
    facts = list(dict.fromkeys(name for one in cases for name in one.case.facts))
    facts = [name for name in facts if not criteria or name != criteria.mark]
    names = [
        authority_heading(authorities),
        capital(rubric.case.one),
        "Journalnr.",
        *(fact_label(rubric, authorities, fact) for fact in facts),
        *_COLUMN[method],
    ]
    study.console.table(
        [Column("Nr.", numeric=True), *map(Column, names)],
        [
            [
                str(one.number),
                authorities.name_of(one.case.kommune),
                one.case.case_id,
                one.case.file_no,
                *(value_label(rubric, authorities, fact, one.case.facts.get(fact, "")) for fact in facts),
                *(
                    [_basis(rubric, authorities, criteria, one.basis)]
                    if criteria
                    else [one.ticket[:12]]
                    if one.ticket
                    else []
                ),
            ]
            for one in cases
        ],
    )


def _code(authorities: Authorities, text: str | None) -> str | None:
    if not text:
        return None
    found = authorities.find(text)
    if found is None:
        raise StateError(f"{no_authority(authorities, text)} {how_to_write(authorities)}")
    return found.code


def _no_lot(method: str, case: Noun) -> str:
    """What is said of cases that are not drawn by lot; "" of those that are."""
    why = "" if method == RANDOM else why_none(method, case)
    return f"{filled(NO_LOT, case)} {why}" if method == PURPOSIVE else why


def _basis(rubric: Rubric, authorities: Authorities, criteria: Criteria, basis: str) -> str:
    return "Blandt de seneste" if basis == LATEST else value_label(rubric, authorities, criteria.mark, basis)


def _draw_document(drawn: Draw, rubric: Rubric, authorities: Authorities) -> dict[str, Any]:
    """A finished draw for a program to read."""
    return {
        "method": drawn.method,
        "seed": drawn.seed,
        "strata": list(drawn.strata),
        "drawn": len(drawn.tickets),
        "groups": [
            {
                "values": dict(zip(drawn.strata, one.values, strict=True)),
                "population": one.population,
                "asked": one.asked,
                "drawn": one.drawn,
            }
            for one in drawn.counts
        ],
        "rubric": {"id": rubric.id, "version": rubric.version},
        "warnings": [problem.as_document() for problem in shortfalls(drawn, authorities, rubric.case)],
    }


def _print_draw(console: Console, drawn: Draw, authorities: Authorities, case: Noun) -> None:
    cases = counted(len(drawn.tickets), case)
    if drawn.criteria:
        asked = sum(stratum.asked for stratum in drawn.counts)
        console.line(f"{cases} er udvalgt; der er bedt om {whole(asked)}. {_no_lot(drawn.method, case)}")
    elif drawn.method == CENSUS:
        console.line(f"{cases} er med. {_no_lot(CENSUS, case)}")
    else:
        console.line(f"{cases} er trukket med startværdien »{drawn.seed}«.")
    names = _COUNTS[drawn.method]
    console.table(
        [Column("Gruppe"), *(Column(name, numeric=True) for name in names)],
        [
            (
                stratum_label(authorities, drawn.strata, one.values),
                *map(whole, (one.population, one.asked, one.drawn)[: len(names)]),
            )
            for one in drawn.counts
        ],
    )
