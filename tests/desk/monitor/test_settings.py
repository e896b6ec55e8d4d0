"""The settings of the board: one PBX or a list, the lead, and where the day begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.assembly import floor_configs
from desk.errors import SettingsError
from desk.monitor.app import lead_of
from desk.monitor.rights import Deed, Role
from desk.settings import Settings, load
from desk.zone import zone_of

TWO = """
[[pbx]]
host = "10.0.0.1"
username = "desk-lead"
secret = "first-secret"
name = "east"
[[pbx]]
host = "10.0.0.2"
username = "desk-lead-2"
secret = "second-secret"
"""


def read(folder: Path, text: str) -> Settings:
    path = folder / "desk.toml"
    path.write_text(text, "utf-8")
    return load(path)


def test_a_list_of_pbxs(tmp_path: Path) -> None:
    settings = read(tmp_path, TWO + '[monitor]\nextension = "2000"\nseats = ["2001-2003"]\n')
    east, west = floor_configs(settings)
    assert (east.name, east.pbx.host, east.pbx.secret) == ("east", "10.0.0.1", "first-secret")
    assert (west.name, west.pbx.username, west.pbx.secret) == (
        "10.0.0.2:5038",
        "desk-lead-2",
        "second-secret",
    )
    assert east.seats == ("PJSIP/2001", "PJSIP/2002", "PJSIP/2003")
    assert east.lead.interface == "PJSIP/2000"
    assert "secret" not in repr(settings).replace("secret=Secret", "").replace("secret_file", "")


def test_one_pbx_as_ever(tmp_path: Path) -> None:
    settings = read(tmp_path, '[pbx]\nhost = "10.0.0.1"\nusername = "lead"\nsecret = "a-secret"\n')
    assert [config.name for config in floor_configs(settings)] == ["10.0.0.1:5038"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TWO + 'hots = "x"\n', "there is no setting “pbx.hots”"),
        ('[[pbx]]\nhost = "a"\n[[pbx]]\nport = 0\n', "“pbx.port” is not valid"),
        ('[monitor]\nrole = "boss"\n', "viewer, lead, chief"),
        ("pbx = [1, 2]\n", "“pbx” is not valid"),
        ("pbx = []\n", "“pbx” is not valid"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read(tmp_path, text)


def test_two_pbxs_of_one_name_are_refused(tmp_path: Path) -> None:
    text = '[[pbx]]\nusername = "a"\nsecret = "s"\n' * 2
    with pytest.raises(SettingsError, match="same name"):
        floor_configs(read(tmp_path, text))


def test_seats_that_are_no_extensions_are_named(tmp_path: Path) -> None:
    text = '[pbx]\nusername = "a"\nsecret = "s"\n[monitor]\nseats = ["20o1-2003"]\n'
    with pytest.raises(SettingsError, match="20o1"):
        floor_configs(read(tmp_path, text))


def test_the_lead(tmp_path: Path) -> None:
    who = lead_of(read(tmp_path, '[monitor]\nname = "林立"\ngroups = ["gjj"]\n'))
    assert (who.name, who.role, who.phone) == ("林立", Role.LEAD, False)
    assert who.may(Deed.LISTEN)
    assert who.may(Deed.THRESHOLDS)
    assert who.leads(("gjj", "zonghe"))
    assert not who.leads(("zonghe",))


@pytest.mark.parametrize(
    ("phone", "theirs", "others"),
    [
        ('extension = "2009"', ("2009", "PJSIP/2009"), ("2008", "PJSIP/lead", "")),
        ('channel = "PJSIP/lead"', ("lead", "PJSIP/lead"), ("2009", "PJSIP/2009", "")),
        ('extension = "2009"\nchannel = "PJSIP/lead"', ("2009", "lead", "PJSIP/lead"), ("2008", "")),
        ("", (), ("2009", "PJSIP/lead", "")),
    ],
)
def test_the_lead_s_phone(
    tmp_path: Path, phone: str, theirs: tuple[str, ...], others: tuple[str, ...]
) -> None:
    who = lead_of(read(tmp_path, f"[monitor]\n{phone}\n"))
    assert all(who.is_at(lead) for lead in theirs)
    assert not any(who.is_at(lead) for lead in others)


def test_where_the_day_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert zone_of("").key == "Europe/Berlin"
    assert zone_of("Asia/Shanghai").key == "Asia/Shanghai"
    with pytest.raises(SettingsError, match="timezone"):
        zone_of("Asia/Nowhere")
    with pytest.raises(SettingsError, match="timezone"):
        zone_of("../etc/passwd")
