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


def how_to_write(authorities: Authorities, instead_of: str = "") -> str:
    """How one is named: »Skriv kommunens navn eller kode.«

    Where it stands ``instead_of`` something that is no slip of a kommune's name, also where other authorities belong.
    """
    written = f"Skriv {authorities.noun.of_one} navn eller kode."
    unlike = instead_of and not (authorities.own or authorities.find(instead_of) or authorities.nearest(instead_of))
    return f"{written} Andre myndigheder skal stå i undersøgelsens egen liste ([authorities])." if unlike else written


def authority_heading(authorities: Authorities) -> str:
    """The heading of a column with authorities: »Kommune«, »Nævn«, »Myndighed«."""
    return capital(authorities.noun.one)
