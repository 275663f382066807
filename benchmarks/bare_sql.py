"""The statements of a file run in a SQLite database: ``python bare_sql.py DATABASE STATEMENTS``.

The least one can write in Python to get the same counts; nothing but ``sqlite3`` is imported.
"""

import sqlite3
import sys
from pathlib import Path

BETWEEN = ";\n"
"""What parts the statements in the file."""

if __name__ == "__main__":
    with Path(sys.argv[2]).open(encoding="utf-8") as file:
        connection = sqlite3.connect(sys.argv[1])
        for query in file.read().split(BETWEEN):
            connection.execute(query).fetchall()
