"""The board for a big screen: large letters, no personal data, readable from ten metres.

Letters of a twentieth of the screen's height and more: on a screen of 70 cm they are 35 mm high, which a
person with ordinary sight reads at ten metres. So eight groups fit: more of them stand on pages that turn by
the clock, on all wallboards of a room at once, and a page on which somebody waits too long has a red mark.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk.figures.periods import Window
from desk.figures.tally import Figures
from desk.models.queues_model import QueueRow, percent, rate_tone
from desk.widgets.dressing import set_property
from desk.widgets.text import clock, plain
from telephony.floor.views import IN_CALL, FloorState

_MOST = 8  # groups on a page; more would be too small to read
_PAGE_SECONDS = 10  # to read eight lines from afar, and not to wait for long
_MARKS = 25  # pages: of 200 groups
_HERE, _ELSEWHERE = "●", "○"
_WIDE, _WIDER = 4, 5  # shares of the width: a rate has the most figures
_COLUMNS = 6


class Letters(QLabel):
    """A line of text whose height is a share of the board's."""

    def __init__(self, share: float, *, bold: bool = False, name: str = "") -> None:
        super().__init__("–")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self._share, self._bold = share, bold
        self._letters = QFont()

    def fit(self, height: int) -> None:
        """Take the letters that suit a board of this height."""
        font = QFont(QApplication.font())
        font.setPixelSize(max(8, round(height * self._share)))
        font.setWeight(QFont.Weight.Bold if self._bold else QFont.Weight.Normal)
        self._letters = font
        self.setFont(font)

    def say(self, text: str, tone: str = "") -> None:
        """Show a text in its tone."""
        if text != self.text():
            self.setText(text)
        if tone != (self.property("tone") or ""):
            set_property(self, "tone", tone)
            self.setFont(self._letters)  # dressing it anew has taken the application's


class Wallboard(QWidget):
    """The total above, a line for each group below."""

    def __init__(self, goal: float, limit: float, zone: tzinfo | None = None) -> None:
        super().__init__()
        self.setObjectName("monitor_wallboard")
        self.setAccessibleName(self.tr("Wallboard"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._goal, self._limit, self._zone = goal, limit, zone
        self._time = Letters(0.042, name="wallboard_time")
        self._title = Letters(0.042, bold=True, name="wallboard_title")
        self._title.setText(self.tr("Hotline 12345 · live"))
        self.alarm = Letters(0.042, bold=True, name="wallboard_alarm")
        self._big = [
            (Letters(0.15, bold=True, name=f"wallboard_{name}"), text)
            for name, text in (
                ("waiting", self.tr("waiting")),
                ("longest", self.tr("longest wait")),
                ("rate", self.tr("within {0} s, 15 minutes").format(f"{limit:g}")),
                ("ready", self.tr("seats ready")),
            )
        ]
        self._captions = [Letters(0.036) for _ in self._big]
        self._heads = [Letters(0.034) for _ in range(_COLUMNS)]
        self._lines = [[Letters(0.047, bold=column > 0) for column in range(_COLUMNS)] for _ in range(_MOST)]
        self._marks = [Letters(0.034, name=f"wallboard_page_{at + 1}") for at in range(_MARKS)]
        self._lay_out()

    def show_rows(self, rows: Sequence[QueueRow], now: datetime) -> None:
        """Show the total, which comes first, and the groups."""
        self._time.say(f"{now.astimezone(self._zone):%H:%M:%S}")
        if not rows:
            return
        total, groups = rows[0], rows[1:]
        late = self._late(total, now)
        (waiting, _), (longest, _), (rate, _), (ready, _) = self._big
        count = total.states.get(FloorState.READY, 0)
        if total.known:
            waiting.say(str(total.waiting), "danger" if late else "")
            longest.say(self._longest(total, now), "danger" if late else "")
            ready.say(str(count), "good" if count else "danger")
        else:
            for each in (waiting, longest, ready):
                each.say("–", "muted")
        share = _figures(total, Window.QUARTER).answer_rate
        rate.say(percent(share), rate_tone(share, self._goal))
        pages = _pages(groups)
        here = int(now.timestamp()) // _PAGE_SECONDS % len(pages)
        self._mark_pages(pages, here, now)
        shown = pages[here]
        for at, line in enumerate(self._lines):
            for column, letters in enumerate(line):
                letters.setVisible(at < len(shown))
                if at < len(shown):
                    letters.say(*self._cell(shown[at], column, now))

    def show_alarm(self, text: str) -> None:
        """Show that an alarm stands; nothing of a person."""
        self.alarm.say(text, "danger")

    def minimumSizeHint(self) -> QSize:
        """Ask for no room: the letters take what there is, also while another page is shown."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the letters grow with the screen."""
        super().resizeEvent(event)
        self.fit_letters()

    def fit_letters(self) -> None:
        """Give all letters their size; the width may be the narrower side."""
        height = min(self.height(), round(self.width() * 9 / 16))
        for letters in self.findChildren(Letters):
            letters.fit(height)

    def _mark_pages(self, pages: Sequence[Sequence[QueueRow]], here: int, now: datetime) -> None:
        """Show which of the pages this is, and on which of them somebody waits too long."""
        for at, mark in enumerate(self._marks):
            mark.setVisible(at < len(pages) > 1)
            if at < len(pages):
                late = any(self._late(row, now) for row in pages[at])
                mark.say(_HERE if at == here else _ELSEWHERE, "danger" if late else "muted")

    def _cell(self, row: QueueRow, column: int, now: datetime) -> tuple[str, str]:
        ready = row.states.get(FloorState.READY, 0)
        busy = sum(row.states.get(state, 0) for state in IN_CALL)
        rate = _figures(row, Window.QUARTER).answer_rate
        late = self._late(row, now)
        if not row.known and column not in (0, 3):
            return "–", "muted"
        cells = (
            (plain(row.label, 12), ""),
            (str(row.waiting), "danger" if late else "" if row.waiting else "muted"),
            (self._longest(row, now), "danger" if late else "muted" if not row.waiting else ""),
            (percent(rate), rate_tone(rate, self._goal)),
            (str(ready), "good" if ready else "danger" if row.waiting else "muted"),
            (str(busy), "" if busy else "muted"),
        )
        return cells[column]

    def _longest(self, row: QueueRow, now: datetime) -> str:
        return "–" if row.longest_since is None else clock((now - row.longest_since).total_seconds())

    def _late(self, row: QueueRow, now: datetime) -> bool:
        return row.longest_since is not None and (now - row.longest_since).total_seconds() > self._limit

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.alarm, 1, Qt.AlignmentFlag.AlignHCenter)
        head.addWidget(self._time)
        top = QHBoxLayout()
        for (letters, text), caption in zip(self._big, self._captions, strict=True):
            card = QFrame()
            set_property(card, "card", "true")
            inner = QVBoxLayout(card)
            inner.setSpacing(0)
            inner.addWidget(letters, 0, Qt.AlignmentFlag.AlignHCenter)
            caption.setText(text)
            set_property(caption, "tone", "muted")
            inner.addWidget(caption, 0, Qt.AlignmentFlag.AlignHCenter)
            top.addWidget(card, _WIDER if letters.objectName() == "wallboard_rate" else _WIDE)
        table = QFrame()
        set_property(table, "card", "true")
        grid = QGridLayout(table)
        headings = (
            self.tr("Group"),
            self.tr("waiting"),
            self.tr("longest"),
            self.tr("in time"),
            self.tr("ready"),
            self.tr("in a call"),
        )
        for column, (letters, text) in enumerate(zip(self._heads, headings, strict=True)):
            letters.setText(text)
            set_property(letters, "tone", "muted")
            grid.addWidget(letters, 0, column, _side(column))
            grid.setColumnStretch(column, 3 if column == 0 else 2)
        for at, line in enumerate(self._lines, start=1):
            for column, letters in enumerate(line):
                grid.addWidget(letters, at, column, _side(column))
        grid.setRowStretch(_MOST + 1, 1)
        marks = QHBoxLayout()
        marks.addStretch(1)
        for mark in self._marks:
            mark.hide()
            marks.addWidget(mark)
        marks.addStretch(1)
        grid.addLayout(marks, _MOST + 2, 0, 1, _COLUMNS)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addLayout(top)
        layout.addWidget(table, 1)
        self.alarm.setText("")


def _pages(groups: Sequence[QueueRow]) -> list[Sequence[QueueRow]]:
    """Divide the groups into as few pages as hold them, as evenly as can be; their order stays."""
    count = max(1, -(-len(groups) // _MOST))
    edges = [round(len(groups) * at / count) for at in range(count + 1)]
    return [groups[begin:end] for begin, end in itertools.pairwise(edges)]


def _figures(row: QueueRow, window: Window) -> Figures:
    return row.figures.get(window) or Figures()


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignHCenter
