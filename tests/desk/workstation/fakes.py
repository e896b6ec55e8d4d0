"""Ports of the workstation without a PBX, a database or a thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk.records.views import (
    AgentDay,
    CallerCard,
    Department,
    DepartmentSuggestion,
    Kept,
    NumberInfo,
    OrderDraft,
    OrderKind,
    OrderState,
    OrderView,
    Outcome,
    UnfinishedCall,
)
from desk.workstation.ports import Choices, Ports, Seat
from kb.article import Article, Hit
from kb.pinned import Pinned
from telephony.snapshots import (
    CallAction,
    CallDirection,
    CallSnapshot,
    CallState,
    Hindrance,
    Leg,
    LegRole,
    LegState,
    LinkSnapshot,
    LinkState,
    QueueSnapshot,
    SeatSnapshot,
    SeatState,
    SeatView,
)

CAME = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)  # when the calls came that an earlier start has left
UP = LinkSnapshot(LinkState.UP, pbx_version="Asterisk 22.4.1")
SEAT = SeatSnapshot(
    "2001", SeatState.READY, queues=(QueueSnapshot("zonghe", True, 2), QueueSnapshot("gjj", True, 0))
)


class FakeRequest(QObject):
    """A request whose fate the test decides."""

    confirmed = Signal()
    failed = Signal(object)


class FakePbx(QObject):
    """Keeps the requests; shows the views it is given."""

    view_changed = Signal(object)

    def __init__(self, view: SeatView | None = None) -> None:
        super().__init__()
        self.view = view or SeatView(UP, SEAT)
        self.requests: list[Any] = []
        self.handles: list[FakeRequest] = []

    def request(self, request: Any) -> FakeRequest:
        handle = FakeRequest(self)
        self.requests.append(request)
        self.handles.append(handle)
        return handle

    def show(self, view: SeatView) -> None:
        self.view = view
        self.view_changed.emit(view)

    def show_call(self, call: CallSnapshot | None, *others: CallSnapshot) -> None:
        self.show(replace(self.view, call=call, other_calls=others))


@dataclass
class FakeWorker:
    """Does work at once, or when the test says so; keyed work that was overtaken is dropped."""

    held: bool = False
    waiting: deque[tuple[Any, ...]] = field(default_factory=deque)
    newest: dict[Hashable, object] = field(default_factory=dict)

    def submit(
        self,
        lane: str,
        job: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        key: Hashable | None = None,
        patience: float = 0.0,
    ) -> bool:
        token = object()
        if key is not None:
            self.newest[key] = token
        if self.held:
            self.waiting.append((job, done, failed, key, token))
        else:
            self._run(job, done, failed, key, token)
        return not self.held

    def release(self) -> None:
        """Do what waits."""
        while self.waiting:
            self._run(*self.waiting.popleft())

    def _run(self, job: Any, done: Any, failed: Any, key: Any, token: object) -> None:
        try:
            result = job()
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        if done is not None and (key is None or self.newest.get(key) is token):
            done(result)


DEPARTMENTS = (
    Department(
        "1001", "市住房公积金管理中心", "87190001", "09:00-17:00", "公积金提取、贷款、缴存", "szfgjjglzx"
    ),
    Department(
        "1002", "市人力资源和社会保障局", "87190002", "09:00-17:00", "社保、劳动、就业", "srlzyhshbzj"
    ),
    Department("1003", "市综合行政执法局", "87190003", "00:00-24:00", "占道经营、噪声、违建", "szhxzzfj"),
    Department("1004", "市市场监督管理局", "87190004", "09:00-17:00", "消费维权、食品安全", "sscjdglj"),
    Department("1005", "市交通运输局", "87190005", "09:00-17:00", "公交、出租车、道路", "sjtysj"),
    Department("1006", "市生态环境局", "87190006", "00:00-24:00", "噪声、污水、废气", "ssthjj"),
)


@dataclass
class FakeRecords:
    """Records in memory; `trouble` makes every method fail."""

    cards: dict[str, CallerCard] = field(default_factory=dict)
    stored: dict[str, OrderDraft] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)  # of the calls that are left
    sent: dict[str, list[OrderView]] = field(default_factory=dict)  # orders of each call
    trouble: Exception | None = None
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    answered: dict[str, list[str]] = field(default_factory=dict)
    day: AgentDay = AgentDay()  # noqa: RUF009 (frozen)

    def _note(self, *what: Any) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.calls.append(what)

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """Return the calls of one method."""
        return [call for call in self.calls if call[0] == name]

    def card(self, number: str, language: str, *, matter: str = "") -> CallerCard:
        self._note("card", number, language, matter)
        info = NumberInfo(number, number, number, "", "", not number, bool(number))
        return self.cards.get(number, CallerCard(info))

    def save_note(self, number: str, note: str, based_on: str | None = None) -> Kept:
        self._note("save_note", number, note)
        return Kept(note)

    def rename_caller(self, number: str, name: str, based_on: str | None = None) -> Kept:
        self._note("rename_caller", number, name)
        return Kept(name)

    def mark_nuisance(self, number: str, reason: str, based_on: str | None = None) -> Kept:
        self._note("mark_nuisance", number, reason)
        return Kept(reason)

    def call_offered(self, call: CallSnapshot, agent: str) -> None:
        self._note("call_offered", call.call_id, agent)

    def call_changed(self, call: CallSnapshot) -> None:
        self._note("call_changed", call.call_id, call.state)

    def call_ended(self, call: CallSnapshot) -> None:
        self._note("call_ended", call.call_id)

    def wrap_up(self, call_id: str, outcome: Outcome, note: str) -> None:
        self._note("wrap_up", call_id, outcome, note)

    def unfinished(self, agent: str) -> tuple[UnfinishedCall, ...]:
        times = (CAME + timedelta(minutes=at) for at in range(len(self.left)))
        return tuple(
            UnfinishedCall(one, self.numbers.get(one, ""), when)
            for one, when in zip(self.left, times, strict=True)
        )

    def orders_of(self, agent: str, call_id: str) -> tuple[OrderView, ...]:
        self._note("orders_of", agent, call_id)
        return tuple(self.sent.get(call_id, ()))

    def save_draft(self, draft: OrderDraft) -> None:
        self._note("save_draft", draft)
        self.stored[draft.call_id] = draft

    def draft(self, call_id: str) -> OrderDraft | None:
        return self.stored.get(call_id)

    def drafts(self) -> tuple[OrderDraft, ...]:
        return tuple(self.stored.values())

    def discard_draft(self, call_id: str) -> None:
        self._note("discard_draft", call_id)
        self.stored.pop(call_id, None)

    def dispatch(self, draft: OrderDraft, agent: str) -> OrderView:
        self._note("dispatch", draft, agent)
        self.stored.pop(draft.call_id, None)
        name = next((one.name for one in DEPARTMENTS if one.code == draft.department_code), "")
        made = order(title=draft.title, department_code=draft.department_code, department_name=name)
        self.sent.setdefault(draft.call_id, []).append(made)
        return made

    def remind(self, order_number: str, agent: str, call_id: str) -> OrderView:
        self._note("remind", order_number, agent, call_id)
        return order(number=order_number, reminders=1)

    def departments(self, query: str = "", limit: int = 20) -> tuple[Department, ...]:
        found = [
            one
            for one in DEPARTMENTS
            if not query or query in one.name or one.code.startswith(query) or one.initials.startswith(query)
        ]
        return tuple(found[:limit])

    def suggest_departments(self, text: str, limit: int = 3) -> tuple[DepartmentSuggestion, ...]:
        wanted = DEPARTMENTS[2:5] if "噪" in text or "摊" in text else DEPARTMENTS[:3]
        return tuple(DepartmentSuggestion(one, 1.0, one.duties, 4) for one in wanted[:limit])

    def log_search(self, call_id: str | None, query: str, hits: int, seconds: float) -> None:
        self._note("log_search", call_id, query, hits, seconds)

    def log_direct_answer(
        self, call_id: str, article_code: str, revision: int, query: str, seconds: float
    ) -> None:
        self._note("log_direct_answer", call_id, article_code, revision, query, seconds)
        self.answered.setdefault(call_id, []).append(article_code)

    def direct_answers(self, call_id: str) -> tuple[str, ...]:
        return tuple(self.answered.get(call_id, ()))

    def statistics_today(self, agent: str) -> AgentDay:
        self._note("statistics_today", agent)
        return self.day


@dataclass
class FakeKnowledge:
    """Finds what it was given."""

    hits: tuple[Hit, ...] = (
        Hit(
            Article("GJJ-001", "住房公积金租房提取需要什么材料？", "本人身份证和无房证明。", revision=3), 9.0
        ),
        Hit(Article("GJJ-002", "住房公积金如何转移？", "向转入地中心申请。"), 5.0),
    )
    queries: list[str] = field(default_factory=list)
    trouble: Exception | None = None
    used: list[str] = field(default_factory=list)
    learnt: list[tuple[str, str]] = field(default_factory=list)
    pins: dict[str, tuple[Pinned, ...]] = field(default_factory=dict)  # by a word; empty: for every call
    pins_asked: list[tuple[str, str, str]] = field(default_factory=list)
    suggested: list[tuple[str, int, str, str, str]] = field(default_factory=list)

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        self.queries.append(query)
        if self.trouble is not None:
            raise self.trouble
        return self.hits

    def record_use(self, code: str) -> None:
        self.used.append(code)

    def learn(self, query: str, code: str) -> None:
        self.learnt.append((query, code))

    def pinned(self, query: str = "", queue: str = "", kind: str = "") -> tuple[Pinned, ...]:
        self.pins_asked.append((query, queue, kind))
        return tuple(one for word, found in self.pins.items() for one in found if word in query)

    def suggest(self, code: str, revision: int, words: str, call_id: str = "", agent: str = "") -> None:
        if self.trouble is not None:
            raise self.trouble
        self.suggested.append((code, revision, words, call_id, agent))


def order(**changes: Any) -> OrderView:
    """Make an order that is due tomorrow."""
    now = datetime.now(UTC)
    base = OrderView(
        "202611220017",
        OrderKind.COMPLAINT,
        False,
        "夜间施工噪声",
        "鄞州区中河街道",
        "1003",
        "市综合行政执法局",
        OrderState.SIGNED,
        now - timedelta(hours=20),
        now + timedelta(hours=28, minutes=10),
        False,
        0,
    )
    return replace(base, **changes)


def call(state: CallState = CallState.RINGING, call_id: str = "c1", **changes: Any) -> CallSnapshot:
    """Make a call of a state, with what the PBX would allow in it."""
    now = datetime.now(UTC)
    after = state not in (CallState.RINGING, CallState.DIALLING)
    actions = {
        CallState.RINGING: {CallAction.HANG_UP},
        CallState.TALKING: {
            CallAction.HOLD,
            CallAction.HANG_UP,
            CallAction.CONSULT,
            CallAction.TRANSFER,
            CallAction.MUTE_LEG,
        },
        CallState.HELD: {CallAction.RESUME, CallAction.RETURN, CallAction.HANG_UP, CallAction.CONSULT},
        CallState.CONSULT_DIALLING: {CallAction.RETURN, CallAction.HANG_UP},
        CallState.CONSULTING: {
            CallAction.RETURN,
            CallAction.JOIN,
            CallAction.HANG_UP,
            CallAction.DROP_LEG,
            CallAction.MUTE_LEG,
        },
        CallState.THREE_WAY: {
            CallAction.RETURN,
            CallAction.LEAVE,
            CallAction.HANG_UP,
            CallAction.MUTE_LEG,
            CallAction.HOLD_LEG,
            CallAction.DROP_LEG,
        },
    }
    can = frozenset(actions.get(state, set()))
    hindrances = {action: Hindrance.NO_CALL for action in CallAction if action not in can}
    if state is CallState.RINGING:
        hindrances = dict.fromkeys(hindrances, Hindrance.STILL_RINGING)
        hindrances[CallAction.ANSWER] = Hindrance.ANSWER_AT_PHONE
    base = CallSnapshot(
        call_id,
        CallDirection.INBOUND,
        state,
        "13812345678",
        queue="zonghe",
        waited=8.0,
        offered_at=now,
        answered_at=now if after else None,
        legs=legs(state) if after else (),
        can=can,
        hindrances=hindrances,
    )
    return replace(base, **changes)


def legs(state: CallState) -> tuple[Leg, ...]:
    """Return who is in a call of a state."""
    held = state in (CallState.HELD, CallState.CONSULTING, CallState.CONSULT_DIALLING)
    rings = state is CallState.RINGING
    waits = LegState.WAITING if rings else LegState.TALKING
    citizen = Leg(LegRole.CITIZEN, "PJSIP/trunk-1", "13812345678", "", LegState.HELD if held else waits)
    agent = Leg(LegRole.AGENT, "PJSIP/2001-2", "2001", "", LegState.RINGING if rings else LegState.TALKING)
    if state in (CallState.CONSULT_DIALLING, CallState.CONSULTING, CallState.THREE_WAY):
        ringing = state is CallState.CONSULT_DIALLING
        department = Leg(
            LegRole.DEPARTMENT,
            "Local/87190001-1",
            "87190001",
            "市住房公积金管理中心",
            LegState.RINGING if ringing else LegState.TALKING,
        )
        return citizen, agent, department
    return citizen, agent


def deadline(kind: OrderKind, urgent: bool) -> datetime:
    """Half an hour when urgent, else a day or two."""
    if urgent:
        return datetime.now(UTC) + timedelta(minutes=30)
    return datetime.now(UTC) + timedelta(hours=48 if kind is OrderKind.COMPLAINT else 24)


def ports(**changes: Any) -> Ports:
    """Make ports that are all fakes."""
    base = Ports(
        pbx=FakePbx(),
        records=FakeRecords(),
        knowledge=FakeKnowledge(),
        worker=FakeWorker(),
        seat=Seat("2001", "1024", "王敏", {"zonghe": "综合", "gjj": "公积金"}),
        deadline=deadline,
        choices=Choices(theme="light", scale=1.0),
    )
    return replace(base, **changes)
