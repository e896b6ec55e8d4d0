"""Look at a PBX through an account and say what a desk, or the lead's board, needs that isn't there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable, Mapping

from telephony.config import PbxConfig, SeatConfig
from telephony.errors import Refused, TelephonyError
from telephony.findings import Check, Finding
from telephony.link import Link
from telephony.rehearsal import WANTED, rehearse
from telephony.snapshots import LinkProblem, LinkSnapshot, LinkState
from telephony.wire import Message

# One extension of each context that the desk enters, as the dialplan of `desk pbx-kit` has them.
_CONTEXTS = {
    "desk-citizen": "2001*1*q",
    "desk-agent": "2001*1",
    "desk-department": "2001*1",
    "desk-hold": "2001*1",
    "desk-consult": "2001*1*1",
    "desk-side-agent": "2001*1",
    "desk-side-department": "2001*1",
    "desk-callback": "2001*1",
    "desk-transfer": "2001*1*q*1",
    "desk-queue": "queue",
    "desk-check": "2001*desk-citizen",
}
# A channel that can't exist: the PBX checks the right to an action before it looks for the channel.
NOWHERE = "Desk/none"
_END = {"Context": "desk-end", "Exten": "s", "Priority": "1"}
ACTIONS_OF_CALLS: dict[str, dict[str, str]] = {
    "Redirect": {"Channel": NOWHERE, **_END},
    "Hangup": {"Channel": NOWHERE},
    "QueuePause": {"Interface": NOWHERE, "Paused": "false"},
}
ORIGINATE = {"Channel": NOWHERE, **_END}
# Looks at more: with the link, the events of `WANTED` as they come, and the names of what was found well.
More = Callable[[Link, asyncio.Queue[Message], frozenset[str]], Awaitable[list[Finding]]]


async def survey(pbx: PbxConfig, seat: SeatConfig) -> list[Finding]:
    """Look at what a seat needs."""
    actions = dict(ACTIONS_OF_CALLS)
    if seat.dial_out:
        actions["Originate"] = ORIGINATE
    if seat.answer.value == "notify":
        actions["PJSIPNotify"] = {"Channel": NOWHERE, "Variable": "Event=talk"}

    async def rehearsed(link: Link, heard: asyncio.Queue[Message], well: frozenset[str]) -> list[Finding]:
        # Only who may originate can send a channel of nobody on its way.
        possible = seat.dial_out and {"Originate", "desk-check"} <= well
        return await rehearse(link, heard, seat.extension) if possible else []

    return await look(pbx, actions, _CONTEXTS, seat.queues, rehearsed)


async def look(
    pbx: PbxConfig,
    actions: Mapping[str, Mapping[str, str]],
    contexts: Mapping[str, str],
    queues: Iterable[str],
    more: More,
    *,
    limit: float = 8.0,
) -> list[Finding]:
    """Connect once, look, log off; `limit` in seconds bounds the connecting.

    `actions` are tried with headers that let them do nothing; of `contexts` an extension each is looked for.
    """
    heard: asyncio.Queue[Message] = asyncio.Queue()
    settled: asyncio.Future[LinkSnapshot] = asyncio.get_running_loop().create_future()

    def on_state(link: LinkSnapshot) -> None:
        if link.state in (LinkState.UP, LinkState.WAITING) and not settled.done():
            settled.set_result(link)

    async def on_up() -> None:
        return

    # A list answer is kept only when its kind is wanted.
    wanted = ("QueueParams", "QueueStatusComplete", *WANTED)
    link = Link(pbx, wanted, on_event=heard.put_nowait, on_state=on_state, on_up=on_up)
    running = asyncio.create_task(link.run(), name="survey-link")
    try:
        where = f"{pbx.host}:{pbx.port}"
        try:
            state = await asyncio.wait_for(asyncio.shield(settled), limit)
        except TimeoutError:
            return [Finding(Check.LINK, where, False, problem=LinkProblem.UNREACHABLE)]
        if state.state is not LinkState.UP:
            return [Finding(Check.LINK, where, False, state.detail, state.problem)]
        findings = [Finding(Check.LINK, where, True, state.pbx_version)]
        findings += [await _right(link, action, headers) for action, headers in actions.items()]
        findings += await _dialplan(link, pbx, contexts)
        findings += await more(link, heard, frozenset(each.what for each in findings if each.ok))
        findings += [await _queue(link, name) for name in queues]
        return findings
    finally:
        await link.close()
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def _right(link: Link, action: str, headers: Mapping[str, str]) -> Finding:
    try:
        await link.action(action, dict(headers))
    except Refused as error:
        return Finding(Check.RIGHT, action, not error.permission, str(error))
    except TelephonyError as error:
        return Finding(Check.RIGHT, action, False, repr(error))
    return Finding(Check.RIGHT, action, True)


async def _dialplan(link: Link, pbx: PbxConfig, contexts: Mapping[str, str]) -> list[Finding]:
    findings = []
    for context, extension in contexts.items():
        answer = await _variable(link, f"DIALPLAN_EXISTS({context},{extension},1)")
        findings.append(Finding(Check.DIALPLAN, context, answer == "1", answer))
    answer = await _variable(link, f"DIALPLAN_EXISTS({pbx.context})")
    findings.append(Finding(Check.CONTEXT, pbx.context, answer == "1", answer))
    return findings


async def _variable(link: Link, name: str) -> str:
    try:
        reply = await link.action("Getvar", {"Variable": name})
    except TelephonyError as error:
        return str(error)
    return reply.get("value", "")


async def _queue(link: Link, name: str) -> Finding:
    try:
        answers = await link.collect("QueueStatus", {"Queue": name})
    except TelephonyError as error:
        return Finding(Check.QUEUE, name, False, str(error))
    return Finding(Check.QUEUE, name, any(answer.name == "QueueParams" for answer in answers))
