"""From settings to the parts that every command opens: records, knowledge, the PBX's configuration."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path

from desk.errors import SettingsError, UserError
from desk.figures.periods import board_start
from desk.language import translate
from desk.pbx_kit import KitError, seat_extensions
from desk.records import Records
from desk.records.deadlines import Rules
from desk.records.views import OrderKind
from desk.settings import PbxSection, Settings
from desk.widgets.text import plain
from desk.zone import zone_of
from kb import KnowledgeBase
from kb.errors import IndexBusyError
from telephony.config import AnswerMode, PbxConfig, SeatConfig
from telephony.floor.config import FloorConfig, LeadConfig


def open_records(settings: Settings, *, migrate: bool, shared: bool = False) -> Records:
    """Open the records that `settings` name; raise `RecordsError` when they can't be used.

    `migrate` brings an SQLite database up to date, which belongs to this desk alone. A server is shared, and
    desks of an older version can't go on with newer tables: it is migrated with `shared` only (`desk init`).
    """
    own = settings.database_url.startswith("sqlite")
    return Records.open(
        settings.database_url,
        migrate=migrate and (own or shared),
        agent=settings.seat.agent or settings.seat.extension,
        rules=order_rules(settings),
        repeat_days=settings.orders.repeat_days,
    )


def make_knowledge(settings: Settings, records: Records) -> KnowledgeBase:
    """Make the knowledge base on the records' database; its `open` may take a while."""
    return KnowledgeBase(records.database.knowledge_engine, settings.index_folder, terms_folder())


@contextmanager
def index_errors(settings: Settings) -> Iterator[None]:
    """Turn what the system says of the index's folder into a sentence."""
    try:
        yield
    except BrokenPipeError:
        raise
    except IndexBusyError as error:
        raise UserError(
            translate("Kb", "Another program is writing the knowledge index in {folder}; try again.").format(
                folder=settings.index_folder
            )
        ) from error
    except OSError as error:
        raise UserError(
            translate("Kb", "The knowledge index in {folder} can't be used: {why}").format(
                folder=settings.index_folder, why=error.strerror or error
            )
        ) from error


def terms_folder() -> Path:
    """Return the folder with the words and sounds that the search reads."""
    with as_file(files("resources").joinpath("terms")) as path:
        return path


def order_rules(settings: Settings) -> Rules:
    """Return the deadlines that `settings` ask for."""
    orders = settings.orders
    try:
        working = frozenset(OrderKind(kind) for kind in orders.working_days)
    except ValueError as error:
        raise SettingsError(
            translate(
                "Settings", "“orders.working_days” names a kind of order that does not exist: {why}"
            ).format(why=error)
        ) from error
    return Rules(
        sign_minutes=orders.sign_minutes,
        urgent_minutes=orders.urgent_minutes,
        hours={kind: getattr(orders, f"{kind.value}_hours") for kind in OrderKind},
        working_days=working,
    )


def pbx_config(settings: Settings, pbx: PbxSection | None = None) -> PbxConfig:
    """Return how to reach the PBX (the first one), the secret fetched from where it is kept."""
    pbx = pbx or settings.pbx
    if not pbx.username:
        raise SettingsError(
            translate("Settings", "“pbx.username” is not set: the AMI account of this seat is needed.")
        )
    return PbxConfig(
        host=pbx.host,
        port=pbx.port,
        username=pbx.username,
        secret=settings.pbx_secret(pbx),
        tls=Path(tls) if isinstance(tls := pbx.tls, str) else tls,
        context=pbx.context,
    )


def seat_config(settings: Settings) -> SeatConfig:
    """Return the seat that `settings` describe."""
    seat = settings.seat
    if not seat.extension:
        raise SettingsError(
            translate("Settings", "“seat.extension” is not set: the number of this seat's phone is needed.")
        )
    return SeatConfig(
        extension=seat.extension,
        channel=settings.seat_channel,
        agent=seat.agent,
        name=seat.name,
        queues=seat.queues,
        answer=AnswerMode(seat.answer),
        dial_out=seat.dial_out,
    )


def floor_configs(settings: Settings) -> list[FloorConfig]:
    """Return the PBXs that the settings name; two of one name are a `SettingsError`."""
    section = settings.monitor
    lead = LeadConfig(section.extension, section.channel, lead_name(settings), section.told)
    try:
        seats = seat_extensions(section.seats or settings.kit.seats)
    except KitError as error:
        raise SettingsError(
            translate("Settings", "“monitor.seats” has no extension or range in “{value}”.").format(
                value=plain(str(error.value), 40)
            )
        ) from error
    log_start = partial(board_start, zone=zone_of(section.timezone))
    configs = [
        FloorConfig(
            name=pbx.label,
            pbx=pbx_config(settings, pbx),
            lead=lead,
            seats=tuple(f"PJSIP/{seat}" for seat in seats),
            queues=section.queues,
            queue_log=pbx.queue_log.expanduser() if pbx.queue_log is not None else None,
            log_start=log_start,
            acts=section.role != "viewer",
        )
        for pbx in (settings.pbx, *settings.more_pbx)
    ]
    if len({config.name for config in configs}) != len(configs):
        raise SettingsError(
            translate("Settings", "Two PBXs have the same name; give each [[pbx]] a “name” of its own.")
        )
    return configs


def lead_name(settings: Settings) -> str:
    """Return the lead's name."""
    return person_name(settings, settings.monitor.name, "lead")


def person_name(settings: Settings, name: str, otherwise: str) -> str:
    """Return the `name` of a section, without one that of the seat, or of the log-in."""
    return " ".join(name.split()) or settings.seat.name or login_name(otherwise)


def login_name(otherwise: str) -> str:
    """Return the name of who is logged in; `otherwise` where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return otherwise
