"""Run the demonstration: starter data in a folder of its own, a simulated PBX, and the window.

The folder stays, so that the second start finds everything there; `--fresh` throws it away.
"""

from __future__ import annotations

import csv
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desk.assembly import make_knowledge, open_records
from desk.demo import starter
from desk.language import translate
from desk.records import Records
from desk.settings import (
    DatabaseSection,
    EditorSection,
    KbSection,
    PbxSection,
    SeatSection,
    Settings,
    UiSection,
    data_folder,
)
from desk.settings_reader import Secret
from telephony.requests import Ready, SignIn
from telephony.simulator import SimulatedPbx
from telephony.simulator.load import DemoPlan, demo_pbx
from telephony.snapshots import LinkState, SeatState, SeatView

if TYPE_CHECKING:
    from desk.workstation.app import Workstation

Report = Callable[[str], None]

_SEAT = "2001"
_QUEUE_NAMES = {
    "zonghe": "综合",
    "gjj": "公积金",
    "renshe": "人社",
    "shichang": "工商",
    "sifa": "司法",
    "wenming": "不文明投诉",
    "zdpyc": "最多跑一次",
}


def folder() -> Path:
    """Return where the demonstration keeps its database and index."""
    return data_folder() / "demo"


def data_place(*, fresh: bool = False) -> Path:
    """Return the folder, made if it was missing; `fresh` throws away what it held."""
    place = folder()
    if fresh:
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    return place


def settings_at(place: Path, ui: UiSection) -> Settings:
    """Return what the settings of every window of the demonstration have in common."""
    return Settings(
        database=DatabaseSection(url=f"sqlite:///{place / 'desk.db'}"),
        kb=KbSection(index=place / "kb-index"),
        ui=ui,
        queue_names=_QUEUE_NAMES,
    )


def prepare(report: Report, ui: UiSection, *, fresh: bool = False) -> tuple[Settings, SimulatedPbx]:
    """Make the data (or find them made) and the PBX, not started; tell the progress in sentences."""
    place = data_place(fresh=fresh)
    secret = secrets.token_urlsafe(16)
    seat_queues = ("zonghe", "gjj")
    settings = replace(
        settings_at(place, ui),
        pbx=PbxSection(username=f"desk-{_SEAT}", secret=Secret(secret)),
        seat=SeatSection(extension=_SEAT, agent="1024", name="王敏", queues=seat_queues, answer="notify"),
    )
    departments = make_data(settings, place / "starter-loaded", report)
    plan = DemoPlan(
        seat=_SEAT,
        secret=secret,
        queues=seat_queues,
        callers=numbers(),
        first_callers=starter.callers_with_open_orders()[:3],
        departments=departments,
    )
    return settings, demo_pbx(plan)


def make_data(settings: Settings, loaded: Path, report: Report) -> tuple[str, ...]:
    """Make the database with the starter data, unless `loaded` says it is there; return all phones."""
    fingerprint = starter.fingerprint()
    with open_records(settings, migrate=True) as records:
        if not loaded.exists() or loaded.read_text("ascii") != fingerprint:
            _load(settings, records, report)
            loaded.write_text(fingerprint, "ascii")
        return tuple(department.phone for department in records.departments(limit=1000))


def _load(settings: Settings, records: Records, report: Report) -> None:
    from desk.demo import editing

    report(translate("Demo", "Departments, callers and their history …"))
    starter.load_records(records)
    report(translate("Demo", "Starter knowledge …"))
    knowledge = make_knowledge(settings, records)
    knowledge.open()
    try:
        starter.load_knowledge(knowledge)
        report(translate("Demo", "What call-takers and editors have done with it …"))
        editing.load(records, knowledge, datetime.now(UTC))
        report(translate("Demo", "{count} knowledge entries are ready.").format(count=knowledge.count))
    finally:
        knowledge.close()


def numbers() -> tuple[str, ...]:
    """Return the numbers of the starter data's callers."""
    text = files("resources").joinpath("directory", "callers.csv").read_text("utf-8-sig")
    return tuple(row["number"] for row in csv.DictReader(text.splitlines()))


def run(report: Report, *, fresh: bool = False, ui: UiSection | None = None) -> int:
    """Open the workstation on a simulated hotline; return the exit status when its window was closed."""
    from desk import program
    from desk.running import application
    from desk.workstation.app import Workstation

    ui = ui or UiSection()
    app = application(ui)
    settings, pbx = prepare(report, ui, fresh=fresh)
    return open_on(pbx, settings, report, lambda joined: program.run(Workstation, joined, app, _sit_down))


def open_on(
    pbx: SimulatedPbx, settings: Settings, report: Report, open_window: Callable[[Settings], int]
) -> int:
    """Let the simulated PBX take calls while a window is open; return the window's exit status."""
    pbx.start()
    try:
        report(translate("Demo", "The simulated PBX takes calls; the window opens."))
        return open_window(replace(settings, pbx=replace(settings.pbx, port=pbx.port)))
    finally:
        pbx.stop()


def run_editor(report: Report, *, fresh: bool = False, ui: UiSection | None = None) -> int:
    """Open the editor's window on the same data; return the exit status when it was closed."""
    from desk import program
    from desk.demo.editing import EDITOR
    from desk.editor.app import EditorProgram
    from desk.running import application

    app = application(ui or UiSection())
    settings, _ = prepare(report, ui or UiSection(), fresh=fresh)
    report(translate("Demo", "The window of the knowledge editor opens."))
    who = EditorSection(name=EDITOR.name, role="reviewer")
    return program.run(EditorProgram, replace(settings, editor=who), app)


def _sit_down(workstation: Workstation) -> None:
    """Sign the seat in and make it ready as soon as the PBX is there, so that calls come."""
    pbx = workstation.pbx

    def when_up(view: SeatView) -> None:
        if view.link.state is LinkState.UP and view.seat.state is SeatState.SIGNED_OUT:
            pbx.view_changed.disconnect(when_up)
            pbx.request(SignIn()).confirmed.connect(lambda: pbx.request(Ready()))

    pbx.view_changed.connect(when_up)
