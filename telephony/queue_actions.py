"""AMI's actions on a seat's membership: a desk asks them for itself, a lead for any seat."""

from __future__ import annotations

import contextlib

from telephony.errors import Refused
from telephony.link import Link

MAX_REASON = 80


async def add(link: Link, queue: str, interface: str, *, name: str, paused: bool) -> None:
    """Make a phone a member of a queue; one that is a member stays as it is."""
    headers = {"Queue": queue, "Interface": interface, "Paused": "true" if paused else "false"}
    if name:
        headers["MemberName"] = name
    with already("already there"):
        await link.action("QueueAdd", headers)


async def pause(link: Link, interface: str, paused: bool, reason: str = "", queue: str = "") -> None:
    """Pause a member in a queue, or in all, or end that; the PBX keeps the reason."""
    headers = {"Interface": interface, "Paused": "true" if paused else "false"}
    if reason:
        headers["Reason"] = reason
    if queue:
        headers["Queue"] = queue
    await link.action("QueuePause", headers)


class already(contextlib.AbstractContextManager[None]):
    """Take a refusal with one of `texts` for success: the PBX is as it was to become."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        return isinstance(error, Refused) and any(t in error.pbx_message.lower() for t in self._texts)


def one_line(text: str, most: int = MAX_REASON) -> str:
    """Return a text that fits into one header."""
    return " ".join(text.split()).replace("\0", "")[:most]
