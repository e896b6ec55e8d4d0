"""Shows the workstation with realistic data: `python -m tests.desk.workstation.preview --state talking`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk import language
from desk.records.views import AgentDay, CallerCard, NumberInfo, OrderState, Outcome, PastCall, RepeatCall
from desk.workstation.ports import Choices
from desk.workstation.window import WorkstationWindow
from kb.article import Article, Attachment, Hit, reasons
from kb.pinned import Pinned
from telephony.snapshots import (
    Announcement,
    CallState,
    EndReason,
    LinkProblem,
    LinkSnapshot,
    LinkState,
    QueueSnapshot,
    SeatSnapshot,
    SeatState,
    SeatView,
)
from tests.desk.workstation import fakes

STATES = ("ringing", "talking", "consulting", "three_way", "idle", "offline", "wrapup", "told")
NUMBER = "13812345678"


def card() -> CallerCard:
    """Make a caller with a history."""
    now = datetime.now(UTC)
    late = fakes.order(
        number="202611200131",
        title="中河街道工地夜间施工噪声扰民",
        due_at=now - timedelta(hours=3, minutes=20),
        overdue=True,
        reminders=1,
        last_reply="已联系施工单位，要求22时后停止作业，后续将现场复查。",
        last_reply_at=now - timedelta(days=1),
    )
    orders = (
        late,
        fakes.order(
            title="小区门口流动摊贩占道", due_at=now + timedelta(hours=21), state=OrderState.DISPATCHED
        ),
        fakes.order(
            number="202610150088",
            title="公积金提取进度查询",
            department_name="市住房公积金管理中心",
            state=OrderState.CLOSED,
            last_reply="已于10月16日到账，市民表示满意。",
            last_reply_at=now - timedelta(days=36),
        ),
    )
    calls = tuple(
        PastCall(f"p{at}", now - timedelta(days=days), "综合", agent, outcome, note, 184.0)
        for at, (days, agent, outcome, note) in enumerate(
            (
                (2, "1024", Outcome.ORDER, "再次反映工地夜间施工，已派单执法局"),
                (9, "1031", Outcome.THREE_WAY, "与执法局三方通话，承诺当晚巡查"),
                (38, "1007", Outcome.DIRECT_ANSWER, "咨询公积金租房提取材料"),
                (61, "1024", Outcome.INCOMPLETE, "通话中断"),
                (120, "1018", Outcome.DIRECT_ANSWER, "社保卡补办地点"),
            )
        )
    )
    info = NumberInfo(NUMBER, "138 1234 5678", "+8613812345678", "浙江 宁波", "中国移动", False, True)
    return CallerCard(
        info,
        1,
        "张建国",
        "鄞州区中河街道凤凰新村12幢302室",
        "听力不好，请放慢语速；不愿留家庭住址给被投诉方。",
        calls_total=14,
        calls=calls,
        orders=orders,
        repeat=RepeatCall(3, 30, late),
    )


def hits() -> tuple[Hit, ...]:
    """Make knowledge entries about withdrawing housing funds."""
    answer = (
        "您好，无房职工租房提取住房公积金，需要：\n"
        "- 本人**身份证**\n- **无房证明**（由中心联网核查，您不必到窗口开具）\n- 本人名下的银行卡\n\n"
        "在[浙里办](https://www.zjzwfw.gov.cn)搜索“公积金租房提取”即可申请，"
        "三个工作日内到账；每人每月最多提取 **1200 元**，每年可提取一次。"
    )
    rows = (
        ("GJJ-0012", "租房提取住房公积金需要什么材料？", ((0, 4), (6, 9)), date(2027, 6, 30), False, 214),
        ("GJJ-0015", "异地租房可以提取住房公积金吗？", ((2, 4), (6, 8)), date(2027, 3, 31), False, 87),
        ("GJJ-0021", "租房提取住房公积金的额度是多少？", ((0, 4),), date(2025, 12, 31), True, 156),
        ("GJJ-0034", "提前还贷怎样提取住房公积金？", ((6, 8),), None, True, 41),
        ("GJJ-0040", "离职后住房公积金怎样提取？", ((9, 11),), date(2027, 6, 30), False, 63),
    )
    return tuple(
        Hit(
            Article(
                code,
                title,
                answer,
                department="市住房公积金管理中心",
                category="公积金/提取",
                source="甬公积金〔2024〕18号",
                valid_until=until,
                revision=4,
                contact_department="市住房公积金管理中心提取科",
                contact_phone="87190001",
                attachments=(Attachment("租房提取申请表.pdf", "https://gjj.example.gov.cn/form.pdf"),),
            ),
            10.0 - at,
            check,
            uses,
            reasons=reasons(marks),
        )
        for at, (code, title, marks, until, check, uses) in enumerate(rows)
    )


def agreed() -> tuple[Pinned, ...]:
    """Make an agreed answer."""
    article = Article(
        "TF-0003",
        "台风“海葵”期间公积金中心办事窗口还开放吗？",
        "各办事窗口十八时起暂停对外服务，网上业务照常办理；恢复时间以市政府公告为准。",
        department="市住房公积金管理中心",
        source="甬防指〔2026〕7号",
        revision=2,
    )
    return (Pinned(article, datetime.now(UTC) + timedelta(hours=9)),)


def view(state: str) -> SeatView:
    """Make what the PBX would say in a state."""
    now = datetime.now(UTC)
    queues = (QueueSnapshot("zonghe", True, 4), QueueSnapshot("gjj", True, 1))
    seat = SeatSnapshot("2001", SeatState.READY, since=now - timedelta(minutes=12), queues=queues)
    busy = replace(seat, state=SeatState.NOT_READY, reason="after-call")
    if state == "idle":
        return SeatView(fakes.UP, seat)
    if state == "ringing":
        return SeatView(fakes.UP, seat, fakes.call(CallState.RINGING))
    if state == "wrapup":
        ended = fakes.call(
            CallState.ENDED,
            answered_at=now - timedelta(minutes=6),
            ended_at=now,
            end_reason=EndReason.CITIZEN_HUNG_UP,
        )
        return SeatView(fakes.UP, replace(seat, state=SeatState.AFTER_CALL, since=now), ended)
    if state == "offline":
        link = LinkSnapshot(
            LinkState.WAITING, LinkProblem.SILENT, "ping timeout", now, now + timedelta(seconds=4)
        )
        return SeatView(link, SeatSnapshot("2001"), fakes.call(CallState.TALKING))
    chosen = {
        "talking": CallState.TALKING,
        "told": CallState.TALKING,
        "consulting": CallState.CONSULTING,
        "three_way": CallState.THREE_WAY,
    }[state]
    talking = fakes.call(chosen, answered_at=now - timedelta(minutes=3, seconds=7))
    return SeatView(fakes.UP, busy, talking)


def make(state: str, theme: str, lang: str, scale: float) -> WorkstationWindow:
    """Make the window and fill every panel."""
    records = fakes.FakeRecords(cards={NUMBER: card()}, day=AgentDay(42, 40, 31, 4, 5, 185.0))
    pbx = fakes.FakePbx(SeatView(fakes.UP, SeatSnapshot("2001", SeatState.READY)))
    window = WorkstationWindow(
        fakes.ports(
            pbx=pbx,
            records=records,
            knowledge=fakes.FakeKnowledge(hits(), pins={"公积金": agreed()}),
            choices=Choices(language=lang, theme=theme, scale=scale),
        )
    )
    if state in ("wrapup", "offline"):
        pbx.show(view("talking"))
    pbx.show(view(state))
    if state in ("idle",):
        return window
    if state != "ringing":
        window.knowledge.query.setText("租房提取公积金")
        window.order.title.setText("工地夜间施工噪声扰民")
        window.order.place.setText("鄞州区中河街道凤凰新村东侧工地")
        window.order.detail.setPlainText(
            "市民反映近一周工地每晚施工到凌晨一点，影响休息，希望制止并公布许可情况。"
        )
        window.order.kind.setCurrentIndex(1)
        window.order.show_suggestions(records.suggest_departments("噪声"))
        window.order.choose_suggestion(0)
        window.wrapup.note.setPlainText("情绪激动，已安抚")
    if state in ("consulting", "three_way"):
        window.consult.target.setText("公积金")
        window.calls.search_departments("公积金")
    if state == "told":
        line = "20 时起台风红色预警，停课停运问题请按统一答复口径解答，不要承诺恢复时间。"
        pbx.show(replace(pbx.view, announcement=Announcement(line, "李班长", datetime.now(UTC))))
        window.pins.open_next()
        window.knowledge.sheet.wrong.click()
    if state == "wrapup":
        window.order.dispatch.click()
        window.knowledge.direct.click()
    return window


def main() -> int:
    """Run the preview; with --grab, write a picture and end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state", choices=STATES, default="talking")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--size", default="1366x728")
    parser.add_argument("--scale", type=float, default=0.0)
    parser.add_argument("--grab", default="")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    language.install(app, options.language)
    width, height = (int(part) for part in options.size.split("x"))
    window = make(options.state, options.theme, options.language, options.scale or 1.0)
    window.resize(width, height)
    window.showNormal()
    window.resize(width, height)
    if options.grab:
        QTimer.singleShot(700, lambda: (window.grab().save(options.grab), app.quit()))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
