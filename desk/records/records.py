"""The records' facade: every method is one transaction, callable from any thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self

from desk.records import callers, calls, departments, drafts, imports, migrate, orders
from desk.records.database import Database
from desk.records.deadlines import Rules
from desk.records.errors import NotFound
from desk.records.order_states import OrderEvent
from desk.records.suggestions import Suggester
from desk.records.tables import direct_answers, searches
from desk.records.views import (
    AgentDay,
    CallerCard,
    Department,
    DepartmentSuggestion,
    ImportReport,
    Kept,
    OrderDraft,
    OrderView,
    Outcome,
    PastCall,
    UnfinishedCall,
)
from telephony.snapshots import CallSnapshot


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Records:
    """Callers, calls, orders, departments and drafts of the hotline.

    Every method may raise a `RecordsError`; nothing is then half done. `agent` is the work number of
    the person who sits here: drafts and calls that are told without an agent are theirs.
    """

    def __init__(
        self,
        database: Database,
        *,
        agent: str = "",
        rules: Rules | None = None,
        repeat_days: int = 30,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Use `open`; this takes a database whose tables are known to be right."""
        self.database = database
        self._agent = agent
        self._rules = rules or Rules()
        self._repeat_days = repeat_days
        self._now = now
        self._suggester = Suggester()
        self._agents: dict[str, str] = {}  # who was offered a call of this program's life

    @classmethod
    def open(
        cls,
        url: str,
        *,
        migrate: bool,
        agent: str = "",
        rules: Rules | None = None,
        repeat_days: int = 30,
        lock_seconds: float = 5.0,
        now: Callable[[], datetime] = _utc_now,
    ) -> Records:
        """Open the database at `url`; with `migrate` its tables are made or brought up to date."""
        database = Database(url, lock_seconds)
        try:
            _prepare(database, migrate)
        except BaseException:
            database.close()
            raise
        return cls(database, agent=agent, rules=rules, repeat_days=repeat_days, now=now)

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Callers

    def card(self, number: str, language: str, *, matter: str = "") -> CallerCard:
        """Return everything known of the caller with `number`; `matter` is what has been typed so far."""
        with self.database.reading() as connection:
            return callers.read_card(
                connection,
                number,
                language=language,
                matter=matter,
                now=self._now(),
                repeat_days=self._repeat_days,
            )

    def called_since(
        self, numbers: Collection[str], since: datetime
    ) -> dict[str, dict[tuple[str, str], bool]]:
        """Return the calls of each number since then, by PBX and call id, and whether somebody answered."""
        with self.database.reading() as connection:
            return callers.called_since(connection, numbers, since)

    def save_note(self, number: str, note: str, based_on: str | None = None) -> Kept:
        """Keep a note about the caller; return what is there now.

        `based_on` is the note that it was made from: where another one stands by now, that stays and what
        is new comes below it. None overwrites. A withheld number has nobody to keep a note for.
        """
        with self.database.writing() as connection:
            return callers.write_note(connection, number, note, self._now(), based_on=based_on)

    def rename_caller(self, number: str, name: str, based_on: str | None = None) -> Kept:
        """Set the caller's name; return what it is now.

        `based_on` is the name that was there before: where another one stands by now, that stays. None
        overwrites.
        """
        with self.database.writing() as connection:
            return callers.write_name(connection, number, name, self._now(), based_on=based_on)

    def mark_nuisance(self, number: str, reason: str, based_on: str | None = None) -> Kept:
        """Mark the caller as a nuisance; an empty reason takes the mark away. Return the reason there is now.

        `based_on` is the reason that was there before: where another desk has decided since, that stays.
        None overwrites.
        """
        with self.database.writing() as connection:
            return callers.write_nuisance(connection, number, reason, self._now(), based_on=based_on)

    # Calls

    def call_offered(self, call: CallSnapshot, agent: str = "") -> None:
        """Record a call that rings at this seat."""
        self._agents[call.call_id] = agent or self._agent
        with self.database.writing_soon() as connection:
            calls.write(connection, call, agent or self._agent, self._now())

    def call_changed(self, call: CallSnapshot) -> None:
        """Record what has changed in a call; telling it twice or late does no harm."""
        with self.database.writing_soon() as connection:
            calls.write(connection, call, self._agent_of(call.call_id), self._now())

    def call_ended(self, call: CallSnapshot) -> None:
        """Record the end of a call for good."""
        with self.database.writing() as connection:
            calls.write(connection, call, self._agent_of(call.call_id), self._now())

    def wrap_up(self, call_id: str, outcome: Outcome, note: str) -> None:
        """Record how a call was settled; raise `NotFound` for a call that was never told."""
        with self.database.writing() as connection:
            agent = self._agents.get(call_id) or self._agent or calls.agent_of(connection, call_id) or ""
            if not calls.wrap_up(connection, call_id, agent, outcome=outcome, note=note, now=self._now()):
                raise NotFound(call_id[:40])
        self._agents.pop(call_id, None)

    def unfinished(self, agent: str) -> tuple[UnfinishedCall, ...]:
        """Return the answered calls of `agent` that have no wrap-up, oldest first."""
        with self.database.reading() as connection:
            return calls.unfinished(connection, agent)

    def call(self, call_id: str) -> PastCall | None:
        """Return what is known of a call, None when it was never told."""
        with self.database.reading() as connection:
            return calls.last_of(connection, call_id)

    def _agent_of(self, call_id: str) -> str:
        return self._agents.get(call_id, self._agent)

    # Drafts and orders

    def save_draft(self, draft: OrderDraft) -> None:
        """Save an order as it is typed; empty drafts are saved too, for the call they belong to."""
        with self.database.writing_soon() as connection:
            drafts.save(connection, draft, self._agent, self._now())

    def draft(self, call_id: str) -> OrderDraft | None:
        """Return the draft of a call."""
        with self.database.reading() as connection:
            return drafts.read(connection, call_id, self._agent)

    def drafts(self) -> tuple[OrderDraft, ...]:
        """Return this agent's drafts, newest first."""
        with self.database.reading() as connection:
            return drafts.read_all(connection, self._agent)

    def discard_draft(self, call_id: str) -> None:
        """Remove the draft of a call."""
        with self.database.writing() as connection:
            drafts.discard(connection, call_id, self._agent)

    def dispatch(self, draft: OrderDraft, agent: str) -> OrderView:
        """Send an order to its department: order, event and the draft's removal in one transaction.

        The same draft of the same call sent again gives the same order. Raises `NotFound` when there
        is no such department; the draft stays whatever goes wrong.
        """
        now = self._now()
        with self.database.writing() as connection:
            caller = callers.make_caller(connection, draft.caller_number, "", now)
            order = orders.dispatch(connection, draft, agent, caller_id=caller, now=now, rules=self._rules)
            drafts.discard(connection, draft.call_id, self._agent)
            return order

    def remind(self, order_number: str, agent: str, call_id: str) -> OrderView:
        """Remind the department of an open order because the citizen called again."""
        return self.advance(order_number, OrderEvent.REMIND, agent=agent, call_id=call_id)

    def advance(
        self,
        order_number: str,
        event: OrderEvent,
        *,
        agent: str = "",
        call_id: str = "",
        text: str = "",
        department_code: str = "",
    ) -> OrderView:
        """Let something happen to an order; raise `NotPossible` where its state does not allow it."""
        with self.database.writing() as connection:
            return orders.advance(
                connection,
                order_number,
                event,
                self._now(),
                self._rules,
                agent=agent,
                call_id=call_id,
                text=text,
                department_code=department_code,
            )

    def order(self, number: str) -> OrderView:
        """Return an order; raise `NotFound` when there is none."""
        with self.database.reading() as connection:
            return orders.read(connection, number, self._now())

    def orders_of(self, agent: str, call_id: str) -> tuple[OrderView, ...]:
        """Return the orders that `agent` has dispatched in a call, oldest first."""
        with self.database.reading() as connection:
            return orders.of_call(connection, agent, call_id, self._now())

    def order_events(self, number: str) -> tuple[tuple[datetime, OrderEvent, str, str], ...]:
        """Return what happened to an order, oldest first: time, event, agent, text."""
        with self.database.reading() as connection:
            return orders.events(connection, number)

    # Departments

    def departments(self, query: str = "", limit: int = 20) -> tuple[Department, ...]:
        """Return the departments that `query` finds by code, name, initials or number."""
        with self.database.reading() as connection:
            return departments.find(connection, query, limit)

    def department(self, code: str) -> Department | None:
        """Return the department with `code`."""
        with self.database.reading() as connection:
            return departments.read(connection, code)

    def suggest_departments(self, text: str, limit: int = 3) -> tuple[DepartmentSuggestion, ...]:
        """Return the departments that the typed text most likely belongs to, best first."""
        with self.database.reading() as connection:
            return self._suggester.suggest(connection, text, limit)

    def import_departments(self, path: Path | str) -> ImportReport:
        """Take departments from a CSV file: `code,name,phone,hours,duties`."""
        return imports.import_departments(self.database, Path(path), self._now())

    def import_callers(self, path: Path | str) -> ImportReport:
        """Take callers from a CSV file: `number,name,address,note`."""
        return imports.import_callers(self.database, Path(path), self._now())

    # What was asked of the knowledge base

    def log_search(self, call_id: str | None, query: str, hits: int, seconds: float) -> None:
        """Record a search of the knowledge base."""
        with self.database.writing_soon() as connection:
            connection.execute(
                searches.insert().values(
                    at=self._now(),
                    call_id=call_id or "",
                    agent=self._agent,
                    query=query,
                    hits=hits,
                    seconds=seconds,
                )
            )

    def log_direct_answer(
        self, call_id: str, article_code: str, revision: int, query: str, seconds: float
    ) -> None:
        """Record that a call was answered from an entry, `seconds` after its question began to be typed."""
        with self.database.writing() as connection:
            connection.execute(
                direct_answers.insert().values(
                    at=self._now(),
                    call_id=call_id,
                    agent=self._agent_of(call_id),
                    article_code=article_code,
                    revision=revision,
                    query=query,
                    seconds=seconds,
                )
            )

    def direct_answers(self, call_id: str) -> tuple[str, ...]:
        """Return the codes of the entries that a call was answered from, in order."""
        with self.database.reading() as connection:
            rows = connection.execute(
                direct_answers.select()
                .where(direct_answers.c.call_id == call_id)
                .order_by(direct_answers.c.id)
            )
            return tuple(row.article_code for row in rows)

    def statistics_today(self, agent: str) -> AgentDay:
        """Return what `agent` has done since midnight in the hotline's zone."""
        zone = self._rules.zone
        midnight = datetime.combine(self._now().astimezone(zone).date(), time(), zone)
        with self.database.reading() as connection:
            return AgentDay(
                **calls.day_of(connection, agent, midnight),
                orders=orders.count_since(connection, agent, midnight),
            )


def _prepare(database: Database, wanted: bool) -> None:
    migrate.prepare(database, migrate=wanted)
