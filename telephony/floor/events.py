"""The events that a floor has beside those of a seat, or knows more of; `at` is the PBX's clock, 0 if untold.

Those that extend an event of `telephony.events` are given to a seat's calls as that event.
"""

from __future__ import annotations

from telephony import events as ev
from telephony.frozen import frozen


@frozen
class QueueJoined(ev.Event):
    """A caller waits in a queue; `waited` is 0 live and the seconds so far in a snapshot."""

    queue: str
    uniqueid: str
    channel: str
    number: str
    name: str
    position: int
    waited: float = 0.0
    priority: int = 0
    at: float = 0.0


@frozen
class QueueLeft(ev.Event):
    """A caller waits there no more."""

    queue: str
    uniqueid: str
    at: float = 0.0


@frozen
class QueueAbandoned(ev.CallerAbandoned):
    """A caller gave up, or was sent elsewhere: `Moved` follows then."""

    channel: str = ""
    waited: float = 0.0
    at: float = 0.0


@frozen
class MemberSeen(ev.MemberChanged):
    """A member as it is now; `device` is its phone's state in the PBX's numbers, times are Unix seconds."""

    name: str = ""
    device: int = 0
    paused_at: int = 0
    joined_at: int = 0


@frozen
class MemberRings(ev.AgentRings):
    """A queue rings a member."""

    at: float = 0.0


@frozen
class MemberAnswered(ev.AgentConnected):
    """A member has answered."""

    member: str = ""
    ring_seconds: float = 0.0
    at: float = 0.0


@frozen
class MemberCompleted(ev.AgentCompleted):
    """A queue's call is over for its member; `uniqueid` is the citizen's.

    Of two channels that end together the report does not name the one that was gone first: without a word of
    the citizen's channel `uniqueid` and its name are empty.
    """

    uniqueid: str = ""
    member: str = ""
    hold_seconds: float = 0.0
    at: float = 0.0


@frozen
class MemberRangOut(ev.AgentNoAnswer):
    """A member did not answer in time."""

    at: float = 0.0


@frozen
class SpyBegan(ev.Event):
    """`spyer` hears what `spyee` hears and says."""

    spyer: str
    spyee: str


@frozen
class SpyEnded(ev.Event):
    """`spyer` hears it no more."""

    spyer: str


@frozen
class WatchPlaced(ev.Event):
    """The dialplan is about to let a lead into a seat's call, or (`mode` over) the lead has hung up."""

    channel: str
    seat: str
    lead: str
    mode: str
    told: bool


@frozen
class Moved(ev.Event):
    """A lead has sent a waiting caller elsewhere."""

    uniqueid: str
    queue: str
    target: str
    lead: str


@frozen
class LogPiece(ev.Event):
    """A piece of queue_log, as base64 text."""

    request: str
    offset: int
    data: str


@frozen
class LogEnd(ev.Event):
    """All pieces that a request asked for have been told; `size` is the file's."""

    request: str
    size: int
