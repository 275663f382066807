"""The authorities of a study: its own list, read and checked, or the 98 kommuner; and whether it has changed since."""

from typing import TYPE_CHECKING

from audit.authorities import Authorities, kommuner
from audit.config import Config
from audit.errors import AuditError, ConfigError
from audit.sampling.authority_list import read_authorities

if TYPE_CHECKING:
    from audit.store import Connection


def listed_authorities(config: Config) -> Authorities:
    """The list as ``audit.toml`` and its file say now; ConfigError with all that is wrong with it."""
    own = config.authorities
    if own is None:
        return kommuner()
    from audit.sheets.reading import read_table

    authorities, problems = read_authorities(read_table(own.file), own.nouns)
    if authorities is None:
        raise ConfigError(f"Listen over myndigheder »{own.file.name}« har fejl. Intet er ændret. Ret filen.", problems)
    return authorities


def changed_list(config: Config, conn: "Connection") -> str:
    """That the list has been changed since the frame was imported, in a sentence; "" where it has not.

    A list that cannot be read any more is not needed any more, and nothing is said.
    """
    from audit.store.authorities import is_frozen

    try:
        same = is_frozen(conn, listed_authorities(config))
    except AuditError:
        return ""
    if same:
        return ""
    return (
        "Listen over myndigheder er ændret, siden bruttolisten blev indlæst. Navne og ord er dem, der gjaldt ved "
        "indlæsningen."
    )
