"""What an administrator includes in an Asterisk: rendered from templates, every value checked first.

A line break or a bracket in a value could open a section or run an application on the PBX, so
nothing is quoted or escaped: a value that does not look like what it is meant to be is refused.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from ipaddress import ip_network
from pathlib import Path

FILES = ("extensions.conf", "confbridge.conf", "manager.conf", "README.txt")
SECRET_FILES = frozenset({"manager.conf"})

# Kinds that no desk listens to; on a busy PBX about two thirds of all events.
DISABLED_EVENTS = (
    "VarSet",
    "Newexten",
    "TestEvent",
    "DeviceStateChange",
    "ExtensionStatus",
    "RTCPSent",
    "RTCPReceived",
    "NewConnectedLine",
    "NewAccountCode",
    "ConfbridgeTalking",
    "ChallengeSent",
)

# What the team lead's account is sent: what happens in queues, to seats, and to the legs of their calls.
LEAD_EVENTS = (
    "AgentCalled",
    "AgentComplete",
    "AgentConnect",
    "AgentRingNoAnswer",
    "ChanSpyStart",
    "ChanSpyStop",
    "ConfbridgeJoin",
    "ConfbridgeLeave",
    "DialBegin",
    "DialEnd",
    "Hangup",
    "HangupRequest",
    "OriginateResponse",
    "QueueCallerAbandon",
    "QueueCallerJoin",
    "QueueCallerLeave",
    "QueueMemberAdded",
    "QueueMemberPause",
    "QueueMemberRemoved",
    "QueueMemberStatus",
    "UserEvent",
)

LOCAL = ("127.0.0.1/32",)  # the PBX's own machine

_EXTENSION = re.compile(r"[0-9]{1,10}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,78}")
_QUEUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.][A-Za-z0-9_.-]{0,77}")  # as the dialplan's pattern
_CHANNEL = re.compile(r"[A-Za-z0-9]{1,20}/[A-Za-z0-9_.-]{1,60}")
_SECRET = re.compile(r"[A-Za-z0-9_.~+=-]{8,128}")
_CALLER_ID = re.compile(r"\+?[0-9]{0,20}")
_PLACEHOLDER = re.compile(r"@([A-Z_]+)@")
_ANSWERS = ("phone", "auto", "notify")


class KitError(ValueError):
    """A value that can't stand in the PBX's files; `field` and `value` name it."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(f"{field}: {value!r}")
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True)
class KitSeat:
    """One seat: its phone, its AMI account, its queues and what it may do."""

    extension: str
    channel: str
    username: str
    secret: str
    queues: tuple[str, ...] = ()
    dial_out: bool = True
    answer: str = "phone"

    def __post_init__(self) -> None:
        _check("extension", self.extension, _EXTENSION)
        _check("channel", self.channel, _CHANNEL)
        _check("username", self.username, _NAME)
        if not _SECRET.fullmatch(self.secret):
            raise KitError("secret", "…")  # never repeat a secret
        for queue in self.queues:
            _check("queue", queue, _QUEUE)
        if self.answer not in _ANSWERS:
            raise KitError("answer", self.answer)


@dataclass(frozen=True, slots=True)
class KitLead:
    """One team lead's AMI account."""

    username: str
    secret: str

    def __post_init__(self) -> None:
        _check("username", self.username, _NAME)
        if not _SECRET.fullmatch(self.secret):
            raise KitError("secret", "…")


@dataclass(frozen=True, slots=True)
class KitConfig:
    """The whole hotline, as its PBX has to know it.

    `permit` are the networks from which desks connect; `caller_id` is what a called department or
    citizen sees, empty for the seat's extension; times are in seconds.
    """

    context: str
    seats: tuple[KitSeat, ...]
    dial_timeout: int = 30
    callback_timeout: int = 60
    permit: tuple[str, ...] = LOCAL
    caller_id: str = ""
    music_class: str = "default"
    disabled_events: tuple[str, ...] = DISABLED_EVENTS
    leads: tuple[KitLead, ...] = ()

    def __post_init__(self) -> None:
        _check("context", self.context, _NAME)
        _check("music class", self.music_class, _NAME)
        _check("caller id", self.caller_id, _CALLER_ID)
        for name in self.disabled_events:
            _check("event", name, _NAME)
        for field, seconds in (
            ("dial timeout", self.dial_timeout),
            ("call-back timeout", self.callback_timeout),
        ):
            if not 1 <= seconds <= 600:
                raise KitError(field, seconds)
        for network in self.permit:
            try:
                ip_network(network)
            except ValueError as error:
                raise KitError("network", network) from error
        for field, values in (
            ("extension", [seat.extension for seat in self.seats]),
            ("username", [*(seat.username for seat in self.seats), *(lead.username for lead in self.leads)]),
        ):
            twice = {value for value in values if values.count(value) > 1}
            if twice:
                raise KitError(field, sorted(twice)[0])


def new_secret() -> str:
    """Return a fresh AMI secret."""
    return secrets.token_urlsafe(24)


def seat_extensions(ranges: Iterable[str]) -> tuple[str, ...]:
    """Return the extensions that `2001` and `2001-2100` name, in order and once each."""
    found: dict[str, None] = {}
    for item in ranges:
        first, dash, last = (part.strip() for part in item.partition("-"))
        last = last if dash else first
        _check("extension", first, _EXTENSION)
        _check("extension", last, _EXTENSION)
        if len(first) != len(last) or not 0 <= int(last) - int(first) < 10_000:
            raise KitError("extension", item)
        for number in range(int(first), int(last) + 1):
            found[str(number).zfill(len(first))] = None
    return tuple(found)


def render(kit: KitConfig) -> dict[str, str]:
    """Return file name → text of everything that goes to the PBX."""
    values = {
        "CONTEXT": kit.context,
        "DIAL_TIMEOUT": str(kit.dial_timeout),
        "CALLBACK_TIMEOUT": str(kit.callback_timeout),
        "CALLER_ID": kit.caller_id or "${DESK_SEAT}",
        "MUSIC": kit.music_class,
        "DISABLED": ",".join(kit.disabled_events),
        "ACCOUNTS": "\n".join(
            [*(_account(kit, seat) for seat in kit.seats), *(_lead_account(kit, lead) for lead in kit.leads)]
        ),
    }
    # Who may not listen in has no contexts for it either.
    values["LEAD"] = _fill("extensions-lead.conf", values) if kit.leads else ""
    return {name: _fill(name, values) for name in FILES}


def write(kit: KitConfig, out: Path) -> tuple[Path, ...]:
    """Write the rendered files into `out`; those with secrets are readable by their owner only."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in render(kit).items():
        path = out / name
        mode = 0o600 if name in SECRET_FILES else 0o644
        fresh = path.with_name(path.name + ".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8"
        ) as file:
            file.write(text)
        fresh.replace(path)
        written.append(path)
    return tuple(written)


def known_secrets(out: Path) -> dict[str, str]:
    """Return account → secret of a kit written earlier, so that writing again changes no password."""
    try:
        text = (out / "manager.conf").read_text("utf-8")
    except OSError:
        return {}
    found = {}
    account = ""
    for line in text.splitlines():
        if section := re.fullmatch(r"\[([^\]]+)\].*", line):
            account = section[1]
        elif line.startswith("secret=") and _SECRET.fullmatch(line[7:]):
            found[account] = line[7:]
    return found


def _account(kit: KitConfig, seat: KitSeat) -> str:
    rights = ["agent", "call"]
    if seat.dial_out:
        rights.append("originate")
    if seat.answer == "notify":
        rights.append("system")  # PJSIPNotify has no narrower right
    queues = "|".join(re.escape(queue).replace("\\-", "-") for queue in seat.queues)
    values = {
        "USERNAME": seat.username,
        "SECRET": seat.secret,
        "PERMIT": "\n".join(f"permit={network}" for network in kit.permit),
        "WRITE": ",".join(rights),
        "EXTENSION": seat.extension,
        "CHANNEL": re.escape(seat.channel).replace("\\-", "-"),
        # Who waits in the seat's queues; `.` also matches the line ends between two headers.
        "QUEUE_FILTER": f"eventfilter=Event: QueueCaller.*Queue: ({queues})[^A-Za-z0-9_.-]" if queues else "",
    }
    return _fill("manager-account.conf", values)


def _lead_account(kit: KitConfig, lead: KitLead) -> str:
    values = {
        "USERNAME": lead.username,
        "SECRET": lead.secret,
        "PERMIT": "\n".join(f"permit={network}" for network in kit.permit),
        "EVENTS": "|".join(LEAD_EVENTS),
    }
    return _fill("manager-lead.conf", values)


def _fill(name: str, values: dict[str, str]) -> str:
    text = resources.files("resources").joinpath("pbx", name).read_text("utf-8")
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _check(field: str, value: str, pattern: re.Pattern[str]) -> None:
    if not pattern.fullmatch(value):
        raise KitError(field, value)
