"""AMI actions about conference rooms."""

from __future__ import annotations

import time

from telephony.simulator.messages import Request
from telephony.simulator.rooms import Room
from telephony.simulator.sessions import Handler, Session


def _room(session: Session, request: Request) -> Room | None:
    name = request.get("Conference")
    if not name:
        session.error(request, "No Conference name provided.")
        return None
    if not session.exchange.rooms:
        session.error(request, "No active conferences.")
        return None
    room = session.exchange.rooms.get(name)
    if room is None:
        session.error(request, "No Conference by that name found.")
    return room


def _mute(session: Session, request: Request) -> None:
    """Answer ConfbridgeMute."""
    _set_muted(session, request, True)


def _unmute(session: Session, request: Request) -> None:
    """Answer ConfbridgeUnmute."""
    _set_muted(session, request, False)


def _set_muted(session: Session, request: Request, muted: bool) -> None:
    if request.get("Conference") and not request.get("Channel"):
        session.error(request, "No channel name provided.")
        return
    room = _room(session, request)
    if room is None:
        return
    # Asterisk takes a prefix of the channel's name too.
    wanted = request.get("Channel").lower()
    channel = next((c for c in room.users if c.name.lower().startswith(wanted)), None)
    if channel is None:
        session.error(request, "No Channel by that name found in Conference.")
        return
    room.mute(channel, muted)
    session.reply(request, "User muted" if muted else "User unmuted")


def _kick(session: Session, request: Request) -> None:
    """Answer ConfbridgeKick."""
    if request.get("Conference") and not request.get("Channel"):
        session.error(request, "No channel name provided.")
        return
    room = _room(session, request)
    if room is None:
        return
    wanted = request.get("Channel")
    if wanted.lower() in ("all", "participants"):
        for user in tuple(room.users):
            room.kick(user)
        session.reply(request, "All participants kicked")
        return
    channel = next((c for c in room.users if c.name.lower() == wanted.lower()), None)
    if channel is None:
        session.error(request, "No Channel by that name found in Conference.")
        return
    room.kick(channel)
    session.reply(request, "User kicked")


def _list(session: Session, request: Request) -> None:
    """Answer ConfbridgeList."""
    room = _room(session, request)
    if room is None:
        return
    now = time.time()
    session.send_list(
        request,
        "Confbridge user list will follow",
        (
            (
                "ConfbridgeList",
                [
                    ("Conference", room.name),
                    ("Admin", "No"),
                    ("MarkedUser", "Yes" if profile.marked else "No"),
                    ("WaitMarked", "No"),
                    ("EndMarked", "Yes" if profile.end_marked else "No"),
                    ("EndMarkedAny", "No"),
                    ("Waiting", "No"),
                    ("Muted", "Yes" if channel.muted else "No"),
                    ("Talking", "No"),
                    ("AnsweredTime", str(int(now - channel.created))),
                    *channel.snapshot(),
                ],
            )
            for channel, profile in room.users.items()
        ),
        "ConfbridgeListComplete",
    )


def _list_rooms(session: Session, request: Request) -> None:
    """Answer ConfbridgeListRooms."""
    if not session.exchange.rooms:
        session.error(request, "No active conferences.")
        return
    session.send_list(
        request,
        "Confbridge conferences will follow",
        (
            (
                "ConfbridgeListRooms",
                [
                    ("Conference", room.name),
                    ("Parties", str(len(room.users))),
                    ("Marked", str(sum(profile.marked for profile in room.users.values()))),
                    ("Locked", "No"),
                    ("Muted", "No"),
                ],
            )
            for room in session.exchange.rooms.values()
        ),
        "ConfbridgeListRoomsComplete",
    )


ACTIONS: dict[str, Handler] = {
    "confbridgemute": _mute,
    "confbridgeunmute": _unmute,
    "confbridgekick": _kick,
    "confbridgelist": _list,
    "confbridgelistrooms": _list_rooms,
}
