"""How the property tests choose their examples.

``make test`` tries the same examples every time, so that a green change stays
green; ``make explore`` looks for new ones, and finds the mistakes.
"""

from hypothesis import settings

pytest_plugins = ("tests.tools.store_fixtures",)

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("repeatable")
