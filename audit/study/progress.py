"""How a long piece of work tells how far it is, without knowing who is watching."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Watch = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Opened with a Danish label and a total; what it gives is called once for each that is done (``Console.progress``)."""


@contextmanager
def unwatched(label: str, total: int) -> Iterator[Callable[[], None]]:
    """The Watch of work that nobody watches: it shows nothing."""
    yield lambda: None
