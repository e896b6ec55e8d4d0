"""Faults of the other side, or of the configuration: each recognised, named, and no secret told."""

from __future__ import annotations

import logging

import pytest

from telephony.config import LinkTiming, PbxConfig
from telephony.errors import Refused
from telephony.snapshots import LinkProblem, LinkState
from tests.telephony.linked import FAST, config_of, linked
from tests.telephony.scripted import ScriptedAmi, reply, run


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


_DENIED, _UNKNOWN = "Permission denied", "Invalid/unknown command: Originate."
_LIST = {
    "ListCommands": "List available manager commands.  (Priv: <none>)",
    "Redirect": "…  (Priv: call,all)",
}


@pytest.mark.parametrize(
    ("listed", "refusal", "missing"),
    [
        pytest.param(_LIST, _DENIED, ("QueueAdd", "Originate"), id="not listed and not allowed"),
        pytest.param(_LIST, _UNKNOWN, (), id="the module is not loaded yet"),
        pytest.param({}, _DENIED, (), id="no list"),
        pytest.param({**_LIST, "QueueAdd": "…", "Originate": "…"}, _DENIED, (), id="all listed"),
    ],
)
def test_missing_rights_are_told_with_the_log_in(
    listed: dict[str, str], refusal: str, missing: tuple[str, ...]
) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            server.answers["ListCommands"] = lambda a: reply(a, **listed)
            for name in ("QueueAdd", "Originate"):
                server.answers[name] = lambda a: reply(a, "Error", Message=refusal)
            async with linked(config_of(server), ("QueueAdd", "Redirect", "Originate")) as watched:
                first = await watched.wait(lambda s: s.state is LinkState.UP)
                assert first.missing == missing
                assert first.problem is (LinkProblem.NO_PRIVILEGE if missing else None)
                # Asked only for what the list does not have, and of nothing in particular.
                assert not any(
                    "Channel" in action or action["Action"] == "Redirect" for action in server.received
                )

    run(test)


def test_a_right_that_is_refused_later_is_told_beside_the_others() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            server.answers["ListCommands"] = lambda a: reply(a, **_LIST)
            for name in ("Originate", "Redirect"):
                server.answers[name] = lambda a: reply(a, "Error", Message=_DENIED)
            async with linked(config_of(server), ("Originate",)) as watched:
                await watched.wait_up()
                with pytest.raises(Refused):
                    await watched.link.action("Redirect", {"Channel": "a"})
                assert watched.link.snapshot.missing == ("Originate", "Redirect")
                server.answers["Redirect"] = reply
                await watched.link.action("Redirect", {"Channel": "a"})
                assert watched.link.snapshot.missing == ("Originate",)

    run(test)


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
