"""What telephony must be told to reach the PBX and to know its seat."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path


class AnswerMode(enum.Enum):
    """How a ringing call is answered."""

    PHONE = "phone"  # by hand, at the phone
    AUTO = "auto"  # the phone answers by itself
    NOTIFY = "notify"  # the phone takes a SIP NOTIFY (`Event: talk`); needs the right `system`


@dataclass(frozen=True, slots=True)
class LinkTiming:
    """Limits of the link, in seconds.

    A dead connection must be said within 5 s: no byte for `silence_limit` although pings were sent
    every `ping_interval` means that it is dead. `retry_max` plus `retry_jitter` must leave time to log in
    and read the snapshot within 5 s of the PBX's return.
    """

    connect_limit: float = 3.0
    login_limit: float = 4.0
    action_limit: float = 3.0
    list_limit: float = 5.0
    ping_interval: float = 1.2
    silence_limit: float = 3.6
    retry_first: float = 0.2
    retry_max: float = 2.0
    retry_jitter: float = 0.8
    rejected_retry: float = 15.0  # after a wrong password: doubled up to rejected_retry_max
    rejected_retry_max: float = 60.0


@dataclass(frozen=True, slots=True)
class PbxConfig:
    """How to reach the PBX over AMI; the secret never shows in a repr."""

    host: str
    username: str
    secret: str = field(repr=False)
    port: int = 5038
    tls: bool | Path = False  # True: the system's CAs; a path: that CA alone
    tls_name: str = ""  # name in the certificate when it is not `host`
    context: str = "from-internal"
    timing: LinkTiming = LinkTiming()


@dataclass(frozen=True, slots=True)
class SeatConfig:
    """The seat and who sits there; `channel` is the interface that queues call, as in PJSIP/2001."""

    extension: str
    channel: str = ""
    agent: str = ""
    name: str = ""
    queues: tuple[str, ...] = ()
    answer: AnswerMode = AnswerMode.PHONE
    dial_out: bool = True
    step_limit: float = 4.0  # seconds until the events that confirm a step must have come
    interface: str = field(init=False, repr=False, compare=False)  # `channel`, the default filled in
    _phone: str = field(init=False, repr=False, compare=False)  # how the names of its channels begin

    def __post_init__(self) -> None:
        """Compute once what is compared with every event."""
        interface = self.channel or f"PJSIP/{self.extension}"
        object.__setattr__(self, "interface", interface)
        object.__setattr__(self, "_phone", interface + "-")

    @property
    def marks(self) -> tuple[bytes, ...]:
        """Texts of which an event about this seat holds at least one."""
        seat = self.extension
        texts = (self.interface, f"DESK_SEAT={seat}", f"Seat: {seat}", f"desk-{seat}-", "DeskAnnounce")
        return tuple(text.encode() for text in texts)

    def owns(self, channel: str) -> bool:
        """Tell whether `channel` is a channel of this seat's phone."""
        return channel.startswith(self._phone)
