"""The knowledge editor's window: composes panels and controllers, gives keys, turns pages."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk.editor.campaign_controller import CampaignController
from desk.editor.campaign_page import CampaignPage
from desk.editor.checks_controller import ChecksController
from desk.editor.checks_panel import ChecksPanel
from desk.editor.clash_page import ClashPage
from desk.editor.desk_page import DeskPage
from desk.editor.editor_bar import EditorBar
from desk.editor.entries_controller import EntriesController
from desk.editor.entries_panel import EntriesPanel
from desk.editor.entry_controller import EntryController
from desk.editor.entry_panel import EntryPanel
from desk.editor.entry_steps import EntrySteps
from desk.editor.gaps_controller import GapsController
from desk.editor.gaps_panel import GapsPanel
from desk.editor.health import Health
from desk.editor.history_controller import HistoryController
from desk.editor.history_page import HistoryPage
from desk.editor.key_bindings import give_keys
from desk.editor.pins_controller import PinsController
from desk.editor.pins_panel import PinsPanel
from desk.editor.ports import Ports
from desk.editor.presence_controller import PresenceController
from desk.editor.progress_row import ProgressRow
from desk.editor.rooms_panel import RoomsPanel
from desk.editor.suggestions_controller import SuggestionsController
from desk.editor.suggestions_panel import SuggestionsPanel
from desk.editor.transfer_controller import TransferController
from desk.editor.transfer_page import TransferPage
from desk.models.rooms import Room, filter_of
from desk.timers import after
from desk.widgets.desk_window import DeskWindow
from desk.widgets.dressing import scaled
from desk.widgets.message_bar import MessageBar
from desk.widgets.notice import Notice
from desk.widgets.shortcuts import Shortcuts
from kb.article import Article
from kb.editing.errors import ConflictError
from kb.editing.views import Filter, Opened

_OPEN_MS = 120  # an entry is opened when the arrow keys rest on it


class EditorWindow(DeskWindow):
    """Lists at the left, the entry at the right; nothing in it knows a thread or a database."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports.choices.theme, ports.choices.scale)
        self._ports = ports
        self.setObjectName("editor")
        self.setWindowTitle(self.tr("Knowledge base · editor"))
        self.messages = MessageBar()
        self.header = EditorBar(ports.who)
        self.offline = Notice("editor_offline", self.tr("Why the database does not answer"))
        self.rooms = RoomsPanel()
        self.gaps = GapsPanel()
        self.entries = EntriesPanel()
        self.suggestions = SuggestionsPanel()
        self.pins = PinsPanel(ports.queues)
        self.checks = ChecksPanel()
        self.entry = EntryPanel(ports.queues)
        self.history = HistoryPage()
        self.clash = ClashPage()
        self.campaign = CampaignPage()
        self.transfer = TransferPage()
        self.exporting = ProgressRow("export", card=True)
        self.desk = DeskPage(self.entries, self.suggestions, self.pins, self.checks, self.entry)
        self.pages = QStackedWidget()
        self._lay_out()
        self.health = Health(self)
        health, messages = self.health, self.messages
        self.entries_controller = EntriesController(ports, self.entries, self.rooms, health, self)
        self.entry_controller = EntryController(ports, self.entry, health, messages, self)
        self.entry_steps = EntrySteps(self.entry_controller, self.entry, messages, self)
        self.presence = PresenceController(ports, self.entry.presence, self.entry_controller, self)
        self.checks_controller = ChecksController(ports, self.checks, self.entry.form, health, self)
        self.gaps_controller = GapsController(ports, self.gaps, health, messages, self)
        self.suggestions_controller = SuggestionsController(
            ports, self.suggestions, self.rooms, health, messages, self
        )
        self.pins_controller = PinsController(
            ports, self.pins, self.entry, self.rooms, health, messages, self
        )
        self.history_controller = HistoryController(
            ports, self.history, self.entry_controller, health, messages, self
        )
        self.campaign_controller = CampaignController(ports, self.campaign, health, messages, self)
        self.transfer_controller = TransferController(
            ports, self.transfer, self.exporting, health, messages, self
        )
        self.shortcuts = Shortcuts(self, self.messages)
        self._wanted = ""
        self._soon = after(_OPEN_MS, lambda: self.open_entry(self._wanted), self)
        give_keys(self)
        self._connect()
        self.fill_screen()
        self.entries.focus_search()

    def start(self) -> None:
        """Begin to read: the knowledge base is open."""
        self.entries_controller.start()
        self.gaps_controller.start()
        self.suggestions_controller.start()
        self.pins_controller.start()
        self._read_departments()
        self.entry_controller.offer_orphan()

    def open_entry(self, code: str) -> None:
        """Show an entry beside the list."""
        self._soon.stop()
        if code:
            self.pages.setCurrentWidget(self.desk)
            self.entry_controller.open(code)

    def begin_entry(self) -> None:
        """Show an empty entry beside the list."""
        self.pages.setCurrentWidget(self.desk)
        self.entry_controller.begin()

    def go_to(self, room: Room) -> None:
        """Choose a room and put the keyboard into its list."""
        self.rooms.choose(room)
        self._room_changed(room)
        self.desk.focus_room()

    def fit_letters(self) -> None:
        """Give lists and tables their lines in the letters in force."""
        for panel in (
            self.rooms,
            self.gaps,
            self.entries,
            self.suggestions,
            self.pins,
            self.checks,
            self.entry,
            self.history,
            self.campaign,
            self.transfer,
        ):
            panel.fit_letters()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what has been typed; the rest is the composition root's."""
        for controller in (
            self.entries_controller,
            self.gaps_controller,
            self.suggestions_controller,
            self.pins_controller,
            self.presence,
        ):
            controller.stop()
        self.entry_controller.close()
        self.transfer_controller.cancel()
        super().closeEvent(event)

    def _connect(self) -> None:
        entry = self.entry_controller
        self.health.lost.connect(self._away)
        self.health.recovered.connect(self._back_again)
        self.offline.acted.connect(lambda _at: self.entries_controller.refresh())
        self.rooms.room_changed.connect(self._room_changed)
        self.entries.chosen_changed.connect(self._want)
        self.entries.table.activated.connect(lambda _index: self.entry.form.title.setFocus())
        self.entries_controller.ready.connect(lambda: self.header.show_link(True))
        self.entries_controller.refreshed.connect(entry.read_again)
        for source in (self.suggestions_controller, self.pins_controller, self.checks_controller):
            source.entry_wanted.connect(self.open_entry)
        self.gaps_controller.writing.connect(self._write_gap)
        entry.shown.connect(self._entry_shown)
        entry.changed.connect(lambda _code: self.entries_controller.refresh())
        entry.conflicted.connect(self._show_clash)
        self.entry.history_requested.connect(self._show_history)
        self.clash.mine_chosen.connect(lambda: self._decide(mine=True))
        self.clash.theirs_chosen.connect(lambda: self._decide(mine=False))
        for page in (self.history, self.clash, self.campaign, self.transfer):
            page.back_requested.connect(self.turn_back)
        self.history_controller.restore_wanted.connect(self._restore)
        self.header.new.clicked.connect(self.begin_entry)
        self.header.importing.clicked.connect(self._show_import)
        self.header.exporting.clicked.connect(self._export)
        self.header.campaign.clicked.connect(self._show_campaign)
        self.transfer_controller.imported.connect(self.entries_controller.refresh)
        self.entry.form.preview.link_refused.connect(
            lambda link: self.messages.warning(self.tr("Only links of the web are opened: {0}").format(link))
        )

    def _want(self, code: str) -> None:
        self._wanted = code
        self._soon.start()

    def _entry_shown(self, opened: Opened | None) -> None:
        self.presence.follow(opened)
        self.pins_controller.follow(opened)
        self.checks_controller.follow()
        self.entries_controller.choose(opened.code if opened is not None else "")

    def _room_changed(self, room: Room) -> None:
        self.pages.setCurrentWidget(self.desk)
        self.desk.show_room(room)

    def _write_gap(self, code: str) -> None:
        self.open_entry(code)
        self.entry.form.answer.setFocus()

    def _show_clash(self, mine: Article, clash: ConflictError) -> None:
        self.clash.show_clash(mine, clash)
        self.pages.setCurrentWidget(self.clash)

    def _decide(self, *, mine: bool) -> None:
        self.pages.setCurrentWidget(self.desk)
        if mine:
            self.entry_controller.use_mine()
        else:
            self.entry_controller.use_theirs()
        self.entry.form.title.setFocus()

    def _show_history(self) -> None:
        self.entry_controller.flush()
        self.pages.setCurrentWidget(self.history)
        self.history_controller.show()

    def _restore(self, code: str, key: str) -> None:
        self.entry_steps.restore(code, key)
        self.turn_back()

    def _show_campaign(self) -> None:
        self.pages.setCurrentWidget(self.campaign)
        self.campaign_controller.show()
        self.campaign.table.setFocus()

    def _show_import(self) -> None:
        self.pages.setCurrentWidget(self.transfer)
        self.transfer_controller.choose()

    def _export(self) -> None:
        base = filter_of(self.rooms.room)
        self.transfer_controller.choose_export(self.entries.filtered(base or Filter()))

    def turn_back(self) -> None:
        """Go back to the lists and the entry."""
        if self.pages.currentWidget() is self.desk:
            return
        self.pages.setCurrentWidget(self.desk)
        self.entries.focus_search()

    def _away(self, why: str) -> None:
        self.header.show_link(False)
        self.offline.say(
            self.tr("{0} What you type is kept on this desk; it is tried again.").format(why),
            self.tr("Try now"),
            grave=True,
        )

    def _back_again(self) -> None:
        self.header.show_link(True)
        self.offline.say("")
        self.messages.notice(self.tr("The database answers again."))
        self.entries_controller.reload()

    def _read_departments(self) -> None:
        editorial, directory = self._ports.editorial, self._ports.departments

        def job() -> tuple[list[str], list[str]]:
            known = sorted({*directory(), *editorial.entries.departments()} - {""})
            return known, [name for name in editorial.entries.categories() if name]

        self._ports.worker.submit(
            "counts", job, lambda found: self.entry.form.set_known(*found), lambda error: None, key="known"
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(scaled(6))
        left.addWidget(self.rooms)
        left.addWidget(self.gaps, 1)
        for page in (self.desk, self.history, self.clash, self.campaign, self.transfer):
            self.pages.addWidget(page)
        body = QHBoxLayout()
        body.setSpacing(scaled(6))
        body.addLayout(left, 18)
        body.addWidget(self.pages, 82)
        root = QWidget()
        root.setObjectName("editor_root")
        whole = QVBoxLayout(root)
        whole.setContentsMargins(scaled(6), scaled(6), scaled(6), scaled(6))
        whole.setSpacing(scaled(6))
        whole.addWidget(self.header)
        whole.addWidget(self.offline)
        whole.addLayout(body, 1)
        whole.addWidget(self.exporting)
        whole.addWidget(self.messages)
        self.exporting.hide()
        self.setCentralWidget(root)
