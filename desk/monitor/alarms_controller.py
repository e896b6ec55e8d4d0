"""Alarms: looked for each second, seen, heard, acknowledged and logged."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desk import monitor_wording as words
from desk.figures.alarms import Alarm, AlarmChange, AlarmEvent, Alarms, AlarmState, Threshold
from desk.figures.day import Board
from desk.figures.readings import readings
from desk.models.alarms_model import what, whom
from desk.monitor.board_rows import BoardRows
from desk.monitor.hindrances import of_role
from desk.monitor.ports import Ports
from desk.monitor.rights import Deed
from desk.monitor.table_panel import TablePanel
from desk.records.lead_log import AlarmRow, alarm_row
from desk.spool import Spool
from desk.timers import every
from desk.widgets.buttons import KeyButton
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from telephony.errors import IllegalTransition

_READ_MS = 5_000  # thresholds of other boards, and what their leads have acknowledged
_RESTORED = timedelta(hours=24)
_MOST = 10_000  # rows that wait for the database
_AGAIN_MS = 10_000  # an alarm that nobody has seen is heard again
_Found = tuple[tuple[Threshold, ...], tuple[Alarm, ...]]  # thresholds, and alarms that stand on any board


class AlarmsController(QObject):
    """Keeps the alarms of this board. What the database can't take now is logged when it answers."""

    raised = Signal(object)  # tuple of Alarm: those that nobody has acknowledged
    thresholds_changed = Signal(object)  # tuple of Threshold

    def __init__(
        self,
        ports: Ports,
        rows: BoardRows,
        panel: TablePanel,
        acknowledge: KeyButton,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._rows, self._panel = ports, rows, panel
        self._acknowledge, self._messages = acknowledge, messages
        self._alarms: Alarms | None = None
        self._thresholds: tuple[Threshold, ...] = ()
        self._log: deque[AlarmRow] = deque(maxlen=_MOST)
        self._spool = Spool(ports.alarm_spool, AlarmRow)
        self._writing = False
        self._kept = False  # whether rows are in the spool
        self._read = every(_READ_MS, self.read, self)
        self._sound = every(_AGAIN_MS, self._hear, self)
        acknowledge.clicked.connect(self.acknowledge)
        panel.table.selectionModel().currentRowChanged.connect(lambda *_: self._allow())
        panel.table.activated.connect(lambda _index: acknowledge.click())
        self._allow()

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The thresholds in the database."""
        return self._thresholds

    @property
    def active(self) -> tuple[Alarm, ...]:
        """The alarms that stand."""
        return self._alarms.active if self._alarms is not None else ()

    def start(self) -> None:
        """Read thresholds, and the alarms that stood when the board was closed, or that stand on others.

        What the last board of this desk could not log is logged before: it tells how the alarms stand.
        """
        self._log.extend(self._spool.rows())
        self._kept = bool(self._log)
        self._write()

        def failed(error: Exception) -> None:
            self._alarms = self._alarms or Alarms()

        self._ports.worker.submit("alarms", self._reader(), self._begin, failed)
        self._read.start()

    def stop(self) -> None:
        """Be silent."""
        self._read.stop()
        self._sound.stop()

    def keep(self) -> None:
        """Keep for the next start what has not been logged: the program ends."""
        self._spool.replace(self._log)

    def read(self) -> None:
        """Read what other leads have changed: thresholds, and alarms that they have seen."""
        self._ports.worker.submit("alarms", self._reader(), self._take, lambda e: None, key="alarms")

    def look(self, board: Board) -> None:
        """Compare the values of this moment with the thresholds."""
        if self._alarms is None:
            return
        view, now = self._ports.floor.view, self._ports.now()
        changes = self._alarms.update(self._thresholds, readings(self._thresholds, view, board, now), now)
        self._changed(changes)

    def acknowledge(self) -> None:
        """Note that the chosen alarm, or the newest that is not acknowledged, has been seen."""
        alarm = self._to_acknowledge()
        if alarm is None or self._alarms is None:
            self._messages.notice(self.tr("No alarm is to be acknowledged."))
            return
        try:
            change = self._alarms.acknowledge(alarm.key, self._ports.who.name, self._ports.now())
        except IllegalTransition:
            self._messages.notice(self.tr("The alarm is over already."))
            return
        self._changed([change])

    def _to_acknowledge(self) -> Alarm | None:
        chosen = self._panel.chosen
        unseen = [alarm for alarm in self.active if alarm.state is AlarmState.RAISED]
        if isinstance(chosen, Alarm):
            mine = next((alarm for alarm in unseen if alarm.key == chosen.key), None)
            if mine is not None:
                return mine
        return unseen[0] if unseen else None

    def _changed(self, changes: Sequence[AlarmChange]) -> None:
        if not changes:
            self._show_rows()
            return
        board = self._ports.who.name
        self._log.extend(alarm_row(board, change) for change in changes)
        self._write()
        for change in changes:
            if change.event is AlarmEvent.RAISE:
                self._messages.error(self._sentence(change.alarm))
        if any(change.event is AlarmEvent.RAISE for change in changes):
            self._hear()
        self._show_anew()

    def _show_rows(self) -> None:
        active = self.active
        self._panel.model.now = self._ports.now()
        self._panel.model.set_rows(active)
        self._panel.count.setTextOrHide(str(len(active)) if active else "")
        self._allow()

    def _show_anew(self) -> None:
        """Show what has become of the alarms, and be heard while somebody has to see one."""
        self._show_rows()
        unseen = tuple(alarm for alarm in self.active if alarm.state is AlarmState.RAISED)
        if unseen:
            self._sound.start()
        else:
            self._sound.stop()
        self.raised.emit(unseen)

    def _sentence(self, alarm: Alarm) -> str:
        return self.tr("Alarm: {0}, {1}: {2} (limit {3})").format(
            what(alarm.threshold, self._rows.name),
            whom(alarm, self._rows.name, self._rows.seat),
            words.amount(alarm.threshold.measure, alarm.value),
            words.amount(alarm.threshold.measure, alarm.threshold.limit),
        )

    def _hear(self) -> None:
        """Sound the system's bell, and mark the window in the task bar."""
        if self._ports.choices.sound:
            QApplication.beep()
        parent = self.parent()
        window = parent if parent is not None and parent.isWidgetType() else None
        if window is not None:
            QApplication.alert(window, 0)  # type: ignore[arg-type]

    def _allow(self) -> None:
        why = of_role(Deed.ACKNOWLEDGE, self._ports.who)
        if why is None and self._to_acknowledge() is None:
            why = self.tr("No alarm is to be acknowledged.")
        self._acknowledge.allow(why)

    def _reader(self) -> Callable[[], _Found]:
        records, since = self._ports.records, self._ports.now() - _RESTORED
        return lambda: (records.thresholds(), records.standing_alarms(since))

    def _begin(self, found: _Found) -> None:
        self._alarms = Alarms(found[1])
        self._take_thresholds(found[0])

    def _take(self, found: _Found) -> None:
        self._take_thresholds(found[0])
        if self._alarms is None or self._log:
            return  # what this board has to tell comes first: the log is behind it
        for alarm in self._alarms.learn(found[1]):
            self._messages.notice(
                self.tr("{0} has seen the alarm: {1}, {2}").format(
                    plain(alarm.acknowledged_by, 40),
                    what(alarm.threshold, self._rows.name),
                    whom(alarm, self._rows.name, self._rows.seat),
                )
            )
            self._show_anew()

    def _take_thresholds(self, found: Sequence[Threshold]) -> None:
        if tuple(found) != self._thresholds:
            self._thresholds = tuple(found)
            self.thresholds_changed.emit(self._thresholds)

    def _write(self) -> None:
        """Log what happened, one batch after the other."""
        if self._writing or not self._log:
            return
        self._writing = True
        rows, records = tuple(self._log), self._ports.records

        def done(_: None) -> None:
            for _row in rows:
                self._log.popleft()
            self._writing = False
            if self._kept:
                self._spool.replace(self._log)
                self._kept = bool(self._log)
            self._write()

        def failed(error: Exception) -> None:
            self._writing = False
            self._spool.replace(self._log)
            self._kept = True
            QTimer.singleShot(_AGAIN_MS, self, self._write)

        self._ports.worker.submit("alarms", lambda: records.log_alarms_once(rows), done, failed)
