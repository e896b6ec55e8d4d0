"""A process killed at any moment leaves an index that opens and agrees with the database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from kb import Article, KnowledgeBase

# Publishes, withdraws and rebuilds without end; says after each step that it lives.
WRITER = """
import sys
from pathlib import Path
import sqlalchemy as sa
from kb import Article, KnowledgeBase
knowledge = KnowledgeBase(sa.create_engine(sys.argv[1]), Path(sys.argv[2]))
knowledge.open()
print("open", flush=True)
for step in range(100000):
    code = f"k-{step % 12}"
    if step % 5 == 4:
        knowledge.remove(code)
    else:
        knowledge.put([Article(code, f"第{step}次的标题", "正文")], "editor")
    if step % 7 == 6:
        knowledge.reindex()
    print(step, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 5, 8, 9, 15, 23])
def test_killed_while_writing(engine: Engine, tmp_path: Path, lines: int) -> None:
    folder = tmp_path / "index"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(engine.url), str(folder)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdout is not None
    with writer, writer.stdout:
        for _ in range(lines):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    knowledge = KnowledgeBase(engine, folder)
    knowledge.open()
    report = knowledge.check()
    assert report.ok, report
    knowledge.put([Article("after", "杀掉之后", "正文")], "editor")
    assert knowledge.search("杀掉")[0].article.code == "after"
    knowledge.close()


def test_searching_while_another_thread_refreshes(knowledge: KnowledgeBase) -> None:
    stop, failures, searches = threading.Event(), [], [0]

    def searching() -> None:
        while not stop.is_set():
            try:
                hits = knowledge.search("公积金提取")
                assert hits[0].article.code == "gjj-1"
                searches[0] += 1
                stop.wait(0.001)  # without a pause this thread keeps the interpreter
            except Exception as error:
                failures.append(error)
                return

    thread = threading.Thread(target=searching)
    thread.start()
    try:
        for step in range(40):
            knowledge.put([Article(f"t-{step % 5}", f"公积金第{step}版", "正文")], "editor")
            if step % 10 == 9:
                knowledge.reindex()
    finally:
        stop.set()
        thread.join()
    assert not failures
    assert searches[0] > 0
    assert knowledge.check().ok


def test_a_full_disk_leaves_the_old_index_in_use(
    knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("kb.postings.write", full)
        with pytest.raises(OSError, match="No space"):
            knowledge.put([Article("new", "宠物狗办证", "到派出所。")], "editor")
        assert knowledge.search("公积金提取")[0].article.code == "gjj-1"
    knowledge.refresh()
    assert knowledge.search("宠物狗")[0].article.code == "new"
    assert knowledge.check().ok


def test_every_revision_is_kept(knowledge: KnowledgeBase, engine: Engine) -> None:
    knowledge.put([Article("r", "第一版", "答")], "a")
    knowledge.put([Article("r", "第二版", "答")], "b")
    knowledge.remove("r", "c")
    knowledge.put([Article("r", "第四版", "答")], "d")
    assert [(old.revision, old.title) for old in knowledge.store.history("r")] == [
        (1, "第一版"),
        (2, "第二版"),
        (4, "第四版"),
    ]
    with engine.connect() as connection:
        rows = connection.execute(
            sa.text("select action, author from kb_revisions where code='r' order by revision")
        ).all()
    assert [tuple(row) for row in rows] == [
        ("published", "a"),
        ("published", "b"),
        ("withdrawn", "c"),
        ("published", "d"),
    ]
