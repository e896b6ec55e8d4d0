"""Names that other programs rely on, a name for everything, one key for each thing, and every size."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTextEdit,
    QWidget,
)

from desk import theme
from desk.editor.keys import Key
from tests.desk.editor.conftest import LI, Sit

NAMES = (
    "entries",
    "entry_search",
    "entry_new",
    "entry_title",
    "entry_similar",
    "entry_answer",
    "entry_department",
    "entry_category",
    "entry_keywords",
    "entry_source",
    "entry_valid_until",
    "entry_save",
    "entry_submit",
    "entry_approve",
    "entry_reject",
    "entry_withdraw",
    "entry_history",
    "gaps",
    "kb_import",
    "kb_export",
    "message_bar",
)


def test_every_name_of_the_contract_is_on_the_first_screen(sit: Sit) -> None:
    window = sit(LI).window
    for name in NAMES:
        found = window.findChildren(QWidget, name)
        assert len(found) == 1, name
        assert found[0].isVisible(), name


def test_everything_that_can_be_used_has_a_name_and_an_accessible_name(sit: Sit) -> None:
    window = sit(LI).window
    kinds = (QLineEdit, QPushButton, QComboBox, QTextEdit, QAbstractItemView)
    for kind in kinds:
        for widget in window.findChildren(kind):
            inner = isinstance(widget, QHeaderView) or widget.window() is not window  # the list of a choice
            inner = inner or isinstance(widget.parent(), QComboBox)
            if inner or widget.objectName().startswith("qt_"):
                continue
            assert widget.objectName(), widget
            assert widget.accessibleName() or isinstance(widget, QPushButton), widget.objectName()


def test_tab_comes_by_everything_that_can_be_used(sit: Sit) -> None:
    place = sit(LI)
    place.open("gjj-1")
    window = place.window
    wanted = {
        widget.objectName()
        for kind in (QLineEdit, QPushButton, QComboBox, QPlainTextEdit, QTableView)
        for widget in window.desk.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and widget.objectName()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }  # fmt: skip
    assert {"entries", "entry_title", "entry_pin", "entry_withdraw", "check_alike"} <= wanted
    seen = set()
    for _ in range(100):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted - {"check_questions", "check_preview"} <= seen
    # Of buttons that are one choice Tab knows the chosen one, and the arrow keys the others.
    alike = window.findChild(QPushButton, "check_alike")
    assert alike is not None
    alike.setFocus()
    QTest.keyClick(alike, Qt.Key.Key_Right)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "check_questions"
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert window.checks.pages.currentIndex() == 1
    assert {"work_lists", "gaps", "entry_new", "campaign_board"} <= seen


def test_no_label_guesses_markup(sit: Sit) -> None:
    window = sit(LI).window
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.objectName()


def test_every_key_does_something(sit: Sit) -> None:
    window = sit(LI).window
    assert set(window.shortcuts.keys) == set(Key)
    values = [key.value for key in Key]
    assert len(values) == len(set(values))


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize("size", [(1366, 690), (1920, 1000)])
def test_the_window_fits_and_can_be_painted(sit: Sit, name: str, size: tuple[int, int]) -> None:
    window = sit(LI).window
    window.dress(theme.make(name, theme.scale_for(QSize(size[0], size[1] + 40))))
    window.resize(*size)
    least = window.minimumSizeHint()
    assert least.width() <= size[0]
    assert least.height() <= size[1]
    for page in (window.desk, window.history, window.clash, window.campaign, window.transfer):
        window.pages.setCurrentWidget(page)
        assert not window.grab().isNull()


def test_the_workstation_knows_nothing_of_the_editor_and_the_editor_loads_no_charts() -> None:
    code = (
        "import sys\nimport desk.workstation.app\n"
        "foreign = ('desk.editor', 'pyqtgraph')\n"
        "assert not [name for name in sys.modules if name.startswith(foreign)]\n"
        "import desk.editor.app\nassert 'pyqtgraph' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
