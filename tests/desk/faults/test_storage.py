"""The ground under the records gives way while somebody types: said in words, and nothing typed is lost."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace
from sqlalchemy import event
from sqlalchemy.engine import make_url

from desk.records import Records
from desk.records.errors import DatabaseUnreachable
from desk.settings import DatabaseSection, Settings
from desk.spool import spool_file
from kb import KnowledgeBase
from kb.article import Article
from telephony.snapshots import CallState
from tests.desk.faults.conftest import CITIZEN, Desk
from tests.desk.faults.proxy import FaultProxy
from tests.desk.records.conftest import _administer, _beside, _empty_postgres
from tests.pbx.simulated import SimulatedHotline

DRAFTS = "SELECT title FROM drafts"


def test_a_database_that_is_locked_for_long(desk: Desk, hotline: SimulatedHotline, database: str) -> None:
    desk.ready()
    desk.talk(hotline)
    other = sqlite3.connect(make_url(database).database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    try:
        desk.type("order_title", "typed while locked")
        longest = 0.0
        # The window answers all the time, and says within the limit of the lock that nothing is saved yet.
        while "in use by another" not in _said(desk) and time.monotonic() - began < 9:
            before = time.perf_counter()
            desk.qtbot.wait(10)
            longest = max(longest, time.perf_counter() - before)
        assert "in use by another" in _said(desk)
        assert longest < 0.6
        desk.type("order_title", ", and longer")
        desk.click("call_hold")  # the call does not wait for the records
        desk.wait_call(CallState.HELD)
        while time.monotonic() - began < 10:
            desk.qtbot.wait(50)
    finally:
        other.execute("ROLLBACK")
        other.close()
    desk.wait(lambda: desk.rows(DRAFTS) == [("typed while locked, and longer",)], "draft stored", 8)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(1,)], "call stored", 8)


def _said(desk: Desk) -> str:
    return f"{desk.text('message_bar')} {desk.text('order_saved')}"


def test_a_disk_that_fills_while_typing(desk: Desk, hotline: SimulatedHotline) -> None:
    desk.ready()
    desk.talk(hotline)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(1,)], "call stored")

    def full(connection: Any, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    def room(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA max_page_count=1000000")

    engines = (desk.workstation.records.database._soon, desk.workstation.records.database._lasting)
    for engine in engines:
        event.listen(engine, "checkout", full)
    text = "街道办答复不满意" * 1500
    desk.window.order.detail.setPlainText(text)
    desk.wait(lambda: "disk is full" in _said(desk), "said")
    kept = desk.text("order_detail")
    assert kept
    for engine in engines:
        event.remove(engine, "checkout", full)
        event.listen(engine, "checkout", room)
    desk.wait(lambda: desk.rows("SELECT detail FROM drafts") == [(kept,)], "stored when there is room", 6)
    hotline.citizen(CITIZEN).hang_up()
    desk.wait_call(CallState.ENDED)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls WHERE ended_at IS NOT NULL") == [(1,)], "end", 8)


@pytest.fixture
def postgres(settings: Settings) -> Iterator[Settings]:
    """Give the settings with a PostgreSQL database of its own."""
    name = f"desk_{uuid.uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {_empty_postgres()}")
    yield replace(settings, database=DatabaseSection(url=_beside(name)))
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_a_server_that_restarts_while_typing(
    start: Callable[[Settings], Desk], postgres: Settings, hotline: SimulatedHotline
) -> None:
    desk = start(postgres)
    desk.ready()
    desk.talk(hotline)
    url = make_url(postgres.database_url)
    name = url.database
    for word in ("one", " two", " three"):
        desk.type("order_title", word)
        with psycopg.connect(
            host=url.host, port=url.port, user=url.username, dbname="postgres", autocommit=True
        ) as admin:
            # What a restart does to a desk: every session ends, new ones are refused for a while.
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            desk.wait(lambda: "can't be reached" in _said(desk), "said", 8)
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        typed = desk.text("order_title")
        desk.wait(lambda typed=typed: _titles(url) == [(typed,)], "stored", 8)
        desk.window.messages.notice("")
    assert desk.text("order_title") == "one two three"


def _titles(url: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(host=url.host, port=url.port, user=url.username, dbname=url.database) as connection:
        return connection.execute(DRAFTS).fetchall()


def test_a_corrupt_index_is_made_anew_at_the_start(
    start: Callable[[Settings], Desk], settings: Settings, database: str
) -> None:
    with Records.open(database, migrate=False) as records:
        knowledge = KnowledgeBase(records.database.knowledge_engine, settings.index_folder)
        knowledge.open()
        knowledge.put([Article("GJJ-1", "租房怎样提取公积金", "带身份证和租房合同。")], "test")
        knowledge.close()
    for path in settings.index_folder.rglob("*"):
        if path.is_file():
            path.write_bytes(os.urandom(max(10, path.stat().st_size // 2)))
    desk = start(settings)
    desk.find(type(desk.window.knowledge.query), "kb_query").setText("租房提取公积金")
    desk.wait(lambda: "租房合同" in desk.window.knowledge.answer.toPlainText(), "found", 8)


def test_a_wall_clock_that_jumps_moves_no_timer(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ready()
    desk.talk(hotline)
    for days in (1, -2):
        _shift(monkeypatch, days)
        desk.window.calls.tick()
        minutes = desk.text("call_timer").split(":")
        assert len(minutes) == 2, desk.text("call_timer")
        assert int(minutes[0]) == 0
        desk.click("call_hold")
        desk.wait_call(CallState.HELD)
        desk.click("call_hold")
        desk.wait_call(CallState.TALKING)
        proxy.refuse(True)
        desk.wait_link(up=False)
        desk.qtbot.waitUntil(
            lambda: "Next attempt" in desk.text("link_retry") or "Connecting" in desk.text("link_retry")
        )
        digits = "".join(mark for mark in desk.text("link_retry") if mark.isdigit()) or "0"
        assert int(digits) <= 4
        proxy.refuse(False)
        desk.wait_link(up=True)
    desk.type("order_title", "saved at any hour")
    desk.wait(lambda: desk.rows(DRAFTS) == [("saved at any hour",)], "draft stored")
    assert proxy.accepted == 3


def _shift(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Move the wall clock of every module of the program that reads it."""
    from datetime import datetime as real
    from datetime import timedelta

    class Shifted(real):
        """The wall clock, some days off."""

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.now(tz) + timedelta(days=days)

    for name, module in tuple(sys.modules.items()):
        if name.split(".")[0] in ("desk", "telephony") and getattr(module, "datetime", None) is not None:
            monkeypatch.setattr(module, "datetime", Shifted)
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() + days * 86_400)


def test_a_call_that_was_being_stored_when_the_window_was_closed_is_stored_at_the_next_start(
    start: Callable[[Settings], Desk], settings: Settings, hotline: SimulatedHotline
) -> None:
    desk = start(settings)
    desk.ready()
    desk.talk(hotline)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(1,)], "call stored")
    asked, given_up = threading.Event(), threading.Event()

    def away(call: object) -> None:
        asked.set()
        given_up.wait(30)
        raise DatabaseUnreachable("")

    desk.workstation.records.call_ended = away  # type: ignore[method-assign]
    hotline.citizen(CITIZEN).hang_up()
    desk.wait(asked.is_set, "the end is being stored")
    desk.workstation.stop()
    again = start(settings)
    again.wait(lambda: again.rows("SELECT count(*) FROM calls WHERE ended_at IS NOT NULL") == [(1,)], "end")
    given_up.set()


def test_what_was_written_about_a_caller_while_the_database_was_away_is_there_at_the_next_start(
    start: Callable[[Settings], Desk], settings: Settings, hotline: SimulatedHotline
) -> None:
    desk = start(settings)
    desk.ready()
    desk.talk(hotline)
    desk.wait(desk.window.caller.note.isEnabled, "the card stands")

    def away(*_: object) -> None:
        raise DatabaseUnreachable("")

    desk.workstation.records.save_note = away  # type: ignore[method-assign, assignment]
    desk.type("caller_note", "deaf")
    desk.wait(lambda: "is not saved yet" in desk.text("message_bar"), "that is told")
    desk.workstation.stop()
    spool = spool_file("callers", settings.database_url, "2001", "1024")
    assert spool.exists()
    again = start(settings)
    again.wait(lambda: again.rows("SELECT note FROM callers") == [("deaf",)], "the note is written")
    again.wait(lambda: not spool.exists(), "nothing is kept here any more")
