"""Joins the list of entries and the work lists with the knowledge base; keeps both up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desk import editing_wording as wording
from desk.editor.entries_panel import EntriesPanel
from desk.editor.health import Health
from desk.editor.ports import Ports
from desk.editor.rooms_panel import RoomsPanel
from desk.models.paged import PAGE
from desk.models.rooms import Room, filter_of, work_list
from desk.timers import every
from kb.editing.views import EntryRow, Filter, State

_REFRESH_MS = 2000
_DRAFTS = Filter(states=frozenset((State.DRAFT,)))


class EntriesController(QObject):
    """Each change of the filter is a question; one that a newer one has overtaken is never shown."""

    ready = Signal()  # the list has been read for the first time
    refreshed = Signal()  # somebody has changed something

    def __init__(
        self,
        ports: Ports,
        panel: EntriesPanel,
        rooms: RoomsPanel,
        health: Health,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._rooms, self._health = ports, panel, rooms, health
        self._asked = Filter()
        self._started = False
        self._open = ""  # the code that stays chosen
        self._turned = False  # another room was chosen, whose rows are on the way
        self._looking, self._look_again = False, False  # for what others have done
        self._timer = every(_REFRESH_MS, self.refresh, self)
        panel.filter_changed.connect(self.ask)
        panel.model.pages_wanted.connect(self._fetch)
        rooms.room_changed.connect(self._room_changed)

    def start(self) -> None:
        """Read the list for the first time, then follow what others do."""
        entries = self._ports.editorial.entries
        self._panel.show_error(self.tr("Loading …"))

        def loaded(_: None) -> None:
            self._started = True
            self._health.worked()
            self.ask()
            self.count()
            self._timer.start()
            self.ready.emit()

        def failed(error: Exception) -> None:
            self._health.failed(error)
            self._panel.show_error(wording.failure(error))
            QTimer.singleShot(_REFRESH_MS, self, self.start)

        self._ports.worker.submit("entries", entries.load, loaded, failed)

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()

    def choose(self, code: str) -> None:
        """Keep an entry chosen in the list, wherever it stands."""
        self._open = code
        if self._panel.chosen != code:
            self._panel.select(code)

    def ask(self) -> None:
        """Show what the room and the filters say, from the beginning."""
        base = filter_of(self._rooms.room)
        if base is None or not self._started:
            return
        asked = self._asked = self._panel.filtered(base)
        entries = self._ports.editorial.entries
        self._panel.show_count(None)

        def first(rows: Sequence[EntryRow]) -> None:
            self._panel.model.start(rows)
            self._panel.select(self._open)
            self._panel.table.scrollToTop()
            if self._panel.table.hasFocus() and self._turned:
                self._panel.focus_entries()
            self._turned = False
            if len(rows) < PAGE:
                self._panel.show_count(len(rows))
            else:
                self._count_all(asked)

        self._ports.worker.submit(
            "entries", lambda: entries.rows(asked, 0, PAGE), first, self._failed, key="entries"
        )

    def refresh(self) -> None:
        """Take up what has changed, without moving what is on the screen."""
        # Never overtaken: what one look has found, the next one does not tell of again.
        self._look_again = self._looking
        if self._looking:
            return
        self._looking = True

        def done(changed: bool) -> None:
            self._health.worked()
            if changed:
                self.reload()
                self.refreshed.emit()
            looked()

        def failed(error: Exception) -> None:
            self._failed(error)
            looked()

        def looked() -> None:
            self._looking = False
            if self._look_again:
                self.refresh()

        self._ports.worker.submit("refresh", self._ports.editorial.entries.refresh, done, failed)

    def reload(self) -> None:
        """Read again what is on the screen and how much there is."""
        self.count()
        model, asked, entries = self._panel.model, self._asked, self._ports.editorial.entries
        pages = model.pages

        def job() -> tuple[int, dict[int, Sequence[EntryRow]]]:
            total = entries.count(asked)
            return total, {page: entries.rows(asked, page * PAGE, PAGE) for page in pages}

        def arrived(found: tuple[int, dict[int, Sequence[EntryRow]]]) -> None:
            if asked is not self._asked:
                return
            total, rows = found
            model.set_total(total)
            model.set_pages(rows)
            self._panel.show_count(total)
            self._panel.select(self._open)

        self._ports.worker.submit("entries", job, arrived, self._failed, key="reload")

    def count(self) -> None:
        """Count what is in each room."""
        editorial = self._ports.editorial

        def job() -> tuple[Mapping[Room, int], Sequence[str], Sequence[str]]:
            work = editorial.entries.work()
            counts = {room: work.get(kind, 0) for room in Room if (kind := work_list(room)) is not None}
            counts[Room.ALL] = editorial.entries.count()
            counts[Room.DRAFTS] = editorial.entries.count(_DRAFTS)
            return counts, editorial.entries.departments(), editorial.entries.categories()

        def done(found: tuple[Mapping[Room, int], Sequence[str], Sequence[str]]) -> None:
            counts, departments, categories = found
            self._rooms.show_counts(counts)
            self._panel.set_known(departments, categories)

        self._ports.worker.submit("counts", job, done, self._failed, key="counts")

    def _room_changed(self, room: Room) -> None:
        if filter_of(room) is not None:
            self._turned = True
            self._panel.clear_filters()

    def _count_all(self, asked: Filter) -> None:
        entries = self._ports.editorial.entries

        def counted(total: int) -> None:
            if asked is self._asked:
                self._panel.model.set_total(total)
                self._panel.show_count(total)

        self._ports.worker.submit("counts", lambda: entries.count(asked), counted, self._failed, key="count")

    def _fetch(self, pages: tuple[int, ...]) -> None:
        asked, entries, model = self._asked, self._ports.editorial.entries, self._panel.model

        def arrived(rows: Mapping[int, Sequence[EntryRow]]) -> None:
            if asked is self._asked:
                model.set_pages(rows)

        def failed(error: Exception) -> None:
            if asked is self._asked:
                model.pages_failed()
            self._failed(error)

        self._ports.worker.submit(
            "entries",
            lambda: {page: entries.rows(asked, page * PAGE, PAGE) for page in pages},
            arrived,
            failed,
        )

    def _failed(self, error: Exception) -> None:
        self._health.failed(error)
        self._panel.show_error(wording.failure(error))
