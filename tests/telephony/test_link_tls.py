"""The link over TLS: own CA, name, and a handshake that hangs."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from telephony.config import PbxConfig
from telephony.connection import tls_context
from telephony.snapshots import LinkProblem
from tests.certificate import make as certificate_of
from tests.telephony.linked import FAST, config_of, linked
from tests.telephony.scripted import ScriptedAmi, run


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the name pbx.test, and its key."""
    return certificate_of(tmp_path_factory.mktemp("tls"), "pbx.test")


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
