"""What the workstation needs of the rest of the program, as protocols: tests give fakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance

from desk.records.views import (
    AgentDay,
    CallerCard,
    Department,
    DepartmentSuggestion,
    Kept,
    OrderDraft,
    OrderKind,
    OrderView,
    Outcome,
    UnfinishedCall,
)
from desk.worker import WorkerPort
from kb.article import Hit
from kb.pinned import Pinned
from telephony.snapshots import CallSnapshot, SeatView


class RequestPort(Protocol):
    """One request to the PBX under way."""

    confirmed: SignalInstance
    failed: SignalInstance


class PbxPort(Protocol):
    """The PBX as the bridge presents it."""

    view_changed: SignalInstance

    @property
    def view(self) -> SeatView:
        """The latest view."""

    def request(self, request: Any) -> RequestPort:
        """Ask something of the PBX."""


class RecordsPort(Protocol):
    """The records; every method may block and is called through the worker only."""

    def card(self, number: str, language: str, *, matter: str = "") -> CallerCard: ...
    def save_note(self, number: str, note: str, based_on: str | None = None) -> Kept: ...
    def rename_caller(self, number: str, name: str, based_on: str | None = None) -> Kept: ...
    def mark_nuisance(self, number: str, reason: str, based_on: str | None = None) -> Kept: ...
    def call_offered(self, call: CallSnapshot, agent: str) -> None: ...
    def call_changed(self, call: CallSnapshot) -> None: ...
    def call_ended(self, call: CallSnapshot) -> None: ...
    def wrap_up(self, call_id: str, outcome: Outcome, note: str) -> None: ...
    def unfinished(self, agent: str) -> tuple[UnfinishedCall, ...]: ...
    def orders_of(self, agent: str, call_id: str) -> tuple[OrderView, ...]: ...
    def save_draft(self, draft: OrderDraft) -> None: ...
    def draft(self, call_id: str) -> OrderDraft | None: ...
    def drafts(self) -> tuple[OrderDraft, ...]: ...
    def discard_draft(self, call_id: str) -> None: ...
    def dispatch(self, draft: OrderDraft, agent: str) -> OrderView: ...
    def remind(self, order_number: str, agent: str, call_id: str) -> OrderView: ...
    def departments(self, query: str = "", limit: int = 20) -> tuple[Department, ...]: ...
    def suggest_departments(self, text: str, limit: int = 3) -> tuple[DepartmentSuggestion, ...]: ...
    def log_search(self, call_id: str | None, query: str, hits: int, seconds: float) -> None: ...
    def log_direct_answer(
        self, call_id: str, article_code: str, revision: int, query: str, seconds: float
    ) -> None: ...
    def direct_answers(self, call_id: str) -> tuple[str, ...]: ...
    def statistics_today(self, agent: str) -> AgentDay: ...


class KnowledgePort(Protocol):
    """The knowledge base; all but `pinned` may block and is called through the worker only."""

    def search(self, query: str, limit: int = 20) -> Sequence[Hit]: ...
    def pinned(self, query: str = "", queue: str = "", kind: str = "") -> Sequence[Pinned]: ...
    def record_use(self, code: str) -> None: ...
    def learn(self, query: str, code: str) -> None: ...
    def suggest(self, code: str, revision: int, words: str, call_id: str = "", agent: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits where; `queues` gives each queue's name on the screen."""

    extension: str
    agent: str
    name: str = ""
    queues: Mapping[str, str] = field(default_factory=dict)
    dial_out: bool = True


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person prefers, and what takes calls over; `ring` is front, signal or none."""

    language: str = "zh_CN"
    theme: str = "system"
    ring: str = "front"
    scale: float = 0.0  # 0: what suits the screen
    transfer_queues: tuple[str, ...] = ()
    transfer_seats: tuple[str, ...] = ()


Deadline = Callable[[OrderKind, bool], Any]  # kind, urgent -> aware datetime


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything that the window is joined to; the spools have what the records do not take."""

    pbx: PbxPort
    records: RecordsPort
    knowledge: KnowledgePort
    worker: WorkerPort
    seat: Seat
    deadline: Deadline
    choices: Choices = field(default_factory=Choices)
    call_spool: Path | None = None
    draft_spool: Path | None = None
    caller_spool: Path | None = None
