"""The steps of an entry's life, as buttons ask for them; `EntryController` shows what comes of each."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from desk import editing_wording as wording
from desk.editor.entry_controller import EntryController
from desk.editor.entry_panel import EntryPanel
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.editing.views import Action, Opened


class EntrySteps(QObject):
    """Takes one step at a time with the open entry, and tells when it is done."""

    def __init__(
        self, entry: EntryController, panel: EntryPanel, messages: MessageBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._entry, self._panel, self._messages = entry, panel, messages
        panel.submit_requested.connect(lambda: self._act(Action.SUBMIT))
        panel.approve_requested.connect(self._approve)
        panel.confirm_requested.connect(lambda: self._act(Action.CONFIRM))
        panel.recall_requested.connect(lambda: self._act(Action.RECALL))
        panel.discard_requested.connect(self._discard)
        panel.rejected.connect(lambda reason: self._act(Action.SEND_BACK, reason))
        panel.withdrawn.connect(lambda reason, at: self._act(Action.WITHDRAW, reason, at))

    def restore(self, code: str, key: str) -> None:
        """Make an old revision's text the draft of the entry that it is of, if that is still open."""
        entry, session = self._entry, self._entry.session
        if session is None or entry.busy():
            return
        if session.code != code:
            self._messages.error(self.tr("Another entry is open by now: nothing was restored."))
            return
        entry.bring(
            session, lambda: session.restore(key), lambda opened: self._done(Action.RESTORE, opened.code)
        )

    def _approve(self) -> None:
        if self._panel.publish_at.wrong:
            self._messages.error(self.tr("The time of publication is written as 2027-06-30 08:00."))
            return
        self._act(Action.PUBLISH, at=self._panel.publish_at.moment)

    def _discard(self) -> None:
        if self._entry.code:
            self._act(Action.DISCARD)
        elif not self._entry.busy():
            self._entry.forget_typing()
            self._entry.begin()

    def _act(self, action: Action, reason: str = "", at: datetime | None = None) -> None:
        entry, session = self._entry, self._entry.session
        if session is None or entry.busy():
            return
        typed = entry.unsaved and action is not Action.DISCARD
        unsaved = self._panel.form.article if typed else None
        code = session.code

        def done(opened: Opened) -> None:
            self._done(action, opened.code or code, later=at is not None)

        entry.bring(
            session,
            lambda: session.act(action, unsaved, reason, at),
            done,
            lambda error: entry.failed(session, unsaved, error),
        )

    def _done(self, action: Action, code: str, *, later: bool = False) -> None:
        deed = wording.deed_to_come(action) if later else wording.deed(action)
        self._messages.notice(deed.format(plain(code, 40)))
        self._entry.changed.emit(code)
