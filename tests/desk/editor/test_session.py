"""What a window goes on from: the text that is shown or was kept here, never one that was only read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desk.editor.session import Session
from kb import KnowledgeBase
from kb.editing import Editorial
from kb.editing.errors import Clash, ConflictError
from kb.editing.texts import Texts
from kb.editing.views import Action, Opened
from tests.desk.editor.conftest import LI, WANG

Save = Callable[[str], None]


@pytest.fixture
def session(knowledge: KnowledgeBase) -> Session:
    return Session(Editorial(knowledge, LI), "gjj-1")


@pytest.fixture
def other(knowledge: KnowledgeBase) -> Save:
    """Return how somebody else saves an answer of the same entry, on top of whatever stands there."""
    texts = Editorial(knowledge, WANG).texts

    def save(answer: str) -> None:
        opened = real(texts, "gjj-1")
        texts.save(replace(opened.article, answer=answer), opened.working.version if opened.working else 0)

    real = Texts.open
    return save


def show(session: Session) -> Opened:
    opened = session.open()
    session.take(opened)
    return opened


def test_what_was_read_and_not_shown_is_not_gone_on_from(session: Session, other: Save) -> None:
    mine = show(session).article
    other("theirs")
    assert session.open().article.answer == "theirs"  # somebody began to type before it could be shown
    with pytest.raises(ConflictError) as caught:
        session.save(replace(mine, answer="mine"))
    assert caught.value.working is not None
    assert caught.value.working.article.answer == "theirs"
    session.take_over(caught.value)
    assert session.save(replace(mine, answer="mine")).article.answer == "mine"


def test_nobody_comes_between_a_text_and_what_is_said_of_it(
    session: Session, other: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = show(session).article
    real = Texts.open

    def after_another(texts: Texts, code: str) -> Opened:
        other("theirs")
        return real(texts, code)

    monkeypatch.setattr(Texts, "open", after_another)
    assert session.save(replace(mine, answer="mine")).article.answer == "mine"
    monkeypatch.setattr(Texts, "open", real)
    other("theirs")
    with pytest.raises(ConflictError):
        session.save(replace(mine, answer="mine again"))


def test_a_text_published_since_it_was_shown_is_no_ground_for_a_draft(
    session: Session, knowledge: KnowledgeBase
) -> None:
    mine = show(session).article
    knowledge.put([replace(mine, answer="published meanwhile")], "import")
    with pytest.raises(ConflictError) as caught:
        session.save(replace(mine, answer="mine"))
    assert caught.value.clash is Clash.PUBLISHED


def test_steps_follow_each_other_without_a_clash(session: Session) -> None:
    article = show(session).article
    session.save(replace(article, answer="one"))
    session.save(replace(article, answer="two"))
    for action in (Action.SUBMIT, Action.RECALL, Action.DISCARD):
        session.take(
            session.act(action, replace(article, answer="three") if action is Action.SUBMIT else None)
        )
    opened = session.save(replace(article, answer="four"))
    assert opened.working is not None
    assert opened.working.version == 6  # no number that a window may still show


def test_a_new_entry_gets_its_code_and_goes_on(knowledge: KnowledgeBase) -> None:
    session = Session(Editorial(knowledge, LI))
    article = replace(show(session).article, title="a question")
    code = session.save(article).code
    assert session.code == code
    session.save(replace(article, title="another question"))
    session.take(session.act(Action.DISCARD, None))
    assert session.code == ""
    assert session.save(article).code
