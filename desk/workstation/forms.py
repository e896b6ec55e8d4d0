"""The forms of all calls that are not wrapped up, and which of them is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from desk.workstation.call_form import CallForm
from telephony.snapshots import CallSnapshot, CallState, SeatState, SeatView


class Forms:
    """A call has the form when it comes and when it is answered; in between the person chooses."""

    def __init__(self) -> None:
        self._forms: dict[str, CallForm] = {}  # the oldest first
        self._seen: set[tuple[str, bool]] = set()  # calls that have come, and that were answered
        self._finished: set[str] = set()
        self._after_call = ""  # the call whose after-call work the seat is in, or will be in
        self._wrapped_up = False  # that call is, and the seat has not been made ready for it
        self.current_id = ""

    def __iter__(self) -> Iterator[CallForm]:
        return iter(tuple(self._forms.values()))

    @property
    def current(self) -> CallForm | None:
        """The form on the screen."""
        return self._forms.get(self.current_id)

    def of(self, call_id: str) -> CallForm | None:
        """Return the form of a call."""
        return self._forms.get(call_id)

    def add(self, form: CallForm) -> CallForm:
        """Keep a form until its call is wrapped up."""
        self._forms[form.draft.call_id] = form
        return form

    def restore(self, forms: Iterable[CallForm], newest: str) -> None:
        """Add the forms of an earlier start; `newest` is the newest call without wrap-up."""
        for form in forms:
            call_id = form.draft.call_id
            if call_id not in self._forms and call_id not in self._finished:
                self._forms[call_id] = form
        self._after_call = self._after_call or newest

    def remove(self, call_id: str) -> None:
        """Forget a form: nothing was typed for a call that was not answered."""
        self._forms.pop(call_id, None)
        if call_id == self.current_id:
            self.current_id = ""

    def finish(self, call_id: str) -> None:
        """Take away the form of a call that is wrapped up."""
        self._finished.add(call_id)
        self._wrapped_up = self._wrapped_up or call_id == self._after_call
        self.remove(call_id)

    # which call has the form

    def follow(self, view: SeatView) -> None:
        """Take what the PBX says of the calls."""
        for call in (*view.other_calls, view.call):
            if call is None:
                continue
            form = self._forms.get(call.call_id)
            if form is not None:
                form.call = call
                form.three_way = form.three_way or call.state is CallState.THREE_WAY
            live = call.state is not CallState.ENDED
            if live and call.answered_at is not None and call.call_id != self._after_call:
                self._after_call, self._wrapped_up = call.call_id, False

    def is_news(self, call: CallSnapshot) -> bool:
        """Tell, once each, that a call has come and that it was answered."""
        moment = (call.call_id, _answered(call))
        if moment in self._seen:
            return False
        self._seen.add(moment)
        return True

    def gives_way(self, call: CallSnapshot, typed: Callable[[], bool]) -> bool:
        """Tell whether a call may have the form: nothing is lost by it, and no other call goes on.

        `typed` tells whether anything has been typed into the form on the screen.
        """
        if call.call_id in (self.current_id, *self._finished) or _missed(call):
            return False
        current = self.current
        if current is None or (_answered(call) and current.ended):
            return True
        return (current.local or (current.ended and not current.answered)) and not typed()

    # the calls without wrap-up

    def unfinished(self) -> int:
        """Return how many calls besides the one on the screen are over and not wrapped up."""
        return sum(form.ended for call_id, form in self._forms.items() if call_id != self.current_id)

    def following(self) -> CallForm | None:
        """Return the form after the one on the screen, in a circle that goes through all of them."""
        order = list(self._forms)
        at = order.index(self.current_id) + 1 if self.current_id in self._forms else 0
        others = [call_id for call_id in (*order[at:], *order[:at]) if call_id != self.current_id]
        return self._forms[others[0]] if others else None

    # after-call work

    def is_ready(self, view: SeatView) -> bool:
        """Tell, once, that the after-call work that the seat is in is done.

        While a call goes on, as a call-back that was begun meanwhile, the seat must not be given another.
        """
        calls = (view.call, *view.other_calls)
        if not self._wrapped_up or any(call and call.state is not CallState.ENDED for call in calls):
            return False
        self._wrapped_up = False
        return view.seat.state is SeatState.AFTER_CALL


def _answered(call: CallSnapshot) -> bool:
    return call.state not in (CallState.RINGING, CallState.DIALLING) and not _missed(call)


def _missed(call: CallSnapshot) -> bool:
    return call.state is CallState.ENDED and call.answered_at is None
