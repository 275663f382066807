"""What an audit.toml may say: the shapes it is checked against.

Every table of the file is a model here; how keys of one table fit together is
checked too. Names of the rubric's facts are checked when a rubric is at hand.
"""

from os.path import normpath
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictBool,
)
from pydantic_core import PydanticCustomError

from audit.authorities import KINDS, Authorities
from audit.cases import KOMMUNE
from audit.config.fields import Heading, Settings, Words, without_cpr
from audit.config.sample import Sample
from audit.errors import Problem
from audit.nouns import Noun
from audit.results.crossing import facts_in, questions_in
from audit.reviewers import MISTAKE, find_code
from audit.rubric.fields import Id
from audit.rubric.model import Rubric
from audit.rubric.noun_words import NounWords
from audit.rubric.types import DAYS
from audit.sampling.columns import ColumnMapping
from audit.validation import Locate
from audit.wording.authority_words import how_to_write, no_authority
from audit.wording.quoting import listed, suggest

NAME = "audit.toml"
_LONGEST_NAME = 255
"""Bytes in the longest name of a file or folder that common systems take."""


def _reviewer(text: str) -> str:
    code = find_code(text)
    if code is None:
        raise PydanticCustomError("reviewer", MISTAKE)
    return code


def _place(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value.strip():
        raise PydanticCustomError("place", "stien er tom. Skriv, hvor filen eller mappen ligger.")
    if "\0" in value or any(len(part.encode()) > _LONGEST_NAME for part in value.replace("\\", "/").split("/")):
        raise PydanticCustomError("place", "stien har et navn, der ikke kan bruges eller er for langt. Ret stien.")
    try:
        Path(value).expanduser()
    except RuntimeError:
        raise PydanticCustomError(
            "place", "stien begynder med ~ og et navn, som ikke er en bruger her. Skriv hele stien."
        ) from None
    return value


def _database(text: str) -> str:
    scheme, mark, rest = text.partition("://")
    if not mark:
        return str(_place(text))
    try:
        urlsplit(text)
    except ValueError:
        scheme = ""
    if scheme not in ("postgresql", "postgres"):
        message = "databasen er enten en fil eller en adresse som postgresql://server/database."
        raise PydanticCustomError("database", message)
    return f"postgresql://{rest}"


Place = Annotated[Path, BeforeValidator(_place)]
Database = Annotated[Heading, AfterValidator(_database)]


class StudySettings(Settings):
    """What the study is called, and what its reader must know of it."""

    model_config = ConfigDict(title="[study]")
    id: Annotated[Id, AfterValidator(without_cpr)] = Field(description="Undersøgelsens korte navn.")
    title: Words = Field(description="Undersøgelsens titel, som læseren ser den.")
    constructed: StrictBool = Field(False, description="true, når sager og svar er konstruerede.")
    source: Words | None = Field(None, description="Det, undersøgelsen bygger på.")
    notes: tuple[Words, ...] = Field((), description="Oplysninger, der vises i rapportens metodebilag.")


class Files(Settings):
    """Where things lie; absolute once the file is read. ``database`` is a path or a PostgreSQL URL."""

    model_config = ConfigDict(title="[files]")
    rubric: Place = Field(description="Måleskemaet.")
    database: Database = Field(repr=False, description="En fil eller en adresse som postgresql://…")
    output: Place = Field(Path("out"), description="Mappen, som rapport og regneark skrives i.")
    claims: Place | None = Field(None, description="De tal, en tekst oplyser, og som skal regnes efter.")

    @property
    def database_shown(self) -> str:
        """The database as it may be printed: a URL without user, password and options."""
        if "://" not in self.database:
            return self.database
        url = urlsplit(self.database)
        return f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"

    def inside(self, folder: Path) -> Self:
        """The same with every path made absolute from ``folder``."""
        return self.model_copy(
            update={
                "rubric": _inside(folder, self.rubric),
                "database": self.database if "://" in self.database else str(_inside(folder, Path(self.database))),
                "output": _inside(folder, self.output),
                "claims": self.claims and _inside(folder, self.claims),
            }
        )


class FrameColumns(Settings):
    """The headings of the bruttoliste that are not facts."""

    model_config = ConfigDict(title="[frame.columns]")
    case: Heading = Field(description="Kolonnen med sagens nummer.")
    kommune: Heading = Field(description="Kolonnen med kommunens eller en anden myndigheds navn eller kode.")
    file_no: Heading | None = Field(None, description="Kolonnen med journalnummeret, hvis listen har det.")


class Frame(Settings):
    """The bruttoliste: the file, and which column holds what."""

    model_config = ConfigDict(title="[frame]")
    file: Place | None = Field(None, description="Bruttolistens fil.")
    columns: FrameColumns = Field(description="Kolonnerne med sag og myndighed.")
    facts: dict[str, Heading] = Field({}, description="Kolonnen for hver af måleskemaets oplysninger.")

    def inside(self, folder: Path) -> Self:
        """The same with the file's path made absolute from ``folder``."""
        return self.model_copy(update={"file": self.file and _inside(folder, self.file)})

    @property
    def mapping(self) -> ColumnMapping:
        """As the frame's reader takes it."""
        return ColumnMapping(self.columns.case, self.columns.kommune, self.columns.file_no, self.facts)


class AuthorityList(Settings):
    """A list of the study's own, of the authorities its cases are from; without it they are the 98 kommuner."""

    model_config = ConfigDict(title="[authorities]")
    file: Place = Field(description="Listen: en tabel med kolonnerne code, name og kind.")
    kinds: dict[Heading, NounWords] = Field(
        {}, description="Ordene for hver slags myndighed. For kommune, region, amt og nævn er de givet."
    )

    def inside(self, folder: Path) -> Self:
        """The same with the file's path made absolute from ``folder``."""
        return self.model_copy(update={"file": _inside(folder, self.file)})

    @property
    def nouns(self) -> dict[str, Noun]:
        """Every kind a list can name, with its word."""
        return {**KINDS, **{kind: words.noun for kind, words in self.kinds.items()}}


class ResultTables(Settings):
    """What the results are divided by."""

    model_config = ConfigDict(title="[results]")
    by: tuple[Heading, ...] = Field(
        (),
        description="Oplysningerne, resultaterne deles op efter; også kommune, som er myndigheden, hvad slags den "
        "end er. Flere på én gang skilles med komma.",
    )
    cross: tuple[Heading, ...] = Field(
        (), description="Krydstabeller: to spørgsmål, skilt med komma, for hver. Det første står i rækkerne."
    )


class Review(Settings):
    """How scoring goes on this machine."""

    model_config = ConfigDict(title="[review]")
    reviewer: Annotated[str, AfterValidator(_reviewer)] | None = Field(None, description="Bedømmerens kode.")
    accessible: StrictBool = Field(False, description="true for en skærm uden rammer og farver.")


class Config(Settings):
    """A whole audit.toml, with absolute paths. ``path`` is the file's own."""

    model_config = ConfigDict(title=NAME)
    study: StudySettings = Field(description="Hvad undersøgelsen hedder.")
    files: Files = Field(description="Hvor filerne ligger.")
    authorities: AuthorityList | None = Field(
        None, description="Undersøgelsens egne myndigheder; ellers er de landets kommuner."
    )
    frame: Frame | None = Field(None, description="Bruttolisten.")
    sample: Sample = Field(Sample(), description="De sager, undersøgelsen tager med.")
    results: ResultTables = Field(ResultTables(), description="Resultaterne.")
    review: Review = Field(Review(), description="Bedømmelsen.")
    _path: Path = PrivateAttr(Path(NAME))
    _locate: Locate | None = PrivateAttr(None)

    @property
    def path(self) -> Path:
        """The file the configuration was read from."""
        return self._path

    @property
    def database(self) -> str:
        """The study's database, a path or a URL. A URL may hold a password: print ``files.database_shown``."""
        return self.files.database

    def placed(self, path: Path, locate: Locate) -> Self:
        """The same, read from ``path``: its paths absolute, and the places of its keys known."""
        update = {
            "files": self.files.inside(path.parent),
            "frame": self.frame and self.frame.inside(path.parent),
            "authorities": self.authorities and self.authorities.inside(path.parent),
        }
        config = self.model_copy(update=update)
        config._path, config._locate = path, locate
        return config

    def check_names(self, rubric: Rubric, authorities: Authorities) -> list[Problem]:
        """Names that are neither a fact of the rubric nor kommune, and facts and marks that cannot be chosen by.

        Names of ``authorities`` that are not in that list too.
        """
        known, sample = [*rubric.facts, KOMMUNE], self.sample
        named: list[tuple[tuple[str, ...], str]] = [(("sample", "strata"), name) for name in sample.strata]
        chosen: dict[tuple[str, ...], str] = {}
        if sample.latest:
            chosen["sample", "latest", "fact"] = sample.latest.fact
        if sample.marked:
            chosen["sample", "marked", "fact"] = sample.marked.fact
        problems = self.check_authorities(authorities)
        for key, name in (*named, *chosen.items()):
            if name not in known:
                near = suggest(name, known) or f". Oplysningerne er {listed(known)}."
                problems.append(self._problem(key, f"»{name}« er ikke en oplysning i måleskemaet{near}"))
        if not problems:
            problems += self._check_criteria(rubric)
        for setting, entries, read in (("by", self.results.by, facts_in), ("cross", self.results.cross, questions_in)):
            wrong = [found for entry in entries if isinstance(found := read(rubric, entry), Problem)]
            problems += [self._problem(("results", setting), found.what) for found in wrong]
        return problems

    def check_authorities(self, authorities: Authorities) -> list[Problem]:
        """The authorities of the sample that are not in the list, are named twice, or do not exist."""
        problems, seen = [], set()
        for number, text in enumerate(self.sample.kommuner):
            found = authorities.find(text, constructed=self.study.constructed)
            key = ("sample", "kommuner", str(number))
            if found is None:
                said = no_authority(authorities, text)
                said = said if said.endswith("?") else f"{said} {how_to_write(authorities)}"
                problems.append(self._problem(key, said))
            elif found.code in seen:
                problems.append(self._problem(key, f"»{found.name}« står to gange i »kommuner«."))
            else:
                seen.add(found.code)
        return problems

    def _check_criteria(self, rubric: Rubric) -> list[Problem]:
        problems = []
        latest, marked = self.sample.latest, self.sample.marked
        if latest and (latest.fact == KOMMUNE or rubric.facts[latest.fact].kind is not DAYS):
            what = f"»{latest.fact}« er ikke en dato, så de seneste sager kan ikke findes efter den."
            problems.append(self._problem(("sample", "latest", "fact"), what))
        if marked and (marked.fact == KOMMUNE or not rubric.facts[marked.fact].labels):
            what = f"»{marked.fact}« har ikke faste værdier, så den kan ikke bruges som mærke."
            problems.append(self._problem(("sample", "marked", "fact"), what))
        elif marked:
            options = list(rubric.facts[marked.fact].options)
            for value in marked.asked:
                if value not in options:
                    near = suggest(value, options) or f". Værdierne er {listed(options)}."
                    what = f"»{value}« er ikke en værdi af »{marked.fact}«{near}"
                    problems.append(self._problem(("sample", "marked", "asked", value), what))
        return problems

    def _problem(self, key: tuple[str, ...], what: str) -> Problem:
        line, column = self._locate(key) if self._locate else (0, 0)
        return Problem(what, "", self.path.name, line, column)


def _inside(folder: Path, path: Path) -> Path:
    return Path(normpath(folder / path.expanduser()))
