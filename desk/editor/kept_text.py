"""A text of this window that can be brought back into the fields: one that the database never had."""

from __future__ import annotations

from desk.editor.spare import Spare, written
from desk.language import translate
from desk.widgets.notice import Notice
from kb.article import Article
from kb.editing.views import Opened


class KeptText:
    """Offers one text at a time in the strip above the fields."""

    def __init__(self, notice: Notice, spare: Spare) -> None:
        self._notice, self._spare = notice, spare
        self._text: Article | None = None
        self._key = ""  # where it is kept on this desk; empty for nowhere

    def forget(self) -> None:
        """Offer nothing: another text is shown."""
        self._text, self._key = None, ""

    def look_for(self, opened: Opened) -> None:
        """Offer what is kept on this desk of the entry that was opened."""
        for key, text in self._spare.texts():
            if key == opened.code and written(text) != written(opened.article):
                self._text, self._key = text, key
                self._notice.say(
                    translate(
                        "KeptText", "A text of this entry could not be saved and was kept on this desk."
                    ),
                    translate("KeptText", "Bring it back"),
                    translate("KeptText", "Throw it away"),
                )

    def offer(self, mine: Article) -> None:
        """Offer the text that stood in the fields before somebody else's."""
        self._text = mine
        self._notice.say(
            translate("KeptText", "This is the other text."), translate("KeptText", "Back to my text")
        )

    def settle(self, button: int) -> Article | None:
        """Return the text that was asked for by the first button; it is offered no more."""
        text, key = self._text, self._key
        self.forget()
        self._notice.say("")
        self._spare.forget(key)
        return text if button == 0 else None
