"""A log as an older program wrote it: without the hash of the frame's cases, and with times of its own."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from audit.store.events import NOTHING_BEFORE, event_hash


def made_older(database: Path) -> None:
    """Write the log again without what an older program did not log, and store times a moment earlier."""
    unsaid = {"cases_sha256", "counts", "rubric_file"}
    with closing(sqlite3.connect(database)) as conn:
        triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            conn.execute(f"DROP TRIGGER {name}")
        previous = NOTHING_BEFORE
        for row in conn.execute("SELECT * FROM event ORDER BY number").fetchall():
            fields = list(row[:-1])
            if fields[3] in ("frame", "sample"):
                kept = {key: value for key, value in json.loads(fields[8]).items() if key not in unsaid}
                fields[8] = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            fields[-1], previous = previous, event_hash([*fields[:-1], previous])
            put = "UPDATE event SET new = ?, previous = ?, hash = ? WHERE number = ?"
            conn.execute(put, (fields[8], fields[-1], previous, fields[0]))
        for table, column in (
            ("study", "begun"),
            ("frame_file", "imported"),
            ("sample", "at"),
            ("assessment", "started"),
        ):
            earlier = f"strftime('%Y-%m-%dT%H:%M:%f', substr({column}, 1, 23), '-0.010 seconds') || '000+00:00'"
            conn.execute(f"UPDATE {table} SET {column} = {earlier}")
        for _, sql in triggers:
            conn.execute(sql)
        conn.commit()
