"""Settings: what is wrong is named with file, line and key; nothing secret is shown."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.errors import SettingsError
from desk.settings import Settings, load
from desk.settings_wording import line_of

SECRET = "t0p-Secret-of-2001"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a path for a settings file."""
    return tmp_path / "desk.toml"


def wrong(file: Path, text: str | bytes) -> str:
    """Return the sentence about a file that can't be used."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        load(file)
    return str(caught.value)


def read(file: Path, text: str) -> Settings:
    file.write_text(text, "utf-8")
    return load(file)


def test_nothing_is_needed() -> None:
    assert load(None) == Settings()


def test_a_whole_file(file: Path) -> None:
    found = read(
        file,
        '[pbx]\nhost = "10.0.0.5"\nport = 5039\nusername = "desk-2001"\ntls = true\n'
        '[seat]\nextension = "2001"\nqueues = ["zonghe", "gjj"]\nname = "王敏"\n'
        '[database]\nurl = "sqlite:////tmp/x.db"\n[ui]\nlanguage = "zh_CN"\n[queue_names]\ngjj = "公积金"\n',
    )
    assert (found.pbx.host, found.pbx.port, found.pbx.tls) == ("10.0.0.5", 5039, True)
    assert found.seat.queues == ("zonghe", "gjj")
    assert found.seat_channel == "PJSIP/2001"
    assert found.database_url == "sqlite:////tmp/x.db"
    assert found.queue_names == {"gjj": "公积金"}


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[pbx]\nhost = "a"\nhots = "b"\n', 3, "pbx.hots"),
        ('[pbx]\n\n# a comment\n"hots" = "b"\n', 4, "pbx.hots"),
        ('pbx.hots = "b"\n', 1, "pbx.hots"),
        ('[pbx]\nhost = "a"\n\n[saet]\nextension = "2001"\n', 4, "saet"),
        ("colour = 1\n", 1, "colour"),
        ('pbx = {host = "a", hots = "b"}\n', 1, "pbx.hots"),
    ],
)
def test_a_key_that_does_not_exist_is_named_with_its_line(file: Path, text: str, line: int, key: str) -> None:
    sentence = wrong(file, text)
    assert f"{file}:{line}: " in sentence
    assert f"“{key}”" in sentence


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('[pbx]\nhost = "a"\nport = "many"\n', 3, "pbx.port"),
        ("[pbx]\nport = 70000\n", 2, "pbx.port"),
        ("[seat]\nextension = 2001\n", 2, "seat.extension"),
        ('[seat]\nextension = "20x1"\n', 2, "seat.extension"),
        ('[seat]\nextension = "2001"\nqueues = ["a b"]\n', 3, "seat.queues"),
        ('[seat]\nqueues = ["ok", "new\\nline"]\n', 2, "seat.queues"),
        ('[ui]\nlanguage = "fr"\n', 2, "ui.language"),
        ('[pbx]\ncontext = "a\\n[b]"\n', 2, "pbx.context"),
        ("seat = 7\n", 1, "seat"),
        ("[pbx]\ntls = [1]\n", 2, "pbx.tls"),
        ("[orders]\nsign_minutes = 0\n", 2, "orders.sign_minutes"),
        ("[orders]\ncomplaint_hours = nan\n", 2, "orders.complaint_hours"),
        ("[orders]\ncomplaint_hours = inf\n", 2, "orders.complaint_hours"),
        ("[kit]\nseats = 2001\n", 2, "kit.seats"),
        ('[editor]\nname = "李敏"\nrole = "boss"\n', 3, "editor.role"),
        (f'[editor]\nname = "{"长" * 61}"\n', 2, "editor.name"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_line(file: Path, text: str, line: int, key: str) -> None:
    sentence = wrong(file, text)
    assert f"{file}:{line}: “{key}”" in sentence


def test_every_fault_is_told_at_once(file: Path) -> None:
    sentence = wrong(file, '[pbx]\nport = "x"\nhots = 1\n[ui]\ntheme = "pink"\n')
    assert sentence.count("\n") == 2
    assert all(f"{file}:{line}: " in sentence for line in (2, 3, 5))


def test_broken_toml_is_named_with_its_line(file: Path) -> None:
    sentence = wrong(file, '[pbx]\nhost = "127.0.0.1\nport = 5038\n')
    assert str(file) in sentence
    assert "line 2" in sentence


def test_a_key_given_twice_is_said(file: Path) -> None:
    assert "line 3" in wrong(file, '[pbx]\nhost = "a"\nhost = "b"\n')


def test_the_environment_wins_over_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PBX__HOST", "from-environment")
    monkeypatch.setenv("DESK_SEAT__QUEUES", '["gjj"]')
    found = read(file, '[pbx]\nhost = "from-file"\nport = 5039\n[seat]\nqueues = ["zonghe"]\n')
    assert (found.pbx.host, found.pbx.port) == ("from-environment", 5039)
    assert found.seat.queues == ("gjj",)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("DESK_PBX__PORT", "many", "pbx.port"),
        ("DESK_SEAT__QUEUES", "not json [", "seat"),
        ("DESK_PBX__HOTS", "x", "pbx.hots"),
        ("DESK_QUEUE_NAMES", "{", "queue_names"),
    ],
)
def test_a_wrong_variable_is_a_sentence_too(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, key: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load(None)
    assert key in str(caught.value).lower()


def test_a_secret_is_never_shown(file: Path, logged: object) -> None:
    found = read(file, f'[pbx]\nsecret = "{SECRET}"\n')
    assert found.pbx_secret() == SECRET
    shown = f"{found!r} {found!s} {found.pbx!r} {found.pbx.secret}"
    logging.getLogger("desk").info("%s %r", found, found.pbx)
    assert SECRET not in shown + logged.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        f'[pbx]\nsecret = ["{SECRET}"]\n',
        f'[pbx]\nport = "{SECRET}"\n',
        f'[pbx]\nsecret = "{SECRET}"\nhots = 1\n',
        f"[pbx]\nsecret = {SECRET}\n",
        f'[pbx]\nsecret = "{SECRET}\n',
    ],
)
def test_a_fault_beside_a_secret_does_not_show_it(file: Path, text: str) -> None:
    assert SECRET not in wrong(file, text)


def test_the_first_line_of_the_secret_file_is_the_secret(file: Path, tmp_path: Path) -> None:
    place = tmp_path / "secret"
    place.write_text(f"  {SECRET}\nsecond line\n", "utf-8")
    assert read(file, f"[pbx]\nsecret_file = {json.dumps(str(place))}\n").pbx_secret() == SECRET


@pytest.mark.parametrize("name", ["a\0b", "n" * 5000])
def test_a_secret_file_of_an_impossible_name_is_said(file: Path, name: str) -> None:
    with pytest.raises(SettingsError):
        read(file, f"[pbx]\nsecret_file = {json.dumps(name)}\n").pbx_secret()


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_secret_file_that_holds_none_is_said(file: Path, tmp_path: Path, content: bytes | None) -> None:
    place = tmp_path / "secret"
    if content is not None:
        place.write_bytes(content)
    found = read(file, f"[pbx]\nsecret_file = {json.dumps(str(place))}\n")
    with pytest.raises(SettingsError, match=str(place)):
        found.pbx_secret()


def test_a_byte_order_mark_does_not_matter(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + '[seat]\nname = "王敏"\n'.encode())
    assert load(file).seat.name == "王敏"


def test_windows_line_ends_do_not_matter(file: Path) -> None:
    file.write_bytes(b'[pbx]\r\nhost = "a"\r\n')
    assert load(file).pbx.host == "a"
    assert f"{file}:3: " in wrong(file, b'[pbx]\r\nhost = "a"\r\nhots = 1\r\n')


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_named_as_the_reason(file: Path, encoding: str) -> None:
    sentence = wrong(file, '[seat]\nname = "王敏"\n'.encode(encoding))
    assert str(file) in sentence
    assert "UTF-8" in sentence
    assert "codec" not in sentence


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(SettingsError) as caught:
            load(path)
        assert str(path) in str(caught.value)
        assert "Errno" not in str(caught.value)


def test_settings_can_not_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        load(None).pbx.host = "other"


def test_the_line_of_a_key() -> None:
    text = '# [pbx]\n[ui]\nring = "none"\n\n[pbx]\nhost = "a"\n[[pbx.x]]\n'
    assert line_of(text, ["ui", "ring"]) == 3
    assert line_of(text, ["pbx", "host"]) == 6
    assert line_of(text, ["seat", "name"]) == 0


keys = st.sampled_from(
    ["pbx", "seat", "ui", "kit", "orders", "database", "kb", "editor", "queue_names", "x"]
) | st.text(max_size=6)
names = st.sampled_from(
    ["host", "port", "secret", "queues", "index", "tls", "url", "seats", "answer"]
) | st.text(max_size=6)
values = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)


def toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"
    return repr(value)


def settings_or_sentence(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        found = load(file)
    except SettingsError as refused:
        sentence = str(refused)
    else:
        assert isinstance(found, Settings)
        return
    assert sentence.strip()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(keys, st.dictionaries(names, values, max_size=4) | values, max_size=4))
def test_any_toml_gives_settings_or_a_sentence(tmp_path: Path, tree: dict[str, object]) -> None:
    text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in tree.items())
    settings_or_sentence(tmp_path / "any.toml", text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_settings_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    settings_or_sentence(tmp_path / "any.toml", content)
