"""Why something can't be done with an entry now, in words; what can be done, the facade says."""

from __future__ import annotations

from collections.abc import Mapping

from desk import editing_wording as wording
from desk.language import translate
from kb.editing.errors import Refusal
from kb.editing.rights import PERMITTED
from kb.editing.views import Action, Editor, Opened, Role, State

_SHOWN = (
    Action.SAVE,
    Action.SUBMIT,
    Action.PUBLISH,
    Action.SEND_BACK,
    Action.CONFIRM,
    Action.WITHDRAW,
    Action.RECALL,
    Action.DISCARD,
)


def why_not(opened: Opened, who: Editor, changed: bool, wrong: str) -> Mapping[Action, str | None]:
    """Say of each action why it is not possible, or None.

    `changed`: there is typing that has not been kept; `wrong`: a field that can't be understood.
    """
    result: dict[Action, str | None] = {}
    for action in _SHOWN:
        allowed = action in opened.allowed
        if action is Action.SUBMIT and changed:
            allowed = Action.SAVE in opened.allowed  # what was typed is kept first
        result[action] = None if allowed else _why(action, opened, who)
    if wrong:
        for action in (Action.SAVE, Action.SUBMIT):
            result[action] = result[action] or wrong
    if changed:
        waiting = translate("Hindrances", "The text is being changed: submit it first.")
        for action in (Action.PUBLISH, Action.CONFIRM):
            result[action] = result[action] or waiting
    return result


def _why(action: Action, opened: Opened, who: Editor) -> str:
    working = opened.working
    if who.role not in PERMITTED[action]:
        return wording.refusal(Refusal.ROLE)
    if who.role is Role.CONTRIBUTOR and opened.article.department not in ("", who.department):
        return wording.refusal(Refusal.DEPARTMENT)
    if action in (Action.CONFIRM, Action.WITHDRAW):
        return _why_public(action, opened)
    if working is None:
        if action is Action.PUBLISH or action is Action.SEND_BACK:
            return translate("Hindrances", "Nothing has been submitted.")
        return translate("Hindrances", "Nothing has been changed.")
    if working.state is State.SUBMITTED:
        if action is Action.PUBLISH and who.name in working.authors:
            return wording.refusal(Refusal.OWN_TEXT)
        if action in (Action.PUBLISH, Action.SEND_BACK):
            return wording.refusal(Refusal.ROLE)
        return translate("Hindrances", "The text is submitted: take it back to change it.")
    if working.state is State.SCHEDULED:
        return translate("Hindrances", "The text is approved and waits for its time: take it back first.")
    if action in (Action.PUBLISH, Action.SEND_BACK):
        return translate("Hindrances", "The text has not been submitted yet.")
    if action is Action.RECALL:
        return translate("Hindrances", "Nothing has been submitted.")
    return wording.refusal(Refusal.ROLE)


def _why_public(action: Action, opened: Opened) -> str:
    published = opened.published
    if published is None:
        return translate("Hindrances", "The entry has not been published.")
    if published.state is State.WITHDRAWN:
        return translate("Hindrances", "The entry has been withdrawn.")
    return wording.refusal(Refusal.ROLE)
