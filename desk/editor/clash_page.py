"""Two texts of one entry that two people wrote: both are shown, one is chosen, none is lost."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desk import editing_wording as wording
from desk.editor.compare_view import CompareView
from desk.editor.keys import Key
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.labels import PlainLabel
from desk.widgets.text import plain
from kb.article import Article
from kb.editing.errors import ConflictError
from kb.editing.history import compare


class ClashPage(Card):
    """Left what the other has stored, right what was typed here."""

    mine_chosen = Signal()
    theirs_chosen = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Two people have changed this entry"))
        self.why = PlainLabel("clash_why", self.tr("What the other has done"), wrap=True)
        self.compare = CompareView("clash")
        self.theirs = KeyButton("clash_theirs", self.tr("Use the other text"))
        self.mine = KeyButton("clash_mine", self.tr("Use mine"), kind="primary")
        self.back = KeyButton("clash_back", self.tr("Back to the entry"), Key.BACK)
        self.theirs.setExplanation(self.tr("Your text is kept on this desk until you leave the entry"))
        self.mine.setExplanation(self.tr("The other text stays in the history"))
        self.head.addWidget(self.back)
        self.body.addWidget(self.why)
        self.body.addWidget(self.compare, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.theirs)
        buttons.addStretch(1)
        buttons.addWidget(self.mine)
        self.body.addLayout(buttons)
        self.theirs.clicked.connect(self.theirs_chosen)
        self.mine.clicked.connect(self.mine_chosen)
        self.back.clicked.connect(self.back_requested)

    def show_clash(self, mine: Article, clash: ConflictError) -> None:
        """Show the text of this window beside what stands in the knowledge base."""
        self.why.setText(wording.clash(clash.clash))
        other = clash.working or clash.published
        if other is None:
            theirs, who = Article(mine.code, "", ""), self.tr("Nothing: the draft is gone")
        else:
            name = clash.working.updated_by if clash.working is not None else ""
            name = name or (clash.published.published_by if clash.published is not None else "")
            theirs = other.article
            who = self.tr("{0}'s text").format(plain(name, 40))
        self.compare.show_names(who, self.tr("Your text"))
        self.compare.show_differences(compare(theirs, mine))
        self.mine.setFocus()
