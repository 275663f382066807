"""What a complete case is counted as, in the order of the rubric."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from audit.rubric.evaluate import Mark, MarkKind
from audit.rubric.values import Answer

Pair = tuple[tuple[Mark], tuple[Mark, Mark]]
"""The marks of a case that is only counted among, and of one that is counted: ``pair[counted]``."""


@cache
def _finding(name: str) -> Mark:
    return Mark(MarkKind.FINDING, name)


def _measure(name: str) -> Pair:
    among = Mark(MarkKind.MEASURE_AMONG, name)
    return (among,), (among, Mark(MarkKind.MEASURE_COUNT, name))


def _recommendation(name: str) -> Pair:
    among = Mark(MarkKind.RECOMMEND_AMONG, name)
    return (among,), (among, Mark(MarkKind.RECOMMEND_COUNT, name))


def marks_of(
    known: Mapping[str, Answer], kind: str, meeting: date, findings: Sequence[str], outcome: str
) -> tuple[Mark, ...]:
    """The marks; ``known`` holds the answers to what is asked, which is all answered."""
    marks = [_finding(finding) for finding in findings]
    _of_outcome(marks, outcome)
    _of_preparation(marks, known, findings)
    _of_team(marks, known, findings)
    _of_decision(marks, known, kind, meeting, findings)
    _of_resource_course(marks, known, findings)
    _of_flexible_job(marks, known, findings)
    _of_sharing(marks, known)
    if known["indstilling-afgivet"] == "ja":
        if kind == "fleksjob":
            marks += ACROSS["indstilling-ikke-tværfaglig" in findings]
        elif kind == "ressourceforløb":
            marks += DOCTOR_RECOMMENDATION["læge-ikke-orienteret" in findings]
    return tuple(marks)


RIGHT, RIGHT_OF_ASSESSABLE = _measure("rigtige"), _measure("rigtige-der-kan-vurderes")
WRONG, UNDECIDED = _measure("ændret-eller-hjemvist"), _measure("uden-afgørelse")


def _of_outcome(marks: list[Mark], outcome: str) -> None:
    marks += RIGHT[outcome == "rigtig"]
    if outcome != "ingen_afgørelse":
        marks += RIGHT_OF_ASSESSABLE[outcome == "rigtig"]
    marks += WRONG[outcome in ("ændres", "hjemvises")]
    marks += UNDECIDED[outcome == "ingen_afgørelse"]


ALONE, ON_RECOMMENDATION = _measure("startet-alene"), _measure("startet-med-råd-fra-teamet")
PREPARED, CERTIFICATE = _measure("forberedende-del-andel"), _measure("læ-265-andel")
LOOKED_THROUGH = _measure("gennemset-andel")
FEW_PAGES, MANY_PAGES = _measure("højst-50-sider"), _measure("over-200-sider")
LONG_PREPARATION = _measure("forberedelse-over-to-måneder-andel")


def _of_preparation(marks: list[Mark], known: Mapping[str, Answer], findings: Sequence[str]) -> None:
    starter = known["startet-af"]
    if starter != "fremgår_ikke":
        marks += ALONE[starter == "alene"]
        marks += ON_RECOMMENDATION[starter == "team"]
    marks += PREPARED[known["forberedende-del-med-borger"] == "ja"]
    marks += CERTIFICATE[known["læ-265-indhentet"] == "ja"]
    looked_through = known["gennemset"]
    if looked_through != "fremgår_ikke":
        marks += LOOKED_THROUGH[looked_through == "ja"]
    pages = known["sider"]
    if isinstance(pages, Decimal):
        marks += FEW_PAGES[pages <= 50]
        marks += MANY_PAGES[pages > 200]
    if isinstance(known["forberedelse-begyndt"], date) and isinstance(known["forberedelse-færdig"], date):
        marks += LONG_PREPARATION["forberedelse-over-to-måneder" in findings]


WAIT_FOR_MEETING, NOTICE = _measure("ventetid-til-møde"), _measure("indkaldt-en-til-to-uger-før")
BOTH_PRESENT, TEAM_COMPLETE = _measure("begge-deltog"), _measure("team-sammensat")
CLINIC, CONSULTANT = _measure("klinisk-funktion-med"), _measure("virksomhedskonsulent-med")
FAMILY, ELUCIDATED = _measure("familieafdeling-med"), _measure("velbelyste")


def _of_team(marks: list[Mark], known: Mapping[str, Answer], findings: Sequence[str]) -> None:
    if isinstance(known["forberedelse-færdig"], date):
        marks += WAIT_FOR_MEETING["møde-efter-over-to-måneder" in findings]
    notice = known["indkaldt-dage"]
    if isinstance(notice, Decimal):
        marks += NOTICE[7 <= notice <= 14]
    present, team = known["deltagere"], known["repræsenteret"]
    if isinstance(present, tuple):
        marks += BOTH_PRESENT["borger" in present and "sagsbehandler" in present]
    if isinstance(team, tuple):
        marks += TEAM_COMPLETE["beskæftigelse" in team and "sundhed" in team and "social" in team]
        marks += CLINIC["klinisk_funktion" in team]
        marks += CONSULTANT["virksomhedskonsulent" in team]
        marks += FAMILY["familie" in team]
    elucidated = known["velbelyst"]
    if elucidated != "kan_ikke_vurderes":
        marks += ELUCIDATED[elucidated == "ja"]


AGAINST, AGAINST_PENSION = _measure("imod-indstillingen"), _measure("imod-indstillingen-pension")
SAME_DAY, AFTER_THREE_MONTHS = _measure("afgjort-på-mødedagen"), _measure("afgjort-efter-tre-måneder")
HEARD, TOLD = _measure("partshørt-mundtligt"), _measure("besked-på-mødet")
DECIDED_BY, DOCTOR_TOLD = _measure("afgjort-af-en-fra-mødet"), _measure("læge-orienteret")


def _of_decision(
    marks: list[Mark], known: Mapping[str, Answer], kind: str, meeting: date, findings: Sequence[str]
) -> None:
    follows = known.get("følger-indstilling")
    if follows is not None:
        marks += AGAINST[follows == "nej"]
        if kind == "førtidspension":
            marks += AGAINST_PENSION[follows == "nej"]
    day = known.get("afgørelsesdato")
    if isinstance(day, date):
        marks += SAME_DAY[day <= meeting]
        marks += AFTER_THREE_MONTHS["afgørelse-efter-over-tre-måneder" in findings]
    heard = known.get("partshøring")
    if heard in ("mundtligt", "skriftligt"):
        marks += HEARD[heard == "mundtligt"]
    told = known.get("besked")
    if told in ("på_mødet", "senere"):
        marks += TOLD[told == "på_mødet"]
    decider = known.get("afgjort-af")
    if decider in ("med_i_mødet", "anden_person", "andet_team"):
        marks += DECIDED_BY[decider == "med_i_mødet"]
    doctor = known.get("sendt-til-læge")
    if doctor in ("ja", "nej"):
        marks += DOCTOR_TOLD[doctor == "ja"]


SAME_PERSON, WAIT_FOR_TALK = _measure("samme-sagsbehandler-andel"), _measure("ventetid-til-første-samtale")
WAIT_FOR_OTHERS, PLANNED = _measure("ventetid-på-forvaltning"), _measure("indsatsdel-andel")
SIX_TALKS, STAYED_AWAY = _measure("seks-samtaler"), _measure("udeblevet-andel")


def _of_resource_course(marks: list[Mark], known: Mapping[str, Answer], findings: Sequence[str]) -> None:
    if "indsatsdel" not in known:
        return
    same = known.get("samme-sagsbehandler")
    if same in ("ja", "nej"):
        marks += SAME_PERSON[same == "ja"]
    if isinstance(known["afgørelsesdato"], date) and isinstance(known.get("første-samtale-ressourceforløb"), date):
        marks += WAIT_FOR_TALK["første-samtale-efter-over-to-måneder" in findings]
    if isinstance(known.get("spurgt-forvaltning"), date) and isinstance(known.get("svar-fra-forvaltning"), date):
        marks += WAIT_FOR_OTHERS["svar-efter-over-tre-måneder" in findings]
    marks += PLANNED[known["indsatsdel"] == "ja"]
    talks = known["samtaler"]
    if isinstance(talks, Decimal):
        marks += SIX_TALKS[talks >= 6]
    away = known["udeblevet"]
    if away in ("ja", "nej"):
        marks += STAYED_AWAY[away == "ja"]


TALK_IN_TIME, REASSESSED = _measure("samtale-i-tide"), _measure("revurderet-andel")
OTHER_AGENT, AGENT_BEFORE = _measure("anden-aktør-andel"), _measure("anden-aktør-før")
EARLY_CHECK, MORE_HOURS = _measure("tidlig-opfølgning-andel"), _measure("flere-timer-andel")
TEMPORARY, WAGE_REPORTED = _measure("midlertidige"), _measure("løn-indberettet-andel")
ADJUSTED = _measure("efterreguleret-andel")


def _of_flexible_job(marks: list[Mark], known: Mapping[str, Answer], findings: Sequence[str]) -> None:
    if "i-fleksjob" not in known:
        return
    referred, talk = known["visiteret"], known.get("samtale")
    if known["samtale-holdt"] == "nej":
        marks += TALK_IN_TIME[False]
    elif referred != "fremgår_ikke" and isinstance(talk, date):
        marks += TALK_IN_TIME[isinstance(referred, date) and "samtale-for-sent" not in findings]
    if known.get("ledighedsydelse-tolv-måneder") == "ja":
        agent = known["visiteret-til-aktør"]
        marks += REASSESSED[known["revurderet"] == "ja"]
        marks += OTHER_AGENT[agent in ("ja", "før")]
        marks += AGENT_BEFORE[agent == "før"]
    if known["i-fleksjob"] == "nej":
        return
    early, hours = known["tidlig-opfølgning"], known["flere-timer"]
    if early in ("ja", "nej"):
        marks += EARLY_CHECK[early == "ja"]
    if hours in ("ja", "nej"):
        marks += MORE_HOURS[hours == "ja"]
    marks += TEMPORARY[known["midlertidigt"] == "ja"]
    wage, adjusted = known["løn-indberettet"], known["efterreguleret"]
    if wage != "fremgår_ikke":
        marks += WAGE_REPORTED[wage == "ja"]
    if adjusted in ("ja", "nej"):
        marks += ADJUSTED[adjusted == "ja"]


ONE_SYSTEM, BY_MAIL = _measure("fælles-system"), _measure("på-mail")
ACROSS, DOCTOR_RECOMMENDATION = _recommendation("tværfaglig-indstilling"), _recommendation("samarbejde-med-lægen")


def _of_sharing(marks: list[Mark], known: Mapping[str, Answer]) -> None:
    shared = known["delt-hvordan"]
    if shared != "fremgår_ikke":
        marks += ONE_SYSTEM[shared == "fælles"]
        marks += BY_MAIL[shared in ("delt", "mail")]
