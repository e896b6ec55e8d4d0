"""What the doctor says of a lead's account: all is there with the kit's, and what a seat's account lacks."""

from __future__ import annotations

import asyncio

from telephony.config import PbxConfig
from telephony.findings import Check, Finding
from telephony.floor.config import FloorConfig
from telephony.floor.survey import survey
from tests.pbx.harness import CONTEXT, SYSTEM_NAME, Pbx


def surveyed(pbx: Pbx, credentials: tuple[str, str]) -> list[Finding]:
    (host, port), (user, secret) = pbx.ami_endpoint, credentials
    config = PbxConfig(host, user, secret, port=port, context=CONTEXT)
    return asyncio.run(survey(FloorConfig("main", config, queues=("zonghe", "no-queue"))))


def test_the_kits_account_for_leads_may_do_all(pbx: Pbx) -> None:
    findings = surveyed(pbx, pbx.lead_credentials())
    missing = [(finding.check, finding.what) for finding in findings if not finding.ok]
    assert missing == [(Check.QUEUE, "no-queue")], findings
    named = {finding.what for finding in findings}
    assert {"Originate", "UserEvent", "desk-watch", "desk-move", "desk-log", "queue_log"} <= named
    assert [finding.what for finding in findings if finding.check is Check.SYSTEM_NAME] == [SYSTEM_NAME]


def test_a_seats_account_is_no_leads(pbx: Pbx) -> None:
    findings = surveyed(pbx, pbx.seat_credentials("2002"))
    rights = {finding.what for finding in findings if finding.check is Check.RIGHT and not finding.ok}
    assert "UserEvent" in rights
    assert not rights & {"Redirect", "QueuePause"}
