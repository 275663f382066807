"""The database of a study: tables, transactions, queries, the log of changes.

The only room that knows SQLModel. What it takes in and hands out are frozen
values; a table row never leaves it. ``open_store`` gives a :class:`Store`, its
``write`` a :class:`Tx` and its ``read`` a connection, and the modules by topic
(``frames``, ``samples``, ``assessments``, ``tallies``, ``log``) take one of
the two as their first argument.
"""

from sqlalchemy import Connection

from audit.store.engine import Store, Tx, open_store

__all__ = ["Connection", "Store", "Tx", "open_store"]
