"""panoramisk's classes for one connection, with our decoder and encoder and without their surprises."""

from __future__ import annotations

import asyncio
import errno
import itertools
import logging
import ssl
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from panoramisk import actions as panoramisk_actions
from panoramisk import message as panoramisk_message
from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager

from telephony.config import PbxConfig
from telephony.errors import LinkDown
from telephony.wire import Decoder, Message, encode_action

log = logging.getLogger(__name__)

MAX_LIST = 20_000  # items of one list; a PBX of a hundred seats has a few hundred
LIST_ITEMS = frozenset(
    {"Status", "StatusComplete", "QueueParams", "QueueMember", "QueueEntry", "QueueStatusComplete"}
)
_serial = itertools.count(1)


class SafeAction(panoramisk_actions.Action):  # type: ignore[misc]
    """panoramisk's action with our encoding and no text that could end in a log."""

    def __init__(self, name: str, headers: Mapping[str, str | Iterable[str]]) -> None:
        action_id = f"desk-{next(_serial)}"
        self.data = encode_action(name, headers, action_id)
        super().__init__({"Action": name, "ActionID": action_id}, as_list=False)

    def __repr__(self) -> str:
        return f"<Action {self['Action']}>"

    __str__ = __repr__


class AmiConnection(AMIProtocol):  # type: ignore[misc]
    """panoramisk's protocol with our decoder; responses go its way, events straight to the link."""

    def __init__(
        self,
        decoder: Decoder,
        on_event: Callable[[Message], None],
        on_batch: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self.decoder = decoder
        self.greeted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        self.last_byte = clock()
        self.lists: dict[str, list[Message]] = {}
        self._on_event = on_event
        self._on_batch = on_batch
        self._clock = clock

    def data_received(self, data: bytes) -> None:
        """Decode whole messages and hand them on."""
        self.last_byte = self._clock()
        for message in self.decoder.feed(data):
            try:
                self._deliver(message)
            except Exception:
                log.exception("A listener failed on %r", message)
        try:
            self._on_batch()
        except Exception:
            log.exception("A listener failed")
        if not self.greeted.done() and (self.decoder.banner is not None or self.decoder.not_ami):
            self.greeted.set_result(None)

    def _deliver(self, message: Message) -> None:
        if message.is_event:
            action_id = message.action_id
            if action_id in self.lists:
                items = self.lists[action_id]
                if len(items) < MAX_LIST:
                    items.append(message)
                if message.get("EventList").lower() in ("complete", "cancelled") or message.name.endswith(
                    "Complete"
                ):
                    action = self.responses.pop("list:" + action_id, None)
                    if action is not None and not action.done():
                        action.set_result(None)
                return
            if message.name in LIST_ITEMS:
                return  # of a list that nobody waits for any more
            self._on_event(message)
            return
        action = self.responses.get(message.action_id)
        if isinstance(action, SafeAction) and not action.future.done():
            # The Manager sees panoramisk's own kind of message, as if it had decoded it.
            headers = {key: values[0] for key, values in message.headers.items()}
            self.handle_message(panoramisk_message.Message(headers | {"response": message.name}))

    def send(self, data: Any, as_list: bool = False) -> asyncio.Future[Any]:
        """Send an action that is already safe."""
        assert isinstance(data, SafeAction)
        if self.closed or self.transport.is_closing():
            raise LinkDown
        self.responses[data.id] = data
        self.transport.write(data.data)
        future: asyncio.Future[Any] = data.future
        return future

    def forget(self, action_id: str) -> None:
        """Wait no longer for an answer to `action_id`."""
        self.responses.pop(action_id, None)
        self.responses.pop("list:" + action_id, None)
        self.lists.pop(action_id, None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail everything that waits; nothing is kept for a replay."""
        self.closed = True
        if not self.ended.done():
            self.ended.set_result(exc)
        if not self.greeted.done():
            self.greeted.set_result(None)
        for waiting in self.responses.values():
            future = waiting.future if isinstance(waiting, SafeAction) else waiting
            if not future.done():
                future.set_exception(LinkDown())
                future.exception()  # seen: nobody may be waiting any more
        self.responses.clear()
        self.lists.clear()

    def close(self) -> None:
        """Close the connection at once."""
        self.closed = True
        if self.transport is not None:
            self.transport.abort()


class OneConnection(Manager):  # type: ignore[misc]
    """A Manager for one connection: it neither reconnects nor pings nor replays."""

    async def open(self, config: PbxConfig, factory: Callable[[], AmiConnection]) -> AmiConnection:
        """Connect within the limit; raises OSError, ssl.SSLError or TimeoutError."""
        context = tls_context(config.tls)
        limit = config.timing.connect_limit
        self.loop = asyncio.get_running_loop()
        connecting = self.loop.create_connection(
            factory,
            config.host,
            config.port,
            ssl=context,
            server_hostname=(config.tls_name or config.host) if context else None,
            ssl_handshake_timeout=limit if context else None,
        )
        try:
            transport, protocol = await asyncio.wait_for(connecting, limit + 0.5)
        except TimeoutError as error:
            if error.errno:
                raise
            raise OSError(errno.ETIMEDOUT, "no answer to the connect") from None
        except ConnectionAbortedError as error:
            if context is None:
                raise
            raise ssl.SSLError(1, str(error)) from None
        done: asyncio.Future[Any] = self.loop.create_future()
        done.set_result((transport, protocol))
        responses = protocol.responses
        self.connection_made(done)
        protocol.responses = responses
        pinger: asyncio.TimerHandle | None = self.__dict__.pop("pinger", None)
        if pinger is not None:
            pinger.cancel()
        self.pinger: asyncio.TimerHandle | None = None
        return protocol


def tls_context(tls: bool | Path) -> ssl.SSLContext | None:
    """Return the context for `tls`: None, the system's CAs, or one CA file."""
    if tls is False:
        return None
    context = ssl.create_default_context(cafile=None if tls is True else str(tls))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class QuietLog(logging.LoggerAdapter):  # type: ignore[type-arg]
    """panoramisk's log without levels that would print actions."""

    def __init__(self, name: str) -> None:
        super().__init__(logging.getLogger(name), {})

    def isEnabledFor(self, level: int) -> bool:
        return level >= logging.WARNING and super().isEnabledFor(level)
