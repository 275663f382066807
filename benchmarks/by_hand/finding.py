"""The findings of a case, in the order of the rubric: of single answers, of several, of deadlines."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from audit.rubric.values import Answer


def findings_of(known: Mapping[str, Answer], meeting: date) -> list[str]:
    """The ids; ``known`` holds the answers to what is asked."""
    found = [finding for name, answer, finding in OF_ANSWERS if known.get(name) == answer]
    _of_several_answers(found, known, meeting)
    _of_deadlines(found, known, meeting)
    return found


OF_ANSWERS = (
    ("muligheder-udtømt", "nej", "muligheder-ikke-udtømt"),
    ("forberedende-del-med-borger", "uden_borger", "forberedende-del-uden-borger"),
    ("forberedende-del-med-borger", "nej", "forberedende-del-mangler"),
    ("forberedende-del-indhold", "nej", "forberedende-del-mangelfuld"),
    ("formål-forklaret", "nej", "borger-ikke-forberedt-på-formål"),
    ("muligheder-forklaret", "nej", "borger-ikke-forberedt-på-muligheder"),
    ("møde-forklaret", "nej", "borger-ikke-forberedt-på-mødet"),
    ("læ-265-indhentet", "nej", "læ-265-mangler"),
    ("velbelyst", "for_lidt", "ikke-velbelyst"),
    ("indstilling-afgivet", "nej", "indstilling-mangler"),
    ("indstilling-indhold", "nej", "indstilling-mangelfuld"),
    ("indstilling-tværfaglig", "nej", "indstilling-ikke-tværfaglig"),
    ("afgørelse-truffet", "nej", "ingen-afgørelse"),
    ("genforelagt", "nej", "ikke-genforelagt"),
    ("borger-med-igen", "nej", "borger-ikke-med-igen"),
    ("partshøring", "ikke_hørt", "ikke-partshørt"),
    ("sendt-til-læge", "nej", "læge-ikke-orienteret"),
    ("koordinerende-sagsbehandler", "nej", "ingen-koordinerende"),
    ("motiveret", "nej", "borger-ikke-motiveret"),
    ("støttet", "nej", "borger-ikke-støttet"),
    ("indsatsdel", "nej", "indsatsdel-ikke-lavet"),
    ("plan-opdateret", "nej", "plan-ikke-opdateret"),
    ("indsats-registreret", "nej", "indsats-ikke-registreret"),
    ("arbejdsevne-fulgt", "nej", "arbejdsevne-ikke-fulgt"),
    ("plan-fulgte-med", "nej", "plan-fulgte-ikke-med"),
    ("resultat-vurderet", "nej", "resultat-ikke-vurderet"),
    ("videre-afgjort", "nej", "videre-ikke-afgjort"),
    ("for-teamet-igen", "nej", "ikke-for-teamet-igen"),
    ("i-god-tid", "nej", "for-teamet-for-sent"),
    ("samtale-holdt", "nej", "ingen-samtale"),
    ("cv-oprettet", "ikke_opdateret", "cv-ikke-opdateret"),
    ("cv-oprettet", "nej", "cv-mangler"),
    ("cv-hjælp", "nej", "cv-ingen-hjælp"),
    ("aktør-efter-ønske", "nej", "aktør-ønske-ikke-fulgt"),
    ("visiteret-til-aktør", "nej", "ikke-visiteret-til-aktør"),
    ("revurderet", "nej", "ikke-revurderet"),
    ("arbejdsevne-vurderet", "for_sent", "arbejdsevne-vurderet-for-sent"),
    ("arbejdsevne-vurderet", "nej", "arbejdsevne-ikke-vurderet"),
    ("ny-vurdering", "nej", "ingen-ny-vurdering"),
    ("fleksjob-opfulgt", "uden_samtale", "opfølgning-uden-samtale"),
    ("fleksjob-opfulgt", "nej", "fleksjob-ikke-opfulgt"),
    ("status-lavet", "nej", "ingen-status"),
    ("status-betingelser", "nej", "status-uden-betingelser"),
    ("tilskud-konkret", "nej", "tilskud-forkert"),
    ("tilskud-udbetalt", "nej", "tilskud-udbetalt-forkert"),
    ("pension-oplyst", "nej", "pension-ikke-oplyst"),
    ("ferietillæg-oplyst", "nej", "ferietillæg-ikke-oplyst"),
    ("ferie-meddelt", "nej", "ferie-ikke-meddelt"),
    ("sanktion-meddelt", "nej", "sanktion-ikke-meddelt"),
    ("samtykke", "nej", "uden-samtykke"),
    ("fejlens-betydning", "ændres", "fejl-ændrer-afgørelsen"),
    ("fejlens-betydning", "hjemvises", "fejl-sender-tilbage"),
)


def _of_several_answers(found: list[str], known: Mapping[str, Answer], meeting: date) -> None:
    """What an answer does not say, or a number does not reach."""
    sources = known.get("oplysninger-fra")
    _add_missing(found, sources, "beskæftigelse", "uden-oplysninger-om-beskæftigelse")
    _add_missing(found, sources, "social", "uden-sociale-oplysninger")
    _add_missing(found, sources, "sundhed", "uden-oplysninger-om-sundhed")
    team, present = known.get("repræsenteret"), known.get("deltagere")
    _add_missing(found, team, "beskæftigelse", "team-uden-beskæftigelse")
    _add_missing(found, team, "sundhed", "team-uden-sundhed")
    _add_missing(found, team, "social", "team-uden-social")
    _add_missing(found, present, "borger", "borger-ikke-med")
    _add_missing(found, present, "sagsbehandler", "sagsbehandler-ikke-med")
    decided = known.get("afgørelsesdato")
    if isinstance(decided, date) and decided < meeting:
        found.append("afgjort-før-mødet")
    if known.get("indstilling-afgivet") == "ja" and known.get("afgørelse-truffet") == "nej":
        found.append("pligt-til-afgørelse")
    if known.get("indsatsdel") == "ja":
        makers, months = known.get("indsatsdel-lavet-af"), known.get("indsats-måneder")
        _add_missing(found, makers, "sagsbehandler", "indsatsdel-uden-koordinerende")
        _add_missing(found, makers, "borger", "indsatsdel-uden-borger")
        if isinstance(months, Decimal) and months < 6:
            found.append("indsats-under-seks-måneder")
    talks = known.get("samtaler")
    if isinstance(talks, Decimal) and talks < 6:
        found.append("under-seks-samtaler")
    if known.get("udeblevet") == "ja":
        considered = known.get("udeblivelse-vurderet")
        _add_missing(found, considered, "behov", "behov-ikke-vurderet")
        _add_missing(found, considered, "grund", "fravær-ikke-vurderet")
    if "i-fleksjob" in known:
        documented, content = known.get("fastholdelse-måneder"), known.get("vurdering-indhold")
        if isinstance(documented, Decimal) and documented < 12:
            found.append("fastholdelse-ikke-dokumenteret")
        _add_missing(found, content, "timetal", "vurdering-uden-timetal")
        _add_missing(found, content, "intensitet", "vurdering-uden-intensitet")


def _add_missing(found: list[str], chosen: Answer | None, option: str, finding: str) -> None:
    """The finding when there is an answer, and the option is not chosen in it."""
    if isinstance(chosen, tuple) and option not in chosen:
        found.append(finding)


def _of_deadlines(found: list[str], known: Mapping[str, Answer], meeting: date) -> None:
    _of_rules(found, known)
    _of_waiting(found, known, meeting)


def _of_rules(found: list[str], known: Mapping[str, Answer]) -> None:
    get = known.get
    if _days_between(get("visiteret"), get("samtale")) > 21:
        found.append("samtale-for-sent")
    if _later(get("kontakt-fra"), get("kontakt-til"), 3):
        found.append("kontakt-for-sjælden")
    if _sooner(get("ledighedsydelse-fra"), get("revurderet-dag"), 12):
        found.append("revurderet-for-tidligt")
    if _later(get("fleksjob-opfulgt-fra"), get("fleksjob-opfulgt-til"), 30):
        found.append("fleksjob-opfulgt-for-sent")
    if _sooner(get("status-fra"), get("status-dag"), 54):
        found.append("status-for-tidlig")


def _of_waiting(found: list[str], known: Mapping[str, Answer], meeting: date) -> None:
    get = known.get
    if _later(get("forberedelse-begyndt"), get("forberedelse-færdig"), 2):
        found.append("forberedelse-over-to-måneder")
    if _later(get("forberedelse-færdig"), meeting, 2):
        found.append("møde-efter-over-to-måneder")
    if _later(meeting, get("afgørelsesdato"), 3):
        found.append("afgørelse-efter-over-tre-måneder")
    if _later(get("afgørelsesdato"), get("første-samtale-ressourceforløb"), 2):
        found.append("første-samtale-efter-over-to-måneder")
    if _later(get("spurgt-forvaltning"), get("svar-fra-forvaltning"), 3):
        found.append("svar-efter-over-tre-måneder")


def _days_between(start: Answer | None, end: Answer | None) -> int:
    return (end - start).days if isinstance(start, date) and isinstance(end, date) else 0


def _later(start: Answer | None, end: Answer | None, months: int) -> bool:
    """Whether more than so many months have gone; a deadline ends on the last of a month that is too short."""
    if not isinstance(start, date) or not isinstance(end, date):
        return False
    gone = (end.year - start.year) * 12 + end.month - start.month
    return gone > months or (gone == months and end.day > start.day)


def _sooner(start: Answer | None, end: Answer | None, months: int) -> bool:
    """Whether fewer than so many months have gone; the last of a month that is too short is in time."""
    if not isinstance(start, date) or not isinstance(end, date):
        return False
    gone = (end.year - start.year) * 12 + end.month - start.month
    last = monthrange(end.year, end.month)[1]
    return gone < months or (gone == months and end.day < min(start.day, last))
