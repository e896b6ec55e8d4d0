"""What the comparison with QPanel counts, and what it installs."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from telephony.simulator import Layout, SimulatedPbx, full_account
from tests.bench import qpanel, qpanel_install, queues_pbx
from tests.bench.ami_proxy import CountingProxy, Traffic
from tests.bench.figures import lateness
from tests.bench.qpanel_install import NotToBeHad
from tests.bench.queues_pbx import EACH, MARKED, MEMBERS, QUEUES, memberships, queues, simulated
from tests.pbx.ami import Ami
from tests.pbx.harness import wait_until

SECRET = "correct horse"
_Queues = dict[str, dict[str, dict[str, dict[str, str]]]]


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    """A PBX with one account."""
    pbx = SimulatedPbx(Layout(hotlines={"12345": "zonghe"}, accounts=(full_account("admin", SECRET),)))
    pbx.start()
    yield pbx
    pbx.stop()


def test_logins_and_bytes_are_those_of_the_sessions(pbx: SimulatedPbx) -> None:
    with CountingProxy(pbx.port) as proxy:
        sessions = [Ami(("127.0.0.1", proxy.port), "admin", SECRET) for _ in range(2)]
        sessions[0].listing("QueueStatus", "QueueStatusComplete")
        assert proxy.traffic.logins == 2
        wait_until(
            lambda: proxy.traffic.received == sum(len(session.raw) for session in sessions),
            "as many bytes are counted as have come",
            5,
        )
        before = proxy.traffic
        sessions[0].action("Ping", check=True)
        sessions[1].action("Logoff")
        assert (proxy.traffic - before).logins == 0
        asked = b"Action: Ping\r\nActionID: 3\r\n\r\n", b"Action: Logoff\r\nActionID: 2\r\n\r\n"
        assert (proxy.traffic - before).sent == sum(map(len, asked))
        for session in sessions:
            session.close()


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_login_counts_once_however_it_is_cut(size: int) -> None:
    text = b"action: LOGIN\r\nUsername: Action: Login\r\n\r\nAction: Logoff\r\n\r\nAction: Login\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as server, CountingProxy(server.getsockname()[1]) as proxy:
        client = socket.create_connection(("127.0.0.1", proxy.port))
        behind, _ = server.accept()
        for at in range(0, len(text), size):
            client.sendall(text[at : at + size])
        client.shutdown(socket.SHUT_WR)
        with behind, client, behind.makefile("rb") as read:
            assert read.read() == text
        assert proxy.traffic == Traffic(logins=2, sent=len(text))


def test_an_end_reaches_the_other_side(pbx: SimulatedPbx) -> None:
    with CountingProxy(pbx.port) as proxy:
        client = socket.create_connection(("127.0.0.1", proxy.port))
        with client, client.makefile("rb") as read:
            assert read.readline().startswith(b"Asterisk")
            pbx.stop()
            assert read.read() == b""


def test_a_mark_is_shown_with_a_later_one() -> None:
    sent = [(0, 10.0), (1, 11.0), (2, 12.0), (3, 13.0)]
    assert lateness(sent, [(0, 10.5), (2, 12.25)]) == [0.5, 1.25, 0.25]


def test_each_queue_has_its_members() -> None:
    names = [queue for queue, _ in memberships()]
    assert {names.count(queue) for queue in queues()} == {MEMBERS}
    assert len(set(memberships())) == QUEUES * MEMBERS
    assert len({seat for _, seat in memberships()}) == QUEUES * MEMBERS // EACH


def test_the_simulator_lists_the_members_and_the_mark_as_qpanel_asks() -> None:
    with simulated() as (port, _, _, mark):
        mark(7)
        session = Ami(("127.0.0.1", port), "qpanel", queues_pbx.SECRET)
        with contextlib.closing(session):
            listed = [
                each
                for queue in queues()  # one by one: the tests' client is slow with long lists
                for each in session.listing("QueueStatus", "QueueStatusComplete", Queue=queue)
            ]
    members = [(each["Queue"], each["Location"]) for each in listed if each["Event"] == "QueueMember"]
    assert sorted(members) == sorted((queue, f"PJSIP/{seat}") for queue, seat in memberships())
    reasons = {each["PausedReason"] for each in listed if each.get("Location") == f"PJSIP/{MARKED}"}
    assert reasons == {"7"}


def test_a_folder_that_is_no_checkout_is_said_so_and_not_measured(tmp_path: Path) -> None:
    [figure] = qpanel.measure(tmp_path)
    assert "not measured" in figure.value
    assert "no checkout of QPanel" in figure.value
    assert figure.kept is None


def test_what_cannot_be_cloned_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qpanel_install, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(qpanel_install, "REPOSITORY", str(tmp_path / "nowhere"))
    with pytest.raises(NotToBeHad, match="git clone"):
        qpanel_install.install(None)
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_lies_beside_qpanel_is_not_fetched(tmp_path: Path) -> None:
    lines = ["# pins", "", "Flask==1.1.4", "git+https://example.org/themes@9eac2dc#egg=Flask-Themes"]
    assert qpanel_install._wanted(lines, tmp_path) == lines[2:]
    (tmp_path / "flask_themes").mkdir()
    assert qpanel_install._wanted(lines, tmp_path) == ["Flask==1.1.4"]


def test_the_page_asks_on_while_an_answer_is_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, go_on = threading.Semaphore(0), threading.Event()
    member = {qpanel._MEMBER: {"PausedReason": "7"}}
    full: _Queues = {"zu1": {"members": {str(n): {} for n in range(qpanel._ENTRIES - 1)} | member}}
    answers: Iterator[_Queues | Exception] = iter(
        [full, {"zu1": {"members": member}}, http.client.HTTPException()]
    )

    def ask(_port: int) -> _Queues:
        asked.release()
        go_on.wait(5)
        answer = next(answers, full)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(qpanel, "_ask", ask)
    monkeypatch.setattr(qpanel, "POLL_SECONDS", 0.01)
    with qpanel._Page(0) as page:
        for _ in range(3):
            assert asked.acquire(timeout=5)
        go_on.set()
        page.wait_for(7, 5)
        wait_until(lambda: page.failed == 2, "what lacks members is no answer", 5)
    assert page.shown[0][0] == 7
