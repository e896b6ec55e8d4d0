"""Joins the entry's panel with its life: opens, keeps what is typed within a second, does what is asked.

What is shown after a step is what the database then says, never what was hoped for.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.entry_panel import EntryPanel
from desk.editor.health import Health
from desk.editor.hindrances import why_not
from desk.editor.ports import Ports
from desk.editor.session import Session
from desk.editor.spare import Spare, written
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.article import Article
from kb.editing.errors import ConflictError, EditingError
from kb.editing.views import Action, Opened, State

_SAVE_MS = 700  # from the first key; with the write it stays below a second
_AGAIN_MS = 4000
_LANE = "text"


class EntryController(QObject):
    """One entry at a time; work on it happens in one lane, in the order in which it was asked for."""

    changed = Signal(str)  # code: something happened to an entry
    shown = Signal(object)  # Opened, or None
    edited = Signal()
    conflicted = Signal(object, object)  # Article typed here, ConflictError

    def __init__(
        self,
        ports: Ports,
        panel: EntryPanel,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._health, self._messages = ports, panel, health, messages
        self._session: Session | None = None
        self._opened: Opened | None = None
        self._stored = Article("", "", "")  # what the database has of what stands in the fields
        self._clash: ConflictError | None = None
        self._saving = False
        self._timer = after(_SAVE_MS, self.flush, self)
        self._spare = Spare(ports.spare, ports.who.name)
        self._mine: Article | None = None  # a text of this window that can be brought back
        self._kept_as = ""  # where it is kept on this desk
        form = panel.form
        form.edited.connect(self._edited)
        panel.save_requested.connect(lambda: self.flush(aloud=True))
        panel.submit_requested.connect(lambda: self._act(Action.SUBMIT))
        panel.approve_requested.connect(self._approve)
        panel.confirm_requested.connect(lambda: self._act(Action.CONFIRM))
        panel.recall_requested.connect(lambda: self._act(Action.RECALL))
        panel.discard_requested.connect(self._discard)
        panel.rejected.connect(lambda reason: self._act(Action.SEND_BACK, reason))
        panel.withdrawn.connect(lambda reason, at: self._act(Action.WITHDRAW, reason, at))
        panel.notice.acted.connect(self._resolve)
        health.recovered.connect(self.flush)

    @property
    def code(self) -> str:
        """The code of the open entry; empty for none and for a new one."""
        return self._session.code if self._session is not None else ""

    @property
    def opened(self) -> Opened | None:
        """The open entry as the database gave it last."""
        return self._opened

    @property
    def session(self) -> Session | None:
        """The entry being worked on."""
        return self._session

    @property
    def unsaved(self) -> bool:
        """Whether there is typing that the database does not have yet."""
        return self._session is not None and written(self._panel.form.article) != written(self._stored)

    def open(self, code: str) -> None:
        """Open an entry, once what was typed before is kept."""
        if self._session is not None and code == self.code and self._clash is None:
            return
        self._leave()
        session = self._session = Session(self._ports.editorial, code)
        self._panel.kept.setText(self.tr("Loading …"))
        self._ports.worker.submit(
            _LANE, session.open, lambda opened: self._arrived(session, opened), self._lost
        )

    def begin(self, article: Article | None = None) -> None:
        """Begin a new entry, perhaps with a text."""
        self._leave()
        self._session = Session(self._ports.editorial)
        who = self._ports.who
        first = article or Article("", "", "", department=who.department)
        self._stored = Article("", "", "", department=first.department)
        self._show(Opened("", allowed=frozenset((Action.SAVE,))), first)
        self._panel.form.title.setFocus()
        if self.unsaved:
            self._edited()

    def offer_orphan(self) -> None:
        """Bring back a new entry that could not be saved when the window was last closed."""
        for key, text in self._spare.texts():
            if key.startswith("new-") and self._session is None:
                self._spare.forget(key)
                self.begin(text)
                self._messages.warning(self.tr("A new entry that could not be saved was brought back."))

    def read_again(self) -> None:
        """Show what others have done to the entry, unless something is being typed here."""
        session = self._session
        if session is None or not session.code or self.unsaved or self._saving or self._clash is not None:
            return

        def arrived(opened: Opened) -> None:
            if session is self._session and not self.unsaved and not self._saving:
                self._health.worked()
                if opened != self._opened:
                    self._show(opened, opened.article)

        self._ports.worker.submit(_LANE, session.open, arrived, self._lost, key="read-again")

    def restore(self, key: str) -> None:
        """Make an old revision's text the draft."""
        session = self._session
        if session is None:
            return

        def done(opened: Opened) -> None:
            self._arrived(session, opened)
            self._done(Action.RESTORE, opened.code)

        self._ports.worker.submit(_LANE, lambda: session.restore(key), done, self._failed)

    def flush(self, *, aloud: bool = False, leaving: bool = False) -> None:
        """Keep what has been typed, now."""
        self._timer.stop()
        session, form = self._session, self._panel.form
        if session is None or self._clash is not None or (self._saving and not leaving):
            return
        if not self.unsaved:
            if aloud:
                self._messages.notice(self.tr("Everything is saved already."))
            return
        if self._opened is not None and Action.SAVE not in self._opened.allowed:
            return
        article = form.article
        self._saving = True
        self._panel.kept.setText(self.tr("Saving …"))

        def saved(opened: Opened) -> None:
            self._saving = False
            self._health.worked()
            self._spare.drop(session)
            if session is self._session:
                self._stored = article
                self._took(opened)
            if aloud:
                self._messages.notice(wording.deed(Action.SAVE).format(plain(opened.code, 40)))
            self.changed.emit(opened.code)

        def failed(error: Exception) -> None:
            self._saving = False
            self._spare.keep(session, article)
            if session is not self._session:
                self._messages.error(self.tr("An entry was not saved: {0}").format(wording.failure(error)))
                return
            self._not_saved(error)

        self._ports.worker.submit(_LANE, lambda: session.save(article), saved, failed)

    def use_mine(self) -> None:
        """Put this window's text above what somebody else has done; theirs stays in the history."""
        clash, session = self._clash, self._session
        if clash is None or session is None:
            return
        session.take_over(clash)
        self._clash = None
        self._panel.notice.say("")
        self.flush(aloud=True)

    def use_theirs(self) -> None:
        """Show what somebody else has done; this window's text is kept on this desk until it is left."""
        session, clash = self._session, self._clash
        if session is None or clash is None:
            return
        mine = self._panel.form.article
        self._clash = None

        def arrived(opened: Opened) -> None:
            self._arrived(session, opened)
            if session is self._session:
                self._mine = mine
                self._panel.notice.say(self.tr("This is the other text."), self.tr("Back to my text"))

        self._ports.worker.submit(_LANE, session.open, arrived, self._lost)

    def close(self) -> None:
        """Keep what was typed and leave the entry: the window closes."""
        self._leave()
        self._session = None

    def _leave(self) -> None:
        session = self._session
        if session is None:
            return
        if self._clash is not None:
            self._spare.keep(session, self._panel.form.article)
        self.flush(leaving=True)
        self._saving = False
        self._clash = None
        self._panel.close_rows()
        self._ports.worker.submit(_LANE, session.leave, None, lambda error: None)

    def _arrived(self, session: Session, opened: Opened) -> None:
        if session is not self._session:
            return
        self._health.worked()
        self._stored = opened.article
        self._show(opened, opened.article)
        self._offer_spare(opened)

    def _offer_spare(self, opened: Opened) -> None:
        for key, text in self._spare.texts():
            if key == opened.code and written(text) != written(opened.article):
                self._mine, self._kept_as = text, key
                self._panel.notice.say(
                    self.tr("A text of this entry could not be saved and was kept on this desk."),
                    self.tr("Bring it back"),
                    self.tr("Throw it away"),
                )

    def _show(self, opened: Opened, article: Article) -> None:
        self._opened = opened
        self._mine, self._kept_as = None, ""
        self._panel.form.show_article(article)
        if opened.code:
            self._stored = self._panel.form.article
        self._panel.show_life(opened)
        self._say_why(opened)
        self._panel.kept.setText(" ")
        self._allow()
        self.shown.emit(opened)

    def _took(self, opened: Opened) -> None:
        """Show what came of a save without touching the fields: the person may be typing on."""
        self._opened = opened
        self._panel.form.renumber(opened.article)
        self._panel.show_life(opened)
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self._panel.kept.setText(self.tr("Saved {0}").format(now))
        self._allow()
        self.shown.emit(opened)
        if self.unsaved:
            self._timer.start(_SAVE_MS)

    def _say_why(self, opened: Opened) -> None:
        working, published = opened.working, opened.published
        if working is not None and working.state is State.SENT_BACK and working.reason:
            self._panel.notice.say(self.tr("Sent back: {0}").format(working.reason), grave=True)
        elif published is not None and published.withdraw_at is not None:
            at = published.withdraw_at.astimezone().strftime("%Y-%m-%d %H:%M")
            self._panel.notice.say(self.tr("Will be withdrawn {0}; “Still true” undoes that.").format(at))
        else:
            self._panel.notice.say("")

    def _edited(self) -> None:
        if self._session is None:
            self.begin(self._panel.form.article)
            return
        self._panel.kept.setText(self.tr("Not saved yet"))
        self._allow()
        self.edited.emit()
        # Not started anew by each key: what is typed is stored within a second, however long one types.
        if self._clash is None and not self._timer.isActive():
            self._timer.start(_SAVE_MS)

    def _allow(self) -> None:
        if self._opened is None:
            return
        form = self._panel.form
        changed, wrong = self.unsaved, form.hindrance
        form.set_read_only(Action.SAVE not in self._opened.allowed)
        reasons = dict(why_not(self._opened, self._ports.who, changed, wrong))
        if self._clash is not None:
            waiting = self.tr("Decide first which of the two texts is to stay.")
            reasons = dict.fromkeys(reasons, waiting)
        self._panel.allow(reasons)
        if wrong:
            self._panel.kept.setText(wrong)

    def _approve(self) -> None:
        if self._panel.publish_at.wrong:
            self._messages.error(self.tr("The time of publication is written as 2027-06-30 08:00."))
            return
        self._act(Action.PUBLISH, at=self._panel.publish_at.moment)

    def _discard(self) -> None:
        self._timer.stop()
        self._stored = self._panel.form.article  # what is typed is thrown away with the draft
        if self.code:
            self._act(Action.DISCARD)
        else:
            self.begin()

    def _act(self, action: Action, reason: str = "", at: datetime | None = None) -> None:
        session = self._session
        if session is None:
            return
        self._timer.stop()
        unsaved = self._panel.form.article if self.unsaved else None
        code = session.code

        def done(opened: Opened) -> None:
            self._arrived(session, opened)
            self._done(action, opened.code or code, later=at is not None)

        def failed(error: Exception) -> None:
            if isinstance(error, ConflictError) and session is self._session:
                self._not_saved(error)
            else:
                self._failed(error)
                if unsaved is not None and session is self._session:
                    self._edited()

        self._ports.worker.submit(_LANE, lambda: session.act(action, unsaved, reason, at), done, failed)

    def _done(self, action: Action, code: str, *, later: bool = False) -> None:
        deed = wording.deed_to_come(action) if later else wording.deed(action)
        self._messages.notice(deed.format(plain(code, 40)))
        self.changed.emit(code)

    def _not_saved(self, error: Exception) -> None:
        self._panel.kept.setText(self.tr("NOT SAVED"))
        if isinstance(error, ConflictError):
            self._clash = error
            self._panel.notice.say(
                self.tr("{0} Nothing is lost: compare the two texts.").format(wording.clash(error.clash)),
                self.tr("Compare"),
                self.tr("Use mine"),
                grave=True,
            )
            self._allow()
            self.conflicted.emit(self._panel.form.article, error)
            return
        if not self._health.failed(error):
            self._messages.error(self.tr("The entry was not saved: {0}").format(wording.failure(error)))
        if not isinstance(error, EditingError):
            self._timer.start(_AGAIN_MS)

    def _resolve(self, button: int) -> None:
        if self._clash is not None:
            if button == 0:
                self.conflicted.emit(self._panel.form.article, self._clash)
            else:
                self.use_mine()
            return
        mine, self._mine = self._mine, None
        self._panel.notice.say("")
        if mine is None or self._session is None:
            return
        if button == 0:
            self._panel.form.show_article(mine)
            self._panel.form.renumber(self._stored)
            self._edited()
        self._spare.forget(self._kept_as)

    def _lost(self, error: Exception) -> None:
        self._panel.kept.setText(" ")
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        if not self._health.failed(error):
            self._messages.error(wording.failure(error))
