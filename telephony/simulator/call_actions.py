"""AMI actions about channels and about the PBX itself."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator

from telephony.simulator.calling import Attempt, place, request, tell_dial_end, tell_dial_state
from telephony.simulator.channels import Channel, Location, Party
from telephony.simulator.messages import Header, Request
from telephony.simulator.sessions import AMI_VERSION, Handler, Session

ASTERISK_VERSION = "22.10.1-simulated"
_TRUE = ("yes", "true", "y", "t", "1", "on")


def _status(session: Session, request: Request) -> None:
    """Answer Status."""
    name = request.get("Channel")
    channels = list(session.exchange.channels.values())
    if name:
        channel = session.exchange.channel(name)
        if channel is None:
            session.error(request, "No such channel")
            return
        channels = [channel]
    variables = [v.strip() for v in ",".join(request.all("Variables")).split(",") if v.strip()]
    action_id = [("ActionID", request.action_id)] if request.action_id else []
    session.send(
        [
            ("Response", "Success"),
            *action_id,
            ("EventList", "start"),
            ("Message", "Channel status will follow"),
        ]
    )
    for channel in channels:
        session.send(
            [("Event", "Status"), ("Privilege", "Call"), *_status_headers(channel, variables), *action_id]
        )
    session.send(
        [
            ("Event", "StatusComplete"),
            *action_id,
            ("EventList", "Complete"),
            ("ListItems", str(len(channels))),
            ("Items", str(len(channels))),
        ]
    )


def _status_headers(channel: Channel, variables: list[str]) -> list[Header]:
    return [
        *channel.snapshot(),
        ("Type", channel.name.partition("/")[0]),
        ("DNID", ""),
        ("EffectiveConnectedLineNum", channel.connected.number or "<unknown>"),
        ("EffectiveConnectedLineName", channel.connected.name or "<unknown>"),
        ("TimeToHangup", "0"),
        ("BridgeID", channel.bridge.uniqueid if channel.bridge else ""),
        ("Application", channel.application),
        ("Data", channel.data),
        ("Nativeformats", "(alaw)"),
        ("Readformat", "alaw"),
        ("Readtrans", ""),
        ("Writeformat", "alaw"),
        ("Writetrans", ""),
        ("Callgroup", "0"),
        ("Pickupgroup", "0"),
        ("Seconds", str(int(time.time() - channel.created))),
        *(("Variable", f"{name}={channel.variables.get(name, '(null)')}") for name in variables),
    ]


def _core_show_channels(session: Session, request: Request) -> None:
    """Answer CoreShowChannels."""
    session.send_list(request, "Channels will follow", _channel_items(session), "CoreShowChannelsComplete")


def _channel_items(session: Session) -> Iterator[tuple[str, list[Header]]]:
    now = time.time()
    for channel in session.exchange.channels.values():
        seconds = int(now - channel.created)
        yield (
            "CoreShowChannel",
            [
                *channel.snapshot(),
                ("Application", channel.application),
                ("ApplicationData", channel.data),
                ("Duration", f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"),
                ("BridgeId", channel.bridge.uniqueid if channel.bridge else ""),
            ],
        )


def _core_settings(session: Session, request: Request) -> None:
    """Answer CoreSettings."""
    session.reply(
        request,
        "",
        ("AMIversion", AMI_VERSION),
        ("AsteriskVersion", ASTERISK_VERSION),
        ("SystemName", session.exchange.system_name),
        ("CoreMaxCalls", "0"),
        ("CoreMaxLoadAvg", "0.000000"),
        ("CoreRunUser", "asterisk"),
        ("CoreRunGroup", "asterisk"),
        ("CoreMaxFilehandles", "0"),
        ("CoreRealTimeEnabled", "No"),
        ("CoreCDRenabled", "Yes"),
        ("CoreHTTPenabled", "No"),
        ("SoundsSearchCustomDir", "No"),
    )


def _core_status(session: Session, request: Request) -> None:
    """Answer CoreStatus."""
    started = time.localtime(session.exchange.started)
    date, clock = time.strftime("%Y-%m-%d", started), time.strftime("%H:%M:%S", started)
    session.reply(
        request,
        "",
        ("CoreStartupDate", date),
        ("CoreStartupTime", clock),
        ("CoreReloadDate", date),
        ("CoreReloadTime", clock),
        ("CoreCurrentCalls", str(len({c.linkedid for c in session.exchange.channels.values()}))),
        ("CoreProcessedCalls", "0"),
    )


def _getvar(session: Session, request: Request) -> None:
    """Answer Getvar."""
    name = request.get("Variable")
    if not name:
        session.error(request, "No variable specified")
        return
    channel = None
    if request.get("Channel"):
        channel = session.exchange.channel(request.get("Channel"))
        if channel is None:
            session.error(request, "No such channel")
            return
    session.reply(request, "", ("Variable", name), ("Value", _value(session, channel, name)))


def _value(session: Session, channel: Channel | None, name: str) -> str:
    exists = re.fullmatch(r"DIALPLAN_EXISTS\(([^,)]*)(?:,([^,)]*)(?:,[^)]*)?)?\)", name)
    if exists:
        dialplan = session.exchange.dialplan
        found = (
            dialplan.has_context(exists[1]) if exists[2] is None else dialplan.exists(exists[1], exists[2])
        )
        return str(int(found))
    if channel is not None and name in channel.variables:
        return channel.variables[name]
    if name == "SYSTEMNAME":
        return session.exchange.system_name
    return session.exchange.globals.get(name, "")


def _setvar(session: Session, request: Request) -> None:
    """Answer Setvar."""
    name, value = request.get("Variable"), request.get("Value")
    if not name:
        session.error(request, "No variable specified")
        return
    if not request.get("Channel"):
        session.exchange.set_global(name, value)
    else:
        channel = session.exchange.channel(request.get("Channel"))
        if channel is None:
            session.error(request, "No such channel")
            return
        channel.set_variable(name, value)
    session.reply(request, "Variable Set")


def _redirect(session: Session, request: Request) -> None:
    """Answer Redirect, of one channel or of two at once."""
    name, extra = request.get("Channel"), request.get("ExtraChannel")
    if not name:
        session.error(request, "Channel not specified")
        return
    if not request.get("Context"):
        session.error(request, "Context not specified")
        return
    exten = request.get("Exten")
    if not exten:
        session.error(request, "Exten not specified")
        return
    if not request.get("Priority"):
        session.error(request, "Priority not specified")
        return
    channel = session.exchange.channel(name)
    if channel is None:
        session.error(request, f"Channel does not exist: {name}")
        return
    second = None
    if extra:
        second = session.exchange.channel(extra)
        if second is None:
            session.error(request, f"ExtraChannel does not exist: {extra}")
            return
    target = Location(request.get("Context"), exten)
    if second is None:
        channel.redirect(target)
        session.reply(request, "Redirect successful")
        return
    extra_target = Location(
        request.get("ExtraContext") or target.context, request.get("ExtraExten") or target.exten
    )
    # The dialled one first: the other's application must not hang it up when it is interrupted.
    moves = sorted(((channel, target), (second, extra_target)), key=lambda move: move[0].has_dialplan)
    for moved, location in moves:
        moved.redirect(location)
    session.reply(request, "Dual Redirect successful")


def _hangup(session: Session, request: Request) -> None:
    """Answer Hangup."""
    name = request.get("Channel")
    if not name:
        session.error(request, "No channel specified")
        return
    cause = int(request.get("Cause")) if request.get("Cause").isdigit() else 16
    if name.startswith("/") and name.endswith("/"):
        pattern = re.compile(name[1:-1])
        found = [c for c in session.exchange.channels.values() if pattern.search(c.name)]
        session.reply(request, "Channels hung up will follow", ("EventList", "start"))
        for one in found:
            one.hang_up(cause)
        session.send([("Event", "ChannelsHungupListComplete"), ("ListItems", str(len(found)))])
        return
    channel = session.exchange.channel(name)
    if channel is None:
        session.error(request, "No such channel")
        return
    channel.hang_up(cause)
    session.reply(request, "Channel Hungup")


def _originate(session: Session, message: Request) -> None:
    """Answer Originate; only the kind into a context, and asynchronous, is known."""
    name = message.get("Channel")
    if not name:
        session.error(message, "Channel not specified")
        return
    timeout = message.get("Timeout") or "30000"
    if not timeout.isdigit():
        session.error(message, "Invalid timeout")
        return
    if "/" not in name:
        session.error(message, "Invalid channel")
        return
    if not message.get("Context") or not message.get("Exten"):
        session.error(message, "Originate with certain 'Application' arguments requires them")
        return
    session.exchange.spawn(_originated(session, message, int(timeout) / 1000), f"originate {name}")
    session.reply(message, "Originate successfully queued")


def _caller_id(text: str) -> Party:
    match = re.fullmatch(r'\s*"?([^"<]*?)"?\s*<([^>]*)>\s*', text)
    return Party(match[2], match[1]) if match else Party(text.strip())


async def _originated(session: Session, message: Request, seconds: float) -> None:
    exchange = session.exchange
    resource = message.get("Channel")
    location = Location(message.get("Context"), message.get("Exten"))
    shown = _caller_id(message.get("CallerID"))
    channel = request(exchange, resource, None, "AppDial2")
    reason = "0"
    if channel is not None:
        channel.connected = shown
        channel.set_caller(shown)
        for text in message.all("Variable"):
            for pair in text.split(","):
                name, _, value = pair.partition("=")
                if name:
                    channel.set_variable(name, value)
        reason = await _ring_originated(channel, resource, seconds)
    exchange.emit(
        "OriginateResponse",
        "call",
        [
            *([("ActionID", message.action_id)] if message.action_id else []),
            ("Response", "Success" if reason == "4" else "Failure"),
            ("Channel", channel.name if channel is not None else resource),
            ("Context", location.context),
            ("Exten", location.exten),
            ("Reason", reason),
            ("Uniqueid", channel.uniqueid if channel is not None else "<unknown>"),
            ("CallerIDNum", shown.number or "<unknown>"),
            ("CallerIDName", shown.name or "<unknown>"),
            *_prefixed_variables(channel),
        ],
    )
    if channel is not None and reason == "4":
        channel.attempt = None
        channel.start(location)


def _prefixed_variables(channel: Channel | None) -> list[Header]:
    """Return the channel's variables as OriginateResponse writes them, with the channel in the key."""
    if channel is None:
        return []
    names = channel.exchange.manager_variables
    return [(f"ChanVariable({channel.name})", f"{n}={channel.variables.get(n, '')}") for n in names]


async def _ring_originated(channel: Channel, resource: str, seconds: float) -> str:
    """Let an originated channel ring and return the reason code of OriginateResponse."""
    attempt = Attempt()
    place(channel, attempt, None, resource)
    until = asyncio.get_running_loop().time() + seconds
    while True:
        report = await attempt.next(until)
        if report is None:
            outcome, reason = "NOANSWER", "3"
        elif report[0] == "ringing":
            tell_dial_state(None, channel, "RINGING")
            continue
        elif report[0] == "answered":
            tell_dial_end(None, channel, "ANSWER")
            return "4"
        elif report[0] == "busy":
            outcome, reason = "BUSY", "5"
        else:
            outcome, reason = "CANCEL", "1"
        tell_dial_end(None, channel, outcome)
        channel.attempt = None
        channel.destroy()
        return reason


def _pjsip_notify(session: Session, request: Request) -> None:
    """Answer PJSIPNotify; `Event=talk` makes the phone of a channel answer."""
    name = request.get("Channel")
    if not request.get("Variable") and not request.get("Option"):
        session.error(
            request, "PJSIPNotify requires either an Option or Variable(s).You must use only one of them."
        )
        return
    if not name:
        session.error(request, "PJSIPNotify requires either an endpoint name, a SIP URI, or a channel.")
        return
    channel = session.exchange.channel(name)
    if channel is None or channel.phone is None:
        session.error(request, "Channel not found")
        return
    variables = dict(v.split("=", 1) for v in request.all("Variable") if "=" in v)
    if variables.get("Event", "").lower() == "talk":
        channel.phone.asked_to_talk(channel)
    session.reply(request, "NOTIFY sent")


def _user_event(session: Session, request: Request) -> None:
    """Answer UserEvent."""
    name = request.get("UserEvent")
    more = [(k, v) for k, v in request.headers if k.lower() not in ("action", "userevent", "actionid")]
    session.reply(request, "Event Sent")
    session.exchange.emit("UserEvent", "user", [("UserEvent", name), *more])


ACTIONS: dict[str, Handler] = {
    "status": _status,
    "coreshowchannels": _core_show_channels,
    "coresettings": _core_settings,
    "corestatus": _core_status,
    "getvar": _getvar,
    "setvar": _setvar,
    "redirect": _redirect,
    "hangup": _hangup,
    "originate": _originate,
    "pjsipnotify": _pjsip_notify,
    "userevent": _user_event,
}
