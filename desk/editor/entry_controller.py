"""Joins the entry's panel with the knowledge base: opens, and keeps what is typed within a second.

What is shown after a step is what the database then says, never what was hoped for. The fields and the
session are of one entry always: both turn to another in the moment in which its text is there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.entry_panel import EntryPanel
from desk.editor.health import Health
from desk.editor.hindrances import why_not
from desk.editor.kept_text import KeptText
from desk.editor.ports import Ports
from desk.editor.session import Session
from desk.editor.spare import Spare, written
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.article import Article
from kb.editing.errors import ConflictError, EditingError
from kb.editing.views import Action, Opened

_SAVE_MS = 700  # from the first key; with the write it stays below a second
_AGAIN_MS = 4000
_PATIENCE = 0.03  # seconds; an entry that is here within them is shown without greying the fields first
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
        self._session: Session | None = None  # of the entry in the fields
        self._awaited: Session | None = None  # of the text that is to stand there next; nothing is typed then
        self._opened: Opened | None = None
        self._stored = Article("", "", "")  # what the database has of what stands in the fields
        self._clash: ConflictError | None = None
        self._saving: Session | None = None  # whose text is on its way
        self._timer = after(_SAVE_MS, self.flush, self)
        self._spare = Spare(ports.spare, ports.who.name)
        self._kept_text = KeptText(panel.notice, self._spare)
        form = panel.form
        form.edited.connect(self._edited)
        panel.save_requested.connect(lambda: self.flush(aloud=True))
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
        """Open an entry, once what was typed before is kept; the one before stays until it is there."""
        next_one = self._awaited or self._session
        if next_one is not None and code == next_one.code and self._clash is None:
            return
        self._put_by()
        session = Session(self._ports.editorial, code)
        self._panel.kept.setText(self.tr("Loading …"))

        def failed(error: Exception) -> None:
            self._failed(error)
            if self._awaited is None:
                self.shown.emit(self._opened)

        self.bring(session, session.open, failed=failed, patience=_PATIENCE)

    def begin(self, article: Article | None = None) -> None:
        """Begin a new entry, perhaps with a text."""
        self._put_by()
        self._await(None)
        self._turn_to(Session(self._ports.editorial))
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
            if key.startswith("new-") and self._session is None and self._awaited is None:
                self._spare.forget(key)
                self.begin(text)
                self._messages.warning(self.tr("A new entry that could not be saved was brought back."))

    def read_again(self) -> None:
        """Show what others have done to the entry, unless something is being typed or done here."""
        session = self._session
        if session is None or not session.code or not self._idle:
            return

        def arrived(opened: Opened) -> None:
            if session is self._session and self._idle:
                self._health.worked()
                if opened != self._opened:
                    session.take(opened)
                    self._show(opened, opened.article)

        self._ports.worker.submit(_LANE, session.open, arrived, self._failed, key="read-again")

    def flush(self, *, aloud: bool = False, leaving: bool = False) -> None:
        """Keep what has been typed, now."""
        self._timer.stop()
        session, form = self._session, self._panel.form
        if session is None or self._clash is not None or (self._saving is not None and not leaving):
            return
        if self._awaited is not None:
            if aloud:
                self.busy()
            return
        if not self.unsaved:
            if aloud:
                self._messages.notice(self.tr("Everything is saved already."))
            return
        if self._opened is not None and Action.SAVE not in self._opened.allowed:
            return
        article = form.article
        self._saving = session
        self._panel.kept.setText(self.tr("Saving …"))

        def saved(opened: Opened) -> None:
            self._is_done(session)
            self._spare.drop(session)
            if session is self._session:
                self._stored = article
                self._took(opened)
            self._health.worked()
            if aloud:
                self._messages.notice(wording.deed(Action.SAVE).format(plain(opened.code, 40)))
            self.changed.emit(opened.code)

        def failed(error: Exception) -> None:
            self._is_done(session)
            self._spare.keep(session, article)
            if session is self._session and self._awaited is None:
                self._not_saved(error)
                return
            self._health.failed(error)
            self._messages.error(self.tr("An entry was not saved: {0}").format(wording.failure(error)))

        self._ports.worker.submit(_LANE, lambda: session.save(article), saved, failed)

    def use_mine(self) -> None:
        """Put this window's text above what somebody else has done; theirs stays in the history."""
        clash, session = self._clash, self._session
        if clash is None or session is None or self.busy():
            return
        session.take_over(clash)
        self._clash = None
        self._panel.notice.say("")
        self.flush(aloud=True)

    def use_theirs(self) -> None:
        """Show what somebody else has done; this window's text is kept on this desk until it is left."""
        session, clash = self._session, self._clash
        if session is None or clash is None or self.busy():
            return
        mine = self._panel.form.article

        def done(_: Opened) -> None:
            if session is self._session:
                self._kept_text.offer(mine)

        self.bring(session, session.open, done)

    def forget_typing(self) -> None:
        """Take what was typed for stored: it is to be thrown away."""
        self._stored = self._panel.form.article

    def busy(self) -> bool:
        """Tell whether a text is awaited, and say so: what is wanted might be wrong for it."""
        if self._awaited is not None:
            self._messages.notice(self.tr("One moment: the step before is still under way."))
        return self._awaited is not None

    def bring(
        self,
        session: Session,
        job: Callable[[], Opened],
        done: Callable[[Opened], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        patience: float = 0.0,
    ) -> None:
        """Show the text that a job brings; until it is there nothing is typed, kept or done."""
        self._await(session)

        def arrived(opened: Opened) -> None:
            self._arrived(session, opened)
            if done is not None:
                done(opened)

        def lost(error: Exception) -> None:
            if session is self._awaited:
                self._await(None)
                self._go_on()
            (failed or self._failed)(error)

        self._ports.worker.submit(_LANE, job, arrived, lost, patience=patience)

    def failed(self, session: Session, unsaved: Article | None, error: Exception) -> None:
        """Say why a step failed that had this text to keep; nothing of it is lost."""
        here = session is self._session and self._awaited is None
        if here and isinstance(error, ConflictError):
            self._not_saved(error)
            return
        self._failed(error)
        if here and self.unsaved:
            self._edited()
        elif not here and unsaved is not None:
            self._spare.keep(session, unsaved)

    def close(self) -> None:
        """Keep what was typed and leave the entry: the window closes."""
        self._put_by()
        self._await(None)
        if self._session is not None:
            self._leave(self._session)
        self._session = None

    @property
    def _idle(self) -> bool:
        """Whether nothing is being typed or done, so that another text may stand in the fields."""
        at_rest = self._saving is None and self._awaited is None and self._clash is None
        return at_rest and not self.unsaved and not self._panel.form.unread

    def _is_done(self, session: Session) -> None:
        if session is self._saving:
            self._saving = None

    def _put_by(self) -> None:
        """Keep what was typed: another entry is to be shown."""
        session, form = self._session, self._panel.form
        if session is None:
            return
        if form.unread and self._awaited is None:
            self._messages.warning(self.tr("What could not be read was not kept. {0}").format(form.unread))
        if self._clash is not None:
            self._spare.keep(session, form.article)
        self.flush(leaving=True)
        self._panel.close_rows()

    def _await(self, session: Session | None) -> None:
        before, self._awaited = self._awaited, session
        if before is not None and before not in (session, self._session):
            self._leave(before)
        self._timer.stop()
        self._allow()

    def _arrived(self, session: Session, opened: Opened) -> None:
        if session is not self._awaited and session is not self._session:
            return
        if session is self._awaited:
            self._awaited = None
        if session is not self._session:
            self._health.worked()  # before the turn: what could not be kept of the entry before is kept now
            self._turn_to(session)
        session.take(opened)
        self._clash = None
        self._stored = opened.article
        self._show(opened, opened.article)
        self._kept_text.look_for(opened)
        self._health.worked()

    def _turn_to(self, session: Session) -> None:
        before, self._session = self._session, session
        self._saving = None
        self._clash = None
        self._timer.stop()
        self._panel.close_rows()
        # The lease on an entry that is opened anew is this window's still.
        if before is not None and (not session.code or before.code != session.code):
            self._leave(before)

    def _leave(self, session: Session) -> None:
        self._ports.worker.submit(_LANE, session.leave, None, lambda error: None)

    def _go_on(self) -> None:
        """Go on with the text in the fields: no other has come."""
        self._panel.kept.setText(self.tr("NOT SAVED") if self.unsaved else " ")
        self._allow()
        if self.unsaved and self._clash is None:
            self._timer.start(_AGAIN_MS)

    def _show(self, opened: Opened, article: Article) -> None:
        self._opened = opened
        self._kept_text.forget()
        self._panel.form.show_article(article)
        if opened.code:
            self._stored = self._panel.form.article
        self._panel.show_life(opened)
        self._panel.say_why(opened)
        self._panel.kept.setText(" ")
        self._allow()
        self.shown.emit(opened)

    def _took(self, opened: Opened) -> None:
        """Show what came of a save without touching the fields: the person may be typing on."""
        self._opened = opened
        self._panel.form.renumber(opened.article)
        self._panel.show_life(opened)
        if self._awaited is not None:
            return
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self._panel.kept.setText(self.tr("Saved {0}").format(now))
        self._allow()
        self.shown.emit(opened)
        if self.unsaved:
            self._timer.start(_SAVE_MS)

    def _edited(self) -> None:
        if self._session is None:
            self.begin(self._panel.form.article)
            return
        self._panel.kept.setText(self.tr("Not saved yet") if self.unsaved else " ")
        self._allow()
        self.edited.emit()
        # Not started anew by each key: what is typed is stored within a second, however long one types.
        if self._clash is None and not self._timer.isActive():
            self._timer.start(_SAVE_MS)

    def _allow(self) -> None:
        form = self._panel.form
        allowed = self._opened is not None and Action.SAVE in self._opened.allowed
        form.set_read_only(not allowed or self._awaited is not None)
        if self._opened is None:
            return
        changed, wrong = self.unsaved or bool(form.unread), form.hindrance
        reasons = dict(why_not(self._opened, self._ports.who, changed, wrong))
        if self._clash is not None:
            waiting = self.tr("Decide first which of the two texts is to stay.")
            reasons = dict.fromkeys(reasons, waiting)
        self._panel.allow(reasons)
        if wrong:
            self._panel.kept.setText(wrong)

    def _not_saved(self, error: Exception) -> None:
        self._panel.kept.setText(self.tr("NOT SAVED"))
        if isinstance(error, ConflictError):
            self._clash = error
            self._panel.say_clash(error.clash)
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
        if self._session is None or self.busy():
            return
        mine = self._kept_text.settle(button)
        if mine is not None:
            self._panel.form.show_article(mine)
            self._panel.form.renumber(self._stored)
            self._edited()

    def _failed(self, error: Exception) -> None:
        if not self._health.failed(error):
            self._messages.error(wording.failure(error))
