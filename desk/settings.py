"""The settings: every key declared once, read from a TOML file and from `DESK_…` variables.

The environment wins over the file (`DESK_PBX__HOST` is `[pbx] host`). A key that does not exist is
an error that names the key and its line: a misspelt key must not silently mean its default.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from msgspec import Meta, Struct

from desk.errors import SettingsError
from desk.language import translate
from desk.settings_reader import Problem, Secret, SettingsProblems, read
from desk.settings_wording import sentence_of, why_no_toml, why_unreadable

APP_NAME = "hotline-desk"
_Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.-]{1,79}\Z")]
_Hours = Annotated[float, Meta(gt=0, le=100_000)]


class PbxSection(Struct, frozen=True, kw_only=True):
    """`[pbx]`: how to reach the PBX over AMI."""

    host: Annotated[str, Meta(description="name or address of the PBX")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="AMI port (5039 is usual with TLS)")] = 5038
    username: Annotated[str, Meta(description="AMI account of this seat")] = ""
    secret: Annotated[Secret, Meta(description="its secret; better in secret_file or the keyring")] = Secret()
    secret_file: Annotated[Path | None, Meta(description="file whose first line is the secret")] = None
    tls: Annotated[bool | str, Meta(description="true, or the CA file of the PBX's certificate")] = False
    context: Annotated[_Name, Meta(description="dialplan context for dialling out")] = "from-internal"
    name: Annotated[
        str, Meta(max_length=60, description="its name on the lead's board; default: its address")
    ] = ""
    queue_log: Annotated[
        Path | None, Meta(description="its queue_log, for a board on the PBX's own machine")
    ] = None

    @property
    def label(self) -> str:
        """What tells this PBX from others."""
        return " ".join(self.name.split()) or f"{self.host}:{self.port}"


class SeatSection(Struct, frozen=True, kw_only=True):
    """`[seat]`: the place and the person who sits there."""

    extension: Annotated[str, Meta(pattern=r"^[0-9]{0,10}\Z", description="number of the seat's phone")] = ""
    channel: Annotated[str, Meta(description="its channel; default PJSIP/<extension>")] = ""
    agent: Annotated[str, Meta(description="work number of the call-taker")] = ""
    name: Annotated[str, Meta(description="name of the call-taker")] = ""
    queues: Annotated[
        tuple[_Name, ...], Meta(description="queues (seat groups) that the seat signs in to")
    ] = ()
    answer: Annotated[
        Literal["phone", "auto", "notify"],
        Meta(description="answer at the phone, by a phone that answers by itself, or by SIP notify"),
    ] = "phone"
    dial_out: Annotated[bool, Meta(description="offer dialling out (the account then needs `originate`)")] = (
        True
    )


class DatabaseSection(Struct, frozen=True, kw_only=True):
    """`[database]`: where the records are."""

    url: Annotated[str, Meta(description="SQLAlchemy URL; default: SQLite in the user's data folder")] = ""


class KbSection(Struct, frozen=True, kw_only=True):
    """`[kb]`: the local copy of the knowledge index."""

    index: Annotated[Path | None, Meta(description="folder; default: in the user's data folder")] = None


class UiSection(Struct, frozen=True, kw_only=True):
    """`[ui]`: what the person prefers."""

    language: Annotated[Literal["zh_CN", "en", ""], Meta(description="default: the system's")] = ""
    theme: Annotated[Literal["light", "dark", "system"], Meta(description="colours")] = "system"
    ring: Annotated[
        Literal["front", "signal", "none"],
        Meta(description="on ringing: come to the front, signal in the task bar, or nothing"),
    ] = "front"


class OrdersSection(Struct, frozen=True, kw_only=True):
    """`[orders]`: the clocks of work orders, in hours unless the key says otherwise."""

    sign_minutes: Annotated[int, Meta(ge=1, description="signed by the department within, minutes")] = 30
    urgent_minutes: Annotated[int, Meta(ge=1, description="urgent: on the spot within, minutes")] = 30
    consultation_hours: _Hours = 24
    suggestion_hours: _Hours = 24
    complaint_hours: _Hours = 48
    help_hours: _Hours = 48
    report_hours: _Hours = 48
    praise_hours: _Hours = 24
    working_days: Annotated[
        tuple[str, ...], Meta(description="kinds whose hours count on working days only")
    ] = ()
    repeat_days: Annotated[
        int, Meta(ge=1, description="a like matter within so many days is a repeat call")
    ] = 30


class KitSection(Struct, frozen=True, kw_only=True):
    """`[kit]`: for `desk pbx-kit`, the seats and queues of the whole hotline."""

    seats: Annotated[
        tuple[str, ...], Meta(description="extensions or ranges (2001-2100); default: this seat")
    ] = ()
    queues: Annotated[tuple[_Name, ...], Meta(description="all queues; default: this seat's")] = ()
    dial_timeout: Annotated[
        int, Meta(ge=5, le=300, description="seconds that a department's phone rings")
    ] = 30
    callback_timeout: Annotated[
        int, Meta(ge=5, le=600, description="seconds that a citizen's phone rings in a call-back")
    ] = 60
    leads: Annotated[
        tuple[_Name, ...], Meta(description="AMI accounts of team leads, as in desk-lead; default: none")
    ] = ()
    permit: Annotated[
        tuple[str, ...],
        Meta(description="networks from which desks connect, as in 10.1.2.0/24; default: the PBX itself"),
    ] = ()
    caller_id: Annotated[
        str,
        Meta(
            pattern=r"^\+?[0-9]{0,20}\Z",
            description="number that departments and called-back citizens see; default: the seat's extension",
        ),
    ] = ""
    music: Annotated[_Name, Meta(description="class of the music on hold, as in musiconhold.conf")] = (
        "default"
    )


class EditorSection(Struct, frozen=True, kw_only=True):
    """`[editor]`: the person at the knowledge editor's window."""

    name: Annotated[
        str, Meta(max_length=60, description="name under which they write; default: the log-in name")
    ] = ""
    role: Annotated[
        Literal["contributor", "editor", "reviewer"],
        Meta(description="contributor: writes for one department; editor: for all; reviewer: also publishes"),
    ] = "editor"
    department: Annotated[
        str, Meta(max_length=200, description="the contributor's department, as in the entries")
    ] = ""


class MonitorSection(Struct, frozen=True, kw_only=True):
    """`[monitor]`: the team lead and the rules of the board; the account is `[pbx] username`."""

    name: Annotated[str, Meta(max_length=60, description="the lead's name; default: the log-in name")] = ""
    role: Annotated[
        Literal["viewer", "lead", "chief"],
        Meta(description="viewer: sees; lead, chief: act on seats and callers, set thresholds"),
    ] = "lead"
    groups: Annotated[
        tuple[_Name, ...], Meta(description="queues on whose seats and callers they may act; default: all")
    ] = ()
    extension: Annotated[
        str, Meta(pattern=r"^[0-9]{0,10}\Z", description="number of the lead's own phone")
    ] = ""
    channel: Annotated[str, Meta(description="its channel; default PJSIP/<extension>")] = ""
    told: Annotated[bool, Meta(description="a seat is told when somebody listens")] = True
    seats: Annotated[
        tuple[str, ...], Meta(description="extensions or ranges of all seats; default: those of the kit")
    ] = ()
    queues: Annotated[tuple[_Name, ...], Meta(description="queues that are shown; default: all")] = ()
    timezone: Annotated[str, Meta(description="where the day begins; default: the system's")] = ""
    goal: Annotated[float, Meta(gt=0, lt=1, description="share to be answered in time")] = 0.9
    limit: Annotated[float, Meta(gt=0, le=3600, description="seconds within which one is in time")] = 15.0
    rate_of: Annotated[
        Literal["offered", "answered"], Meta(description="of whom those answered in time are a share")
    ] = "offered"
    short: Annotated[
        float, Meta(ge=0, le=60, description="who gives up within so many seconds is left out of the rate")
    ] = 0.0
    sound: Annotated[bool, Meta(description="an alarm is heard")] = True


class Settings(Struct, frozen=True, kw_only=True):
    """All settings of one program; `[[pbx]]` may be a list, of which `pbx` is the first."""

    pbx: PbxSection = PbxSection()
    more_pbx: Annotated[tuple[PbxSection, ...], Meta(description="the others of a list of [[pbx]]")] = ()
    seat: SeatSection = SeatSection()
    database: DatabaseSection = DatabaseSection()
    kb: KbSection = KbSection()
    ui: UiSection = UiSection()
    orders: OrdersSection = OrdersSection()
    kit: KitSection = KitSection()
    editor: EditorSection = EditorSection()
    monitor: MonitorSection = MonitorSection()
    queue_names: Annotated[
        dict[str, str], Meta(description='a queue\'s name on the screen, as in gjj = "公积金"')
    ] = {}

    @property
    def database_url(self) -> str:
        """The database's URL, the default filled in."""
        return self.database.url or f"sqlite:///{data_folder() / 'desk.db'}"

    @property
    def index_folder(self) -> Path:
        """The folder of the knowledge index, the default filled in."""
        return self.kb.index or data_folder() / "kb-index"

    @property
    def seat_channel(self) -> str:
        """The seat's channel, as queues and the dialplan name it."""
        return self.seat.channel or f"PJSIP/{self.seat.extension}"

    def pbx_secret(self, pbx: PbxSection | None = None) -> str:
        """Return a PBX's AMI secret from the settings, the secret file or the system keyring."""
        pbx = pbx or self.pbx
        if pbx.secret.reveal():
            return pbx.secret.reveal()
        if pbx.secret_file is not None:
            try:
                return pbx.secret_file.expanduser().read_text("utf-8").splitlines()[0].strip()
            except (OSError, ValueError, IndexError) as error:
                raise SettingsError(
                    translate("Settings", "The secret file {path} can't be read: {why}").format(
                        path=pbx.secret_file, why=why_unreadable(error)
                    )
                ) from error
        return _keyring_secret(pbx.username)


def data_folder() -> Path:
    """Return the user's data folder of this program, made if it was missing."""
    try:
        return Path(platformdirs.user_data_path(APP_NAME, appauthor=False, ensure_exists=True))
    except OSError as error:
        raise SettingsError(
            translate("Settings", "The folder {path} can't be made: {why}").format(
                path=error.filename or "", why=error.strerror or error
            )
        ) from error


def log_folder() -> Path:
    """Return the folder of the program's log, made if it was missing."""
    return Path(platformdirs.user_log_path(APP_NAME, appauthor=False, ensure_exists=True))


def load(path: Path | None) -> Settings:
    """Read the settings from `path` and the environment.

    Raises `SettingsError` with file, line and key for whatever is wrong.
    """
    text = ""
    if path is not None:
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, ValueError) as error:
            raise SettingsError(
                translate("Settings", "The settings file {path} can't be read: {why}").format(
                    path=path, why=why_unreadable(error)
                )
            ) from error
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            translate("Settings", "{path} is not valid TOML: {why}").format(path=path, why=why_no_toml(error))
        ) from error
    first, *more = listed if isinstance(listed := values.get("pbx"), list) and listed else [None]
    if first is not None:
        values |= {"pbx": first, "more_pbx": more}
    try:
        return read(Settings, values, os.environ)
    except SettingsProblems as error:
        sentences = [sentence_of(_as_written(problem), path, text) for problem in error.problems]
        raise SettingsError("\n".join(sentences)) from None


def _as_written(problem: Problem) -> Problem:
    """Return a problem of a later PBX with the key as it stands in the file."""
    first, *rest = problem.keys
    return replace(problem, keys=("pbx", *rest)) if first == "more_pbx" and rest else problem


def _keyring_secret(username: str) -> str:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(APP_NAME, username) or ""
    except keyring.errors.KeyringError:
        return ""
