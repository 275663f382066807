"""The study's own list of authorities, frozen when the frame is imported, so that no name changes afterwards."""

import json
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from audit.authorities import Authorities, Authority, kommuner
from audit.errors import StateError
from audit.nouns import Noun
from audit.store import tables
from audit.store.engine import Tx
from audit.store.events import What
from audit.store.values import json_text, storable


def freeze_authorities(tx: Tx, authorities: Authorities, file: str, *, add: bool = False) -> None:
    """Store the list the frame is read by; nothing where it is the one that is stored, or the 98 kommuner.

    ``file`` is the name of the list's file. StateError when a list of cases is
    added to those read by another list.
    """
    now = (file, document(authorities)) if authorities.own else ("", "")
    row = _row(tx.conn)
    before = (row.file, row.text) if row else ("", "")
    if now[1] == before[1]:
        return
    if add:
        raise StateError(
            "Listen over myndigheder er en anden, end da bruttolisten blev indlæst. Intet er ændret. Brug den samme "
            "liste, eller indlæs bruttolisten forfra med --replace."
        )
    tx.conn.execute(delete(tables.authority_list))
    if now[1]:
        tx.conn.execute(
            insert(tables.authority_list).values(number=1, file=storable(file), sha256=_sha256(now[1]), text=now[1])
        )
    tx.record(What.AUTHORITIES, old=_told(*before), new=_told(*now))


def frozen_authorities(conn: Connection) -> Authorities:
    """The authorities the frame was read by: the study's own list, else the 98 kommuner.

    StateError when the list is not the one that was frozen.
    """
    row = _row(conn)
    if row is None:
        return kommuner()
    if problem := unfrozen(conn, logged(conn)):
        raise StateError(f"{problem} Noget er rettet uden om programmet. »audit log verify« viser hvad.")
    read = json.loads(row.text)
    kinds = {kind: Noun(*forms) for kind, forms in read["kinds"].items()}
    return Authorities((Authority(*one) for one in read["authorities"]), kinds)


def is_frozen(conn: Connection, authorities: Authorities) -> bool:
    """Whether the list is the one the frame was read by; True also before there is a frame."""
    row = _row(conn)
    if row is None:
        return not authorities.own or conn.execute(select(tables.frame_file.c.number)).first() is None
    return authorities.own and row.text == document(authorities)


def frozen_file(conn: Connection) -> tuple[str, str] | None:
    """The name of the frozen list's file, and the SHA-256 of the list; None for the 98 kommuner."""
    row = _row(conn)
    return (row.file, row.sha256) if row else None


def unfrozen(conn: Connection, told: str) -> str:
    """What is wrong with the stored list, held against what the log says of it; "" when nothing is."""
    rows = conn.execute(select(tables.authority_list)).all()
    stored = _told(rows[0].file, rows[0].text) if rows else ""
    right = all(row.number == 1 and row.sha256 == _sha256(row.text) for row in rows)
    if stored != told or not right:
        return "Listen over myndigheder er ikke den, der blev låst, da bruttolisten blev indlæst."
    return ""


def logged(conn: Connection) -> str:
    """What the log last says of the list; "" where it says nothing."""
    event = tables.event.c
    query = select(event.new).where(event.what == str(What.AUTHORITIES)).order_by(event.number.desc()).limit(1)
    return conn.execute(query).scalar() or ""


def document(authorities: Authorities) -> str:
    """The list as it is stored and hashed: canonical JSON of its kinds with their words, and its authorities in order.

    The kinds' words are in the order singular, plural, article, and the two definite forms.
    """
    kinds = {
        kind: [noun.one, noun.many, noun.article, noun.the_one, noun.the_many]
        for kind, noun in authorities.kinds.items()
    }
    listed = [[one.code, one.name, one.kind] for one in authorities.by_code.values()]
    return json_text({"authorities": listed, "kinds": kinds})


def _told(file: str, text: str) -> str:
    if not text:
        return ""
    return json_text({"file": file, "sha256": _sha256(text), "authorities": len(json.loads(text)["authorities"])})


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _row(conn: Connection) -> Any:
    return conn.execute(select(tables.authority_list).order_by(tables.authority_list.c.number)).first()
