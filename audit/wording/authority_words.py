"""What is said of authorities: how many of each kind, and of a text that should have been one."""

from collections.abc import Iterable

from audit.authorities import Authorities
from audit.nouns import capital
from audit.wording.lists import listed
from audit.wording.numbers import counted
from audit.wording.quoting import quoted


def authorities_counted(authorities: Authorities, codes: Iterable[str]) -> str:
    """How many authorities the codes are of, by kind: »20 kommuner«, »3 kommuner og 1 nævn«; »0 kommuner« for none."""
    kinds = authorities.of_kinds(codes) or [(0, authorities.noun)]
    return listed([counted(number, noun) for number, noun in kinds])


def no_authority(authorities: Authorities, text: str) -> str:
    """That the text is not in the list, with the name it is a slip of; of a constructed one, where it can be used."""
    if authorities.find(text):
        return f"{quoted(text)} findes kun i konstruerede undersøgelser (»constructed = true« under [study])."
    near = authorities.nearest(text)
    hint = f" – mente du »{near}«?" if near else "."
    if authorities.own:
        return f"{quoted(text)} står ikke i undersøgelsens liste over {authorities.noun.many}{hint}"
    return f"{quoted(text)} er ikke en kommune{hint}"


def how_to_write(authorities: Authorities) -> str:
    """How one is named: »Skriv kommunens navn eller kode.«"""
    return f"Skriv {authorities.noun.of_one} navn eller kode."


def authority_heading(authorities: Authorities) -> str:
    """The heading of a column with authorities: »Kommune«, »Nævn«, »Myndighed«."""
    return capital(authorities.noun.one)
