"""What hangs on one answer or two dates: findings, measures, and questions that an unknown answer leaves open."""

from collections.abc import Mapping

from benchmarks.by_hand.finding import OF_ANSWERS

PERHAPS = "måske stillet"
"""In place of the answer to a question that is asked or not as an unknown answer would have it."""


def _perhaps(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, PERHAPS)


PERHAPS_ASKED = (
    (
        "koordinerende-sagsbehandler",
        "fremgår_ikke",
        _perhaps(
            "samme-sagsbehandler",
            "første-samtale-ressourceforløb",
            "motiveret",
            "støttet",
            "spurgt-forvaltning",
            "svar-fra-forvaltning",
        ),
    ),
    ("udeblevet", "fremgår_ikke", _perhaps("udeblivelse-vurderet")),
    ("aktør-ønsket", "fremgår_ikke", _perhaps("aktør-efter-ønske")),
    (
        "ledighedsydelse-tolv-måneder",
        "fremgår_ikke",
        _perhaps("visiteret-til-aktør", "revurderet", "ledighedsydelse-fra", "revurderet-dag"),
    ),
)
"""By question and unknown answer the questions that may or may not have been asked."""

_OTHERS = {
    "oplysninger-fra": ("uden-oplysninger-om-beskæftigelse", "uden-sociale-oplysninger", "uden-oplysninger-om-sundhed"),
    "repræsenteret": ("team-uden-beskæftigelse", "team-uden-sundhed", "team-uden-social"),
    "deltagere": ("borger-ikke-med", "sagsbehandler-ikke-med"),
    "afgørelsesdato": ("afgjort-før-mødet",),
    "indsatsdel-lavet-af": ("indsatsdel-uden-koordinerende", "indsatsdel-uden-borger"),
    "indsats-måneder": ("indsats-under-seks-måneder",),
    "samtaler": ("under-seks-samtaler",),
    "udeblivelse-vurderet": ("behov-ikke-vurderet", "fravær-ikke-vurderet"),
    "fastholdelse-måneder": ("fastholdelse-ikke-dokumenteret",),
    "vurdering-indhold": ("vurdering-uden-timetal", "vurdering-uden-intensitet"),
}
FINDINGS: Mapping[str, tuple[str, ...]] = _OTHERS | {
    name: tuple(finding for question, _, finding in OF_ANSWERS if question == name) for name, _, _ in OF_ANSWERS
}
"""By question the findings that its answer alone can make."""

DEADLINES = (
    ("samtale-for-sent", "visiteret", "samtale"),
    ("kontakt-for-sjælden", "kontakt-fra", "kontakt-til"),
    ("revurderet-for-tidligt", "ledighedsydelse-fra", "revurderet-dag"),
    ("fleksjob-opfulgt-for-sent", "fleksjob-opfulgt-fra", "fleksjob-opfulgt-til"),
    ("status-for-tidlig", "status-fra", "status-dag"),
    ("forberedelse-over-to-måneder", "forberedelse-begyndt", "forberedelse-færdig"),
    ("møde-efter-over-to-måneder", "forberedelse-færdig", "mødedato"),
    ("afgørelse-efter-over-tre-måneder", "mødedato", "afgørelsesdato"),
    ("første-samtale-efter-over-to-måneder", "afgørelsesdato", "første-samtale-ressourceforløb"),
    ("svar-efter-over-tre-måneder", "spurgt-forvaltning", "svar-fra-forvaltning"),
)
"""The findings of two dates, with the names of the dates."""

_YES, _EITHER = ("ja",), ("ja", "nej")
_STARTERS = ("alene", "kolleger", "team")
_SHARED = ("fælles", "delt", "mail", "andet")
SHARES = (
    ("startet-alene", "startet-af", ("alene",), _STARTERS),
    ("startet-med-råd-fra-teamet", "startet-af", ("team",), _STARTERS),
    ("forberedende-del-andel", "forberedende-del-med-borger", _YES, ("ja", "uden_borger", "nej")),
    ("læ-265-andel", "læ-265-indhentet", _YES, _EITHER),
    ("gennemset-andel", "gennemset", _YES, _EITHER),
    ("velbelyste", "velbelyst", _YES, ("ja", "for_lidt", "for_meget")),
    ("imod-indstillingen", "følger-indstilling", ("nej",), _EITHER),
    ("partshørt-mundtligt", "partshøring", ("mundtligt",), ("mundtligt", "skriftligt")),
    ("besked-på-mødet", "besked", ("på_mødet",), ("på_mødet", "senere")),
    ("afgjort-af-en-fra-mødet", "afgjort-af", ("med_i_mødet",), ("med_i_mødet", "anden_person", "andet_team")),
    ("læge-orienteret", "sendt-til-læge", _YES, _EITHER),
    ("indsats-sat-i-gang-andel", "indsats-sat-i-gang", _YES, _EITHER),
    ("samme-sagsbehandler-andel", "samme-sagsbehandler", _YES, _EITHER),
    ("indsatsdel-andel", "indsatsdel", _YES, _EITHER),
    ("udeblevet-andel", "udeblevet", _YES, _EITHER),
    ("tidlig-opfølgning-andel", "tidlig-opfølgning", _YES, _EITHER),
    ("flere-timer-andel", "flere-timer", _YES, _EITHER),
    ("midlertidige", "midlertidigt", _YES, _EITHER),
    ("normalløn-andel", "normalløn", _YES, _EITHER),
    ("løn-indberettet-andel", "løn-indberettet", _YES, ("ja", "for_sent", "forkert", "nej")),
    ("efterreguleret-andel", "efterreguleret", _YES, _EITHER),
    ("beregning-forståelig-andel", "beregning-forståelig", _YES, _EITHER),
    ("fælles-system", "delt-hvordan", ("fælles",), _SHARED),
    ("på-mail", "delt-hvordan", ("delt", "mail"), _SHARED),
    ("skrevet-flere-gange-andel", "skrevet-flere-gange", _YES, _EITHER),
    ("borger-indblik-andel", "borger-indblik", _YES, _EITHER),
)
"""The measures of one answer: the question, the options counted, and those of the denominator."""
