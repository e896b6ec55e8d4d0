"""What happened to an entry, newest first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip
from kb.editing.views import Action, Revision

_TONES = {
    Action.PUBLISH: "good",
    Action.SEND_BACK: "danger",
    Action.WITHDRAW: "danger",
    Action.EXPIRE: "warning",
}


class RevisionsModel(RowsModel[Revision]):
    """Rows of `Revision` with two lines: what happened and why; when and by whom."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[Revision](
                translate("RevisionsModel", "What"), _what, lambda one: tooltip(_what(one)), _tone
            ),
            Column[Revision](
                translate("RevisionsModel", "When, who"), _when, lambda one: tooltip(_when(one))
            ),
        )
        super().__init__(columns, lambda one: one.key, parent)


def named(one: Revision) -> str:
    """Name a revision on one line."""
    return f"{_what(one).partition(chr(10))[0]} · {_when(one).replace(chr(10), ' ')}"


def _what(one: Revision) -> str:
    what = wording.action(one.action)
    if one.revision is not None:
        what = translate("RevisionsModel", "{0}, revision {1}").format(what, one.revision)
    return f"{what}\n{plain(one.reason, 120)}" if one.reason else what


def _when(one: Revision) -> str:
    when = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
    who = plain(one.who, 40)
    if one.approved_by and one.approved_by != one.who:
        who = translate("RevisionsModel", "{0}, approved by {1}").format(who, plain(one.approved_by, 40))
    elif one.action is Action.PUBLISH and not one.approved_by:  # it came out of a file
        who = translate("RevisionsModel", "{0}, no approver").format(who)
    return f"{when}\n{who}"


def _tone(one: Revision) -> str:
    return _TONES.get(one.action, "")
