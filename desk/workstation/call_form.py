"""One call's form: what was typed and done for it, and the outcome that follows."""

from __future__ import annotations

from dataclasses import dataclass

from desk.records.views import OrderDraft, OrderView, Outcome
from telephony.snapshots import CallSnapshot, CallState, EndReason


@dataclass(slots=True)
class CallForm:
    """What the call-taker has done for one call."""

    draft: OrderDraft
    call: CallSnapshot | None = None
    order: OrderView | None = None
    answers: tuple[str, ...] = ()
    three_way: bool = False
    outcome: Outcome | None = None  # chosen by hand
    restored: bool = False
    saving: bool = False

    @property
    def ended(self) -> bool:
        """Tell whether the call is over, or there is none."""
        return self.call is None or self.call.state is CallState.ENDED

    @property
    def answered(self) -> bool:
        """Tell whether the call was answered here, or there is none."""
        return self.call is None or self.call.answered_at is not None

    @property
    def written(self) -> bool:
        """Tell whether anything has been typed that would be lost."""
        draft = self.draft
        return bool(draft.title or draft.detail or draft.place or draft.department_code or draft.note)

    def suggested(self) -> Outcome | None:
        """Return the outcome that follows from what happened."""
        reason = self.call.end_reason if self.call is not None else None
        if self.outcome is not None:
            return self.outcome
        if self.order is not None:
            return Outcome.ORDER
        if reason is EndReason.TRANSFERRED:
            return Outcome.HANDED_OVER
        if self.three_way or reason is EndReason.LEFT:
            return Outcome.THREE_WAY
        if self.answers:
            return Outcome.DIRECT_ANSWER
        return Outcome.INCOMPLETE if self.ended else None
