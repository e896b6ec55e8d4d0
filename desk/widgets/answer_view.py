"""The answer as it is read out: light Markdown, and nothing else that text from outside could ask for."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from desk.widgets.text import plain, plain_lines, tooltip

_LIMIT = 20_000  # characters; laying out more would stall the window
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
        self._shown = ""
        self.anchorClicked.connect(self._follow)

    def show_answer(self, markdown: str) -> None:
        """Show `markdown`; each of its lines stays a line."""
        if markdown == self._shown and (markdown or self.document().isEmpty()):
            return
        self._shown = markdown
        self.document().setMarkdown(prepared(markdown), _FEATURES)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load nothing: an answer has no pictures, and no file of this desk is any of its business."""
        return None

    def _follow(self, link: QUrl) -> None:
        if link.scheme().lower() in _SCHEMES:
            QDesktopServices.openUrl(link)
        else:
            self.link_refused.emit(plain(link.toDisplayString(), 80))
        self.setToolTip(tooltip(link.toDisplayString()))


def prepared(markdown: str) -> str:
    """Return `markdown` so that lines stay lines and ~ stays ~."""
    text = plain_lines(markdown, _LIMIT) if len(markdown) > _LIMIT // 4 else markdown
    text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    return _LINE_END.sub("  \n", _STRUCK.sub(r"\\~", text))
