"""The files for the PBX when there is a team lead: the account, its contexts, and what seats see of it."""

from __future__ import annotations

import re

import pytest

from desk import pbx_kit
from desk.commands.pbx_kit import kit_config
from desk.pbx_kit import LEAD_EVENTS, KitConfig, KitError, KitLead, KitSeat
from desk.settings import KitSection, SeatSection, Settings
from telephony.decode import LIST_ENDS
from telephony.floor.decode import WANTED

LEAD = KitLead("desk-lead", "l" * 32)
SEAT = KitSeat("2001", "PJSIP/2001", "desk-2001", "s" * 32, ("zonghe",))


def _section(text: str, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.split(f"[{name}]\n", 1)[1].split("\n[", 1)[0].splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith(";"):
            found.setdefault(key, []).append(value)
    return found


def test_the_lead_has_the_rights_that_listening_and_moving_need_and_no_more() -> None:
    account = _section(
        pbx_kit.render(KitConfig("inside", (SEAT,), leads=(LEAD,)))["manager.conf"], "desk-lead"
    )
    assert account["read"] == ["agent,call,user"]
    assert account["write"] == ["agent,call,originate,user"]
    assert account["permit"] == ["127.0.0.1/32"]


def test_the_lead_is_sent_what_the_floor_decodes_and_nothing_else() -> None:
    account = _section(
        pbx_kit.render(KitConfig("inside", (SEAT,), leads=(LEAD,)))["manager.conf"], "desk-lead"
    )
    (text,) = account["eventfilter"]
    assert all(re.search(text, f"Event: {name}\r\nPrivilege: call,all\r\n") for name in LEAD_EVENTS)
    for name in ("VarSet", "Newexten", "RTCPSent", "BridgeEnter", "Newstate", "HangupHandlerRun"):
        assert not re.search(text, f"Event: {name}\r\nPrivilege: call,all\r\n")
    # Lists come as answers, whatever is filtered; Shutdown would need another right.
    answers = LIST_ENDS | {"Status", "QueueParams", "QueueMember", "QueueEntry", "Shutdown"}
    assert set(LEAD_EVENTS) == WANTED - answers


def test_seats_see_lines_to_all_desks_and_nobody_who_listens() -> None:
    manager = pbx_kit.render(KitConfig("inside", (SEAT,), leads=(LEAD,)))["manager.conf"]
    filters = _section(manager, "desk-2001")["eventfilter"]
    let_in = [text for text in filters if not text.startswith("!")]
    kept_out = [text[1:] for text in filters if text.startswith("!")]

    def passes(event: str) -> bool:
        return any(re.search(f, event) for f in let_in) and not any(re.search(f, event) for f in kept_out)

    assert passes("Event: UserEvent\r\nUserEvent: DeskAnnounce\r\nText: 2002\r\n")
    assert passes("Event: UserEvent\r\nUserEvent: DeskWatch\r\nSeat: 2001\r\nOf: 2001\r\n")
    assert not passes("Event: UserEvent\r\nUserEvent: DeskWatch\r\nOf: 2001\r\nLead: 2009\r\n")
    assert not passes("Event: ChanSpyStart\r\nSpyeeChannel: PJSIP/2001-00000001\r\n")


def test_without_a_lead_nobody_can_listen() -> None:
    files = pbx_kit.render(KitConfig("inside", (SEAT,)))
    assert "ChanSpy(" not in files["extensions.conf"]
    assert "[desk-log]" not in files["extensions.conf"]
    assert "ChanSpy(" in pbx_kit.render(KitConfig("inside", (SEAT,), leads=(LEAD,)))["extensions.conf"]


def test_a_lead_s_name_and_secret_are_checked() -> None:
    for values in (("a]b", "s" * 32), ("lead", "short"), ("lead", "s" * 20 + "\nread=all")):
        with pytest.raises(KitError):
            KitLead(*values)
    with pytest.raises(KitError):
        KitConfig("inside", (SEAT,), leads=(KitLead("desk-2001", "s" * 32),))


def test_leads_come_from_the_settings_and_keep_their_secret() -> None:
    settings = Settings(seat=SeatSection(extension="2001"), kit=KitSection(leads=("desk-lead",)))
    kit = kit_config(settings, {"desk-lead": "k" * 32})
    assert kit.leads == (KitLead("desk-lead", "k" * 32),)
    assert len(kit_config(settings, {}).leads[0].secret) >= 24
