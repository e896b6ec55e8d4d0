"""The settings: every key declared once, read from a TOML file and from `DESK_…` variables.

The environment wins over the file (`DESK_PBX__HOST` is `[pbx] host`). A key that does not exist is
an error that names the key and its line: a misspelt key must not silently mean its default.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings.exceptions import SettingsError as VariableError

from desk.errors import SettingsError
from desk.language import translate
from desk.settings_wording import sentences_of, why_no_toml, why_unreadable

APP_NAME = "hotline-desk"
_NAME = r"^[A-Za-z0-9_.-]{1,79}$"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: object) -> object:
        # No name, address or path has one; the system's calls raise on it, each in its own way.
        if isinstance(value, str) and "\0" in value:
            raise ValueError("it holds a NUL character")
        return value


class PbxSection(_Section):
    """`[pbx]`: how to reach the PBX over AMI."""

    host: str = Field("127.0.0.1", description="name or address of the PBX")
    port: int = Field(5038, ge=1, le=65535, description="AMI port (5039 is usual with TLS)")
    username: str = Field("", description="AMI account of this seat")
    secret: SecretStr = Field(SecretStr(""), description="its secret; better in secret_file or the keyring")
    secret_file: Path | None = Field(None, description="file whose first line is the secret")
    tls: bool | Path = Field(False, description="true, or the CA file of the PBX's certificate")
    context: str = Field("from-internal", pattern=_NAME, description="dialplan context for dialling out")


class SeatSection(_Section):
    """`[seat]`: the place and the person who sits there."""

    extension: str = Field("", pattern=r"^[0-9]{0,10}$", description="number of the seat's phone")
    channel: str = Field("", description="its channel; default PJSIP/<extension>")
    agent: str = Field("", description="work number of the call-taker")
    name: str = Field("", description="name of the call-taker")
    queues: tuple[str, ...] = Field((), description="queues (seat groups) that the seat signs in to")
    answer: Literal["phone", "auto", "notify"] = Field(
        "phone",
        description="answer at the phone, by a phone that answers by itself, or by SIP notify",
    )
    dial_out: bool = Field(True, description="offer dialling out (the account then needs `originate`)")

    @field_validator("queues")
    @classmethod
    def _queue_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not re.match(_NAME, name):
                raise ValueError(f"queue name {name!r}")
        return value


class DatabaseSection(_Section):
    """`[database]`: where the records are."""

    url: str = Field("", description="SQLAlchemy URL; default: SQLite in the user's data folder")


class KbSection(_Section):
    """`[kb]`: the local copy of the knowledge index."""

    index: Path | None = Field(None, description="folder; default: in the user's data folder")


class UiSection(_Section):
    """`[ui]`: what the person prefers."""

    language: Literal["zh_CN", "en", ""] = Field("", description="default: the system's")
    theme: Literal["light", "dark", "system"] = Field("system", description="colours")
    ring: Literal["front", "signal", "none"] = Field(
        "front", description="on ringing: come to the front, signal in the task bar, or nothing"
    )


class OrdersSection(_Section):
    """`[orders]`: the clocks of work orders, in hours unless the key says otherwise."""

    sign_minutes: int = Field(30, ge=1, description="signed by the department within, minutes")
    urgent_minutes: int = Field(30, ge=1, description="urgent: on the spot within, minutes")
    consultation_hours: float = Field(24, gt=0)
    suggestion_hours: float = Field(24, gt=0)
    complaint_hours: float = Field(48, gt=0)
    help_hours: float = Field(48, gt=0)
    report_hours: float = Field(48, gt=0)
    praise_hours: float = Field(24, gt=0)
    working_days: tuple[str, ...] = Field((), description="kinds whose hours count on working days only")
    repeat_days: int = Field(30, ge=1, description="a like matter within so many days is a repeat call")


class KitSection(_Section):
    """`[kit]`: for `desk pbx-kit`, the seats and queues of the whole hotline."""

    seats: tuple[str, ...] = Field((), description="extensions or ranges (2001-2100); default: this seat")
    queues: tuple[str, ...] = Field((), description="all queues; default: this seat's")
    dial_timeout: int = Field(30, ge=5, le=300, description="seconds that a department's phone rings")


class EditorSection(_Section):
    """`[editor]`: the person at the knowledge editor's window."""

    name: str = Field("", max_length=60, description="name under which they write; default: the log-in name")
    role: Literal["contributor", "editor", "reviewer"] = Field(
        "editor",
        description="contributor: writes for one department; editor: for all; reviewer: also publishes",
    )
    department: str = Field("", max_length=200, description="the contributor's department, as in the entries")


class Settings(BaseSettings):
    """All settings of one program."""

    model_config = SettingsConfigDict(
        env_prefix="DESK_", env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    pbx: PbxSection = PbxSection()
    seat: SeatSection = SeatSection()
    database: DatabaseSection = DatabaseSection()
    kb: KbSection = KbSection()
    ui: UiSection = UiSection()
    orders: OrdersSection = OrdersSection()
    kit: KitSection = KitSection()
    editor: EditorSection = EditorSection()
    queue_names: dict[str, str] = Field({}, description='a queue\'s name on the screen, as in gjj = "公积金"')

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the environment before the file (which arrives as the init arguments)."""
        return env_settings, init_settings

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

    def pbx_secret(self) -> str:
        """Return the AMI secret from the settings, the secret file or the system keyring."""
        if self.pbx.secret.get_secret_value():
            return self.pbx.secret.get_secret_value()
        if self.pbx.secret_file is not None:
            try:
                return self.pbx.secret_file.expanduser().read_text("utf-8").splitlines()[0].strip()
            except (OSError, ValueError, IndexError) as error:
                raise SettingsError(
                    translate("Settings", "The secret file {path} can't be read: {why}").format(
                        path=self.pbx.secret_file, why=why_unreadable(error)
                    )
                ) from error
        return _keyring_secret(self.pbx.username)


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
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError("\n".join(sentences_of(error, path, text))) from None
    except VariableError as error:
        field = re.search(r'field "(\w+)"', str(error))
        raise SettingsError(
            translate(
                "Settings", "The environment variables for “{key}” are not valid: a list is written as JSON."
            ).format(key=field[1] if field else "DESK_…")
        ) from None


def _keyring_secret(username: str) -> str:
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(APP_NAME, username) or ""
    except keyring.errors.KeyringError:
        return ""
