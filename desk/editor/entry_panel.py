"""One entry: where it is in its life, its fields, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desk import editing_wording as wording
from desk.editor.entry_form import EntryForm
from desk.editor.fields import MomentEdit
from desk.editor.keys import Key
from desk.editor.pin_row import PinRow
from desk.editor.withdraw_row import WithdrawRow
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import Chip, PlainLabel
from desk.widgets.notice import Notice
from desk.widgets.reason_row import ReasonRow
from desk.widgets.text import plain
from kb.editing.errors import Clash
from kb.editing.views import Action, Opened, State


class EntryPanel(Card):
    """Buttons emit what is wanted of the entry; what is not possible now says why."""

    save_requested = Signal()
    submit_requested = Signal()
    approve_requested = Signal()
    confirm_requested = Signal()
    recall_requested = Signal()
    discard_requested = Signal()
    history_requested = Signal()
    pin_wanted = Signal()
    rejected = Signal(str)  # reason
    withdrawn = Signal(str, object)  # reason, datetime or None for at once

    def __init__(self, queues: Mapping[str, str]) -> None:
        super().__init__()
        self.code = PlainLabel("entry_code", self.tr("Code of the entry"), size=15, bold=True)
        self.code.setSizePolicy(self.code.sizePolicy().Policy.Maximum, self.code.sizePolicy().Policy.Fixed)
        self.state = Chip("entry_state", self.tr("State of the entry"), bold=True)
        self.public = Chip("entry_public", self.tr("State of the public text"))
        self.who = PlainLabel("entry_who", self.tr("Who changed it last, and when"), size=12)
        self.who.setTone("muted")
        self.kept = PlainLabel("entry_kept", self.tr("Whether what was typed is stored"), size=12)
        self.kept.setTone("muted")
        self.kept.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.history = KeyButton("entry_history", self.tr("History"), Key.HISTORY)
        self.notice = Notice("entry_notice", self.tr("What must be known of this entry"))
        self.presence = Notice("entry_presence", self.tr("Who else has this entry open"))
        self.form = EntryForm()
        self.reason = ReasonRow("entry_reason", self.tr("Why is it sent back?"), self.tr("Send back"))
        self.withdrawal = WithdrawRow()
        self.pin_row = PinRow(queues)
        self.save = KeyButton("entry_save", self.tr("Save"), Key.SAVE)
        self.submit = KeyButton("entry_submit", self.tr("Submit"), Key.SUBMIT)
        self.publish_at = MomentEdit(
            "entry_publish_at", self.tr("Time of publication"), self.tr("now, or at …")
        )
        self.approve = KeyButton("entry_approve", self.tr("Publish"), Key.APPROVE, kind="primary")
        self.reject = KeyButton("entry_reject", self.tr("Send back …"), Key.REJECT)
        self.confirm = KeyButton("entry_confirm", self.tr("Still true"), Key.CONFIRM)
        self.withdraw = KeyButton("entry_withdraw", self.tr("Withdraw …"), Key.WITHDRAW, kind="danger")
        self.recall = KeyButton("entry_recall", self.tr("Take back"))
        self.discard = KeyButton("entry_discard", self.tr("Discard draft"))
        self.pin = KeyButton("entry_pin", self.tr("Pin …"), Key.PIN)
        self._lay_out()
        self._connect()
        self.show_nothing()

    @property
    def buttons(self) -> Mapping[Action, KeyButton]:
        """The button of each action that one button is for."""
        return {
            Action.SAVE: self.save,
            Action.SUBMIT: self.submit,
            Action.PUBLISH: self.approve,
            Action.SEND_BACK: self.reject,
            Action.CONFIRM: self.confirm,
            Action.WITHDRAW: self.withdraw,
            Action.RECALL: self.recall,
            Action.DISCARD: self.discard,
        }

    def show_nothing(self) -> None:
        """Show that no entry is open."""
        self.code.setText(self.tr("No entry chosen"))
        self.state.hide()
        self.public.hide()
        self.who.setText(" ")
        self.kept.setText(" ")
        self.form.set_read_only(True)
        why = self.tr("Choose an entry, or begin a new one.")
        for button in (*self.buttons.values(), self.history, self.pin):
            button.allow(why)
        self.publish_at.setEnabled(False)

    def show_life(self, opened: Opened) -> None:
        """Show where the entry is in its life."""
        self.code.setText(opened.code or self.tr("New entry"))
        self.history.allow(None if opened.code else self.tr("A new entry has no history yet."))
        working, published = opened.working, opened.published
        text = working or published
        state = text.state if text is not None else State.DRAFT
        self.state.setText(wording.state(state))
        tone = wording.state_tone(state)
        self.state.setChip("neutral" if tone == "muted" else tone)
        self.state.show()
        both = working is not None and published is not None
        if both and published is not None:
            if published.state is State.PUBLISHED:
                public = self.tr("public: revision {0}").format(published.article.revision)
            else:
                public = self.tr("public: {0}, revision {1}").format(
                    wording.state(published.state), published.article.revision
                )
            self.public.setText(public)
        self.public.setVisible(both)
        if working is not None:
            self.who.setText(_who(working.updated_by, working.updated_at.astimezone()))
            self.publish_at.show_moment(working.publish_at)
        elif published is not None:
            line = f"{plain(published.published_by, 40)} {published.published_at.astimezone():%Y-%m-%d}"
            uses = self.tr("used {0} ×").format(published.uses)
            checked = self.tr("confirmed {0}").format(published.confirmed_on.isoformat())
            self.who.setText(" · ".join((line, checked, uses)))
            self.publish_at.show_moment(None)
        else:
            self.who.setText(" ")
            self.publish_at.show_moment(None)

    def say_why(self, opened: Opened) -> None:
        """Say what must be known of the entry before it is changed."""
        working, published = opened.working, opened.published
        if working is not None and working.state is State.SENT_BACK and working.reason:
            self.notice.say(self.tr("Sent back: {0}").format(working.reason), grave=True)
        elif published is not None and published.withdraw_at is not None:
            at = published.withdraw_at.astimezone().strftime("%Y-%m-%d %H:%M")
            self.notice.say(self.tr("Will be withdrawn {0}; “Still true” undoes that.").format(at))
        else:
            self.notice.say("")

    def say_clash(self, clash: Clash) -> None:
        """Say that somebody else was first, and ask which text is to stay."""
        self.notice.say(
            self.tr("{0} Nothing is lost: compare the two texts.").format(wording.clash(clash)),
            self.tr("Compare"),
            self.tr("Use mine"),
            grave=True,
        )

    def allow(self, why_not: Mapping[Action, str | None]) -> None:
        """Allow each action, or say why not."""
        for action, button in self.buttons.items():
            button.allow(why_not.get(action))
        self.recall.setVisible(self.recall.isEnabled())
        self.discard.setVisible(not self.recall.isEnabled())
        self.publish_at.setEnabled(self.approve.isEnabled())

    def fit_letters(self) -> None:
        """Let the preview follow the letters in force."""
        self.form.preview.setFont(self.font())

    def close_rows(self) -> None:
        """Ask nothing more: another entry is to be shown."""
        for row in (self.reason, self.withdrawal, self.pin_row):
            row.close_row()

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_requested)
        self.submit.clicked.connect(self.submit_requested)
        self.approve.clicked.connect(self.approve_requested)
        self.confirm.clicked.connect(self.confirm_requested)
        self.recall.clicked.connect(self.recall_requested)
        self.discard.clicked.connect(self.discard_requested)
        self.history.clicked.connect(self.history_requested)
        self.pin.clicked.connect(self.pin_wanted)
        self.reject.clicked.connect(lambda: self._ask(self.reason))
        self.withdraw.clicked.connect(lambda: self._ask(self.withdrawal))
        self.reason.given.connect(self.rejected)
        self.withdrawal.withdrawn.connect(self.withdrawn)

    def _ask(self, row: ReasonRow) -> None:
        self.close_rows()
        row.open()

    def _lay_out(self) -> None:
        self.head.addWidget(self.code)
        self.head.addWidget(self.state)
        self.head.addWidget(self.public)
        self.head.addWidget(self.who, 1)
        self.head.addWidget(self.kept)
        self.head.addWidget(self.history)
        self.body.insertLayout(0, self.head)
        self.body.addWidget(self.presence)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.form, 1)
        self.body.addWidget(self.reason)
        self.body.addWidget(self.withdrawal)
        self.body.addWidget(self.pin_row)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row in (upper, lower):
            row.setSpacing(scaled(5))
            self.body.addLayout(row)
        upper.addWidget(self.save)
        upper.addWidget(self.submit)
        upper.addSpacing(scaled(12))
        upper.addWidget(self.publish_at, 1)
        upper.addWidget(self.approve)
        upper.addWidget(self.reject)
        lower.addWidget(self.discard)
        lower.addWidget(self.recall)
        lower.addStretch(1)
        lower.addWidget(self.pin)
        lower.addWidget(self.confirm)
        lower.addWidget(self.withdraw)


def _who(name: str, when: object) -> str:
    return f"{plain(name, 40)} {when:%Y-%m-%d %H:%M}"
