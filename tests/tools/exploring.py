"""How long a search goes on: with ``make explore`` ten times as long, and not the same way every time."""

from random import Random

from hypothesis import settings

_TIMES = 10


def exploring() -> bool:
    """Whether the tests are run to look for new mistakes, and not to say that there are none."""
    return settings.get_current_profile_name() == "explore"


def tries(number: int) -> int:
    """The number of tries, or more where the tests explore."""
    return number * _TIMES if exploring() else number


def chance(name: str) -> Random:
    """A source of chance: the same for a name every time, but new each time where the tests explore."""
    return Random() if exploring() else Random(name)
