"""What Asterisk sends besides: variables, dialplan steps and test events that no desk reads.

They are two thirds of a PBX's events, so a measurement without them is none. `Exchange.noise` turns them on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel

_NEW = ("SIPCALLID", "SIPDOMAIN")
_DIALLING = (
    "DIALEDPEERNAME",
    "DIALEDPEERNUMBER",
    "DIALSTATUS",
    "DIALEDTIME",
    "DIALEDTIME_MS",
    "ANSWEREDTIME",
)
_BRIDGED = ("BRIDGEPEER", "BRIDGEPVTCALLID")
_RTP = ("RTPAUDIOQOS", "RTPAUDIOQOSJITTER", "RTPAUDIOQOSLOSS", "RTPAUDIOQOSRTT")
_SUBROUTINE = ("ARG1", "ARG2", "ARGC")
_SUBROUTINE_STEPS = ("Gosub", "Set", "ExecIf", "GotoIf", "Return")
_QUALITY = (
    "ssrc=271828182;themssrc=314159265;lp=0;rxjitter=0.000125;rxcount=1024;txjitter=0.000250;txcount=1024"
)


def created(channel: Channel) -> None:
    """Noise of a new channel."""
    _set(channel, _NEW, channel.uniqueid)


def bridged(channel: Channel, peer: str) -> None:
    """Noise of a channel that enters or leaves a bridge."""
    _set(channel, _BRIDGED, peer)


def dialled(channel: Channel) -> None:
    """Noise after a call has been placed."""
    _set(channel, _DIALLING, "0")


def entered(channel: Channel) -> None:
    """Noise of the kit's subroutines."""
    _set(channel, _SUBROUTINE, "room")
    for step in _SUBROUTINE_STEPS:
        channel.emit(
            "Newexten",
            "dialplan",
            ("Extension", "s"),
            ("Application", step),
            ("AppData", "desk-mark,s,1(agent,room)"),
        )


def in_room(channel: Channel, state: str) -> None:
    """Noise of a conference's inner states."""
    for name in ("CONF_MARKED_STATE", "CONF_UNMARKED_STATE"):
        channel.exchange.emit(
            "TestEvent",
            "test",
            [
                ("Type", "StateChange"),
                ("State", name),
                ("AppFile", "confbridge/conf_state.c"),
                ("AppFunction", "conf_change_state"),
                ("AppLine", "79"),
                ("Conference", state),
                ("OldState", "EMPTY"),
                ("NewState", "SINGLE"),
            ],
        )


def ended(channel: Channel) -> None:
    """Noise of a channel that has had sound."""
    _set(channel, _RTP, _QUALITY)


def _set(channel: Channel, names: tuple[str, ...], value: str) -> None:
    for name in names:
        channel.emit("VarSet", "dialplan", ("Variable", name), ("Value", value))
