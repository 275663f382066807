"""What the commands share: the study that ``audit.toml`` describes, its database, its rubric."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audit.config import Config, find_config, load_config
from audit.errors import AuditError, ConfigError, InputError, RubricError, StateError
from audit.files import read_start, reason
from audit.nouns import CASE, Noun
from audit.privacy import holds_cpr
from audit.reviewers import read_code
from audit.rubric.model import Rubric
from audit.rubric.reading import Reading, read_frozen, read_rubric
from audit.rubric.source import LARGEST
from audit.study.authorities import listed_authorities
from audit.terminal.console import Console

if TYPE_CHECKING:
    from audit.store import Connection, Store
    from audit.store.records import FrozenRubric

LEADER = "leder"
"""Who a change is made by when nobody has said: the one who leads the study."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study as a command meets it."""

    config: Config
    console: Console

    @classmethod
    def find(cls, config: Path | None) -> "Study":
        """The study of the ``audit.toml`` at ``config``, or of the one found from here upwards."""
        found = load_config(config or find_config(Path.cwd()))
        return cls(found, Console(accessible=found.review.accessible))

    @property
    def who(self) -> str:
        """The code that changes are logged under."""
        given = os.environ.get("AUDIT_REVIEWER") or self.config.review.reviewer
        return read_code(given) if given else LEADER

    def store(self, *, create: bool = False) -> "Store":
        """The study's database; with ``create`` it is made when it is not there."""
        from audit.store import open_store

        study, database = self.config.study, self.config.database
        if "://" not in database:
            if create:
                _made(Path(database).parent)
            elif not Path(database).exists():
                raise StateError("Undersøgelsen har ingen database endnu. Indlæs bruttolisten: audit frame import")
        return open_store(database, study_id=study.id, title=study.title, create=create)

    def rubric_file(self) -> "Checked":
        """The rubric as the file says now, before the sample is drawn, and fitting ``audit.toml``."""
        found = checked(read_file(self.config.files.rubric))
        if problems := self.config.check_names(found.rubric, listed_authorities(self.config)):
            raise ConfigError("audit.toml passer ikke til måleskemaet. Intet er ændret. Ret filen.", problems)
        return found

    def output(self, given: Path | None, suffix: str) -> Path:
        """Where something is written: where the user said, or in the study's folder under its name.

        Raises InputError for a file the study itself lives by, and for a name of another kind.
        """
        if given is None:
            return self.output_folder() / f"{self.config.study.id}{suffix}"
        files, frame = self.config.files, self.config.frame
        listed = self.config.authorities and self.config.authorities.file
        own = [self.config.path, files.rubric, files.claims, frame and frame.file, listed, Path(self.config.database)]
        if os.path.realpath(given) in {os.path.realpath(path) for path in own if path}:
            raise InputError(f"»{given}« er en af undersøgelsens egne filer. Intet er skrevet. Vælg et andet navn.")
        if given.suffix != suffix:
            raise InputError(f"Filens navn skal ende på {suffix}. Intet er skrevet. Vælg et andet navn end »{given}«.")
        return given

    def output_folder(self) -> Path:
        """The folder the study writes to, made when it is not there."""
        return _made(self.config.files.output)

    def notice(self) -> None:
        """Say that the data are constructed, before anything of them is shown."""
        if self.config.study.constructed:
            self.console.strong("Konstruerede data")


def _made(folder: Path) -> Path:
    """The folder, made when it is not there; ConfigError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"Mappen »{folder}« kan ikke bruges: {reason(error)} Intet er skrevet. Ret stien i audit.toml."
        ) from None
    return folder


@dataclass(frozen=True, slots=True)
class Checked:
    """A rubric without errors, with what was read."""

    rubric: Rubric
    reading: Reading


def read_file(path: Path) -> Reading:
    """Read a rubric's file; RubricError when there is none, and for a name that must not be stored."""
    if holds_cpr(path.name):
        raise RubricError("Måleskemaets filnavn indeholder et CPR-nummer. Intet er ændret. Omdøb filen, og prøv igen.")
    try:
        data = read_start(path, LARGEST + 1)
    except OSError as error:
        raise RubricError(
            f"Måleskemaet {path} kan ikke læses: {reason(error)} Se efter, om navnet er rigtigt."
        ) from None
    return read_rubric(data, str(path))


def checked(reading: Reading) -> Checked:
    """The rubric that was read; RubricError with all its mistakes when it has any."""
    if reading.rubric is None:
        said = "Måleskemaet har fejl. Intet er ændret. Ret det, der står nedenfor, og prøv igen."
        raise RubricError(said, reading.problems)
    return Checked(reading.rubric, reading)


def frozen_rubric(conn: "Connection") -> Rubric:
    """The rubric the cases are scored by.

    StateError before the sample is drawn, and when its text is not the one that was frozen:
    nothing may be scored or told by it.
    """
    from audit.store import founded, samples

    frozen = samples.frozen_rubric(conn)
    if frozen is None:
        raise StateError("Undersøgelsens sager ligger ikke fast endnu. Læg dem fast med »audit sample draw«.")
    if not founded.text_sha256(frozen.text) == frozen.sha256 == founded.logged_sha256(conn):
        raise StateError(
            "Det låste måleskema er ikke det, der blev låst: det passer ikke til sit aftryk. Noget er rettet uden om "
            "programmet. »audit log verify« viser hvad. Find en sikkerhedskopi frem."
        )
    return as_frozen(frozen)


def case_word(study: Study, conn: "Connection") -> Noun:
    """What a case is called by the rubric in force, or before the sample is drawn by its file; else »sag«."""
    from audit.store import samples

    try:
        return (frozen_rubric(conn) if samples.frozen_rubric(conn) else study.rubric_file().rubric).case
    except AuditError:
        return CASE


def as_frozen(frozen: "FrozenRubric") -> Rubric:
    """A version of the rubric that the study has, or has had, in force; RubricError when it cannot be evaluated."""
    reading = read_frozen(frozen.text, frozen.file, frozen.sha256)
    if reading.rubric is None:
        raise RubricError(
            f"Måleskemaet, som undersøgelsen har låst (udgave {frozen.version}), kan ikke læses. "
            "Er databasen ændret uden om programmet, så hent den fra en sikkerhedskopi.",
            reading.problems,
        )
    return reading.rubric


def versions_before(conn: "Connection") -> list[Rubric]:
    """The versions the study had before the one in force, the oldest first."""
    from audit.store import rubrics

    return [as_frozen(one) for one in rubrics.versions(conn)[:-1]]
