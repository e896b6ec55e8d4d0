"""`desk doctor`: each thing that is missing gives its own line, how to mend it, and status 1."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, lead_account, seat_account
from telephony.simulator.accounts import Account
from tests.desk.commands_run import Done, Runner

SECRET = "a-long-enough-secret"
QUEUES = ("zonghe", "gjj")
ACCOUNT = seat_account("2001", SECRET, QUEUES, originate=True, notify=True)
LAYOUT = Layout(
    hotlines={"12345": "zonghe", "12329": "gjj"},
    phones=(PhoneSetup("2001", "2001"),),
    accounts=(ACCOUNT,),
)
Examine = Callable[..., Done]


@pytest.fixture
def pbx_of() -> Iterator[Callable[[Layout], SimulatedPbx]]:
    """Start PBXs that end with the test."""
    running: list[SimulatedPbx] = []

    def begin(layout: Layout) -> SimulatedPbx:
        pbx = SimulatedPbx(layout)
        pbx.start()
        running.append(pbx)
        return pbx

    yield begin
    for pbx in running:
        pbx.stop()


@pytest.fixture
def stocked(desk: Runner, config: Path, tmp_path: Path) -> Path:
    """Give settings whose database has a department and an entry."""
    departments = tmp_path / "departments.csv"
    departments.write_text("code,name,phone,hours,duties\nCG,城市管理局,8013,,路灯\n", "utf-8")
    entries = tmp_path / "entries.jsonl"
    entries.write_text('{"code": "A-1", "title": "问", "answer": "答"}\n', "utf-8")
    assert desk("init", "--config", config).status == 0
    assert desk("departments", "import", departments, "--config", config).status == 0
    assert desk("kb", "import", entries, "--config", config).status == 0
    return config


@pytest.fixture
def examine(desk: Runner, stocked: Path, pbx_of: Callable[[Layout], SimulatedPbx]) -> Examine:
    """Run the doctor on a PBX of this layout, with lines of the settings changed."""

    def run(layout: Layout | None = LAYOUT, port: int = 0, **changes: str) -> Done:
        if layout is not None:
            port = pbx_of(layout).port
        text = stocked.read_text("utf-8").replace("[seat]", f"port = {port}\n[seat]", 1)
        for key, value in changes.items():
            text, count = re.subn(rf"^{key} = .*$", f"{key} = {value}", text, flags=re.M)
            assert count == 1, key
        path = stocked.with_name("examined.toml")
        path.write_text(text, "utf-8")
        done = desk("doctor", "--config", path)
        assert SECRET not in done.said
        return done

    return run


def bad(done: Done) -> list[str]:
    """Return the lines that are not ok; every line is one or the other."""
    lines = done.out.splitlines()
    assert lines
    assert all(": ok" in line or ": NOT OK" in line for line in lines), done.out
    found = [line for line in lines if ": NOT OK" in line]
    assert done.status == (1 if found else 0)
    assert all(len(line.partition(": NOT OK. ")[2]) > 15 for line in found), found  # how to mend it
    return found


def without(*rights: str) -> Layout:
    account = Account(ACCOUNT.name, SECRET, ACCOUNT.read, ACCOUNT.write - set(rights), ACCOUNT.filters)
    return replace(LAYOUT, accounts=(account,))


def test_all_is_well(examine: Examine) -> None:
    done = examine()
    assert bad(done) == []
    assert done.status == 0
    for word in (
        "PBX at 127.0.0.1",
        "Redirect",
        "desk-consult",
        "from-internal",
        "zonghe",
        "gjj",
        "database",
    ):
        assert any(word in line for line in done.out.splitlines()), word


def test_what_the_account_is_told_is_rehearsed(examine: Examine) -> None:
    lines = examine().out.splitlines()
    for what in (
        "reports of the dialplan",
        "variables in the PBX's events",
        "conference profile desk-citizen",
        "conference profile desk-side-agent",
        "reports of music on hold",
    ):
        assert f"{what}: ok" in lines, what


def test_a_forgotten_confbridge_conf_is_found(examine: Examine) -> None:
    lines = bad(examine(replace(LAYOUT, profiles=False)))
    assert len(lines) == 4
    assert all("conference profile desk-" in line and "confbridge.conf" in line for line in lines)


def test_an_account_that_is_not_told_what_the_dialplan_reports(examine: Examine) -> None:
    account = Account(ACCOUNT.name, SECRET, ACCOUNT.read - {"user"}, ACCOUNT.write, ACCOUNT.filters)
    (line,) = bad(examine(replace(LAYOUT, accounts=(account,))))
    assert "reports of the dialplan" in line
    assert "read=agent,call,user" in line


def test_channel_variables_that_another_line_has_replaced(examine: Examine) -> None:
    (line,) = bad(examine(replace(LAYOUT, channel_variables=False)))
    assert "channelvars" in line


def test_music_that_the_pbx_does_not_tell_of(examine: Examine) -> None:
    (line,) = bad(examine(replace(LAYOUT, disabled_events=frozenset({"MusicOnHoldStart"}))))
    assert "disabledevents" in line


def test_a_pbx_that_is_not_running(examine: Examine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    (line,) = bad(examine(None, port))
    assert f"PBX at 127.0.0.1:{port}" in line
    assert "is Asterisk running" in line


def test_something_else_on_the_port(examine: Examine) -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
                connection.recv(10)

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        (line,) = bad(examine(None, server.getsockname()[1]))
        thread.join(5)
    assert "Something else than AMI" in line


def test_a_pbx_that_does_not_answer(examine: Examine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        (line,) = bad(examine(None, silent.getsockname()[1]))
    assert "does not answer" in line


def test_a_wrong_password(examine: Examine) -> None:
    (line,) = bad(examine(secret='"not-the-secret-at-all"'))
    assert "desk-2001" in line
    assert "secret is wrong" in line


@pytest.mark.parametrize(
    ("right", "actions"),
    [("call", {"Redirect"}), ("agent", {"QueuePause"}), ("originate", {"Originate"})],
)
def test_an_account_without_a_right(examine: Examine, right: str, actions: set[str]) -> None:
    lines = bad(examine(without(right)))
    for action in actions:
        (line,) = [line for line in lines if f"right to {action}:" in line]
        assert "desk-2001" in line
        assert "manager.conf" in line
    others = {"Redirect", "QueuePause", "Originate"} - actions
    assert not [line for line in lines for action in others if f"right to {action}:" in line]


def test_a_right_that_is_not_wanted_is_not_asked_for(examine: Examine) -> None:
    done = examine(without("originate", "system"), name='"王敏"\ndial_out = false')
    assert bad(done) == []


def test_a_phone_that_takes_a_notify_needs_the_right_for_it(examine: Examine) -> None:
    assert bad(examine(name='"王敏"\nanswer = "notify"')) == []
    (line,) = bad(examine(without("system"), name='"王敏"\nanswer = "notify"'))
    assert "PJSIPNotify" in line


def test_a_pbx_without_the_kit(examine: Examine) -> None:
    lines = bad(examine(replace(LAYOUT, kit=False)))
    assert all("dialplan context desk-" in line and "extensions.conf" in line for line in lines)
    assert {"desk-consult", "desk-agent", "desk-hold"} <= {line.split(":")[0].split()[-1] for line in lines}


def test_a_dial_context_that_is_not_there(examine: Examine) -> None:
    (line,) = bad(examine(username='"desk-2001"\ncontext = "from-nowhere"'))
    assert "from-nowhere" in line
    assert "pbx.context" in line


def test_a_queue_that_is_not_there(examine: Examine) -> None:
    (line,) = bad(examine(queues='["zonghe", "renshe"]'))
    assert "queue renshe" in line
    assert "queues.conf" in line


def test_a_seat_without_queues(examine: Examine) -> None:
    (line,) = bad(examine(queues="[]"))
    assert "seat.queues" in line


@pytest.mark.parametrize(("key", "named"), [("extension", "seat.extension"), ("username", "pbx.username")])
def test_a_seat_that_is_not_described(examine: Examine, key: str, named: str) -> None:
    (line,) = bad(examine(**{key: '""'}))
    assert named in line


LEAD = lead_account("lead", SECRET)
BOARD = '[monitor]\nname = "林立"\nextension = "2009"\nqueues = ["zonghe"]\n'


@pytest.fixture
def examine_board(
    desk: Runner, stocked: Path, pbx_of: Callable[[Layout], SimulatedPbx]
) -> Callable[..., Done]:
    """Run the doctor with a lead's settings: one PBX for each layout."""

    def run(*layouts: Layout, board: str = BOARD, log: str | None = None, path: str = "") -> Done:
        text = stocked.read_text("utf-8")
        running = [pbx_of(layout) for layout in layouts]
        for pbx in running if log is not None else ():
            pbx.queue_log._data[:] = (log or "").encode()
        of_file = f'queue_log = "{path}"\n' if path else ""
        pbxs = "".join(
            f'[[pbx]]\nname = "pbx{at}"\nport = {pbx.port}\nusername = "lead"\nsecret = "{SECRET}"\n{of_file}'
            for at, pbx in enumerate(running, 1)
        )
        path = stocked.with_name("board.toml")
        path.write_text(pbxs + board + text[text.index("[database]") :], "utf-8")
        return desk("doctor", "--config", path)

    return run


def test_the_board_of_a_lead(examine_board: Callable[..., Done]) -> None:
    done = examine_board(replace(LAYOUT, accounts=(LEAD,)))
    assert bad(done) == []
    for word in (
        "settings of the board",
        "QueueAdd",
        "UserEvent",
        "desk-watch",
        "desk-move",
        "desk-log",
        "zonghe",
    ):
        assert any(word in line for line in done.out.splitlines()), word
    assert "seat" not in done.out  # it is no seat's file


def _line_of(at: float, verb: str = "PAUSE") -> str:
    return f"{int(at)}|NONE|NONE|NONE|{verb}|\n"


def test_a_pbx_that_writes_no_queue_log(examine_board: Callable[..., Done]) -> None:
    (line,) = bad(examine_board(replace(LAYOUT, accounts=(LEAD,)), log=""))
    assert line.startswith("log of the day's calls queue_log: ")
    assert "logger.conf" in line


@pytest.mark.parametrize(
    ("log", "found"),
    [
        (_line_of(time.time(), "QUEUESTART"), True),  # it never had another one
        (_line_of(time.time() - 200_000) + _line_of(time.time()), True),
        (_line_of(time.time(), "CONFIGRELOAD"), False),
    ],
    ids=["never rotated", "reaches far enough", "begins in the middle"],  # a time differs in each process
)
def test_a_log_that_was_rotated_out_of_sight(
    examine_board: Callable[..., Done], tmp_path: Path, log: str, found: bool
) -> None:
    path = tmp_path / "queue_log"
    path.write_text(log)
    layout = replace(LAYOUT, accounts=(LEAD,))
    for done in (examine_board(layout, log=log), examine_board(layout, path=str(path))):
        lines = bad(done)
        assert len(lines) == (0 if found else 1)
        assert all("queue_log.1" in line and "rotated away" in line for line in lines)
    path.with_name("queue_log.0").write_text(_line_of(time.time() - 200_000))
    assert bad(examine_board(layout, path=str(path))) == []


def test_a_file_of_the_log_that_is_not_there(examine_board: Callable[..., Done], tmp_path: Path) -> None:
    (line,) = bad(examine_board(replace(LAYOUT, accounts=(LEAD,)), path=str(tmp_path / "nowhere")))
    assert "No such file" in line


def test_an_account_that_is_no_leads(examine_board: Callable[..., Done]) -> None:
    seat = Account("lead", SECRET, ACCOUNT.read, frozenset({"agent", "call"}), ACCOUNT.filters)
    lines = bad(examine_board(replace(LAYOUT, accounts=(seat,))))
    assert [line.split(":")[0] for line in lines] == ["right to Originate", "right to UserEvent"]
    assert all("manager.conf" in line for line in lines)


def test_every_pbx_of_a_board_is_looked_at(examine_board: Callable[..., Done]) -> None:
    well = replace(LAYOUT, accounts=(LEAD,), system_name="east")
    other = replace(well, hotlines={"12329": "gjj"}, system_name="west")
    (line,) = bad(examine_board(well, other))
    assert line.startswith("pbx2: queue zonghe: NOT OK. ")
    assert "monitor.queues" in line


def test_two_pbxs_whose_calls_may_have_the_same_ids(examine_board: Callable[..., Done]) -> None:
    nameless = replace(LAYOUT, accounts=(LEAD,))
    assert bad(examine_board(nameless)) == []  # alone it needs no name
    lines = bad(examine_board(nameless, nameless))
    assert [line.partition(":")[0] for line in lines] == ["pbx1", "pbx2"]
    assert all("systemname" in line for line in lines)
    named = replace(nameless, system_name="east")
    (line,) = bad(examine_board(named, named))
    assert line.startswith("pbx2: name of the PBX east: NOT OK. ")


def test_an_account_that_is_not_told_the_name_of_its_pbx(examine_board: Callable[..., Done]) -> None:
    mute = Account("lead", SECRET, LEAD.read, frozenset({"agent", "user"}), LEAD.filters)
    layout = replace(LAYOUT, accounts=(mute,), system_name="east")
    lines = [line for line in bad(examine_board(layout, layout)) if "name of the PBX" in line]
    assert [line.partition(":")[0] for line in lines] == ["pbx1", "pbx2"]
    assert all("Permission denied" in line for line in lines)


def test_a_board_whose_settings_contradict_themselves(examine_board: Callable[..., Done]) -> None:
    (line,) = bad(examine_board(replace(LAYOUT, accounts=(LEAD,)), board='[monitor]\nseats = ["x"]\n'))
    assert "monitor.seats" in line


def test_a_database_that_is_not_made(
    desk: Runner, config: Path, pbx_of: Callable[[Layout], SimulatedPbx]
) -> None:
    text = config.read_text("utf-8").replace("[seat]", f"port = {pbx_of(LAYOUT).port}\n[seat]", 1)
    config.write_text(text, "utf-8")
    (line,) = bad(desk("doctor", "--config", config))
    assert "desk init" in line
    assert not config.with_name("desk.db").exists()  # a doctor makes nothing


def test_a_database_without_anything_in_it(
    desk: Runner, config: Path, pbx_of: Callable[[Layout], SimulatedPbx]
) -> None:
    text = config.read_text("utf-8").replace("[seat]", f"port = {pbx_of(LAYOUT).port}\n[seat]", 1)
    config.write_text(text, "utf-8")
    desk("init", "--config", config)
    departments, knowledge = bad(desk("doctor", "--config", config))
    assert "desk departments import" in departments
    assert "desk kb import" in knowledge
