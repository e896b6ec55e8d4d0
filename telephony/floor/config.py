"""What a floor must be told: its PBX, the lead who looks at it, and the seats that may be signed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from telephony.config import PbxConfig


@dataclass(frozen=True, slots=True)
class LeadConfig:
    """The team lead's own phone at a PBX; `told`: a seat is told that somebody takes part in its call."""

    extension: str = ""
    channel: str = ""
    name: str = ""
    told: bool = True
    ring_limit: float = 30.0  # seconds in which the own phone has to be picked up

    @property
    def interface(self) -> str:
        """The phone's interface, the default filled in; empty: the lead has none."""
        return self.channel or (f"PJSIP/{self.extension}" if self.extension else "")

    def owns(self, channel: str) -> bool:
        """Tell whether `channel` is a channel of the lead's phone."""
        return bool(self.interface) and channel.startswith(self.interface + "-")


def _this_day(now: datetime) -> datetime:
    """Return when the day of this machine's place began."""
    return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class FloorConfig:
    """One PBX of the floor; `name` tells it from the others on the screen and in the records.

    `seats` are interfaces of the hotline's seats, which are shown signed out until the PBX tells more.
    `queues` limits what is shown; empty shows every queue. `queue_log` is a file to read the day from, for
    a monitor on the PBX's own machine; without one the PBX is asked for it. `log_start` tells since when
    the log is needed at a moment. `acts`: the account is to do what a lead asks for, not to look alone.
    """

    name: str
    pbx: PbxConfig
    lead: LeadConfig = LeadConfig()
    seats: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    queue_log: Path | None = None
    acts: bool = True
    log_start: Callable[[datetime], datetime] = field(default=_this_day, compare=False)
    step_limit: float = 4.0  # seconds until the events that confirm a request must have come
    log_interval: float = 60.0  # seconds until what queue_log has since is read
    view_interval: float = 0.01  # seconds between two views of a busy floor
