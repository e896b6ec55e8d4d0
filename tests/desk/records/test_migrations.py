"""The tables come from migrations alone: from nothing, and from older versions with their data."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from desk.records import Records, migrate
from desk.records.database import Database
from desk.records.errors import DatabaseCorrupt, DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable
from desk.records.floor_tables import metadata
from kb.store import metadata as kb_metadata


def test_the_head_is_what_the_models_say(url: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, [metadata, kb_metadata]) == []
    database.close()


def test_migrations_import_nothing_of_the_project() -> None:
    for path in migrate.FOLDER.rglob("*.py"):
        imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE)
        assert {name.split(".")[0] for name in imported} <= {"__future__", "alembic", "sqlalchemy"}, path


def test_every_file_s_name_begins_with_its_revision() -> None:
    for path in (migrate.FOLDER / "versions").glob("[0-9]*.py"):
        assert f'revision = "{path.name.split("_")[0]}"' in path.read_text("utf-8")


def fill_first_version(connection: Connection) -> None:
    """Put a row into every table that version 0001 had, as that version wrote them."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for statement in (
        "INSERT INTO callers (id, name, updated_at) VALUES (1, '王芳', :now)",
        "INSERT INTO caller_numbers VALUES ('+8613800138000', 1)",
        "INSERT INTO calls (id, call_id, agent, caller_id, number, direction, state, offered_at, answered_at)"
        " VALUES (1, '1.1', '1024', 1, '13800138000', 'inbound', 'talking', :now, :now)",
        "INSERT INTO call_legs (\"call\", role, channel, started_at) VALUES (1, 'citizen', 'PJSIP/a', :now)",
        "INSERT INTO call_times (\"call\", state, at) VALUES (1, 'talking', :now)",
        "INSERT INTO departments (code, name, updated_at) VALUES ('CG', '城市管理局', :now)",
        "INSERT INTO orders (id, number, call_id, caller_id, kind, title, department_code, department_name,"
        " state, dispatched_at, sign_due_at, due_at) VALUES (1, '20260101-0001', '1.1', 1, 'help', '路灯',"
        " 'CG', '城市管理局', 'dispatched', :now, :now, :now)",
        "INSERT INTO order_events (order_id, at, event, state) VALUES (1, :now, 'dispatch', 'dispatched')",
        "INSERT INTO order_numbers VALUES ('20260101', 1)",
        "INSERT INTO drafts (call_id, agent, kind, title, updated_at)"
        " VALUES ('1.2', '1024', 'help', '井盖', :now)",
        "INSERT INTO searches (at, query, hits, seconds) VALUES (:now, 'x', 1, 0.1)",
        "INSERT INTO direct_answers (at, call_id, article_code, revision, seconds)"
        " VALUES (:now, '1.1', 'A1', 2, 9.5)",
    ):
        value = now.replace(tzinfo=None) if connection.dialect.name == "sqlite" else now
        # SQLite's driver keeps a text; this is how this version writes times
        moment = value.strftime("%Y-%m-%d %H:%M:%S.%f") if connection.dialect.name == "sqlite" else value
        connection.execute(text(statement), {"now": moment} if ":now" in statement else {})


@pytest.mark.parametrize("revision", migrate.known_revisions())
def test_data_of_every_version_is_kept(bare_url: str, revision: str) -> None:
    database = Database(bare_url)
    with database.writing() as connection:
        migrate.upgrade(connection, revision)
        fill_first_version(connection)
    if revision != migrate.known_revisions()[-1]:
        with pytest.raises(DatabaseTooOld):
            Records.open(bare_url, migrate=False)
    with Records.open(bare_url, migrate=True, agent="1024") as records:
        card = records.card("13800138000", "zh_CN")
        assert (card.name, card.calls_total, card.orders[0].title) == ("王芳", 1, "路灯")
        assert card.calls[0].started_at == datetime(2026, 1, 1, tzinfo=UTC)
        assert [call.call_id for call in records.unfinished("1024")] == ["1.1"]
        assert records.drafts()[0].title == "井盖"
        assert records.direct_answers("1.1") == ("A1",)
        assert len(records.order_events("20260101-0001")) == 1
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    database = Database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for wanted in (True, False):
        with pytest.raises(DatabaseTooNew, match="9999"):
            Records.open(url, migrate=wanted)
    database.close()


def test_a_database_without_tables_says_what_to_do(bare_url: str) -> None:
    with pytest.raises(DatabaseTooOld, match="desk init"):
        Records.open(bare_url, migrate=False)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTooOld):
        Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=False)
    assert list(tmp_path.iterdir()) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    bare_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(bare_url)

    def migrate_and_fail() -> None:
        with database.writing() as connection:
            migrate.upgrade(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate_and_fail()
    with database.reading() as connection:
        assert migrate.current(connection) is None
    database.close()
    Records.open(bare_url, migrate=True).close()


def test_seats_that_start_together_migrate_once(bare_url: str) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            Records.open(bare_url, migrate=True, lock_seconds=30).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_desks_that_begin_together_share_a_new_file(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    together = threading.Barrier(3)

    def begin(database: Database) -> None:
        together.wait()
        try:
            with database.reading() as connection:
                migrate.current(connection)
        except BaseException as error:
            failures.append(error)

    for number in range(30):
        databases = [Database(f"sqlite:///{tmp_path / f'{number}.db'}", lock_seconds=30) for _ in range(3)]
        threads = [threading.Thread(target=begin, args=(database,)) for database in databases]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for database in databases:
            database.close()
    assert failures == []


@pytest.mark.parametrize("content", [b"not a database" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_not_a_database_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseCorrupt):
        Records.open(f"sqlite:///{path}", migrate=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/desk.db",
        "postgresql+psycopg://desk@127.0.0.1:1/desk",
        "mysql://x/y",
        "nonsense",
        "",
    ],
)
def test_a_url_that_leads_nowhere_is_said(url: str) -> None:
    with pytest.raises(DatabaseUnreachable):
        Records.open(url, migrate=True)
