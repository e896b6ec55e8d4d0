"""The answer as it is read out: light Markdown, and nothing else that text from outside could ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from desk.timers import after
from desk.widgets.markdown_pieces import pieces
from desk.widgets.text import plain, tooltip
from desk.widgets.tone_delegate import colours

Link = tuple[str, str]  # what a document is called, and its address
_NEXT_MS = 5  # between two pieces of a long answer: keys and calls come first
_MARKED = 100  # places; more of them would be no mark any more
_FEATURES = QTextDocument.MarkdownFeature.MarkdownNoHTML | QTextDocument.MarkdownFeature.MarkdownDialectGitHub
_SCHEMES = frozenset(("http", "https", "tel"))
# Two opening hours with ~ in them are no struck-out text.
_STRUCK = re.compile(r"(?<!\\)~")
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])")


class AnswerView(QTextBrowser):
    """Shows Markdown without HTML, pictures or files; a link is opened elsewhere, if it is one of the web."""

    link_refused = Signal(str)

    def __init__(self, name: str, accessible: str, placeholder: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "answer")
        self.document().setDocumentMargin(2)
        self.document().setIndentWidth(24)
        self._shown: tuple[str, tuple[Link, ...]] = ("", ())
        self._words: tuple[str, ...] = ()
        self._rest: Iterator[str] = iter(())  # of a long answer: laid out at once it would stall the window
        self._coming: str | None = None
        self._next = after(_NEXT_MS, self._go_on, self)
        self.anchorClicked.connect(self._follow)

    def show_answer(self, markdown: str, attachments: Sequence[Link] = ()) -> None:
        """Show `markdown`; each of its lines stays a line. Documents that go with it follow as links.

        The rest of a long answer comes piece by piece, as soon as there is nothing else to do.
        """
        shown = (markdown, tuple(attachments))
        if shown == self._shown and (any(shown) or self.document().isEmpty()):
            return
        self._shown = shown
        self._words = ()
        self.setExtraSelections([])
        self._rest, self._coming = pieces(markdown), None
        self.document().setMarkdown(prepared(next(self._rest, "")), _FEATURES)
        # The cursor has gone along to the end, and the view would go there with its next change of size.
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._go_on()

    def mark(self, words: Iterable[str]) -> None:
        """Mark the places of the answer that `words` stand at."""
        wanted = tuple(sorted({word for word in words if word.strip()}, key=len, reverse=True))
        if wanted != self._words:
            self._words = wanted
            self.mark_again()

    def mark_again(self) -> None:
        """Paint the marks in the colours in force."""
        look = QTextCharFormat()
        look.setBackground(colours()["mark"])
        look.setForeground(colours()["mark_text"])
        found: list[QTextEdit.ExtraSelection] = []
        for word in self._words:
            place = self.document().find(word)
            while not place.isNull() and len(found) < _MARKED:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = place, look
                found.append(mark)
                place = self.document().find(word, place)
        self.setExtraSelections(found)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load nothing: an answer has no pictures, and no file of this desk is any of its business."""
        return None

    def _go_on(self) -> None:
        """Let the next piece come in a turn of its own; after the last one come the documents."""
        if self._coming is not None:
            cursor = QTextCursor(self.document())
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            cursor.insertMarkdown(prepared(self._coming), _FEATURES)
        self._coming = next(self._rest, None)
        if self._coming is not None:
            self._next.start()
            return
        self._next.stop()
        self._attach(self._shown[1])
        if self._words:
            self.mark_again()

    def _attach(self, attachments: Sequence[Link]) -> None:
        # Not as Markdown: a label could break out of its link, an open fence would swallow it.
        if not attachments:
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(self.tr("Attachments:"))
        for label, address in attachments:
            look = QTextCharFormat()
            look.setAnchor(True)
            look.setAnchorHref(address)
            look.setFontUnderline(True)
            look.setForeground(self.palette().brush(QPalette.ColorRole.Link))
            cursor.insertText("  ", QTextCharFormat())
            cursor.insertText(plain(label or address, 80), look)

    def _follow(self, link: QUrl) -> None:
        if link.scheme().lower() in _SCHEMES:
            QDesktopServices.openUrl(link)
        else:
            self.link_refused.emit(plain(link.toDisplayString(), 80))
        self.setToolTip(tooltip(link.toDisplayString()))


def prepared(markdown: str) -> str:
    """Return `markdown` so that lines stay lines and ~ stays ~."""
    text = markdown.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return _LINE_END.sub("  \n", _STRUCK.sub(r"\\~", text))
