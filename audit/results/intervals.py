"""Why a figure has no interval: said here, and nowhere else."""

from audit.nouns import Noun, filled

_WHY = {
    "random": "denne udgave af programmet beregner dem ikke.",
    "purposive": "de giver kun mening, når {sagerne} er trukket tilfældigt.",
    "all": "alle {sager} på bruttolisten er med, og intet er skønnet.",
}


def why_none(method: str, case: Noun) -> str:
    """The sentence that stands where intervals would be, by how the cases were found (``Draw.method``)."""
    return f"Der er ingen usikkerhedsintervaller, for {filled(_WHY[method], case)}"
