"""The files for the PBX: what they allow, what they refuse, and who can read them."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from desk import pbx_kit
from desk.commands.pbx_kit import kit_config
from desk.commands.pbx_kit import pbx_kit as command
from desk.errors import UserError
from desk.pbx_kit import KitConfig, KitError, KitSeat
from desk.settings import KitSection, PbxSection, SeatSection, Settings
from desk.settings_reader import Secret


def _seat(extension: str = "2001", **changes: object) -> KitSeat:
    values: dict[str, object] = {
        "extension": extension,
        "channel": f"PJSIP/{extension}",
        "username": f"desk-{extension}",
        "secret": "s" * 32,
        "queues": ("zonghe", "gjj"),
    }
    return KitSeat(**(values | changes))  # type: ignore[arg-type]


def _account(text: str, name: str = "desk-2001") -> dict[str, list[str]]:
    section = text.split(f"[{name}]\n", 1)[1].split("\n[", 1)[0]
    found: dict[str, list[str]] = {}
    for line in section.splitlines():
        if "=" in line and not line.startswith(";"):
            key, _, value = line.partition("=")
            found.setdefault(key.strip(), []).append(value.strip())
    return found


def test_account_has_least_rights() -> None:
    manager = pbx_kit.render(KitConfig("from-internal", (_seat(dial_out=False),)))["manager.conf"]
    account = _account(manager)
    assert account["read"] == ["agent,call,user"]
    assert account["write"] == ["agent,call"]
    assert account["deny"] == ["0.0.0.0/0.0.0.0"]
    assert account["permit"] == ["127.0.0.1/32"]


def test_originate_and_system_only_where_wanted() -> None:
    manager = pbx_kit.render(
        KitConfig("from-internal", (_seat(), _seat("2002", dial_out=False, answer="notify")))
    )["manager.conf"]
    assert _account(manager)["write"] == ["agent,call,originate"]
    assert _account(manager, "desk-2002")["write"] == ["agent,call,system"]


def test_event_filters_match_the_seat_and_no_other() -> None:
    manager = pbx_kit.render(KitConfig("from-internal", (_seat("200"),)))["manager.conf"]
    filters = [re.compile(text, re.DOTALL) for text in _account(manager, "desk-200")["eventfilter"]]

    def passes(event: str) -> bool:
        return any(pattern.search(event) for pattern in filters)

    assert passes("Event: Hangup\r\nChannel: PJSIP/200-00000001\r\n")
    assert passes("Event: QueueMemberStatus\r\nInterface: PJSIP/200\r\n")
    assert passes("Event: ConfbridgeJoin\r\nConference: desk-200-17\r\n")
    assert passes("Event: Hangup\r\nChanVariable: DESK_SEAT=200\r\n")
    assert passes("Event: QueueCallerJoin\r\nCount: 1\r\nQueue: gjj\r\nPosition: 1\r\n")
    assert not passes("Event: Hangup\r\nChannel: PJSIP/2001-00000001\r\n")
    assert not passes("Event: ConfbridgeJoin\r\nConference: desk-2001-17\r\n")
    assert not passes("Event: Hangup\r\nChanVariable: DESK_SEAT=2001\r\n")
    assert not passes("Event: QueueCallerJoin\r\nQueue: gjj2\r\n")
    assert not passes("Event: QueueMemberStatus\r\nQueue: gjj\r\nInterface: PJSIP/300\r\n")


def test_nothing_stays_unfilled_and_settings_arrive() -> None:
    files = pbx_kit.render(
        KitConfig("inside", (_seat(),), dial_timeout=17, caller_id="12345", music_class="calm")
    )
    for text in files.values():
        assert not re.search(r"@[A-Z_]+@", text)
    assert "Dial(Local/${DESK_NUMBER}@inside/n,17,gb(" in files["extensions.conf"]
    assert "Set(CALLERID(num)=12345)" in files["extensions.conf"]
    assert "music_on_hold_class=calm" in files["confbridge.conf"]
    assert "VarSet" in files["manager.conf"]


def test_no_pattern_of_the_dialplan_takes_a_hang_up_extension() -> None:
    text = pbx_kit.render(KitConfig("inside", (_seat(),)))["extensions.conf"]
    patterns = set(re.findall(r"^exten => (_[^,]+),", text, re.MULTILINE))
    assert patterns == {"_X!", "_[A-Za-z0-9][A-Za-z0-9_.]!"}


@pytest.mark.parametrize(
    "change",
    [
        {"extension": "2001\nsecret=x"},
        {"extension": "２００１"},
        {"channel": "PJSIP/2001&PJSIP/2002"},
        {"channel": "PJSIP/2001,30"},
        {"username": "a]\n[admin"},
        {"username": "a b"},
        {"secret": "x\nwrite=all"},
        {"secret": "short"},
        {"secret": "a;comment-after"},
        {"queues": ("zonghe)\neventfilter=.",)},
        {"queues": ("h",)},
        {"answer": "shout"},
    ],
)
def test_hostile_seat_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(KitError):
        _seat(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"context": "x,1)\nexten => s,1,System(id)"},
        {"caller_id": "12345)"},
        {"music_class": "a\nb"},
        {"permit": ("0.0.0.0/0\nwrite=all",)},
        {"dial_timeout": 0},
        {"disabled_events": ("VarSet\nenabled=no",)},
        {"seats": (_seat(), _seat(username="other"))},
        {"seats": (_seat(), _seat("2002", username="desk-2001"))},
    ],
)
def test_hostile_kit_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(KitError):
        KitConfig(**({"context": "from-internal", "seats": (_seat(),)} | change))  # type: ignore[arg-type]


@given(st.text())
def test_no_text_opens_a_line_or_section(text: str) -> None:
    try:
        seat = _seat(username=text, secret=text, channel=text, queues=(text,))
    except KitError:
        return
    manager = pbx_kit.render(KitConfig("from-internal", (seat,)))["manager.conf"]
    assert manager.count("\n[") == 2
    assert "\r" not in manager


def test_secret_is_not_in_the_error() -> None:
    with pytest.raises(KitError) as caught:
        _seat(secret="my secret with spaces")
    assert "my secret" not in str(caught.value)


def test_ranges() -> None:
    assert pbx_kit.seat_extensions(["2001-2003", "2002", "0098 - 0101"]) == (
        *("2001", "2002", "2003"),
        *("0098", "0099", "0100", "0101"),
    )
    for bad in ("2003-2001", "1-99999999", "20x1", "-5", "9-10"):
        with pytest.raises(KitError):
            pbx_kit.seat_extensions([bad])


def test_command_writes_files_and_keeps_secrets(tmp_path: Path) -> None:
    config = tmp_path / "desk.toml"
    config.write_text('[seat]\nextension = "2001"\nqueues = ["zonghe"]\n[kit]\nseats = ["2001-2002"]\n')
    out = tmp_path / "kit"
    result = CliRunner().invoke(command, ["--config", str(config), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == set(pbx_kit.FILES)
    assert stat.S_IMODE((out / "manager.conf").stat().st_mode) == 0o600
    first = (out / "manager.conf").read_text()
    assert len(pbx_kit.known_secrets(out)) == 2
    CliRunner().invoke(command, ["--config", str(config), "--out", str(out)])
    assert (out / "manager.conf").read_text() == first
    assert "secret" not in result.output


def test_command_says_what_is_wrong(tmp_path: Path) -> None:
    config = tmp_path / "desk.toml"
    config.write_text('[kit]\nseats = ["20x1"]\n')
    result = CliRunner().invoke(command, ["--config", str(config), "--out", str(tmp_path / "kit")])
    assert isinstance(result.exception, UserError)
    assert "20x1" in str(result.exception)


def test_own_account_follows_the_settings() -> None:
    settings = Settings(
        pbx=PbxSection(username="front", secret=Secret("0123456789abcdef")),
        seat=SeatSection(extension="2001", channel="SIP/x2001", queues=("zonghe",)),
        kit=KitSection(seats=("2001", "2002")),
    )
    mine, other = kit_config(settings, {"desk-2002": "keep-this-secret"}).seats
    assert (mine.username, mine.secret, mine.channel) == ("front", "0123456789abcdef", "SIP/x2001")
    assert (other.username, other.secret, other.channel) == ("desk-2002", "keep-this-secret", "SIP/2002")
