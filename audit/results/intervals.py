"""Why a figure has no interval: said here, and nowhere else."""


def why_none(*, drawn_by_lot: bool) -> str:
    """The sentence that stands where intervals would be; an interval needs cases that are drawn by lot."""
    if drawn_by_lot:
        return "Der er ingen usikkerhedsintervaller, for denne udgave af programmet beregner dem ikke."
    return "Der er ingen usikkerhedsintervaller, for de giver kun mening, når sagerne er trukket tilfældigt."
