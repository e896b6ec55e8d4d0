"""AMI over TLS on a real Asterisk: the seat's own account, the certificate's name checked."""

from __future__ import annotations

import pytest

from telephony.config import PbxConfig
from telephony.snapshots import LinkProblem, LinkState
from tests.pbx.lab_config import TLS_NAME
from tests.pbx.real import RealPbx
from tests.telephony.linked import linked
from tests.telephony.scripted import run

pytestmark = pytest.mark.real_pbx


def config_of(pbx: RealPbx, *, name: str, secret: str = "") -> PbxConfig:
    host, port, authority = pbx.ami_tls
    username, right = pbx.seat_credentials("2001")
    return PbxConfig(host, username, secret or right, port=port, tls=authority, tls_name=name)


def test_a_seat_logs_in_over_tls_and_is_answered(real_pbx: RealPbx) -> None:
    async def test() -> None:
        async with linked(config_of(real_pbx, name=TLS_NAME)) as watched:
            await watched.wait_up()
            reply = await watched.link.action("Getvar", {"Variable": "LAB"})
            assert reply["value"] == "1"

    run(test)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_certificate_of_another_name_is_refused_before_the_secret_is_sent(real_pbx: RealPbx) -> None:
    async def test() -> None:
        async with linked(config_of(real_pbx, name="pbx.elsewhere")) as watched:
            await watched.wait(lambda state: state.problem is LinkProblem.TLS)
            assert all(state.state is not LinkState.UP for state in watched.states)

    run(test)


def test_a_wrong_secret_over_tls_is_said(real_pbx: RealPbx) -> None:
    async def test() -> None:
        async with linked(config_of(real_pbx, name=TLS_NAME, secret="wrong")) as watched:
            await watched.wait(lambda state: state.problem is LinkProblem.WRONG_PASSWORD)

    run(test)
