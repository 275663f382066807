"""``audit review agreement``: how far two independent reviewers agree."""

from typing import Any

import typer

from audit.agreement.coefficients import Coefficient
from audit.agreement.coefficients.table import LEAST_FOR_INTERVAL
from audit.agreement.measuring import AgreedOn, Agreement
from audit.commands import AsJson, print_json, study_of
from audit.results.model import Share, rounded_percent
from audit.rubric.evaluate import Evaluator
from audit.rubric.model import Rubric
from audit.study.agreeing import MeasuredAgreement, measured_agreement
from audit.study.opening import frozen_rubric
from audit.terminal.console import Console
from audit.terminal.tables import Column
from audit.wording.numbers import counted, two_decimals, whole
from audit.wording.shares import NOTHING, out_of, percent_words

HELP = {
    "agreement": "Tallene bygger på første og anden runde, som de var, da begge var færdige og ingen af de to havde "
    "set den andens svar; det, opmanden har afgjort, indgår ikke. For udfaldet, hvert spørgsmål og hvert afsnit vises, "
    "hvor ofte de to har svaret ens, med et eksakt 95 %-interval, Gwets AC1 og Krippendorffs alfa. AC1 og alfa har "
    f"intervaller fra {LEAST_FOR_INTERVAL} dobbelt bedømte sager og frem. »Omgjort« er, hvor ofte opmanden har afgjort "
    "andet end det første svar; de spørgsmål, hvor det er sket oftest, står øverst."
}
EXAMPLES = {"agreement": ("audit review agreement", "audit review agreement --json")}
_COEFFICIENT = "value, og low og high, hvor der er et interval; null, hvor tallet ikke er defineret"
JSON = {
    "agreement": {
        "cases": "sager, som to har bedømt færdig",
        "waiting": "sager, der er begyndt i anden runde, og som ikke begge har bedømt færdig",
        "rounds": "de runder, tallene bygger på",
        "agreement": "udfaldet, hvert spørgsmål, hvert afsnit og alt under ét",
        "agreement[].what": "outcome, question, section eller everything",
        "agreement[].id": "spørgsmålets eller afsnittets id",
        "agreement[].compared": "par af svar, der er holdt op mod hinanden",
        "agreement[].agreed": "par, der er ens",
        "agreement[].percent": f"andelen fra 0 til 1: {_COEFFICIENT}",
        "agreement[].ac1": f"Gwets AC1: {_COEFFICIENT}",
        "agreement[].alpha": f"Krippendorffs alfa, nominal: {_COEFFICIENT}",
        "agreement[].alpha_ordinal": f"alfa for rækken af udfald: {_COEFFICIENT}",
        "agreement[].confusions": "de par af svar, der er forskellige: one, other og times",
        "agreement[].decided": "uenigheder, opmanden har afgjort",
        "agreement[].overturned": "dem, hvor det første svar ikke kom til at gælde",
        "agreement[].codes": "hvor mange gange hver grund er brugt",
    }
}
_COLUMNS = [
    Column("Svar på"),
    *(Column(name, numeric=True) for name in ("Ens", "95 %-interval", "AC1", "Alfa", "Omgjort")),
]
_FEWEST_IN_PERCENT = 10
_MOST_TOLD = 5


def agreement(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Show how far the two agree."""
    study = study_of(ctx)
    with study.store() as store, store.read() as conn:
        rubric = frozen_rubric(conn)
        found = measured_agreement(conn, Evaluator(rubric))
    if as_json:
        print_json(_document(found))
        return
    study.notice()
    if not found.cases:
        told = f" {counted(found.waiting, rubric.case)} venter på det." if found.waiting else ""
        study.console.line(
            f"Ingen {rubric.case.many} er bedømt færdige af to endnu.{told} Anden runde: audit score --round anden"
        )
        return
    _show(study.console, rubric, found)


def _show(console: Console, rubric: Rubric, found: MeasuredAgreement) -> None:
    case = rubric.case
    waiting = f"; {whole(found.waiting)} venter på det" if found.waiting else ""
    finished = case.finished if found.cases == 1 else "færdige"
    console.strong(f"Enighed: {counted(found.cases, case)} er bedømt {finished} af to{waiting}.")
    console.line(
        "Tallene bygger på første og anden runde, som de var, da begge var færdige. Det, opmanden har afgjort, indgår "
        f"ikke. Intervallet forudsætter, at de dobbelt bedømte {case.many} er tilfældige blandt {case.the_many}."
    )
    console.table(_COLUMNS, [_row(rubric, one) for one in found.of if one.compared])
    if never := sum(not one.compared for one in found.of if one.what is AgreedOn.QUESTION):
        console.line(f"{counted(never, 'spørgsmål', 'spørgsmål')} er i {case.none} stillet i begge bedømmelser.")
    console.line(
        f"{NOTHING} i AC1 og alfa: tallet regnes ikke af datoer, tal, afsnit og alle svar under ét, og det er ikke "
        "defineret, hvor de to kun har brugt ét svar."
    )
    if found.cases < LEAST_FOR_INTERVAL:
        console.line(f"AC1 og alfa har intervaller fra {LEAST_FOR_INTERVAL} {case.many}; her er {whole(found.cases)}.")
    parted = [one for one in found.of if one.confusions]
    if not parted:
        console.line(f"De to har svaret ens i alle {case.many}.")
        return
    console.line()
    console.strong("Hvad der er svaret forskelligt")
    parted.sort(key=lambda one: -one.confusions[0].times)
    for one in parted[:_MOST_TOLD]:
        console.line(f"- {_confused(rubric, one)}", hang=2)
    if (left := len(parted) - _MOST_TOLD) > 0:
        console.line(f"Yderligere {whole(left)} står i --json.")


def _row(rubric: Rubric, one: Agreement) -> tuple[str, ...]:
    interval = NOTHING
    if one.percent and one.percent.low is not None and one.percent.high is not None:
        low, high = (rounded_percent(round(limit * 10_000), 10_000) for limit in (one.percent.low, one.percent.high))
        interval = f"{low}–{percent_words(high)}"
    of_all = one.compared >= _FEWEST_IN_PERCENT
    same = Share(one.agreed, one.compared)
    overturned = out_of(one.overturns.overturned, one.overturns.decided) if one.overturns.decided else NOTHING
    return (
        _name(rubric, one),
        f"{same.out_of} ({same.percent_words})" if of_all else same.out_of,
        interval if of_all else NOTHING,
        _decimals(one.ac1),
        _decimals(one.alpha),
        overturned,
    )


def _name(rubric: Rubric, one: Agreement) -> str:
    match one.what:
        case AgreedOn.OUTCOME:
            return rubric.called_outcome
        case AgreedOn.QUESTION:
            return rubric.questions[one.id].text
        case AgreedOn.SECTION:
            return f"Afsnit: {next(section.title for section in rubric.sections if section.id == one.id)}"
        case AgreedOn.EVERYTHING:
            return "Alle svar"


def _decimals(found: Coefficient | None) -> str:
    """Two decimals, with the interval behind; »ikke defineret« where there is no value."""
    if found is None:
        return NOTHING
    value = two_decimals(found.value)
    if found.low is None or found.high is None:
        return value
    return f"{value} ({two_decimals(found.low)} til {two_decimals(found.high)})"


def _confused(rubric: Rubric, one: Agreement) -> str:
    """»Er …? 17 af 20 gange: »Fremgår ikke« mod »Nej«.«"""
    most, times = one.confusions[0], sum(each.times for each in one.confusions)
    said = " mod ".join(_answer(rubric, one, text) for text in (most.one, most.other))
    name = _name(rubric, one)
    before = name if name.endswith("?") else f"{name}:"
    return f"{before} {whole(most.times)} af {counted(times, 'gang', 'gange')}: {said}."


def _answer(rubric: Rubric, one: Agreement, text: str) -> str:
    if not text:
        return "intet svar"
    if one.what is AgreedOn.OUTCOME:
        return f"»{rubric.outcome_label(text)}«"
    question = rubric.questions[one.id]
    labels = question.answer_labels
    if labels:
        return f"»{', '.join(labels.get(part, part) for part in text.split(', '))}«"
    return f"»{question.words(question.decode((text,)))}«"


def _document(found: MeasuredAgreement) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "waiting": found.waiting,
        "rounds": ["first", "second"],
        "agreement": [
            {
                "what": one.what,
                "id": one.id,
                "compared": one.compared,
                "agreed": one.agreed,
                **{
                    name: _coefficient(value)
                    for name, value in (
                        ("percent", one.percent),
                        ("ac1", one.ac1),
                        ("alpha", one.alpha),
                        ("alpha_ordinal", one.alpha_ordinal),
                    )
                },
                "confusions": [{"one": c.one, "other": c.other, "times": c.times} for c in one.confusions],
                "decided": one.overturns.decided,
                "overturned": one.overturns.overturned,
                "codes": dict(one.overturns.codes),
            }
            for one in found.of
        ],
    }


def _coefficient(found: Coefficient | None) -> dict[str, float | None] | None:
    return {"value": found.value, "low": found.low, "high": found.high} if found else None
