"""What happens to a record when the ground gives way: locked, full, gone, many at once, killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.records import Records
from desk.records.errors import DatabaseLocked, DatabaseUnreachable, DiskFull, StatementFailed, Trouble
from desk.records.views import OrderDraft, Outcome
from tests.desk.records.conftest import ROOT, Clock
from tests.desk.records.test_records import NUMBER, ringing, whole_call

DRAFT = OrderDraft("1.1", title="路灯不亮", detail="三天了", department_code="CG", caller_number=NUMBER)


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    Records.open(f"sqlite:///{path}", migrate=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO departments (code, name, updated_at)"
            " VALUES ('CG', '城市管理局', '2026-01-01 00:00:00.000000')"
        )
    connection.close()
    return path


def test_a_locked_database_is_said_and_the_draft_stays(sqlite_path: Path) -> None:
    with Records.open(f"sqlite:///{sqlite_path}", migrate=False, lock_seconds=0.1) as records:
        records.save_draft(DRAFT)
        other = sqlite3.connect(sqlite_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked) as caught:
            records.dispatch(DRAFT, "1024")
        assert caught.value.kind is Trouble.LOCKED
        # Who reads does not wait for who writes.
        assert records.card(NUMBER, "zh_CN").orders == ()
        assert records.draft("1.1") is not None
        other.execute("ROLLBACK")
        other.close()
        assert records.dispatch(DRAFT, "1024").title == DRAFT.title


def test_a_full_disk_is_said_and_the_draft_stays(sqlite_path: Path) -> None:
    with Records.open(f"sqlite:///{sqlite_path}", migrate=False) as records:
        records.save_draft(DRAFT)

        def no_more(connection: sqlite3.Connection, *_: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        from sqlalchemy import event

        engine = records.database._lasting
        event.listen(engine, "checkout", no_more)
        with pytest.raises(DiskFull):
            records.dispatch(replace(DRAFT, detail="x" * 1_000_000), "1024")
        event.remove(engine, "checkout", no_more)
        assert records.draft("1.1") is not None


def test_a_table_that_is_damaged_is_said(sqlite_path: Path) -> None:
    from desk.records.errors import DatabaseCorrupt

    with Records.open(f"sqlite:///{sqlite_path}", migrate=False) as records:
        for i in range(200):
            records.save_draft(replace(DRAFT, call_id=f"1.{i}", detail="x" * 3000))
    data = bytearray(sqlite_path.read_bytes())
    begin = len(data) // 4096 * 2 // 3 * 4096  # the drafts fill more than the last third
    data[begin:] = b"\xa5" * (len(data) - begin)
    sqlite_path.write_bytes(bytes(data))
    with (
        Records.open(f"sqlite:///{sqlite_path}", migrate=False) as records,
        pytest.raises(DatabaseCorrupt),
    ):
        records.drafts()


def test_four_writers_never_find_it_locked(records: Records, clock: Clock, few_departments: None) -> None:
    failures: list[BaseException] = []
    numbers: list[str] = []

    def work(me: int) -> None:
        try:
            for i in range(15):
                call = f"{me}.{i}"
                records.call_offered(ringing(call, datetime(2026, 1, 30, tzinfo=UTC)), "1024")
                records.save_draft(replace(DRAFT, call_id=call))
                records.card(NUMBER, "zh_CN")
                numbers.append(records.dispatch(replace(DRAFT, call_id=call), "1024").number)
                records.wrap_up(call, Outcome.ORDER, "")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(me,)) for me in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(numbers) == [f"20260130-{i:04d}" for i in range(1, 61)]
    card = records.card(NUMBER, "zh_CN")
    assert card.calls_total == 60
    assert records.drafts() == ()


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_server_that_was_restarted_is_found_again(records: Records, clock: Clock) -> None:
    whole_call(records, clock, "1.1")
    _end_sessions(records)
    assert records.card(NUMBER, "zh_CN").calls_total == 1


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_a_server_that_goes_in_mid_save_is_said(records: Records, few_departments: None) -> None:
    records.save_draft(DRAFT)

    def save() -> None:
        with records.database.writing() as connection:
            connection.execute(text("UPDATE drafts SET title = 'half'"))
            _end_sessions(records)
            connection.execute(text("UPDATE drafts SET note = 'half'"))

    with pytest.raises(DatabaseUnreachable):
        save()
    kept = records.draft("1.1")
    assert kept is not None
    assert (kept.title, kept.note) == (DRAFT.title, "")
    assert records.dispatch(DRAFT, "1024").title == DRAFT.title


def _end_sessions(records: Records) -> None:
    import psycopg

    url = records.database._soon.url
    with psycopg.connect(
        host=url.host, port=url.port, user=url.username, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", (url.database,)
        )


def test_what_was_saved_is_there_after_kill_9(sqlite_path: Path) -> None:
    program = (
        "import sys\n"
        "from dataclasses import replace\n"
        "from desk.records import Records\n"
        "from desk.records.views import OrderDraft\n"
        "records = Records.open(sys.argv[1], migrate=False)\n"
        "draft = OrderDraft('1.1')\n"
        "for i in range(100_000):\n"
        "    records.save_draft(replace(draft, title=str(i)))\n"
        "    print(i, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, f"sqlite:///{sqlite_path}"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= 50:
                os.kill(process.pid, signal.SIGKILL)
                break
        told = [int(line), *(int(left) for left in process.stdout.read().split())]
    with Records.open(f"sqlite:///{sqlite_path}", migrate=False) as records:
        kept = records.draft("1.1")
    assert kept is not None
    assert int(kept.title) >= told[-1]


def test_nothing_of_a_person_reaches_the_log(
    records: Records, clock: Clock, few_departments: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    whole_call(records, clock, "1.1")
    records.rename_caller(NUMBER, "王芳芳")
    records.dispatch(replace(DRAFT, detail="住在三号楼"), "1024")
    with pytest.raises(StatementFailed) as caught, records.database.writing() as connection:
        connection.execute(
            text("INSERT INTO callers (id, name) VALUES (:id, :name)"), {"id": 1, "name": "李" + "强"}
        )
    shown = caplog.text + "".join(traceback.format_exception(caught.value))
    assert not any(word in shown for word in ("王芳芳", "三号楼", "李强", NUMBER))
