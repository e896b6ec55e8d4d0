"""The store's promises hold on SQLite and on PostgreSQL alike, with the migrated tables."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kb import Article
from kb.clock import today
from kb.editing.due import carry_out
from kb.publishing import changing
from kb.store import Store
from tests.desk.records.conftest import url

__all__ = ["url"]

ENTRY = Article(
    "a", "公积金提取", "答", ("取钱",), "中心", "类", ("词",), "文号", date(2020, 1, 1), date(2030, 1, 1)
)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    engine = sa.create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})
    yield Store(engine)
    engine.dispose()


def test_an_entry_comes_back_as_it_was_put(store: Store) -> None:
    assert store.put([ENTRY], "editor").added == 1
    assert store.article("a") == ENTRY
    assert store.put([ENTRY], "editor").unchanged == 1
    changes = store.since(0)
    assert [entry.article for entry in changes.entries] == [ENTRY]
    assert changes.entries[0].initials == "gjjtq"
    assert store.remove("a", "editor")
    assert store.since(changes.last).removed == ("a",)
    assert store.article("a") is None


def test_a_new_text_keeps_the_withdrawal_to_come_and_is_confirmed(store: Store) -> None:
    store.put([ENTRY, replace(ENTRY, code="b")], "editor")
    later = datetime.now(UTC) + timedelta(days=2)
    with changing(store.engine) as edition:
        edition.set(["a"], datetime.now(UTC), withdraw_at=later, state="to_confirm")
    put = store.put([replace(ENTRY, code=code, answer="改") for code in "ab"], "import")
    assert put.updated == 2
    assert {entry.confirmed_on for entry in store.since(0).entries} == {today()}
    carry_out(store.engine, lambda _: later)
    assert store.article("a") is None
    assert store.article("b") == replace(ENTRY, code="b", answer="改", revision=2)
    store.put([ENTRY], "editor")  # what was withdrawn and is published once more stays
    carry_out(store.engine, lambda _: later + timedelta(days=1))
    assert store.article("a") is not None


def test_uses_are_counted(store: Store) -> None:
    store.record_use("a")
    store.record_use("a")
    assert store.uses() == {"a": 2}


def test_writers_at_once_leave_no_gap_and_no_double_number(store: Store) -> None:
    store.base()
    failures: list[Exception] = []

    def write(writer: int) -> None:
        try:
            for step in range(10):
                store.put([Article(f"{writer}-{step}", "题", "答")], "editor")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert store.base()[1] == 30
    assert len(store.since(0).entries) == store.count() == 30
