"""Every known fault of the library, cured: what the link does when the other side misbehaves."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from telephony.config import LinkTiming, PbxConfig
from telephony.connection import tls_context
from telephony.errors import LinkDown, Refused, TimedOut, UnsafeValue
from telephony.link import Link
from telephony.snapshots import LinkProblem, LinkSnapshot, LinkState
from telephony.wire import Message
from tests.telephony.scripted import ScriptedAmi, event, listing, reply

FAST = LinkTiming(
    connect_limit=0.5,
    login_limit=0.4,
    action_limit=0.3,
    list_limit=0.5,
    ping_interval=0.05,
    silence_limit=0.3,
    retry_first=0.02,
    retry_max=0.05,
    retry_jitter=0.02,
    rejected_retry=5.0,
)


class Watched:
    """A link and everything it has told."""

    def __init__(self, config: PbxConfig) -> None:
        self.states: list[LinkSnapshot] = []
        self.messages: list[Message] = []
        self._told = asyncio.Event()
        self.on_message: Callable[[Message], None] = self.messages.append
        self.link = Link(
            config,
            {"Hangup", "Status", "StatusComplete"},
            on_event=self._on_event,
            on_state=self._on_state,
            on_up=self._on_up,
        )

    async def wait(self, is_so: Callable[[LinkSnapshot], bool], limit: float = 3.0) -> LinkSnapshot:
        """Wait for a state that was told, also one that is over."""
        await self._until(lambda: any(is_so(state) for state in self.states), limit)
        return next(state for state in self.states if is_so(state))

    async def wait_up(self) -> None:
        """Wait until it is up now."""
        await self._until(lambda: self.link.up, 3.0)

    async def _until(self, is_so: Callable[[], bool], limit: float) -> None:
        async with asyncio.timeout(limit):
            while not is_so():
                self._told.clear()
                await self._told.wait()

    def _on_event(self, message: Message) -> None:
        self.on_message(message)

    def _on_state(self, state: LinkSnapshot) -> None:
        self.states.append(state)
        self._told.set()

    async def _on_up(self) -> None:
        pass


@asynccontextmanager
async def linked(config: PbxConfig) -> AsyncIterator[Watched]:
    """Run a link as telephony's thread does."""
    watched = Watched(config)
    task = asyncio.create_task(watched.link.run())
    try:
        yield watched
    finally:
        await watched.link.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def config_of(
    server: ScriptedAmi, timing: LinkTiming = FAST, secret: str = "right", **more: Any
) -> PbxConfig:
    """Return the configuration for a scripted server."""
    return PbxConfig("127.0.0.1", "desk-2001", secret, port=server.port, timing=timing, **more)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a loop of its own."""
    asyncio.run(asyncio.wait_for(test(), 20))


def test_an_action_returns_the_reply_and_an_error_is_refused() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Redirect"] = lambda a: reply(a, "Error", Message="No such channel")
            assert (await watched.link.action("Getvar", {"Variable": "X"}))["value"] == "22.10.1"
            with pytest.raises(Refused) as told:
                await watched.link.action("Redirect", {"Channel": "a"})
            assert told.value.pbx_message == "No such channel"
            assert watched.link.snapshot.pbx_version == "22.10.1"

    run(test)


@pytest.mark.parametrize(
    "message", ["Added interface to queue", "Atxfer successfully queued", "Originate successfully queued"]
)
def test_replies_that_the_library_takes_for_lists_resolve_at_once(message: str) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Originate"] = lambda a: reply(a, Message=message)
            await watched.link.action("Originate", {"Async": "true"})
            assert server.connections == 1

    run(test)


def test_a_list_is_collected_and_its_items_are_no_live_events() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Status"] = lambda a: (
                event("Hangup", Channel="live")
                + listing(a, event("Status", Channel="a"), event("Status", Channel="b"), end="StatusComplete")
            )
            items = await watched.link.collect("Status")
            assert [item.get("Channel") for item in items] == ["a", "b"]
            assert [message.get("Channel") for message in watched.messages] == ["live"]

    run(test)


def test_a_list_that_never_ends_times_out_and_leaves_nothing_behind() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Status"] = lambda a: reply(a, EventList="start")
            with pytest.raises(TimedOut):
                await watched.link.collect("Status")
            protocol = watched.link._protocol
            assert protocol is not None
            assert not protocol.lists
            assert not [key for key in protocol.responses if str(key).startswith("list:")]

    run(test)


def test_an_unanswered_action_times_out_is_forgotten_and_a_late_answer_is_harmless() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Hangup"] = lambda a: None
            with pytest.raises(TimedOut):
                await watched.link.action("Hangup", {"Channel": "a"})
            protocol = watched.link._protocol
            assert protocol is not None
            late = await server.wait_action("Hangup")
            assert late["ActionID"] not in protocol.responses
            server.send(reply(late))
            await watched.link.action("Getvar", {"Variable": "X"})

    run(test)


def test_a_disconnect_fails_what_waits_and_nothing_is_replayed() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Hangup"] = lambda a: None
            waiting = asyncio.create_task(watched.link.action("Hangup", {"Channel": "a"}))
            listing_ = asyncio.create_task(watched.link.collect("Hangup", {"Channel": "b"}))
            await server.wait_action("Hangup", 2)
            server.drop()
            for task in (waiting, listing_):
                with pytest.raises(LinkDown):
                    await task
            await watched.wait(lambda s: s.problem is LinkProblem.LOST)
            await server.wait_action("Login", 2)
            await watched.wait_up()
            await watched.link.action("Getvar", {"Variable": "X"})
            assert server.names().count("Hangup") == 2

    run(test)


def test_offline_actions_are_refused_at_once() -> None:
    async def test() -> None:
        server = ScriptedAmi()
        async with server:
            pass
        async with linked(config_of(server)) as watched:
            with pytest.raises(LinkDown):
                await watched.link.action("Hangup", {"Channel": "a"})
            await watched.wait(lambda s: s.problem is LinkProblem.REFUSED)
            with pytest.raises(LinkDown):
                await watched.link.action("Hangup", {"Channel": "a"})
            await server.open()
            await watched.wait_up()
            assert "Hangup" not in server.names()
            await server.shut()

    run(test)


def test_a_half_open_link_is_noticed() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.stalled = True
            await watched.wait(lambda s: s.problem is LinkProblem.SILENT)

    run(test)


def test_the_default_timing_notices_silence_and_return_within_five_seconds() -> None:
    timing = LinkTiming()
    assert timing.silence_limit + timing.ping_interval < 5.0  # looked at with each ping
    assert timing.retry_max + timing.retry_jitter < 4.0


def test_a_server_that_accepts_and_says_nothing_is_silent() -> None:
    async def test() -> None:
        async with ScriptedAmi(greeting=b"") as server, linked(config_of(server)) as watched:
            await watched.wait(lambda s: s.problem is LinkProblem.SILENT)

    run(test)


def test_a_login_that_is_never_answered_is_silent_and_tried_again() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            server.answers["Login"] = lambda a: None
            async with linked(config_of(server)) as watched:
                await watched.wait(lambda s: s.problem is LinkProblem.SILENT)
                await server.wait_action("Login", 2)

    run(test)


@pytest.mark.parametrize("greeting", [b"SSH-2.0-x\r\n", b"220 mail\r\n", b"\x00\xff" * 500])
def test_what_is_not_ami_is_named(greeting: bytes) -> None:
    async def test() -> None:
        async with ScriptedAmi(greeting=greeting) as server, linked(config_of(server)) as watched:
            await watched.wait(lambda s: s.problem is LinkProblem.NOT_AMI)

    run(test)


def test_an_unknown_host_is_unreachable() -> None:
    async def test() -> None:
        config = PbxConfig("no-such-host.invalid", "a", "b", timing=FAST)
        async with linked(config) as watched:
            await watched.wait(lambda s: s.problem is LinkProblem.UNREACHABLE, 10)

    run(test)


def test_a_wrong_password_is_said_once_and_not_hammered(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server, secret="wrong-secret")) as watched:
            told = await watched.wait(lambda s: s.state is LinkState.WAITING)
            assert told.problem is LinkProblem.WRONG_PASSWORD
            assert told.retry_at is not None
            assert told.since is not None
            assert (told.retry_at - told.since).total_seconds() > 4
            assert server.connections == 1
            assert "wrong-secret" not in repr(watched.link._config)
            assert not any("wrong-secret" in repr(state) for state in watched.states)

    with caplog.at_level(logging.DEBUG):
        run(test)
    assert "wrong-secret" not in caplog.text


def test_secrets_never_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        config_secret = "S3cr3t-of-2001"
        async with (
            ScriptedAmi(secret=config_secret) as server,
            linked(config_of(server, secret=config_secret)) as watched,
        ):
            await watched.wait_up()
            server.drop()
            await server.wait_action("Login", 2)
            await watched.wait_up()

    with caplog.at_level(logging.DEBUG):
        run(test)
    assert "S3cr3t" not in caplog.text


def test_a_lost_privilege_is_recognised_and_forgotten_when_it_is_back() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Redirect"] = lambda a: reply(a, "Error", Message="Permission denied")
            with pytest.raises(Refused) as told:
                await watched.link.action("Redirect", {"Channel": "a"})
            assert told.value.permission
            assert watched.link.snapshot.problem is LinkProblem.NO_PRIVILEGE
            assert watched.link.snapshot.detail == "Redirect"
            assert watched.link.up
            server.answers["Redirect"] = reply
            await watched.link.action("Redirect", {"Channel": "a"})
            assert watched.link.snapshot.problem is None

    run(test)


def test_injected_lines_are_refused_before_anything_is_sent() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            with pytest.raises(UnsafeValue):
                await watched.link.action("Redirect", {"Channel": "a\r\n\r\nAction: Originate"})
            await watched.link.action("Getvar", {"Variable": "X"})
            assert b"Originate" not in server.raw

    run(test)


def test_a_failing_listener_does_not_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()

            def fail(message: Message) -> None:
                raise RuntimeError("a listener's fault")

            watched.on_message = fail
            server.send(event("Hangup", Channel="a"))
            await watched.link.action("Getvar", {"Variable": "X"})
            watched.on_message = watched.messages.append
            server.send(event("Hangup", Channel="b"))
            await watched.link.action("Getvar", {"Variable": "X"})
            assert [message.get("Channel") for message in watched.messages] == ["b"]
            assert server.connections == 1

    run(test)
    assert "a listener's fault" in caplog.text


def test_hostile_bytes_in_the_middle_do_not_end_the_connection() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.send(b"\xff\x00: \r\n\r\nResponse\r\n\r\nEvent: Hangup\r\nChannel: " + "王".encode()[:2])
            server.send("王".encode()[2:] + b"\r\n\r\n")
            await watched.link.action("Getvar", {"Variable": "X"})
            assert watched.messages[-1].get("Channel") == "王"

    run(test)


def test_fifty_flaps_leave_no_descriptor_and_no_thread() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            gc.collect()
            before = len(os.listdir("/proc/self/fd")), threading.active_count()
            for count in range(2, 52):
                server.drop()
                await server.wait_action("Login", count)
                await watched.wait_up()
            gc.collect()
            assert len(os.listdir("/proc/self/fd")) <= before[0] + 2
            assert threading.active_count() <= before[1]
            assert server.connections == 51

    run(test)


def test_the_back_off_is_capped_and_jittered() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            link = Watched(config_of(server, LinkTiming())).link
            late = [link._retry_delay(50) for _ in range(50)]
            assert max(late) <= 2.8
            assert len({round(delay, 6) for delay in late}) > 10
            assert link._retry_delay(1) <= 1.1

    run(test)


def test_close_while_it_waits_for_the_next_attempt_is_quick_and_final() -> None:
    async def test() -> None:
        server = ScriptedAmi()
        async with server:
            pass
        async with linked(config_of(server, replace(FAST, retry_first=5, retry_max=9))) as watched:
            await watched.wait(lambda s: s.state is LinkState.WAITING)
            begun = time.monotonic()
        assert time.monotonic() - begun < 1
        assert watched.states[-1].state is LinkState.STOPPED
        await server.open()
        assert server.connections == 0
        await server.shut()

    run(test)


def test_close_logs_off() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            async with linked(config_of(server)) as watched:
                await watched.wait_up()
            assert server.names()[-1] == "Logoff"
            assert watched.states[-1].state is LinkState.STOPPED

    run(test)


def test_on_up_is_cancelled_with_its_connection() -> None:
    async def test() -> None:
        begun, cancelled = asyncio.Event(), asyncio.Event()

        async def forever() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        async with ScriptedAmi() as server:
            link = Link(
                config_of(server), (), on_event=lambda m: None, on_state=lambda s: None, on_up=forever
            )
            task = asyncio.create_task(link.run())
            async with asyncio.timeout(2):
                await begun.wait()
            server.drop()
            async with asyncio.timeout(2):
                await cancelled.wait()
            await link.close()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    run(test)


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the name pbx.test, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-keyout",
            key,
            "-out",
            cert,
            "-subj",
            "/CN=pbx.test",
            "-addext",
            "subjectAltName=DNS:pbx.test",
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def _server_tls(certificate: tuple[Path, Path]) -> Any:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_tls_with_own_ca_and_name(certificate: tuple[Path, Path]) -> None:
    async def test() -> None:
        async with (
            ScriptedAmi(tls=_server_tls(certificate)) as server,
            linked(config_of(server, tls=certificate[0], tls_name="pbx.test")) as watched,
        ):
            await watched.wait_up()

    run(test)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_tls_with_the_wrong_name_or_ca_is_refused(certificate: tuple[Path, Path]) -> None:
    async def test() -> None:
        async with ScriptedAmi(tls=_server_tls(certificate)) as server:
            for more in ({"tls": certificate[0]}, {"tls": True, "tls_name": "pbx.test"}):
                async with linked(config_of(server, **more)) as watched:
                    await watched.wait(lambda s: s.problem is LinkProblem.TLS)

    run(test)


def test_a_handshake_that_hangs_is_given_up(certificate: tuple[Path, Path]) -> None:
    async def test() -> None:
        with socket.create_server(("127.0.0.1", 0)) as mute:
            config = PbxConfig(
                "127.0.0.1", "a", "b", port=mute.getsockname()[1], tls=certificate[0], timing=FAST
            )
            async with linked(config) as watched:
                await watched.wait(lambda s: s.problem is LinkProblem.TLS)

    run(test)


def test_no_tls_is_no_context() -> None:
    assert tls_context(False) is None
