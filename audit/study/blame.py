"""Whether a failure that nobody foresaw comes of the study's database and not of the program."""

from pathlib import Path

from audit.errors import AuditError
from audit.study.opening import Study


def of_the_database(config: Path | None) -> AuditError | None:
    """What is wrong with the study's database; None when nothing is found, or there is no study.

    ``config`` as for ``Study.find``. Never raises.
    """
    try:
        study = Study.find(config)
    except (AuditError, OSError):
        return None
    database = study.config.database
    if "://" not in database and not Path(database).exists():
        return None
    from audit.store.soundness import unsound

    return unsound(database, study_id=study.config.study.id, title=study.config.study.title)
