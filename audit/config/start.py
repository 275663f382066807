"""The audit.toml that ``audit init`` writes: what must stand in it, and in comments what can."""

import json
import re
import unicodedata

from pydantic import ValidationError

from audit.config.model import StudySettings
from audit.errors import InputError
from audit.validation import problems_of

_START = """\
# En praksisundersøgelse. Linjer, der begynder med #, er forklaringer eller slået fra.
# Navne med æ, ø eller å foran et lighedstegn skal stå i anførselstegn: "mødedato" = "Dato for mødet".
# Stier regnes fra denne fils mappe.

[study]
id = {id}
title = {title}
constructed = false                  # true, når sager og svar er konstruerede
# source = "Det, undersøgelsen bygger på"
# notes = ["Vises i rapportens bilag om metode."]

[files]
rubric = {rubric}
database = {database}                # eller postgresql://server/database; skriv ikke adgangskoden her
output = "out"                       # mappen til rapport og regneark
# claims = "claims.yaml"             # tal, en tekst oplyser, og som skal regnes efter

[frame]
# file = "bruttoliste.csv"

[frame.columns]                      # overskrifterne i bruttolistens fil
case = "sagsnr"
kommune = "kommune"                  # navn eller kode
# file_no = "journalnr"              # når flere sager kan have samme journalnummer

[frame.facts]                        # måleskemaets oplysning = kolonnens overskrift
# sagstype = "Sagstype"

# [authorities]                      # når myndighederne ikke er landets kommuner nu
# file = "myndigheder.csv"           # kolonnerne code, name og kind: kommune, region, amt, nævn eller en af jeres egne

[sample]
# seed = "…"                         # startværdien; vælges, når bruttolisten er læst ind
# strata = ["sagstype"]              # det, bruttolisten deles op efter
allocation = "proportional"          # eller "equal" (n i hver gruppe) eller "given" (se nedenfor)
# n = 100

# [sample.given]                     # når allocation = "given": antallet i hver gruppe
# fleksjob = 49
# "ressourceforløb" = 53

# Er sagerne udvalgt og ikke trukket ved lod, så skriv dette under [sample] i stedet:
#     method = "purposive"
#     strata = ["kommune"]
#     n = 4                          # antallet af sager fra hver kommune
#     kommuner = ["Billund", "Odense"]   # dem, der er bedt om sager; så nævnes også den, der ingen har sendt
#     [sample.latest]                # de seneste sager efter en af måleskemaets datoer
#     fact = "etableret"
#     before = 2020-01-01            # kun sager før denne dag
#     [sample.marked]                # hellere så mange med hvert af kommunens egne mærker, hvis der er nok
#     fact = "indsendt-som"
#     asked = {{god_erfaring = 2, udfordring = 2}}
# Skal alle sager på bruttolisten med, så skriv method = "all" under [sample] og kun »strata« derudover.

[results]
# by = ["sagstype", "kommune"]

[review]
# reviewer = "ABC"                   # en kode, ikke et navn
accessible = false                   # true for en skærm uden rammer og farver
"""


_LONGEST = 60


def study_id_of(folder: str, title: str) -> str:
    """An id for a new study: its folder's name, or else its title, with hyphens for what an id cannot have.

    One that begins with a digit has an s before it: »2025 sager« is s2025-sager.
    """
    for name in (folder, title):
        words = re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", name)).strip("-_")[:_LONGEST].rstrip("-_")
        if words:
            return words if words[0].isalpha() else f"s{words}"
    return "undersøgelse"


def starting_config(study_id: str, title: str, rubric: str) -> str:
    """The text of a new study's audit.toml, with a line about everything that can stand in it.

    Raises InputError for an id or a title that an audit.toml cannot have.
    """
    try:
        StudySettings(id=study_id, title=title)
    except ValidationError as error:
        problems = problems_of(error, lambda path: (0, 0), model=StudySettings)
        raise InputError(
            "Undersøgelsen kan ikke hedde sådan. Intet er skrevet. Dens id er mappens navn: vælg en anden mappe, "
            "fx »fleksjob-2025«, eller ret titlen.",
            problems,
        ) from None
    return _START.format(id=_toml(study_id), title=_toml(title), rubric=_toml(rubric), database=_toml(f"{study_id}.db"))


def _toml(text: str) -> str:
    """A TOML string: as in JSON, but for one more character that must be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
