"""Joins the charts with the figures: drawn every few seconds, of the group that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desk import monitor_wording as words
from desk.figures.periods import Period
from desk.monitor.chart_panel import ChartPanel
from desk.monitor.figures import ChartData
from desk.monitor.ports import Ports
from desk.timers import every
from desk.widgets.files import choose_to_write
from desk.widgets.message_bar import MessageBar
from telephony.floor.facts import QueueCall

_EVERY_MS = 10_000
_MAKE_MS = 400  # after the window has been painted


class ChartController(QObject):
    """Keeps the charts fresh, lists the calls of a moment, writes a picture."""

    def __init__(
        self, ports: Ports, panel: ChartPanel, messages: MessageBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._messages = ports, panel, messages
        self._group = ""
        self._moment: Period | None = None  # whose calls are listed
        self._timer = every(_EVERY_MS, self.read, self)
        panel.moment_wanted.connect(self._list)
        panel.picture_wanted.connect(self._choose_file)

    def start(self) -> None:
        """Make the charts once the window stands, and draw them now and then."""
        QTimer.singleShot(_MAKE_MS, self, self._load)

    def stop(self) -> None:
        """Draw no more."""
        self._timer.stop()

    def show_group(self, group: str) -> None:
        """Draw the charts of another group, or of all, and list its calls where calls are listed."""
        self._group = group
        self.read()
        if self._moment is not None and self._panel.lists_calls:
            self._ask_calls(self._moment)

    def read(self) -> None:
        """Ask for the charts' figures."""
        figures, now, group = self._ports.figures, self._ports.now(), self._group or None
        self._ports.worker.submit(
            "figures", lambda: figures.chart(now, group), self._take, lambda error: None, key="chart"
        )

    def write_picture(self, path: Path) -> None:
        """Write what the charts show into a file."""
        picture = self._panel.take_picture(self._group, self._ports.now())
        if picture.save(str(path)):
            self._messages.notice(self.tr("The picture was written: {0}").format(path))
        else:
            self._messages.error(self.tr("The picture can't be written: {0}").format(path))

    def _load(self) -> None:
        """Read the library of the charts elsewhere: it takes a quarter of a second."""
        self._ports.worker.submit(
            "charts",
            lambda: import_module("desk.monitor.charts"),
            lambda _: self._make(),
            lambda error: self._messages.error(words.failure(error)),
        )

    def _make(self) -> None:
        self._panel.make_charts()
        self.read()
        self._timer.start()

    def _take(self, data: ChartData) -> None:
        self._panel.show_data(data)

    def _list(self, since: datetime, until: datetime) -> None:
        self._moment = Period(since, until)
        self._ask_calls(self._moment, self._panel.turn_to_calls)

    def _ask_calls(self, moment: Period, then: Callable[[], None] = lambda: None) -> None:
        figures, group = self._ports.figures, self._group

        def take(calls: list[QueueCall]) -> None:
            self._panel.show_calls(calls, moment, group)
            then()

        self._ports.worker.submit(
            "figures",
            lambda: figures.calls_there(moment, group or None),
            take,
            lambda error: self._messages.error(words.failure(error)),
            key="moment",
        )

    def _choose_file(self) -> None:
        kind = self.tr("charts")
        name = f"{kind}-{self._ports.now().astimezone(self._ports.zone):%Y%m%d-%H%M}.png"
        take: Callable[[Path], None] = self.write_picture
        choose_to_write(self._panel, self.tr("Picture of the charts"), name, ("png",), take)
