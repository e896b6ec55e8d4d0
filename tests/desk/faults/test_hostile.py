"""What a PBX, a citizen or a hand may send: shown as text or refused in words, and the call goes on."""

from __future__ import annotations

import random
import time

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from telephony.snapshots import CallState, SeatState
from tests.desk.faults.conftest import CITIZEN, Desk
from tests.desk.faults.proxy import FaultProxy, messages
from tests.pbx.harness import wait_until
from tests.pbx.simulated import SimulatedHotline

OTHER = "13805741111"

NAMES = {
    "markup": ("<b>张三</b><img src='file:///etc/passwd'><script>alert(1)</script>", "<b>张三</b><img"),
    "entities": ("A&amp;B &lt;i&gt;", "A&amp;B &lt;i&gt;"),
    "bidi": ("王\u202eevil\u202c\u2066x\u2069\u200f芳", "王evilx芳"),
    "zero width": ("李\u200b\u200b四\ufeff", "李四"),
    "rare": ("𠮷野家", "𠮷野家"),
    "endless": ("长" * 10_000, "长" * 100),
    "format": ("{0} %s %n {call.__class__}", "{0} %s %n {call.__class__}"),
    "controls": ("赵\x07\x1b[31m六", "赵"),
    "ampersand": ("陈&&周", "陈&&周"),
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_callers_name_is_shown_as_text(desk: Desk, hotline: SimulatedHotline, kind: str) -> None:
    name, shown = NAMES[kind]
    hotline.pbx.add_citizen(CITIZEN, name=name)
    desk.ready()
    desk.talk(hotline)
    label = desk.find(QLabel, "call_name")
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert desk.text("call_name").startswith(shown)
    text = desk.text("call_name")
    assert len(text) <= 400
    assert not any(ord(mark) < 32 or 0x202A <= ord(mark) <= 0x202E for mark in text)
    assert all(part.textFormat() is Qt.TextFormat.PlainText for part in desk.window.findChildren(QLabel))
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(1,)], "record")
    hotline.citizen(CITIZEN).hang_up()
    desk.wait_call(CallState.ENDED)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("张晓明".encode("gb18030"), "张晓明"),
        (b"bad \xff\xfe\x80 bytes", "bad "),
        ("截断的名".encode()[:-1], "截断的"),
        (b"nul \x00 inside", "nul "),
    ],
)
def test_a_name_in_no_good_encoding(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy, raw: bytes, shown: str
) -> None:
    hotline.pbx.add_citizen(CITIZEN, name="PLACEHOLDER")
    proxy.corrupt(lambda data: data.replace(b"PLACEHOLDER", raw))
    desk.ready()
    desk.talk(hotline)
    assert desk.text("call_name").startswith(shown)
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(1,)], "record")


NOISE = {
    "unknown event": b"Event: FromTheFuture\r\nChannel: PJSIP/2001-00000001\r\nX: y\r\n\r\n",
    "no headers": b"Event: AgentConnect\r\n\r\nEvent: Hangup\r\n\r\nEvent: Newstate\r\n\r\n",
    "no name": b"Event: \r\nChannel: PJSIP/2001-00000001\r\n\r\n",
    "only colons": b":\r\n: :\r\n::::\r\n\r\n",
    "empty lines": b"\r\n" * 5000,
    "answer to nothing": b"Response: Success\r\nActionID: desk-999999\r\nMessage: ghost\r\n\r\n",
    "list of nobody": b"Event: StatusComplete\r\nActionID: x\r\nListItems: 99\r\n\r\n",
    "wrong numbers": b"Event: Hangup\r\nChannel: PJSIP/9999-1\r\nUniqueid: \xe4\xb8\x80.1\r\n"
    b"Cause: many\r\n\r\n",
    "megabyte header": b"Event: Newstate\r\nChannel: " + b"A" * 1_000_000 + b"\r\n\r\n",
    "a thousand headers": b"Event: Newstate\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
    "binary": random.Random(7).randbytes(200_000).replace(b"\r", b"") + b"\r\n\r\n",
    "someone else's call": b"Event: AgentConnect\r\nQueue: zonghe\r\nInterface: PJSIP/2002\r\n"
    b"Channel: PJSIP/trunk-9\r\nUniqueid: 1.9\r\nLinkedid: 1.9\r\nDestChannel: PJSIP/2002-1\r\n\r\n",
}


@pytest.mark.parametrize("kind", NOISE)
def test_noise_between_events_disturbs_no_call(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy, kind: str
) -> None:
    desk.ready()
    call = desk.talk(hotline)
    proxy.inject(NOISE[kind])
    desk.click("call_hold")
    desk.wait_call(CallState.HELD)
    assert desk.call.call_id == call.call_id
    assert proxy.accepted == 1
    hotline.citizen(CITIZEN).hang_up()
    desk.wait_call(CallState.ENDED)


def test_a_line_that_never_ends_takes_no_memory(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    proxy.inject(b"Event: Newstate\r\nChannel: ")
    before = _resident()
    for _ in range(60):
        proxy.inject(b"A" * 1_000_000)
        desk.wait(lambda: proxy.waiting == 0, "taken", 10)
    assert _resident() - before < 30_000_000
    proxy.inject(b"\r\n\r\n")
    hotline.citizen(CITIZEN).dial("12345")
    assert desk.wait_call(CallState.RINGING, 10).number == CITIZEN
    assert proxy.accepted == 1


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def test_hangups_told_twice_and_backwards_make_one_record(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    first = desk.talk(hotline)
    told = messages(proxy.seen, having=b"Event: ")
    hotline.citizen(CITIZEN).hang_up()
    desk.wait_call(CallState.ENDED)
    wait_until(lambda: bool(messages(proxy.seen, having=b"Event: AgentComplete")), "AgentComplete")
    ends = messages(proxy.seen, having=b"Event: Hangup") + messages(
        proxy.seen, having=b"Event: AgentComplete"
    )
    assert ends
    for event in [*ends, *reversed(ends), *told, *ends]:
        proxy.inject(event)
    # The last of them is counted like the others: then all have been read.
    counted = 1 + 3 * sum(b"Event: AgentComplete" in event for event in ends)
    desk.wait(lambda: desk.view.seat.queues[0].completed == counted, "everything is read")
    desk.wait(lambda: desk.view.seat.state is SeatState.AFTER_CALL, "after-call work")
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls WHERE ended_at IS NOT NULL") == [(1,)], "record")
    desk.click("wrapup_done")
    desk.wait(lambda: desk.view.seat.state is SeatState.READY, "ready")
    second = desk.talk(hotline, OTHER)
    assert second.call_id != first.call_id
    desk.wait(lambda: desk.rows("SELECT count(*) FROM calls") == [(2,)], "second record")
    assert desk.rows("SELECT count(*) FROM calls WHERE outcome IS NOT NULL") == [(1,)]


@pytest.mark.parametrize(
    "number",
    [
        "110\r\nAction: Hangup\r\nChannel: /.*/",
        "110\nVariable: X=1",
        "8001*2",
        "8001@from-trunk",
        "8001&8002",
        "abc",
        "<b>1</b>",
        "１２３４５",
        "1" * 60,
        "+",
        "${EXTEN}",
    ],
)
def test_what_is_no_number_is_never_dialled(desk: Desk, hotline: SimulatedHotline, number: str) -> None:
    desk.ready()
    box = desk.find(QLineEdit, "call_dial")
    QApplication.clipboard().setText(number)
    box.clear()
    box.paste()
    desk.click("call_dial_start")
    desk.wait(lambda: "telephone number" in desk.text("message_bar"), "said in words")
    assert hotline.channels() == []
    assert box.text()  # to be corrected, not typed again
    desk.window.messages.notice("")
    box.setText(number)  # as a program may set it, line breaks and all
    desk.click("call_dial_start")
    desk.qtbot.waitUntil(lambda: "telephone number" in desk.text("message_bar"))
    assert hotline.channels() == []


def test_a_second_call_does_not_steal_the_form(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    phone = hotline.pbx.phone("2001")
    hotline.pbx.call(lambda: setattr(phone, "call_waiting", True))
    desk.ready()
    one, two = hotline.citizen(CITIZEN), hotline.citizen(OTHER)
    one.dial("12345")
    two.dial("12329")
    first = desk.wait_call(CallState.RINGING)
    desk.wait(lambda: desk.text("call_number"), "first call shown")
    desk.type("order_title", "noise at night")
    desk.wait(lambda: len(hotline.channels()) >= 2, "both there")
    hotline.seat_phone("2001").answer()
    desk.wait(lambda: any(c.state is CallState.TALKING for c in _calls(desk)), "talking")
    assert desk.text("order_title") == "noise at night"
    assert desk.window.form.call_id == first.call_id
    desk.type("order_title", ", every night")
    desk.window.form.flush()
    desk.wait(
        lambda: (
            desk.rows("SELECT call_id, title FROM drafts") == [(first.call_id, "noise at night, every night")]
        ),
        "draft of the first call",
    )
    assert {call.number for call in _calls(desk)} <= {CITIZEN, OTHER}


@pytest.mark.parametrize("opened", ["menu", "list", "dialog"])
def test_it_rings_while_something_is_open(desk: Desk, hotline: SimulatedHotline, opened: str) -> None:
    desk.ready()
    if opened == "menu":
        popup: QWidget = desk.find(QPushButton, "caller_nuisance").menu()
        popup.popup(desk.window.mapToGlobal(QPoint(100, 100)))
    elif opened == "list":
        kinds = desk.find(QComboBox, "order_kind")
        kinds.showPopup()
        popup = kinds.view().window()
    else:
        popup = QMessageBox(desk.window)
        popup.open()
    desk.wait(popup.isVisible, "open")
    citizen = hotline.citizen(CITIZEN)
    citizen.dial("12345")
    desk.wait_call(CallState.RINGING)
    desk.wait(lambda: "139 5741 2345" in desk.text("call_number"), "the number stands there")
    desk.wait(lambda: "First call" in desk.text("caller_summary"), "the caller was looked up")
    assert popup.isVisible()  # nothing that somebody was about to choose is taken away
    popup.close()
    citizen.hang_up()
    desk.wait_call(CallState.ENDED)


def test_two_calls_told_within_50_ms_are_both_known(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    hotline.citizen(CITIZEN).dial("12345")
    first = desk.wait_call(CallState.RINGING)
    desk.type("order_title", "typed while it rings")
    # The PBX tells of a second call for this seat in the same breath, as two queues without knowledge of
    # each other do.
    wait_until(lambda: bool(messages(proxy.seen, having=b"Event: DialBegin")), "ringing told")
    story = messages(proxy.seen, having=b"Event: QueueCallerJoin")
    for name in (b"Event: Newchannel", b"Event: AgentCalled", b"Event: DialBegin", b"State: 5"):
        story += [block for block in messages(proxy.seen, having=name) if block not in story]
    told = (
        b"".join(story)
        .replace(first.call_id.encode(), b"1999999999.77")
        .replace(CITIZEN.encode(), OTHER.encode())
    )
    told = told.replace(b"PJSIP/2001-", b"PJSIP/2001-f").replace(b"PJSIP/trunk-", b"PJSIP/trunk-f")
    proxy.inject(told.replace(b"Queue: zonghe", b"Queue: gjj"))
    desk.wait(lambda: any(call.number == OTHER for call in desk.view.other_calls), "second call known")
    assert desk.call.call_id == first.call_id
    assert desk.text("order_title") == "typed while it rings"
    assert OTHER in desk.text("call_other").replace(" ", "")


def _calls(desk: Desk) -> list[object]:
    return [call for call in (desk.view.call, *desk.view.other_calls) if call is not None]


def test_five_thousand_events_a_second_leave_the_window_answering(
    desk: Desk, hotline: SimulatedHotline, proxy: FaultProxy
) -> None:
    desk.ready()
    desk.talk(hotline)
    wanted = [m for m in messages(proxy.seen, having=b"Event: ") if b"2001" in m or b"QueueCaller" in m]
    assert len(wanted) > 5
    others = [
        m.replace(b"PJSIP/2001", b"PJSIP/2077")
        .replace(b"desk-2001", b"desk-2077")
        .replace(b"=2001", b"=2077")
        for m in wanted
        if b"QueueCaller" not in m
    ]
    rest = b"Event: VarSet\r\nChannel: PJSIP/2077-1\r\nVariable: A\r\nValue: b\r\n\r\n"
    tick = b"".join((others * 50)[:150]) + rest * 100  # 250 events
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    end = time.perf_counter() + 4.0
    sent = 0
    began = last = time.perf_counter()
    while (now := time.perf_counter()) < end:
        if sent < (now - began) * 5000:
            proxy.inject(tick)
            sent += 250
        QApplication.processEvents()
    timer.stop()
    assert sent >= 15_000
    gaps.sort()
    assert gaps[int(len(gaps) * 0.99)] < 0.1, f"p99 {gaps[int(len(gaps) * 0.99)]:.3f} s"
    assert desk.call.state is CallState.TALKING
    desk.click("call_hold")
    desk.wait_call(CallState.HELD, 3)
    assert proxy.accepted == 1
