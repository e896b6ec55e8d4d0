"""The composition root of the board: builds the window from the settings, in one order, and ends it.

The window stands before anything slow: the PBXs come up beside it and say so on the screen.
"""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import collector, language
from desk.assembly import index_errors, make_knowledge, open_records, pbx_config
from desk.bridge import GuiQueue
from desk.errors import SettingsError, UserError
from desk.figures.keeper import Keeper
from desk.figures.tally import Rule, ShareOf
from desk.language import translate
from desk.monitor.figures import BoardFigures
from desk.monitor.floor_bridge import FloorBridge
from desk.monitor.ports import Choices, KnownCaller, Ports
from desk.monitor.rights import LeadPerson, Role
from desk.monitor.window import MonitorWindow
from desk.pbx_kit import KitError, seat_extensions
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.running import application, until_closed
from desk.settings import Settings
from desk.timers import every
from desk.widgets.text import plain
from desk.worker import Worker
from desk.zone import zone_of
from kb.article import Hit
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.thread import FloorThread

_log = logging.getLogger(__name__)
_STOP_SECONDS = 2.0
_FIRST_PAINT_MS = 150
_REFRESH_MS = 10_000


class Monitor:
    """The running board; `window` is what the lead sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        configs = floor_configs(settings)
        section = settings.monitor
        zone = zone_of(section.timezone)
        # SQLite belongs to this desk alone, so it is brought up to date here; a shared server is migrated
        # by an administrator, with `desk init`.
        self.records = open_records(settings, migrate=settings.database_url.startswith("sqlite"))
        floor_records = FloorRecords(self.records.database)
        self._settings = settings
        self._queue = GuiQueue()
        self._worker = Worker(self._queue.post)
        self._knowledge = make_knowledge(settings, self.records)
        self._knowledge_open = False
        names = tuple(config.name for config in configs)
        rule = Rule(section.limit, ShareOf(section.rate_of), section.short)
        keeper = Keeper(floor_records, zone, rule=rule, pbxs=names)
        floor = FloorThread(configs)
        floor.listen_to_facts(keeper.take)
        self.floor = FloorBridge(floor, self._queue)
        self.figures = BoardFigures(
            keeper, floor_records, zone, names, goal=section.goal, search=self._search
        )
        self.window = MonitorWindow(
            Ports(
                floor=self.floor,
                figures=self.figures,
                records=floor_records,
                worker=self._worker,
                who=lead_of(settings),
                callers=lambda numbers: known_callers(self.records, numbers),
                departments=lambda: {
                    one.phone: one.name for one in self.records.departments(limit=10_000) if one.phone
                },
                queues=settings.queue_names,
                goal=section.goal,
                limit=section.limit,
                choices=Choices(
                    language=settings.ui.language or language.system_language(),
                    theme=settings.ui.theme,
                    sound=section.sound,
                ),
            )
        )
        app.aboutToQuit.connect(self.stop)
        self._stopped = False
        self._refresh = every(_REFRESH_MS, self._refresh_knowledge, self.window)
        # Once the window has been painted: until then the two would only take turns.
        QTimer.singleShot(_FIRST_PAINT_MS, self.window, self._open)

    def stop(self) -> None:
        """Log off from the PBXs, finish what is being written, and close the records."""
        if self._stopped:
            return
        self._stopped = True
        self.window.close()
        self._refresh.stop()
        self.floor.stop(_STOP_SECONDS)
        figures, view, now = self.figures, self.floor.view, datetime.now(UTC)
        self._worker.submit("figures", lambda: figures.turn(view, now), None, lambda error: None)
        if not self._worker.stop(_STOP_SECONDS):
            _log.warning("work in the background was not finished at the end")
        self._queue.close()
        self._knowledge.close()
        self.records.close()

    def _open(self) -> None:
        self.floor.start()
        self.window.start()
        collector.settle()

        def job() -> None:
            with index_errors(self._settings):
                self._knowledge.open()

        self._worker.submit("knowledge", job, self._opened, self._not_opened)

    def _opened(self, _: None) -> None:
        collector.settle()
        self._knowledge_open = True
        self._refresh.start()

    def _not_opened(self, error: Exception) -> None:
        # The board does without: rising matters are then shown without the entry that answers them.
        level = logging.WARNING if isinstance(error, UserError) else logging.ERROR
        _log.log(level, "the knowledge base can't be opened: %s", type(error).__name__)

    def _refresh_knowledge(self) -> None:
        self._worker.submit("knowledge", self._knowledge.refresh, failed=lambda error: None, key="knowledge")

    def _search(self, words: str) -> Sequence[Hit]:
        return self._knowledge.search(words, limit=5) if self._knowledge_open else ()


def floor_configs(settings: Settings) -> list[FloorConfig]:
    """Return the PBXs that the settings name; two of one name are a `SettingsError`."""
    section = settings.monitor
    lead = LeadConfig(section.extension, section.channel, person_name(settings), section.told)
    try:
        seats = seat_extensions(section.seats or settings.kit.seats)
    except KitError as error:
        raise SettingsError(
            translate("Settings", "“monitor.seats” has no extension or range in “{value}”.").format(
                value=plain(str(error.value), 40)
            )
        ) from error
    configs = [
        FloorConfig(
            name=pbx.label,
            pbx=pbx_config(settings, pbx),
            lead=lead,
            seats=tuple(f"PJSIP/{seat}" for seat in seats),
            queues=section.queues,
            queue_log=pbx.queue_log.expanduser() if pbx.queue_log is not None else None,
        )
        for pbx in (settings.pbx, *settings.more_pbx)
    ]
    if len({config.name for config in configs}) != len(configs):
        raise SettingsError(
            translate("Settings", "Two PBXs have the same name; give each [[pbx]] a “name” of its own.")
        )
    return configs


def lead_of(settings: Settings) -> LeadPerson:
    """Return the person at the board."""
    section = settings.monitor
    return LeadPerson(
        person_name(settings),
        Role(section.role),
        section.groups,
        bool(section.extension or section.channel),
        section.extension,
    )


def person_name(settings: Settings) -> str:
    """Return the lead's name: the settings', or that of the log-in."""
    name = " ".join(settings.monitor.name.split()) or settings.seat.name
    with suppress(OSError, KeyError):
        name = name or getpass.getuser()
    return name or "lead"


def known_callers(records: Records, numbers: Sequence[str]) -> Mapping[str, KnownCaller]:
    """Return who these numbers belong to, and whether they called on the same matter before."""
    found = {}
    for number in numbers:
        card = records.card(number, "en")
        found[number] = KnownCaller(card.name, card.repeat is not None)
    return found


def run_monitor(
    settings: Settings,
    app: QApplication | None = None,
    on_open: Callable[[Monitor], None] | None = None,
) -> int:
    """Open the board and return the exit status when its window was closed."""
    app = app or application(settings.ui)
    monitor = Monitor(settings, app)

    def begin() -> None:
        monitor.window.showMaximized()
        if on_open is not None:
            on_open(monitor)

    status = until_closed(app, begin)
    monitor.stop()
    return status
