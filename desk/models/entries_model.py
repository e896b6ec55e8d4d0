"""Entries of the knowledge base as the editor's list shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.language import translate
from desk.models.paged import PagedModel
from desk.models.rows import Column
from desk.widgets.text import plain, tooltip
from kb.editing.views import EntryRow, State, Validity

_PUBLIC = frozenset((State.PUBLISHED, State.TO_CONFIRM))
_TONES = {Validity.EXPIRED: "danger", Validity.EXPIRING: "warning", Validity.UNCONFIRMED: "warning"}


class EntriesModel(PagedModel[EntryRow]):
    """Rows of `EntryRow` with two lines each: the question and whose it is, its state, its use."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[EntryRow](translate("EntriesModel", "Entry"), _entry, lambda row: tooltip(_entry(row))),
            Column[EntryRow](
                translate("EntriesModel", "State"), _state, lambda row: tooltip(_history(row)), _tone
            ),
            Column[EntryRow](
                translate("EntriesModel", "Used"), lambda row: f"{row.uses}" if row.uses else "–"
            ),
        )
        super().__init__(columns, lambda row: row.code, parent)


def _entry(row: EntryRow) -> str:
    title = plain(row.title, 120) or translate("EntriesModel", "(no question yet)")
    about = " · ".join(plain(part, 60) for part in (row.code, row.department, row.category) if part)
    return f"{title}\n{about}"


def _state(row: EntryRow) -> str:
    if row.working is not None and row.publish_at is None:
        public = translate("EntriesModel", "public meanwhile")
        return f"{wording.state(row.working)}\n{public if row.state in _PUBLIC else wording.state(row.state)}"
    return f"{wording.state(row.working or row.state)}\n{_validity(row)}"


def _validity(row: EntryRow) -> str:
    if row.publish_at is not None:
        return row.publish_at.astimezone().strftime("%m-%d %H:%M")
    if row.validity in (Validity.EXPIRED, Validity.EXPIRING) and row.valid_until is not None:
        return f"{wording.validity(row.validity)} {row.valid_until.isoformat()}"
    if row.validity is Validity.CURRENT and row.valid_until is not None:
        return wording.until(row.valid_until)
    return wording.validity(row.validity)


def _tone(row: EntryRow) -> str:
    if row.working is None and row.validity in _TONES and row.state is State.PUBLISHED:
        return _TONES[row.validity]
    return wording.state_tone(row.working or row.state)


def _history(row: EntryRow) -> str:
    when = row.updated_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{_state(row)}\n{when} {plain(row.updated_by, 60)}"
