"""The TCP side: takes connections and hands each a session."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from telephony.simulator import call_actions, queue_actions, room_actions
from telephony.simulator.accounts import Account
from telephony.simulator.sessions import Handler, Session

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange

logger = logging.getLogger(__name__)

_TURNS_TO_ACCEPT = 3  # of the loop, until a connection that was taken has its session


class AmiServer:
    """Listens on one port for as long as the PBX is up."""

    def __init__(self, exchange: Exchange, accounts: dict[str, Account]) -> None:
        self.exchange = exchange
        self.accounts = accounts
        self.actions: dict[str, Handler] = {
            **call_actions.ACTIONS,
            **queue_actions.ACTIONS,
            **room_actions.ACTIONS,
        }
        self.sessions: set[Session] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def uptime(self) -> int:
        """Return whole seconds since the PBX started."""
        return int(time.time() - self.exchange.started)

    def now(self) -> float:
        """Return the PBX's clock."""
        return time.time()

    async def start(self, host: str, port: int) -> int:
        """Listen and return the port (a free one for 0)."""
        self._server = await asyncio.start_server(self._take, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Not a coroutine: a PBX that stops before it had begun would not know of the connection.
        session = Session(self, reader, writer)
        self.sessions.add(session)
        task = asyncio.get_running_loop().create_task(self._serve(session))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, session: Session) -> None:
        try:
            await session.run()
        except Exception:
            logger.exception("an AMI session failed")
        finally:
            self.sessions.discard(session)

    async def stop(self) -> None:
        """Stop listening and cut every connection, as a killed process does."""
        if self._server is not None:
            self._server.close()
            for _ in range(_TURNS_TO_ACCEPT):
                await asyncio.sleep(0)
        for session in tuple(self.sessions):
            session.drop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
            self._server = None
