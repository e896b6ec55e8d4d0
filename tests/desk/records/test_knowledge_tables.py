"""The knowledge base lives in the same database, on an engine that waits for nobody to read."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from desk.records import Records, migrate
from desk.records.database import Database
from desk.records.errors import DatabaseLocked
from kb import KnowledgeBase
from kb.article import Article
from kb.editing import Editor, Editorial
from kb.editing.views import Action, State
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


def test_entries_of_the_version_before_the_editor_are_kept(bare_url: str, tmp_path: Path) -> None:
    content = "'标题', '答', '[\"问\"]', '局', '类', '[]', '文', NULL, '2030-12-31'"
    columns = 'title, answer, "similar", department, category, keywords, source, valid_from, valid_until'
    database = Database(bare_url)
    with database.writing() as connection:
        migrate.upgrade(connection, "0002")
        for statement in (
            f"INSERT INTO kb_entries (code, revision, {columns}, initials, pinyin, confirmed_on,"
            f" published_at, published_by) VALUES ('A', 1, {content}, 'bt', 'biao ti', '2026-01-01',"
            " '2026-01-01 08:00:00.000000', 'import')",
            f"INSERT INTO kb_revisions (code, revision, action, {columns}, author, at)"
            f" VALUES ('A', 1, 'published', {content}, 'import', '2026-01-01 08:00:00.000000')",
            "INSERT INTO kb_changes (number, code, revision, at)"
            " VALUES (1, 'A', 1, '2026-01-01 08:00:00.000000')",
            "INSERT INTO kb_counter (id, base, last) VALUES (1, 'x', 1)",
        ):
            connection.execute(text(statement))
    database.close()
    with Records.open(bare_url, migrate=True) as records:
        knowledge = KnowledgeBase(records.database.knowledge_engine, tmp_path / "index")
        knowledge.open()
        editorial = Editorial(knowledge, Editor("王敏"))
        opened = editorial.texts.open("A")
        assert opened.published is not None
        assert opened.published.state is State.PUBLISHED
        assert (opened.article.similar, opened.article.attachments) == (("问",), ())
        assert [each.action for each in editorial.history.revisions("A")] == [Action.PUBLISH]
        assert [row.code for row in editorial.entries.rows()] == ["A"]
        assert knowledge.search("标题")[0].article == opened.article
        assert knowledge.check().ok
        knowledge.close()
