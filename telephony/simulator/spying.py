"""ChanSpy: one channel hears what another hears and says, and may speak into its ear."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel


class Spy:
    """One channel that listens to another; `whispers` lets that one hear it."""

    def __init__(self, spyer: Channel, spyee: Channel, *, whispers: bool) -> None:
        self.spyer = spyer
        self.spyee = spyee
        self.whispers = whispers


async def spy(spyer: Channel, name: str, options: str) -> None:
    """Run ChanSpy with the options `E` and `S`: until the spied channel is gone."""
    spyer.execute("ChanSpy", f"{name},{options}")
    spyer.answer()
    spyee = spyer.exchange.channels.get(name)
    if spyee is None or spyee.gone:
        return
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def end(_: Channel) -> None:
        if not ended.done():
            ended.set_result(None)

    active = Spy(spyer, spyee, whispers="w" in options)
    spyer.spying = active
    spyee.spies.append(active)
    spyee.hangup_hooks.append(end)
    headers = [*spyer.snapshot("Spyer"), *spyee.snapshot("Spyee")]
    spyer.exchange.emit("ChanSpyStart", "call", headers)
    try:
        await ended
    finally:
        spyer.spying = None
        spyee.spies.remove(active)
        if end in spyee.hangup_hooks:
            spyee.hangup_hooks.remove(end)
        headers = [*spyer.snapshot("Spyer"), *spyee.snapshot("Spyee")]
        spyer.exchange.emit("ChanSpyStop", "call", headers)
