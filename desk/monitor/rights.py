"""What a lead may do: a role for the deeds, and the groups on whose seats and callers they may be done."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Role(enum.Enum):
    """What somebody is at the board."""

    VIEWER = "viewer"
    LEAD = "lead"
    CHIEF = "chief"


class Deed(enum.Enum):
    """What can be done from the board; the value is the word of the audit log."""

    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"
    STOP = "stop_watching"
    SET_READY = "set_ready"
    SET_NOT_READY = "set_not_ready"
    MOVE = "move"
    CALL = "call_seat"
    FORWARD = "bring_forward"
    SEND = "send_caller"
    ANNOUNCE = "announce"
    ACKNOWLEDGE = "acknowledge"
    THRESHOLDS = "thresholds"


OF_CALLS = frozenset({Deed.LISTEN, Deed.WHISPER, Deed.BARGE})
_DEEDS: dict[Role, frozenset[Deed]] = {
    Role.VIEWER: frozenset({Deed.ACKNOWLEDGE}),
    Role.LEAD: frozenset(Deed),
    Role.CHIEF: frozenset(Deed),
}


@dataclass(frozen=True, slots=True)
class LeadPerson:
    """Who sits at the board; `groups` empty: all of them. `phone`: they have one to listen with.

    Their phone has an extension, a channel of another name (`PJSIP/lead`), or both.
    """

    name: str
    role: Role = Role.LEAD
    groups: tuple[str, ...] = ()
    phone: bool = True
    extension: str = ""
    channel: str = ""

    def may(self, deed: Deed) -> bool:
        """Tell whether the role has this deed."""
        return deed in _DEEDS[self.role]

    def is_at(self, lead: str) -> bool:
        """Tell whether `lead`, as the PBX names who takes part in a call, is their phone.

        It is the extension where there is one, and the endpoint after a time without a link or where an
        administrator's own dialplan lets leads in.
        """
        endpoint = _endpoint(lead)
        return bool(endpoint) and endpoint in (self.extension, _endpoint(self.channel))

    def leads(self, groups: Iterable[str]) -> bool:
        """Tell whether one of these groups is theirs."""
        return not self.groups or not set(self.groups).isdisjoint(groups)


def _endpoint(phone: str) -> str:
    return phone.rpartition("/")[2]
