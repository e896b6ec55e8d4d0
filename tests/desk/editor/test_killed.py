"""The window's process is killed while one types or publishes: nothing is lost, the next start goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk import settings
from desk.editor.app import EditorProgram
from desk.records import Records
from kb import KnowledgeBase
from kb.editing import Editorial
from kb.editing.views import State
from tests.conftest import Logged
from tests.desk.editor.conftest import LI, PATIENCE, WANG
from tests.desk.editor.typist import state_of
from tests.desk.records.conftest import ROOT, url
from tests.kb.conftest import ENTRIES

__all__ = ["url"]

KEYS = 40
CODES = [entry.code for entry in ENTRIES[:4]]


class Ground:
    """A database and an index, and the settings of the person who works on them."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self._folder = url, folder

    def config(self, name: str, role: str) -> Path:
        """Write the settings file of a person."""
        path = self._folder / f"{role}.toml"
        path.write_text(
            f'[editor]\nname = "{name}"\nrole = "{role}"\n[ui]\nlanguage = "en"\n'
            f'[database]\nurl = "{self.url}"\n[kb]\nindex = "{self._folder / "index"}"\n',
            "utf-8",
        )
        return path

    @contextmanager
    def knowledge(self) -> Iterator[KnowledgeBase]:
        """Open the knowledge base as another desk would, with an index of its own."""
        with Records.open(self.url, migrate=False) as records:
            made = KnowledgeBase(records.database.knowledge_engine, self._folder / "other")
            made.open()
            yield made
            made.close()

    def leases(self) -> list[tuple[str, str]]:
        """Return which entry is open with whom."""
        with self.knowledge() as knowledge, knowledge.store.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text("SELECT code, name FROM kb_presence"))]


@pytest.fixture
def ground(url: str, tmp_path: Path, home: Path) -> Ground:
    """Give a knowledge base with a few entries."""
    ground = Ground(url, tmp_path)
    with ground.knowledge() as knowledge:
        knowledge.put(ENTRIES, "import")
    return ground


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, logged: Logged) -> Iterator[Callable[[Path], EditorProgram]]:
    """Return how the program is started again, in this process."""
    programs: list[EditorProgram] = []

    def begin(config: Path) -> EditorProgram:
        program = EditorProgram(settings.load(config), qapp)
        programs.append(program)
        program.window.show()
        qtbot.waitUntil(lambda: program.window.entries.model.rowCount() > 0, timeout=PATIENCE)
        return program

    yield begin
    for program in programs:
        program.stop()
        program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert logged.errors == []


def killed(config: Path, until: Callable[[str], bool], *work: str) -> list[str]:
    """Have a child work until it tells a certain line, kill it, and return all that it told."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.desk.editor.typist", str(config), *work],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        told = []
        try:
            for line in child.stdout:
                told.append(line)
                if until(line):
                    break
        finally:
            child.kill()
        return [*told, *child.stdout.read().splitlines()]


@pytest.mark.parametrize(
    ("url", "field", "code"),
    [
        ("sqlite", "entry_title", ""),
        ("sqlite", "entry_answer", "gjj-1"),
        pytest.param("postgres", "entry_answer", "gjj-1", marks=pytest.mark.postgres),
    ],
    indirect=["url"],
)
def test_killed_while_typing_a_second_is_lost_at_most(
    ground: Ground, start: Callable[[Path], EditorProgram], qtbot: QtBot, field: str, code: str
) -> None:
    config = ground.config(WANG.name, "editor")
    told = killed(config, lambda line: line.startswith(f"{KEYS} "), "type", field, code)
    typed = [(int(count), float(when)) for count, when in map(str.split, told)]
    newest = max(when for _, when in typed)
    least = max(count for count, when in typed if when <= newest - 1.0)

    with ground.knowledge() as knowledge:
        assert knowledge.check().ok
        rows = Editorial(knowledge, LI).entries.rows()
        drafts = [row.code for row in rows if State.DRAFT in (row.state, row.working)]
    assert len(drafts) == 1
    assert ground.leases() == [(drafts[0], WANG.name)]

    window = start(config).window
    window.open_entry(drafts[0])
    qtbot.waitUntil(lambda: window.entry_controller.code == drafts[0] and _text(window.entry, field) != "")
    numbers = _text(window.entry, field).removesuffix(ENTRIES[0].answer).split()
    assert numbers == [str(number) for number in range(len(numbers))]
    assert len(numbers) >= least
    # The dead window's lease is this one's now: nobody is warned of themselves.
    assert window.entry.presence.text == ""
    assert ground.leases() == [(drafts[0], WANG.name)]


@pytest.mark.parametrize(
    ("url", "told"),
    [("sqlite", "pressed"), pytest.param("postgres", "published", marks=pytest.mark.postgres)],
    indirect=["url"],
)
def test_killed_while_publishing_each_text_is_public_or_waits(
    ground: Ground, start: Callable[[Path], EditorProgram], qtbot: QtBot, told: str
) -> None:
    with ground.knowledge() as knowledge:
        texts = Editorial(knowledge, WANG).texts
        for code in CODES:
            public = texts.open(code).article
            saved = texts.save(replace(public, department="局", answer=f"第二版。{public.answer}"))
            texts.submit(code, saved.version)
    config = ground.config(LI.name, "reviewer")
    lines = killed(config, lambda line: line == f"{told} {CODES[1]}\n", "publish", *CODES)

    window = start(config).window
    done = [line.split()[1] for line in lines if line.startswith("published")]
    assert CODES[0] in done
    with ground.knowledge() as knowledge:
        states = {row.code: row.working for row in Editorial(knowledge, LI).entries.rows()}
        assert knowledge.check().ok
        for code in CODES:
            new = knowledge.article(code).answer.startswith("第二版。")  # type: ignore[union-attr]
            assert new == (states[code] is None)
            assert new or code not in done
    for code in CODES:
        if states[code] is State.SUBMITTED:
            window.open_entry(code)
            qtbot.waitUntil(lambda code=code: window.entry_controller.code == code)
            qtbot.waitUntil(window.entry.approve.isEnabled)
            QTest.keyClick(window, Qt.Key.Key_F8)
            # The key alone is no news: the button rests while the worker publishes.
            qtbot.waitUntil(lambda code=code: state_of(window, code) is State.PUBLISHED)
    with ground.knowledge() as knowledge:
        assert all(knowledge.article(code).answer.startswith("第二版。") for code in CODES)  # type: ignore[union-attr]
        assert [row for row in Editorial(knowledge, LI).entries.rows() if row.working is not None] == []


def _text(panel: QWidget, field: str) -> str:
    line = panel.findChild(QLineEdit, field)
    if line is not None:
        return line.text()
    lines = panel.findChild(QPlainTextEdit, field)
    assert lines is not None
    return lines.toPlainText()
