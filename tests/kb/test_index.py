"""The index follows the database, and nothing that happens to its files loses an entry."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from kb import Article, KnowledgeBase
from kb.errors import IndexBusyError
from kb.index_folder import IndexFolder
from kb.segment_file import read_arrays
from tests.kb.conftest import ENTRIES


@pytest.fixture
def again(engine: Engine, tmp_path: Path, knowledge: KnowledgeBase) -> Iterator[KnowledgeBase]:
    """The same folder opened by the next process, not opened yet."""
    made = KnowledgeBase(engine, tmp_path / "index")
    yield made
    made.close()


def codes(knowledge: KnowledgeBase, query: str) -> list[str]:
    return [hit.article.code for hit in knowledge.search(query)]


def test_a_change_is_found_without_a_rebuild(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "index").glob("index-*"))
    assert knowledge.put([Article("new", "宠物狗办证", "到派出所。")], "editor") == 1
    assert codes(knowledge, "狗证")[0] == "new"
    knowledge.put([Article("new", "犬只登记", "到派出所。")], "editor")
    assert codes(knowledge, "宠物") == []
    assert codes(knowledge, "犬只")[0] == "new"
    assert knowledge.remove("new")
    assert not knowledge.remove("new")
    assert codes(knowledge, "犬只") == []
    assert sorted(path.name for path in (tmp_path / "index").glob("index-*")) == before
    assert knowledge.check().ok


def test_another_desks_change_arrives_with_refresh(
    knowledge: KnowledgeBase, engine: Engine, tmp_path: Path
) -> None:
    other = KnowledgeBase(engine, tmp_path / "other-index")
    other.open()
    knowledge.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
    assert codes(other, "宠物狗") == []
    assert other.refresh() == 1
    assert codes(other, "宠物狗") == ["new"]
    assert other.refresh() == 0
    other.close()


def test_two_processes_share_an_index_folder(knowledge: KnowledgeBase, again: KnowledgeBase) -> None:
    again.open()
    knowledge.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
    again.refresh()
    assert codes(again, "宠物狗") == ["new"]
    again.put([Article("newer", "宠物猫", "不用。")], "editor")
    knowledge.refresh()
    assert codes(knowledge, "宠物猫")[0] == "newer"
    assert knowledge.check().ok
    assert again.check().ok


def test_many_changes_leave_few_segments_and_no_difference(knowledge: KnowledgeBase) -> None:
    chance = random.Random(5)
    for step in range(150):
        code = f"r-{chance.randrange(25)}"
        if chance.random() < 0.25:
            knowledge.remove(code)
        else:
            knowledge.put([Article(code, f"第{step}次修改的标题", "正文")], "editor")
    report = knowledge.check()
    assert report.ok, report
    assert len(knowledge._index.snapshot.parts) < 20


@pytest.mark.parametrize(
    ("statement", "missing", "extra", "stale"),
    [
        ("UPDATE kb_entries SET code = 'new' WHERE code = 'gjj-1'", ("new",), ("gjj-1",), ()),
        ("DELETE FROM kb_entries WHERE code IN ('gjj-1', 'sw-1')", (), ("gjj-1", "sw-1"), ()),
        ("UPDATE kb_entries SET answer = '改了' WHERE code = 'gjj-1'", (), (), ("gjj-1",)),
        ("UPDATE kb_entries SET revision = 7 WHERE code = 'gjj-1'", (), (), ("gjj-1",)),
        ("UPDATE kb_entries SET state = 'to_confirm' WHERE code = 'gjj-1'", (), (), ("gjj-1",)),
        ("UPDATE kb_entries SET confirmed_on = '2020-01-01' WHERE code = 'gjj-1'", (), (), ("gjj-1",)),
        ("DELETE FROM kb_chosen", (), (), ("sw-1",)),
    ],
)
def test_a_check_tells_what_the_index_has_not_as_the_database(
    knowledge: KnowledgeBase,
    engine: Engine,
    statement: str,
    missing: tuple[str, ...],
    extra: tuple[str, ...],
    stale: tuple[str, ...],
) -> None:
    for question in (
        "饭馆交钱",
        "开店交钱",
        "饭馆交钱",
    ):  # the order in which they were chosen is no difference
        knowledge.learn(question, "sw-1")
        knowledge.refresh()
    assert knowledge.check().ok
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    report = knowledge.check()
    assert (report.missing, report.extra, report.stale) == (missing, extra, stale)
    assert not report.ok
    knowledge.reindex()
    assert knowledge.check().ok


def test_following_each_second_is_one_query_when_nothing_has_changed(
    knowledge: KnowledgeBase, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge.refresh()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    assert knowledge.follow() == 0
    assert len(asked) == 1
    knowledge.store.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
    assert knowledge.follow() == 1
    assert codes(knowledge, "宠物狗") == ["new"]
    monkeypatch.setattr("kb.knowledge_base._WHOLE_EVERY", 0.0)
    asked.clear()
    knowledge.follow()
    assert any("kb_pins" in each for each in asked)


def test_opens_again_without_building(
    knowledge: KnowledgeBase, again: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.index.Index._rebuild", lambda *_: pytest.fail("rebuilt"))
    again.open()
    assert again.count == len(ENTRIES)


@pytest.mark.parametrize("suffix", [".arrays", ".trm", ".pst", ".toc", "state.json"])
@pytest.mark.parametrize("harm", ["empty", "flip", "cut", "gone"])
def test_a_broken_file_is_recognised_and_mended(
    again: KnowledgeBase, tmp_path: Path, suffix: str, harm: str
) -> None:
    for path in (tmp_path / "index").rglob(f"*{suffix}"):
        data = path.read_bytes()
        if harm == "gone":
            path.unlink()
        elif harm == "flip":
            middle = len(data) // 2
            path.write_bytes(data[:middle] + bytes(255 - byte for byte in data[middle:]))
        else:
            path.write_bytes(b"" if harm == "empty" else data[: len(data) // 2])
    again.open()
    assert again.check().ok
    assert codes(again, "公积金提取")[0] == "gjj-1"
    again.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
    assert codes(again, "宠物狗")[0] == "new"
    assert again.check().ok


def test_lost_arrays_are_decoded_from_whooshs_files(
    knowledge: KnowledgeBase, again: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge.reindex()
    (path,) = (tmp_path / "index").rglob("*.arrays")
    before, about, _ = read_arrays(path, 1 << 30)
    path.unlink()
    monkeypatch.setattr("kb.whoosh_files.analysed", lambda *_: pytest.fail("analysed once more"))
    again.open()
    after, about_them, _ = read_arrays(path, 1 << 30)
    assert about_them == about
    assert before.keys() == after.keys()
    assert all((before[name] == after[name]).all() for name in before)


def test_a_large_file_is_checked_behind_the_search_and_mended(
    again: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.arrays.CHECKED_UP_TO", 0)
    for path in (tmp_path / "index").rglob("*.arrays"):
        data = bytearray(path.read_bytes())
        data[-3:] = bytes(255 - byte for byte in data[-3:])
        path.write_bytes(data)
    again.open()
    for thread in threading.enumerate():
        if thread.name == "kb-check":
            thread.join()
    again.refresh()
    assert again.check().ok
    assert all(path.stat().st_size for path in (tmp_path / "index").rglob("*.arrays"))
    assert not again._index._broken


def test_rubbish_in_the_folder_is_cleared(again: KnowledgeBase, tmp_path: Path) -> None:
    rest = tmp_path / "index" / "index-0123456789ab"
    rest.mkdir()
    (rest / "half").write_bytes(b"x")
    again.open()
    again.reindex()
    assert not rest.exists()


def test_an_index_of_another_database_is_not_used(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    import sqlalchemy as sa

    from kb.store import create_all

    engine = sa.create_engine(f"sqlite:///{tmp_path / 'second.db'}")
    create_all(engine)
    second = KnowledgeBase(engine, tmp_path / "index")
    second.open()
    assert second.count == 0
    assert second.search("公积金") == []
    second.close()
    engine.dispose()


def test_a_lock_file_left_behind_holds_nobody_up(again: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "index" / "lock").write_text("4711")
    for folder in (tmp_path / "index").glob("index-*"):
        (folder / "MAIN_WRITELOCK").write_text("4711")
    again.open()
    assert again.put([Article("new", "宠物狗办证", "到派出所。")], "editor") == 1
    assert codes(again, "宠物狗") == ["new"]


def test_a_busy_index_is_left_to_its_writer(
    knowledge: KnowledgeBase, again: KnowledgeBase, tmp_path: Path
) -> None:
    again.open()
    folder = IndexFolder(tmp_path / "index")
    with folder.lock():
        with pytest.raises(IndexBusyError), folder.lock():
            pass
        again.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
        assert codes(again, "宠物狗") == []
    assert again.refresh() == 1
    assert codes(again, "宠物狗") == ["new"]


def test_whooshs_own_reader_understands_the_files(knowledge: KnowledgeBase) -> None:
    from whoosh.query import Every, Term

    with knowledge._index._whoosh.searcher() as searcher:  # changes: the documents
        assert {hit["code"] for hit in searcher.search(Every())} == {each.code for each in ENTRIES}
    knowledge.reindex()
    with knowledge._index._whoosh.searcher() as searcher:
        found = [hit["code"] for hit in searcher.search(Term("title", "贷款"))]
        assert searcher.reader().frequency("title", "公积".encode()) == 2
    assert found == ["gjj-2"]
