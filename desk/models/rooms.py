"""What the editor's work is sorted into: lists of entries, and rooms of their own."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desk import editing_wording as wording
from desk.language import translate
from kb.editing.views import Filter, State, WorkList


class Room(enum.Enum):
    """A line of the list at the window's left."""

    ALL = "all"
    DRAFTS = "drafts"
    TO_APPROVE = "to_approve"
    SENT_BACK = "sent_back"
    TO_REVIEW = "to_review"
    EXPIRING = "expiring"
    NEVER_USED = "never_used"
    SUGGESTIONS = "suggestions"
    PINS = "pins"


_WORK = {
    Room.TO_APPROVE: WorkList.TO_APPROVE,
    Room.SENT_BACK: WorkList.SENT_BACK,
    Room.TO_REVIEW: WorkList.TO_REVIEW,
    Room.EXPIRING: WorkList.EXPIRING,
    Room.NEVER_USED: WorkList.NEVER_USED,
}
# Rooms whose count says that something waits.
URGENT = frozenset((Room.TO_APPROVE, Room.SENT_BACK, Room.EXPIRING, Room.SUGGESTIONS))


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room and how much is in it; None while that is not known."""

    room: Room
    count: int | None = None


def name(room: Room) -> str:
    """Name a room."""
    if room in _WORK:
        return wording.work_list(_WORK[room])
    return {
        Room.ALL: translate("Rooms", "All entries"),
        Room.DRAFTS: translate("Rooms", "Drafts"),
        Room.SUGGESTIONS: translate("Rooms", "Suggestions from call-takers"),
        Room.PINS: translate("Rooms", "Agreed answers"),
    }[room]


def work_list(room: Room) -> WorkList | None:
    """Return the facade's work list behind a room, if it is one."""
    return _WORK.get(room)


def filter_of(room: Room) -> Filter | None:
    """Return which entries a room shows; None when it shows something else."""
    if room in (Room.SUGGESTIONS, Room.PINS):
        return None
    if room is Room.DRAFTS:
        return Filter(states=frozenset((State.DRAFT,)))
    return Filter(work=_WORK.get(room))
