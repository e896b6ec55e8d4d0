"""What two desks write about one caller at the same time, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import event, update

from desk.records import Records
from desk.records.joined_notes import joined
from desk.records.tables import callers
from desk.records.views import Kept

NUMBER = "13800138000"


@pytest.fixture
def other(url: str) -> Iterator[Records]:
    """Give the records as another desk has opened them."""
    with Records.open(url, migrate=False, agent="1031") as opened:
        yield opened


class TestNote:
    def test_it_is_written_over_the_one_that_it_was_based_on(self, records: Records) -> None:
        records.save_note(NUMBER, "hard of hearing")
        ours = "hard of hearing, has a dog"
        assert records.save_note(NUMBER, ours, based_on="hard of hearing") == Kept(ours)
        assert records.card(NUMBER, "en").note == ours

    def test_one_of_another_desk_stays_above_it(self, records: Records, other: Records) -> None:
        records.save_note(NUMBER, "hard of hearing")
        other.save_note(NUMBER, "hard of hearing\nmoved to Ningbo", based_on="hard of hearing")
        kept = records.save_note(NUMBER, "hard of hearing\nhas a dog", based_on="hard of hearing")
        assert kept == Kept(
            "hard of hearing\nmoved to Ningbo\nhas a dog", theirs="hard of hearing\nmoved to Ningbo"
        )
        assert other.card(NUMBER, "en").note == kept.text

    def test_ours_that_stands_there_already_is_not_written_twice(self, records: Records) -> None:
        records.save_note(NUMBER, "has a dog")
        assert records.save_note(NUMBER, "has a dog", based_on="") == Kept("has a dog")

    def test_what_no_database_can_store_is_no_change_of_another_desk(self, records: Records) -> None:
        first = records.save_note(NUMBER, "a\x00", based_on="")
        assert first == Kept("a�")
        assert records.save_note(NUMBER, "a\x00b", based_on="a\x00") == Kept("a�b")

    def test_without_a_base_it_is_written_over_whatever_stands_there(self, records: Records) -> None:
        records.save_note(NUMBER, "hard of hearing")
        assert records.save_note(NUMBER, "has a dog") == Kept("has a dog")

    def test_of_a_withheld_number_nothing_is_kept(self, records: Records) -> None:
        assert records.save_note("anonymous", "has a dog", based_on="") == Kept("")


class TestName:
    def test_it_is_written_over_the_one_that_it_was_based_on(self, records: Records) -> None:
        assert records.rename_caller(NUMBER, "王芳", based_on="") == Kept("王芳")
        assert records.rename_caller(NUMBER, "王方", based_on="王芳") == Kept("王方")
        assert records.card(NUMBER, "en").name == "王方"

    def test_one_of_another_desk_stays(self, records: Records, other: Records) -> None:
        other.rename_caller(NUMBER, "李强", based_on="")
        assert records.rename_caller(NUMBER, "王芳", based_on="") == Kept("李强", theirs="李强")
        assert records.card(NUMBER, "en").name == "李强"

    def test_the_same_one_of_another_desk_is_no_matter(self, records: Records, other: Records) -> None:
        other.rename_caller(NUMBER, "王芳", based_on="")
        assert records.rename_caller(NUMBER, "王芳", based_on="") == Kept("王芳")


def test_a_mark_that_another_desk_has_set_or_taken_away_meanwhile_stays(
    records: Records, other: Records
) -> None:
    other.mark_nuisance(NUMBER, "Abuse", based_on="")
    assert records.mark_nuisance(NUMBER, "Pranks", based_on="") == Kept("Abuse", theirs="Abuse")
    assert records.mark_nuisance(NUMBER, "", based_on="Abuse") == Kept("")
    assert other.mark_nuisance(NUMBER, "Pranks", based_on="Abuse") == Kept("", theirs="")
    assert not records.card(NUMBER, "en").nuisance


def test_two_desks_that_write_at_once_take_turns(records: Records, other: Records) -> None:
    records.save_note(NUMBER, "old")
    read = threading.Event()

    def executed(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT callers.note"):
            read.set()

    event.listen(other.database._lasting, "after_cursor_execute", executed)
    kept: list[Kept] = []
    second = threading.Thread(target=lambda: kept.append(other.save_note(NUMBER, "theirs", based_on="old")))
    with records.database.writing() as connection:
        connection.execute(update(callers).values(note="ours"))
        second.start()
        assert not read.wait(0.5)
    second.join(10)
    assert kept == [Kept("ours\ntheirs", theirs="ours")]
    assert records.card(NUMBER, "en").note == "ours\ntheirs"


@pytest.mark.parametrize(
    ("theirs", "ours", "based_on", "both"),
    [
        ("a", "b", "", "a\nb"),
        ("a\n", "b\n\nc", "", "a\nb\nc"),
        ("", "b", "old", "b"),
        ("a", "", "old", "a"),
        ("a\nb", "b", "", "a\nb"),
        ("b, and more", "b", "", "b, and more\nb"),  # 不在家 is not 不在家时请打手机
        ("old\na\nb", "old\nbc", "old\nb", "old\na\nbc"),  # b was half typed
        ("old\na", "", "old", "a"),
        ("not b", "b", "", "not b\nb"),
        ("a", "old\nb", "old", "a\nb"),
        ("a\n", "a", "", "a\n"),
    ],
)
def test_of_two_notes_nothing_is_lost_and_nothing_stands_twice(
    theirs: str, ours: str, based_on: str, both: str
) -> None:
    assert joined(theirs, ours, based_on) == both
