"""A process killed at any moment of a publication or an import leaves both database and index whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk.records import Records
from kb import Article, KnowledgeBase
from kb.editing import Editor, Editorial, Role
from kb.editing.errors import ConflictError
from kb.editing.views import State
from kb.transfer import export_file
from tests.desk.records.conftest import Clock
from tests.kb.editing.conftest import LI, NEW, WANG, Person, submitted

OPEN = """
import sys
from pathlib import Path
from desk.records import Records
from kb import Article, KnowledgeBase
from kb.editing import Editor, Editorial, Role
records = Records.open(sys.argv[1], migrate=False)
knowledge = KnowledgeBase(records.database.knowledge_engine, Path(sys.argv[2]))
knowledge.open()
writer, reviewer = Editorial(knowledge, Editor("w")), Editorial(knowledge, Editor("r", Role.REVIEWER))
print("open", flush=True)
"""
# Writes, submits and publishes without end; says after each step that it lives.
PUBLISHER = """
for step in range(100000):
    code = f"k-{step % 5}"
    saved = writer.texts.save(Article(code, f"第{step}稿", "答", department="局"))
    print("saved", flush=True)
    waiting = writer.texts.submit(code, saved.version)
    print("submitted", flush=True)
    reviewer.texts.approve(code, waiting.version)
    print("published", flush=True)
    if step % 4 == 3:
        reviewer.texts.withdraw(code, "停")
    print(step, flush=True)
"""
IMPORTER = """
preview = reviewer.files.preview(Path(sys.argv[3]))
print("looked", flush=True)
reviewer.files.take(preview, lambda done, total: print(done, flush=True))
knowledge.refresh()
print("refreshed", flush=True)
"""


def moments(**of_each: list[tuple[int, float]]) -> pytest.MarkDecorator:
    """Kill after so many lines and so late; PostgreSQL keeps its own ground, so a few suffice there."""
    return pytest.mark.parametrize(
        ("url", "lines", "late"),
        [
            pytest.param(database, *moment, marks=[pytest.mark.postgres] if database == "postgres" else [])
            for database, chosen in of_each.items()
            for moment in chosen
        ],
        indirect=["url"],
    )


def killed(program: str, lines: int, *arguments: object, late: float = 0.0) -> None:
    """Run a program, read so many lines of it, and kill it (a moment later)."""
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN + program, *map(str, arguments)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert child.stdout is not None
    with child, child.stdout:
        for _ in range(lines):
            assert child.stdout.readline()
        threading.Event().wait(late)  # any moment of what comes next
        child.send_signal(signal.SIGKILL)


def whole(records: Records, folder: Path) -> KnowledgeBase:
    knowledge = KnowledgeBase(records.database.knowledge_engine, folder)
    knowledge.open()
    report = knowledge.check()
    assert report.ok, report
    return knowledge


@moments(sqlite=[(1, 0.005), (3, 0.0), (4, 0.01), (18, 0.015)], postgres=[(4, 0.01), (16, 0.0)])
def test_killed_while_publishing(url: str, tmp_path: Path, lines: int, late: float) -> None:
    killed(PUBLISHER, lines, url, tmp_path / "index", late=late)
    with Records.open(url, migrate=False) as records:
        knowledge = whole(records, tmp_path / "index")
        editorial = Editorial(knowledge, Editor("check", Role.REVIEWER))
        for row in editorial.entries.rows():
            opened = editorial.texts.open(row.code)
            if opened.working is not None:
                latest = opened.published.article.revision if opened.published else 0
                assert opened.working.based_on == latest
                if opened.working.state is State.SUBMITTED:
                    editorial.texts.approve(row.code, opened.working.version)
        with records.database.reading() as connection:
            last, newest = connection.execute(
                sa.text("select last, (select max(number) from kb_changes) from kb_counter")
            ).one()
        assert last == (newest or 0)
        assert knowledge.check().ok
        knowledge.close()


@moments(sqlite=[(2, 0.03), (4, 0.01), (6, 0.05), (6, 0.3)], postgres=[(3, 0.0), (6, 0.05)])
def test_killed_while_importing(url: str, tmp_path: Path, lines: int, late: float) -> None:
    path = tmp_path / "kb.jsonl"
    export_file([Article(f"n{number}", f"第{number}问怎么办", "答") for number in range(1200)], path)
    killed(IMPORTER, lines, url, tmp_path / "index", path, late=late)
    with Records.open(url, migrate=False) as records:
        knowledge = whole(records, tmp_path / "index")
        assert knowledge.store.count() in (0, 1200)
        editorial = Editorial(knowledge, LI)
        editorial.files.take(editorial.files.preview(path))
        knowledge.refresh()
        assert knowledge.store.count() == knowledge.count == 1200
        assert knowledge.check().ok
        knowledge.close()


def together(jobs: list[Callable[[], object]]) -> list[object]:
    """Run jobs at once, each in a thread; return what each returned or raised."""
    results: list[object] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(place: int) -> None:
        start.wait()
        try:
            results[place] = jobs[place]()
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_who_save_at_once_one_is_told(person: Person) -> None:
    draft = person(WANG).texts.save(NEW)
    people = [person(Editor(name)) for name in "甲乙丙丁"]
    results = together(
        [
            lambda who=who: who.texts.save(  # type: ignore[misc]
                Article(draft.article.code, who.who.name, "答", department=NEW.department), draft.version
            )
            for who in people
        ]
    )
    conflicts = [result for result in results if isinstance(result, ConflictError)]
    assert len(conflicts) == 3, results
    kept = person(WANG).texts.open(draft.article.code).working
    assert kept is not None
    assert kept.version == 2
    assert all(conflict.working == kept for conflict in conflicts)


def test_what_is_due_is_done_once_by_many_desks(
    person: Person, kept: KnowledgeBase, clock: Clock, url: str, tmp_path: Path
) -> None:
    waiting = submitted(person)
    code = waiting.article.code
    person(LI).texts.approve(code, waiting.version, clock.time + timedelta(hours=1))
    clock.move(hours=1)
    with Records.open(url, migrate=False) as records:
        desks = [
            KnowledgeBase(records.database.knowledge_engine, tmp_path / f"i{n}", clock=lambda _: clock.time)
            for n in range(4)
        ]
        for desk in desks:
            desk._index.open()
        results = together([desk.refresh for desk in desks])
        assert not [result for result in results if isinstance(result, Exception)]
        for desk in desks:
            desk.refresh()
            assert desk.search("异地贷款")[0].article.code == code
            desk.close()
    assert [each.revision for each in person(WANG).history.revisions(code) if each.revision] == [1]


def test_two_new_entries_of_a_moment_have_two_codes(person: Person) -> None:
    people = [person(Editor(name)) for name in "甲乙丙"]
    results = together([lambda who=who: who.texts.save(NEW).article.code for who in people])  # type: ignore[misc]
    assert sorted(map(str, results)) == ["20260130-001", "20260130-002", "20260130-003"]
