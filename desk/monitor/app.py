"""The composition root of the board: builds the window from the settings, in one order, and ends it.

The PBXs come up beside the window, too, and say so on the screen.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication

from desk import collector
from desk.assembly import floor_configs, lead_name
from desk.figures.keeper import Keeper
from desk.figures.log_start import log_start
from desk.figures.periods import Period, day_start
from desk.figures.tally import Rule, ShareOf
from desk.monitor.figures import BoardFigures
from desk.monitor.floor_bridge import FloorBridge
from desk.monitor.ports import Choices, KnownCaller, Ports, PresentCall
from desk.monitor.rights import LeadPerson, Role
from desk.monitor.window import MonitorWindow
from desk.program import Program
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.settings import Settings
from desk.spool import spool_file
from desk.zone import zone_of
from kb.article import Hit
from telephony.floor.config import FloorConfig
from telephony.floor.thread import FloorThread

_log = logging.getLogger(__name__)
_STOP_SECONDS = 2.0
_REFRESH_MS = 10_000


class Monitor(Program[MonitorWindow]):
    """The running board; `window` is what the lead sees."""

    def __init__(self, settings: Settings, app: QApplication) -> None:
        """Build everything and start what runs beside the window."""
        found = floor_configs(settings)
        section = settings.monitor
        zone = zone_of(section.timezone)
        super().__init__(settings, refresh_ms=_REFRESH_MS, stop_seconds=_STOP_SECONDS)
        floor_records = FloorRecords(self.records.database)
        configs = with_log_starts(found, floor_records, zone, datetime.now(UTC))
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
                callers=lambda calls: known_callers(self.records, calls, day_start(datetime.now(UTC), zone)),
                departments=lambda: {
                    one.phone: one.name for one in self.records.departments(limit=10_000) if one.phone
                },
                queues=settings.queue_names,
                goal=section.goal,
                limit=section.limit,
                choices=Choices(
                    theme=settings.ui.theme,
                    sound=section.sound,
                ),
                audit_spool=spool_file("audit", settings.database_url),
                alarm_spool=spool_file("alarms", settings.database_url),
            )
        )
        self.begin(app)

    def open(self) -> None:
        """Log in to the PBXs, show what they say, and open the knowledge base."""
        self.floor.start()
        self.window.start()
        collector.settle()
        super().open()

    def leave(self) -> None:
        """Log off from the PBXs, and keep what they said last."""
        self.floor.stop(_STOP_SECONDS)
        figures, view, now = self.figures, self.floor.view, datetime.now(UTC)
        self._worker.submit("figures", lambda: figures.turn(view, now), None, lambda error: None)

    def stop(self) -> None:
        """End; what the database has not taken of the logs waits here for the next start."""
        if not self._stopped:
            super().stop()
            self.window.audit.keep()
            self.window.alarms.keep()

    def knowledge_opened(self) -> None:
        """Name the entries that answer what is rising."""
        self._knowledge_open = True

    def knowledge_failed(self, error: Exception) -> None:
        """Do without: rising matters are then shown without the entry that answers them."""
        _log.warning("the knowledge base can't be opened: %s", type(error).__name__)

    def _search(self, words: str) -> Sequence[Hit]:
        return self.knowledge.search(words, limit=5) if self._knowledge_open else ()


def lead_of(settings: Settings) -> LeadPerson:
    """Return the person at the board."""
    section = settings.monitor
    return LeadPerson(
        lead_name(settings),
        Role(section.role),
        section.groups,
        bool(section.extension or section.channel),
        section.extension,
        section.channel,
    )


def with_log_starts(
    configs: Sequence[FloorConfig], records: FloorRecords, zone: ZoneInfo, now: datetime
) -> list[FloorConfig]:
    """Let each log be read from where it is needed: what came while no board was open, too."""
    week = now - timedelta(days=9)
    known = defaultdict[str, list[Period]](list)
    for span in records.covered(week, now):
        known[span.pbx].append(Period(span.since, span.until))
    return [
        replace(config, log_start=partial(log_start, known[config.name], zone=zone)) for config in configs
    ]


def known_callers(
    records: Records, calls: Sequence[PresentCall], midnight: datetime
) -> Mapping[PresentCall, KnownCaller]:
    """Return who is calling, whether a matter of theirs is open, and how often they have called today."""
    before = records.called_since({call.number for call in calls}, midnight)
    found = {}
    for call in calls:
        card = records.card(call.number, "en")
        others = dict(before.get(call.number, {}))
        others.pop((call.pbx, call.call_id), None)
        if card.number.withheld:
            others.clear()  # many people have it
        in_vain = sum(not answered for answered in others.values())
        found[call] = KnownCaller(card.name, card.repeat is not None, len(others), in_vain)
    return found
