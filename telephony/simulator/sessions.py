"""One AMI session: what a connected client may see and say."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from telephony.simulator.accounts import ALL_CLASSES, CLASSES, RIGHTS, Account, EventFilter, classes_of
from telephony.simulator.messages import Header, MessageTooLong, Request, RequestReader, render

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange
    from telephony.simulator.server import AmiServer

logger = logging.getLogger(__name__)

AMI_VERSION = "11.0.0"
_BACKLOG_LIMIT = 4 * 1024 * 1024  # a client that does not read is dropped after about this much
_BEFORE_LOGIN = {"login", "logoff", "challenge"}

Handler = Callable[["Session", Request], None]


class Session:
    """A client's connection; actions are handled in order, events come in between."""

    def __init__(self, server: AmiServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server = server
        self.account: Account | None = None
        self.mask = ALL_CLASSES
        self.filter = EventFilter(())
        self._reader = reader
        self._writer = writer
        self._challenge = ""
        self._closing = False

    @property
    def exchange(self) -> Exchange:
        """Return the switch behind the session."""
        return self.server.exchange

    async def run(self) -> None:
        """Serve the client until it goes."""
        self._write(f"Asterisk Call Manager/{AMI_VERSION}\r\n".encode())
        requests = RequestReader()
        try:
            while not self._closing and (data := await self._reader.read(65536)):
                for request in requests.feed(data):
                    self._handle(request)
                    if self._closing:
                        break
        except MessageTooLong:
            self.error(Request([]), "Failed to parse message: line too long")
        except ConnectionError:
            pass
        finally:
            self.exchange.listeners[:] = [li for li in self.exchange.listeners if li != self.hear]
            self._writer.close()

    def drop(self) -> None:
        """Cut the connection."""
        self._closing = True
        self._writer.transport.abort()

    # Events

    def hear(self, class_: str, name: str, text: Callable[[], bytes]) -> None:
        """Pass an event on if the account reads it and its filters let it through."""
        account = self.account
        if account is None or class_ not in account.read or class_ not in self.mask:
            return
        data = text()
        if self.filter.passes(data.decode("utf-8", "surrogateescape")):
            self._write(data)

    # Answers

    def send(self, headers: Iterable[Header]) -> None:
        """Send one message."""
        self._write(render(headers))

    def reply(self, request: Request, message: str = "", *more: Header, response: str = "Success") -> None:
        """Answer an action."""
        headers = [("Response", response)]
        if request.action_id:
            headers.append(("ActionID", request.action_id))
        if message:
            headers.append(("Message", message))
        self.send([*headers, *more])

    def error(self, request: Request, message: str) -> None:
        """Refuse an action."""
        self.reply(request, message, response="Error")

    def send_list(
        self, request: Request, message: str, items: Iterable[tuple[str, list[Header]]], complete: str
    ) -> None:
        """Answer an action with a list: start, one event an item, and the event `complete`."""
        action_id = [("ActionID", request.action_id)] if request.action_id else []
        self.send(
            [("Response", "Success"), *action_id, ("EventList", "start"), ("Message", message)],
        )
        count = 0
        for event, headers in items:
            count += 1
            self.send([("Event", event), *headers, *action_id])
        self.send([("Event", complete), *action_id, ("EventList", "Complete"), ("ListItems", str(count))])

    def _write(self, data: bytes) -> None:
        if self._writer.transport.is_closing():
            return
        self._writer.write(data)
        if self._writer.transport.get_write_buffer_size() > _BACKLOG_LIMIT:
            self.drop()

    # Actions

    def _handle(self, request: Request) -> None:
        action = request.action.lower()
        if not action:
            self.error(request, "Missing action in request")
            return
        if self.account is None and action not in _BEFORE_LOGIN:
            self.error(request, "Permission denied")
            return
        handler = _OWN.get(action) or self.server.actions.get(action)
        if handler is None:
            hint = "Use Action: ListCommands to show available commands."
            self.error(request, f"Invalid/unknown command: {request.action}. {hint}")
            return
        if self.account is not None and not self.account.may(action):
            self.error(request, "Permission denied")
            return
        handler(self, request)

    def _login(self, request: Request) -> None:
        if self.account is not None:
            self.reply(request, "Already authenticated")
            return
        account = self.server.accounts.get(request.get("Username"))
        if request.get("AuthType").upper() == "MD5":
            accepted = bool(
                account and self._challenge and account.accepts_digest(self._challenge, request.get("Key"))
            )
        else:
            accepted = bool(account and account.accepts(request.get("Secret")))
        if account is None or not accepted:
            self.error(request, "Authentication failed")
            self._closing = True
            return
        self.account = account
        self.filter = EventFilter(account.filters)
        events = request.get("Events")
        if events:
            self._mask_from(events)
        self.reply(request, "Authentication accepted")
        self.exchange.listeners.append(self.hear)
        if "system" in account.read and "system" in self.mask:
            uptime = str(self.server.uptime)
            self.send(
                [
                    ("Event", "FullyBooted"),
                    ("Privilege", "system,all"),
                    ("Uptime", uptime),
                    ("LastReload", uptime),
                    ("Status", "Fully Booted"),
                ]
            )

    def _send_challenge(self, request: Request) -> None:
        if request.get("AuthType").upper() != "MD5":
            self.error(request, "Must specify AuthType")
            return
        self._challenge = self._challenge or str(secrets.randbelow(10**9))
        self.reply(request, "", ("Challenge", self._challenge))

    def _logoff(self, request: Request) -> None:
        self.reply(request, "Thanks for all the fish.", response="Goodbye")
        self._closing = True

    def _ping(self, request: Request) -> None:
        self.reply(request, "", ("Ping", "Pong"), ("Timestamp", f"{self.server.now():.6f}"))

    def _set_events(self, request: Request) -> None:
        if not self._mask_from(request.get("EventMask")):
            self.error(request, "Invalid event mask")
            return
        self.reply(request, "", ("Events", "On" if self.mask else "Off"))

    def _mask_from(self, text: str) -> bool:
        lowered = text.strip().lower()
        if lowered in ("on", "true", "yes", "1"):
            self.mask = ALL_CLASSES
        elif lowered in ("off", "false", "no", "0"):
            self.mask = frozenset()
        else:
            mask = classes_of(lowered)
            if not mask:
                return False
            self.mask = mask
        return True

    def _add_filter(self, request: Request) -> None:
        if request.get("Operation") != "Add":
            self.error(request, "Unknown operation")
            return
        self.filter.add(request.get("Filter"))
        self.reply(request, "Success")

    def _list_commands(self, request: Request) -> None:
        assert self.account is not None
        commands = [name for name in sorted(RIGHTS) if self.account.may(name)]
        order = {name: index for index, name in enumerate(CLASSES)}
        self.reply(
            request,
            "",
            *(
                (name, f"(Priv: {','.join(sorted(RIGHTS[name], key=order.__getitem__)) or '<none>'})")
                for name in commands
            ),
        )


_OWN: dict[str, Handler] = {
    "login": Session._login,
    "challenge": Session._send_challenge,
    "logoff": Session._logoff,
    "ping": Session._ping,
    "events": Session._set_events,
    "filter": Session._add_filter,
    "listcommands": Session._list_commands,
}
