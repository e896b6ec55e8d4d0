"""Bring a database to this version's tables, or say why it can't be used.

Alembic is imported only when there is something to migrate: a window that opens a current database
should not wait for it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from desk.records.database import Database
from desk.records.errors import DatabaseCorrupt, DatabaseTooNew, DatabaseTooOld

FOLDER = Path(__file__).with_name("migrations")
_VERSION_TABLE = "alembic_version"
_LOCK = 12345_001  # any number, the same in every copy of the program


def known_revisions() -> list[str]:
    """Return the revisions that this version knows, oldest first: the files' names begin with them."""
    return sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(connection: Connection) -> str | None:
    """Return the database's revision, None for a database without tables."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {_VERSION_TABLE}"))  # noqa: S608
    return revision


def check(connection: Connection) -> bool:
    """Tell whether the database is at the head; raise when it is newer than this version."""
    revision = current(connection)
    known = known_revisions()
    if revision is not None and revision not in known:
        # Revisions are numbered: what isn't a number was never ours.
        raise DatabaseTooNew(revision) if revision.isdigit() else DatabaseCorrupt(revision)
    return revision == known[-1]


def prepare(database: Database, *, migrate: bool) -> None:
    """Make sure that the tables are those of this version, migrating them when that is wanted."""
    if not migrate and database.missing:
        raise DatabaseTooOld
    with database.reading() as connection:
        if check(connection):
            return
    if not migrate:
        raise DatabaseTooOld
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # Two seats that start at the same moment: the second waits and finds nothing to do.
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if not check(connection):
            upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
