"""The link to the PBX: panoramisk's Manager with every known fault of it cured in this one place.

Lists are never guessed (`as_list=False`); `collect` gathers them itself. Every action has a limit, and what
timed out is forgotten. A Manager lives for one connection: when it ends its futures fail, so nothing is
ever replayed, and it may not reconnect by itself; the one loop that does is here, with jitter. Actions
while offline fail at once. FullyBooted needs a right that a seat has not and is never waited for. An own
ping finds a half-open link. `telephony.wire` decodes and encodes: no lost characters, no smuggled actions.
Callbacks are fenced. Rights are looked at after each log-in: a session keeps those it was given. TLS has
its own SSLContext, name and limit. Everything is made inside the loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import tenacity

from telephony.config import LinkTiming, PbxConfig
from telephony.connection import AmiConnection, OneConnection, QuietLog, SafeAction
from telephony.errors import LinkDown, Refused, TelephonyError, TimedOut, UnsafeValue
from telephony.snapshots import LinkProblem, LinkSnapshot, LinkState
from telephony.wire import Decoder, Message

log = logging.getLogger(__name__)


class _LoginRejected(Exception):
    """The PBX does not accept the account."""


class Link:
    """One connection to the PBX that comes back by itself.

    `on_event` gets every wanted message, `on_batch` is told when no more are at hand, `on_state` gets
    every change of the state; `on_up` runs after each log-in and is cancelled when the connection ends.
    All run in the loop of `run`. `needs` are actions without which the account is of little use: one that
    it may not do is told with the log-in.
    """

    def __init__(
        self,
        config: PbxConfig,
        wanted: Iterable[str],
        *,
        on_event: Callable[[Message], None],
        on_state: Callable[[LinkSnapshot], None],
        on_up: Callable[[], Awaitable[None]],
        on_batch: Callable[[], None] = lambda: None,
        about: Iterable[bytes] = (),
        always: Iterable[str] = (),
        needs: Iterable[str] = (),
    ) -> None:
        self._config = config
        self._needs = tuple(needs)
        self._on_batch = on_batch
        self._filter = (tuple(about), frozenset(always))
        self._timing: LinkTiming = config.timing
        self._wanted = frozenset(wanted)
        self._on_event = on_event
        self._on_state = on_state
        self._on_up = on_up
        self._protocol: AmiConnection | None = None
        self._manager: OneConnection | None = None
        self._closing = False
        self.snapshot = LinkSnapshot(LinkState.CONNECTING, since=datetime.now(UTC))

    @property
    def up(self) -> bool:
        """Tell whether actions can be sent."""
        return self._protocol is not None and self.snapshot.state is LinkState.UP

    async def run(self) -> None:
        """Keep the link up until `close`."""
        failures = rejections = 0
        while not self._closing:
            self._set_state(LinkState.CONNECTING)
            try:
                await self._session()
            except asyncio.CancelledError:
                raise
            except _LoginRejected as error:
                rejections, failures = rejections + 1, 0
                problem, detail = LinkProblem.WRONG_PASSWORD, str(error)
            except Exception as error:
                rejections = 0
                problem, detail = _problem_of(error)
            else:
                problem, detail = LinkProblem.LOST, ""
            if self._closing:
                break
            if self._was_up:
                failures = 0
            failures += 1
            delay = self._rejected_delay(rejections) if rejections else self._retry_delay(failures)
            log.log(
                logging.WARNING if failures <= 3 else logging.DEBUG,
                "Link to the PBX is down: %s %s; next attempt in %.1f s", problem.value, detail, delay,
            )  # fmt: skip
            self._set_state(LinkState.WAITING, problem, detail, datetime.now(UTC) + timedelta(seconds=delay))
            await asyncio.sleep(delay)

    async def action(
        self,
        name: str,
        headers: Mapping[str, str | Iterable[str]] | None = None,
        *,
        limit: float | None = None,
    ) -> Mapping[str, str]:
        """Send an action and return the reply's headers (keys in lower case).

        Raises `LinkDown`, `Refused` or `TimedOut`; never sent a second time.
        """
        protocol, action = self._send(name, headers)
        try:
            reply = await asyncio.wait_for(asyncio.shield(action.future), limit or self._timing.action_limit)
        except TimeoutError:
            raise TimedOut(name) from None
        finally:
            protocol.forget(action.id)
        self._check(name, reply)
        return {key.lower(): value for key, value in reply.items()}

    async def collect(
        self,
        name: str,
        headers: Mapping[str, str | Iterable[str]] | None = None,
        *,
        limit: float | None = None,
    ) -> list[Message]:
        """Send an action that is answered by a list of events and return them, the last one excepted."""
        limit = limit or self._timing.list_limit
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        protocol, action = self._send(name, headers, ended)
        items = protocol.lists[action.id]
        try:
            async with asyncio.timeout(limit):
                self._check(name, await asyncio.shield(action.future))
                await ended
        except TimeoutError:
            raise TimedOut(name) from None
        finally:
            protocol.forget(action.id)
        return items[:-1]

    async def close(self) -> None:
        """Log off and end; returns within half a second."""
        self._closing = True
        protocol = self._protocol
        if protocol is not None and not protocol.closed:
            with contextlib.suppress(TelephonyError, OSError):
                await self.action("Logoff", limit=0.4)
        if protocol is not None:
            protocol.close()
        self._set_state(LinkState.STOPPED)

    def drop(self) -> None:
        """End the present connection; `run` makes a new one."""
        if self._protocol is not None:
            self._protocol.close()

    # internals

    def _send(
        self,
        name: str,
        headers: Mapping[str, str | Iterable[str]] | None,
        list_end: asyncio.Future[None] | None = None,
    ) -> tuple[AmiConnection, SafeAction]:
        protocol, manager = self._protocol, self._manager
        if protocol is None or manager is None:
            raise LinkDown
        action = SafeAction(name, headers or {})
        if list_end is not None:
            protocol.lists[action.id] = []
            protocol.responses["list:" + action.id] = list_end
        manager.send_action(action, as_list=False)
        return protocol, action

    def _check(self, name: str, reply: Any) -> None:
        if reply.success:
            if name in self.snapshot.missing:
                self._up([other for other in self.snapshot.missing if other != name])
            return
        text = str(reply.message)[:200]
        permission = "permission denied" in text.lower()
        if permission and self.snapshot.state is LinkState.UP:
            self._up(dict.fromkeys([*self.snapshot.missing, name]))
        raise Refused(text, permission=permission)

    async def _session(self) -> None:
        loop = asyncio.get_running_loop()
        self._was_up = False
        manager = OneConnection(loop=loop, log=QuietLog("panoramisk"))
        protocol = await manager.open(
            self._config,
            lambda: AmiConnection(
                Decoder(self._wanted, *self._filter), self._on_event, self._on_batch, loop.time
            ),
        )
        up: asyncio.Task[None] | None = None
        try:
            await self._greeting(protocol)
            self._manager, self._protocol = manager, protocol
            await self._login(protocol)
            missing = [name for name in await self._not_listed() if await self._is_refused(name)]
            self._was_up = True
            self._up(missing)
            up = asyncio.create_task(self._run_on_up(), name="desk-link-up")
            await self._watch(protocol)
        finally:
            self._protocol = self._manager = None
            protocol.close()
            if up is not None:
                up.cancel()
                await asyncio.gather(up, return_exceptions=True)

    async def _greeting(self, protocol: AmiConnection) -> None:
        async with asyncio.timeout(self._timing.login_limit):
            await asyncio.shield(protocol.greeted)
        if protocol.decoder.not_ami:
            raise _NotAmi
        if protocol.decoder.banner is None:
            raise ConnectionResetError("closed before the greeting")

    async def _login(self, protocol: AmiConnection) -> None:
        account = {"Username": self._config.username, "Secret": self._config.secret, "Events": "on"}
        try:
            await self.action("Login", account, limit=self._timing.login_limit)
        except Refused as error:
            raise _LoginRejected(error.pbx_message) from None
        except UnsafeValue:
            raise _LoginRejected("line break in username or secret") from None
        with contextlib.suppress(TelephonyError):
            # CoreSettings would need a right that a seat has no other use for.
            version = await self.action("Getvar", {"Variable": "VERSION(ASTERISK_VERSION)"})
            self.snapshot = replace(self.snapshot, pbx_version=version.get("value", "")[:40])

    async def _not_listed(self) -> list[str]:
        """Return which needed actions the PBX does not list: it lists those that the account may do."""
        if not self._needs:
            return []
        try:
            listed = await self.action("ListCommands")
        except TelephonyError:
            return []
        # Every account may list: without that it is no list.
        return [name for name in self._needs if name.lower() not in listed and "listcommands" in listed]

    async def _is_refused(self, name: str) -> bool:
        """Ask for an action without saying for what: the right to it is looked at first.

        What is not listed may as well be of a module that a starting PBX has not loaded yet.
        """
        try:
            await self.action(name)
        except Refused as error:
            return error.permission
        except TelephonyError:
            pass
        return False

    async def _run_on_up(self) -> None:
        try:
            await self._on_up()
        except TelephonyError as error:
            log.warning("After log-in: %r", error)
        except Exception:
            log.exception("After log-in")

    async def _watch(self, protocol: AmiConnection) -> None:
        """Ping until the connection ends; raises what ended it."""
        loop = asyncio.get_running_loop()
        while True:
            done, _ = await asyncio.wait([protocol.ended], timeout=self._timing.ping_interval)
            if done:
                error = protocol.ended.result()
                if error is not None:
                    raise error
                return
            if loop.time() - protocol.last_byte > self._timing.silence_limit:
                raise _Silent
            ping = SafeAction("Ping", {})
            with contextlib.suppress(LinkDown):
                protocol.send(ping)
                ping.future.add_done_callback(lambda done: done.cancelled() or done.exception())
                loop.call_later(self._timing.action_limit * 2, protocol.forget, ping.id)

    def _retry_delay(self, failures: int) -> float:
        timing = self._timing
        strategy = tenacity.wait_exponential(multiplier=timing.retry_first, max=timing.retry_max)
        return _wait(strategy + tenacity.wait_random(0, timing.retry_jitter), failures)

    def _rejected_delay(self, rejections: int) -> float:
        timing = self._timing
        strategy = tenacity.wait_exponential(multiplier=timing.rejected_retry, max=timing.rejected_retry_max)
        return _wait(strategy + tenacity.wait_random(0, timing.retry_jitter), rejections)

    def _up(self, missing: Iterable[str]) -> None:
        """Say that the link is up, and which actions the account may not do."""
        detail = ", ".join(missing)
        self._set_state(LinkState.UP, LinkProblem.NO_PRIVILEGE if detail else None, detail)

    def _set_state(
        self,
        state: LinkState,
        problem: LinkProblem | None = None,
        detail: str = "",
        retry_at: datetime | None = None,
    ) -> None:
        old = self.snapshot
        if state is LinkState.CONNECTING and old.problem is not None:
            # The reason stands until the attempt has succeeded: a flicker tells nobody anything.
            problem, detail = old.problem, old.detail
        since = old.since if old.state is state else datetime.now(UTC)
        self.snapshot = LinkSnapshot(state, problem, detail, since, retry_at, old.pbx_version)
        try:
            self._on_state(self.snapshot)
        except Exception:
            log.exception("A listener failed on the link's state")


class _NotAmi(Exception):
    pass


class _Silent(Exception):
    pass


def _wait(strategy: Any, attempt: int) -> float:
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    state.attempt_number = attempt
    return float(strategy(state))


def _problem_of(error: Exception) -> tuple[LinkProblem, str]:
    """Name what ended an attempt or a connection; the order matters: SSLError is an OSError."""
    if isinstance(error, _NotAmi):
        return LinkProblem.NOT_AMI, ""
    if isinstance(error, _Silent):
        return LinkProblem.SILENT, ""
    if isinstance(error, ssl.SSLError | ssl.CertificateError):
        return LinkProblem.TLS, str(getattr(error, "reason", "") or error)[:200]
    if isinstance(error, FileNotFoundError | PermissionError):
        return LinkProblem.TLS, str(error)[:200]
    if isinstance(error, ConnectionRefusedError):
        return LinkProblem.REFUSED, ""
    if isinstance(error, TimedOut):
        return LinkProblem.SILENT, ""
    if isinstance(error, LinkDown | ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        return LinkProblem.LOST, ""
    if isinstance(error, TimeoutError):
        # A dead socket's own time-out carries an errno, ours does not.
        return (LinkProblem.UNREACHABLE if error.errno else LinkProblem.SILENT), ""
    if isinstance(error, OSError):
        # A name with several addresses fails with one text for all of them.
        refused = f"[Errno {errno.ECONNREFUSED}]" in str(error) and "Multiple exceptions" in str(error)
        return (LinkProblem.REFUSED if refused else LinkProblem.UNREACHABLE), str(error)[:200]
    log.error("Unexpected end of the link", exc_info=error)
    return LinkProblem.LOST, type(error).__name__
