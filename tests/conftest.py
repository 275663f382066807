"""How the property tests choose their examples, and what Python's garbage collector looks through.

``make test`` tries the same examples every time, so that a green change stays
green; ``make explore`` looks for new ones, and finds the mistakes.
"""

import gc

from hypothesis import settings

pytest_plugins = ("tests.tools.store_fixtures",)

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("repeatable")

gc.disable()  # all that is loaded and collected stays; looking through it again and again is a third of the work


def pytest_collection_finish() -> None:
    """From here on the collector looks through what the tests make, and not through what was there before them."""
    gc.enable()
    gc.freeze()
