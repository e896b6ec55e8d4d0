"""What the doctor says of a seat's account where the kit is included: all is there, and nothing is left."""

from __future__ import annotations

import asyncio

from telephony.config import PbxConfig, SeatConfig
from telephony.findings import Check
from telephony.survey import survey
from tests.pbx.harness import CONTEXT, Pbx, assert_nothing_left


def test_the_kits_account_for_a_seat_has_all_and_is_told_all(pbx: Pbx) -> None:
    (host, port), (user, secret) = pbx.ami_endpoint, pbx.seat_credentials("2001")
    config = PbxConfig(host, user, secret, port=port, context=CONTEXT)
    findings = asyncio.run(survey(config, SeatConfig("2001", queues=("zonghe",))))
    assert [finding for finding in findings if not finding.ok] == []
    of_leads = {Check.LOG, Check.OLDER_LOG, Check.SYSTEM_NAME}
    assert {finding.check for finding in findings} == set(Check) - of_leads
    assert_nothing_left(pbx)
