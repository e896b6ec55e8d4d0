"""The knowledge base lives in the same database, on an engine that waits for nobody to read."""

from __future__ import annotations

import threading

import pytest

from desk.records import Records
from desk.records.errors import DatabaseLocked
from kb.article import Article
from kb.store import Store


def test_entries_are_kept_in_the_migrated_tables(records: Records) -> None:
    store = Store(records.database.knowledge_engine)
    put = store.put([Article("A1", "公积金怎么提取", "带身份证。", similar=("提取公积金",))], "editor")
    assert put.added == 1
    store.record_use("A1")
    store.record_use("A1")
    assert store.uses() == {"A1": 2}
    found = store.article("A1")
    assert found is not None
    assert found.similar == ("提取公积金",)


def test_readers_do_not_wait_for_a_writer_and_writers_take_turns(records: Records) -> None:
    store = Store(records.database.knowledge_engine)
    failures: list[BaseException] = []

    def work(me: int) -> None:
        try:
            for i in range(8):
                store.put([Article(f"{me}-{i}", "标题", "答")], "editor")
                store.count()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(me,)) for me in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.count() == 24


def test_a_lock_is_told_as_the_records_tell_it(url: str) -> None:
    with (
        Records.open(url, migrate=False, lock_seconds=0.1) as records,
        Records.open(url, migrate=False) as other,
    ):
        store = Store(records.database.knowledge_engine)
        store.put([Article("A1", "标题", "答")], "editor")
        with other.database.writing() as connection:
            connection.exec_driver_sql("UPDATE kb_counter SET last = last")
            with pytest.raises(DatabaseLocked):
                store.put([Article("A2", "标题", "答")], "editor")
            assert store.count() == 1
