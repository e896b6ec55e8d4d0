"""AMI actions about queues."""

from __future__ import annotations

import time
from collections.abc import Iterator

from telephony.simulator.messages import Header, Request
from telephony.simulator.queues import Member, Queue
from telephony.simulator.sessions import Handler, Session

_TRUE = ("yes", "true", "y", "t", "1", "on")


def _status(session: Session, request: Request) -> None:
    """Answer QueueStatus."""
    session.send_list(
        request,
        "Queue status will follow",
        _status_items(session, request.get("Queue"), request.get("Member")),
        "QueueStatusComplete",
    )


def _status_items(session: Session, wanted: str, member: str) -> Iterator[tuple[str, list[Header]]]:
    for queue in session.exchange.queues.values():
        if wanted and queue.name.lower() != wanted.lower():
            continue
        yield "QueueParams", _params(queue)
        for one in queue.members.values():
            if not member or one.interface.lower() == member.lower() or one.name.lower() == member.lower():
                yield "QueueMember", _member(one)
        now = time.time()
        for position, entry in enumerate(queue.waiting, 1):
            channel = entry.channel
            yield (
                "QueueEntry",
                [
                    ("Queue", queue.name),
                    ("Position", str(position)),
                    ("Channel", channel.name),
                    ("Uniqueid", channel.uniqueid),
                    ("CallerIDNum", channel.caller.number or "unknown"),
                    ("CallerIDName", channel.caller.name or "unknown"),
                    ("ConnectedLineNum", channel.connected.number or "unknown"),
                    ("ConnectedLineName", channel.connected.name or "unknown"),
                    ("Wait", str(int(now - entry.joined))),
                    ("Priority", str(entry.priority)),
                ],
            )


def _params(queue: Queue) -> list[Header]:
    return [
        ("Queue", queue.name),
        ("Max", "0"),
        ("Strategy", queue.strategy),
        ("Calls", str(len(queue.waiting))),
        ("Holdtime", str(queue.hold_time)),
        ("TalkTime", str(queue.talk_time)),
        ("Completed", str(queue.completed)),
        ("Abandoned", str(queue.abandoned)),
        ("ServiceLevel", "0"),
        ("ServicelevelPerf", "0.0"),
        ("ServicelevelPerf2", "0.0"),
        ("Weight", "0"),
    ]


def _member(member: Member) -> list[Header]:
    headers = member.headers()
    renamed = {"MemberName": "Name", "Interface": "Location"}
    order = ["Queue", "Name", "Location"]
    values = {renamed.get(key, key): value for key, value in headers if key != "Ringinuse"}
    return [(key, values.pop(key)) for key in order] + list(values.items())


def _summary(session: Session, request: Request) -> None:
    """Answer QueueSummary."""
    session.send_list(
        request,
        "Queue summary will follow",
        _summary_items(session, request.get("Queue")),
        "QueueSummaryComplete",
    )


def _summary_items(session: Session, wanted: str) -> Iterator[tuple[str, list[Header]]]:
    for queue in session.exchange.queues.values():
        if wanted and queue.name.lower() != wanted.lower():
            continue
        now = time.time()
        longest = max((int(now - entry.joined) for entry in queue.waiting), default=0)
        members = queue.members.values()
        yield (
            "QueueSummary",
            [
                ("Queue", queue.name),
                ("LoggedIn", str(sum(m.status not in (4, 5) for m in members))),
                ("Available", str(sum(m.status == 1 and not m.paused for m in members))),
                ("Callers", str(len(queue.waiting))),
                ("HoldTime", str(queue.hold_time)),
                ("TalkTime", str(queue.talk_time)),
                ("LongestHoldTime", str(longest)),
            ],
        )


def _add(session: Session, request: Request) -> None:
    """Answer QueueAdd."""
    name, interface = request.get("Queue"), request.get("Interface")
    if not name:
        session.error(request, "'Queue' not specified.")
        return
    if not interface:
        session.error(request, "'Interface' not specified.")
        return
    queue = session.exchange.queues.get(name)
    if queue is None:
        session.error(request, "Unable to add interface to queue: No such queue")
        return
    penalty = request.get("Penalty")
    added = queue.add(
        interface,
        request.get("MemberName"),
        penalty=int(penalty) if penalty.isdigit() else 0,
        paused=request.get("Paused").lower() in _TRUE,
    )
    if added:
        session.reply(request, "Added interface to queue")
    else:
        session.error(request, "Unable to add interface: Already there")


def _remove(session: Session, request: Request) -> None:
    """Answer QueueRemove."""
    name, interface = request.get("Queue"), request.get("Interface")
    if not name or not interface:
        session.error(request, "Need 'Queue' and 'Interface' parameters.")
        return
    queue = session.exchange.queues.get(name)
    if queue is None:
        session.error(request, "Unable to remove interface from queue: No such queue")
    elif queue.remove(interface):
        session.reply(request, "Removed interface from queue")
    else:
        session.error(request, "Unable to remove interface: Not there")


def _pause(session: Session, request: Request) -> None:
    """Answer QueuePause."""
    interface, paused = request.get("Interface"), request.get("Paused")
    if not interface or not paused:
        session.error(request, "Need 'Interface' and 'Paused' parameters.")
        return
    pausing = paused.lower() in _TRUE
    name = request.get("Queue")
    queues = [q for q in session.exchange.queues.values() if not name or q.name == name]
    found = [q.pause(interface, pausing, request.get("Reason")) for q in queues]
    if any(found):
        session.reply(
            request, "Interface paused successfully" if pausing else "Interface unpaused successfully"
        )
    else:
        session.error(request, "Interface not found")


def _change_priority(session: Session, request: Request) -> None:
    """Answer QueueChangePriorityCaller."""
    queue = session.exchange.queues.get(request.get("Queue"))
    if queue is None:
        session.error(request, "Unable to change priority caller: No such queue")
        return
    priority = request.get("Priority")
    at_once = request.get("Immediate").lower() in _TRUE
    if not priority.isdigit() or not queue.change_priority(request.get("Caller"), int(priority), at_once):
        session.error(request, "Unable to change priority caller: No such caller")
        return
    session.reply(request, "Priority change for caller on queue")


ACTIONS: dict[str, Handler] = {
    "queuechangeprioritycaller": _change_priority,
    "queuestatus": _status,
    "queuesummary": _summary,
    "queueadd": _add,
    "queueremove": _remove,
    "queuepause": _pause,
}
