"""Shares and percents as Danish writes them, with a space before % that does not break."""

from decimal import Decimal

from audit.nouns import Noun
from audit.wording.numbers import counted, decimal_words, whole

NOTHING = "–"
"""Printed for a figure that is not there."""


def percent_words(percent: int | Decimal | None) -> str:
    """»77 %«, »12,5 %«; »–« for None: nothing to count among."""
    return NOTHING if percent is None else f"{decimal_words(Decimal(percent))}\N{NO-BREAK SPACE}%"


def percent_printed(percent: int | Decimal) -> str:
    """»20 %«, »20,0 %«: with the decimals it is given with."""
    return f"{Decimal(percent):f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def out_of(count: int, among: int, noun: Noun | None = None, *, unknown: int = 0, besides: int = 0) -> str:
    """»107 ud af 139«, with a noun »1 ud af 1 sag«; with ``unknown`` »107 ud af 139 sager, heraf 2 ukendt«.

    ``unknown`` of those counted among are neither counted nor known not to be; ``besides`` as in :func:`besides_words`.
    """
    of_them = f", heraf {whole(unknown)} ukendt" if unknown else ""
    told = counted(among, noun) if noun else whole(among)
    return f"{whole(count)} ud af {told}" + of_them + besides_words(besides)


def share_words(
    count: int, among: int, percent: int | None, noun: Noun | None = None, *, unknown: int = 0, besides: int = 0
) -> str:
    """»107 ud af 139 (77 %)«, »107 ud af 139 sager, heraf 2 ukendt (77 %)«; ``percent`` None is »–«."""
    return f"{out_of(count, among, noun, unknown=unknown)} ({percent_words(percent)}){besides_words(besides)}"


def share_of_those(
    count: int, among: int, percent: int | None, noun: Noun, those: str = "", *, unknown: int = 0, besides: int = 0
) -> str:
    """»13 af de 49 sager om fleksjob (27 %)«, where ``those`` names what ``noun`` counts, the cases; "" names none.

    »alle sager« is »23 af de 139 sager (17 %)«. A name that does not begin with the cases themselves, and a name of
    one case or none, stands behind: »1 ud af 1 sag (100 %), talt blandt sager om fleksjob«.
    """
    cases = those.removeprefix("alle ") or noun.many
    named = cases.startswith(noun.many) or cases.split()[0].rstrip(",").endswith(noun.many)
    if among > 1 and named:
        of_them = f", heraf {whole(unknown)} ukendt" if unknown else ""
        told = f"{whole(count)} af de {whole(among)} {cases}{of_them} ({percent_words(percent)})"
    else:
        told = share_words(count, among, percent, noun, unknown=unknown)
        told += f", talt blandt {those}" if those else ""
    return told + besides_words(besides)


def besides_words(number: int) -> str:
    """»; om 3 til hører med, er ukendt«: left out of the denominator, as an unknown answer decides. "" for none."""
    return f"; om {whole(number)} til hører med, er ukendt" if number else ""
