"""Writes a table of a span into a file, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk import monitor_wording as words
from desk import transfer_wording
from desk.figures import export
from desk.figures.export import Value
from desk.figures.periods import Period, Window, day_of, day_start, window
from desk.monitor import export_now
from desk.monitor.board_rows import BoardRows
from desk.monitor.export_now import Table
from desk.monitor.export_page import ExportPage, Sheet, Span, Wanted
from desk.monitor.export_wording import action_name, figure_heading, now_heading
from desk.monitor.ports import Ports
from desk.widgets.files import choose_to_write
from desk.widgets.message_bar import MessageBar
from kb.rows import TransferError
from telephony.floor.views import FloorView


class ExportController(QObject):
    """Joins the page with the figures, the records and the tables of the moment.

    `live` makes the table of each sheet of `NOW` from what the board shows; None where it shows nothing yet.
    """

    def __init__(
        self,
        ports: Ports,
        page: ExportPage,
        rows: BoardRows,
        live: Mapping[Sheet, Callable[[], Table | None]],
        messages: MessageBar,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ports, self._page, self._rows, self._live = ports, page, rows, live
        self._messages, self._window = messages, parent
        page.export_requested.connect(self._choose)

    def write(self, wanted: Wanted, path: Path) -> None:
        """Write what is wanted."""
        period = self._period(wanted)
        if period.until <= period.since:
            self._messages.error(self.tr("The span ends before it begins."))
            return
        zone = self._ports.zone
        make = self._maker(wanted.sheet, period)
        if make is None:
            self._messages.error(self.tr("No moment is chosen: list the calls of one in the chart first."))
            return

        def job() -> tuple[int, str]:
            headings, rows, note = make()
            return export.write(path, headings, rows, zone=zone, title=wanted.name), note

        def done(found: tuple[int, str]) -> None:
            count, note = found
            said = self.tr("{0} rows were written: {1}").format(count, path)
            if note:
                self._messages.warning(f"{said} {note}")
            else:
                self._messages.notice(said)

        def failed(error: Exception) -> None:
            if isinstance(error, TransferError) and error.problem == "too_many_rows":
                self._messages.error(self.tr("A workbook has no room for so many rows; write a .csv file."))
            elif isinstance(error, TransferError):
                self._messages.error(transfer_wording.file_sentence(path, error))
            else:
                self._messages.error(words.failure(error))

        self._messages.notice(self.tr("The file is being written …"))
        self._ports.worker.submit("export", job, done, failed)

    def _choose(self, wanted: Wanted) -> None:
        name = f"{wanted.name}-{self._ports.now().astimezone(self._ports.zone):%Y%m%d-%H%M}"
        choose_to_write(
            self._window,
            self._page.heading.text(),
            name,
            ("xlsx", "csv"),
            lambda path: self.write(wanted, path),
        )

    def _period(self, wanted: Wanted) -> Period:
        now, zone = self._ports.now(), self._ports.zone
        match wanted.span:
            case Span.QUARTER:
                return window(Window.QUARTER, now, zone)
            case Span.HOUR:
                return window(Window.HOUR, now, zone)
            case Span.TODAY:
                return Period(day_start(now, zone), now)
            case Span.YESTERDAY:
                return day_of(now, zone, -1)
            case Span.WEEK:
                return Period(now - timedelta(days=7), now)
        return Period(wanted.since, wanted.until)

    def _maker(self, sheet: Sheet, period: Period) -> Callable[[], Table] | None:
        """Return what makes the table in the worker; those of the moment are read here and now."""
        if sheet in self._live:
            table = self._live[sheet]()
            return None if table is None else lambda: table
        view = self._ports.floor.view
        return {
            Sheet.GROUPS: lambda: self._groups(period),
            Sheet.SEATS: lambda: self._seats(period, view),
            Sheet.CALLS: lambda: self._calls(period),
            Sheet.ALARMS: lambda: self._alarms(period),
            Sheet.ACTIONS: lambda: self._actions(period),
        }[sheet]

    def _groups(self, period: Period) -> Table:
        found = self._ports.figures.tally(period)
        tally = found.tally
        headings = [self.tr("Group"), *(figure_heading(name) for name in export.FIGURE_COLUMNS)]
        rows: list[list[Value]] = [[self.tr("All groups"), *export.figures_row(tally.total)]]
        rows += [
            [self._rows.name(name), *export.figures_row(tally.queues[name])]
            for name in self._rows.order(tally.queues)
        ]
        return Table(headings, rows, self._note(found.gaps))

    def _seats(self, period: Period, view: FloorView) -> Table:
        """Return the figures of the seats, with who answered there, or today who sits there now."""
        found = self._ports.figures.tally(period)
        figures = found.tally.seats
        persons = {seat: " / ".join(names) for seat, names in found.persons.items()}
        if period.until > day_start(self._ports.now(), self._ports.zone):
            persons = {(seat.pbx, seat.key): seat.name for seat in view.seats} | persons
        headings = [now_heading(name) for name in ("pbx", "seat", "person")]
        rows: list[list[Value]] = [
            [*seat, persons.get(seat, ""), *export.figures_row(figures[seat])] for seat in sorted(figures)
        ]
        return Table(
            [*headings, *(figure_heading(name) for name in export.FIGURE_COLUMNS)],
            rows,
            self._note(found.gaps),
        )

    def _calls(self, period: Period) -> Table:
        return export_now.calls(self._ports.records.calls(period.since, period.until), self._rows.name)

    def _alarms(self, period: Period) -> Table:
        headings = [
            self.tr("Time"),
            self.tr("Board"),
            self.tr("Event"),
            self.tr("What"),
            self.tr("Group"),
            self.tr("Seat"),
            self.tr("Limit"),
            self.tr("Value"),
            self.tr("By"),
        ]
        rows: list[list[Value]] = [
            [
                row.at,
                row.board,
                words.alarm_event(row.event),
                words.measure(row.measure),
                self._rows.name(row.queue) if row.queue else "",
                row.subject,
                row.limit,
                row.value,
                row.lead,
            ]
            for row in self._ports.records.alarm_log(period.since, period.until)
        ]
        return Table(headings, rows)

    def _actions(self, period: Period) -> Table:
        headings = [
            self.tr("Time"),
            self.tr("Lead"),
            self.tr("Action"),
            self.tr("Result"),
            self.tr("PBX"),
            self.tr("Whom"),
            self.tr("More"),
            self.tr("Request"),
        ]
        rows: list[list[Value]] = [
            [
                row.at,
                row.lead,
                action_name(row.action),
                words.result(row.result),
                row.pbx,
                row.target,
                row.detail,
                row.request,
            ]
            for row in self._ports.records.actions(period.since, period.until)
        ]
        return Table(headings, rows)

    def _note(self, gaps: Sequence[Period]) -> str:
        if all(gap.seconds < 60 for gap in gaps):
            return ""
        return self.tr("Not all of this span is known; the figures are not complete.")
