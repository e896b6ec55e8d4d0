"""How titles sound: their pinyin, with the words that decide how a character is read."""

from __future__ import annotations

import os
import threading
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kb import analysis

_FIRST = threading.Lock()
_UNREAD = "?"


def initials_and_pinyin(title: str) -> tuple[str, str]:
    """Return a title's initials ("gjjtq") and its syllables ("gong ji jin ti qu").

    One letter and one syllable for each character of `analysis.sounded(title)`. Words decide the reading:
    银行 is yin hang, 行人 is xing ren, 调整 is tiao zheng. Their table takes 45 MB for good, so this is for
    who writes an entry; what a desk needs beside entries that are written, `by_characters` gives.
    """
    sounded = analysis.sounded(title)
    read = _with_words()(sounded, errors=_apart)
    return _spelt(list(map(_plain, read)) if len(read) == len(sounded) else list(map(_sound, sounded)))


def by_characters(text: str) -> tuple[str, str]:
    """Return the same with each character read by itself, as it is read most often."""
    return _spelt(list(map(_sound, analysis.sounded(text))))


def _spelt(syllables: list[str]) -> tuple[str, str]:
    return "".join(syllable[0] for syllable in syllables), " ".join(syllables)


@lru_cache(20_000)
def _sound(character: str) -> str:
    if character.isascii():
        return character
    return _plain(_lazy_pinyin()(character, errors=lambda _: [_UNREAD])[0])


def _apart(text: str) -> list[str]:
    return [character if character.isascii() else _UNREAD for character in text]


def _plain(sound: str) -> str:
    return unicodedata.normalize("NFKD", sound).encode("ascii", "ignore").decode() or _UNREAD


@lru_cache(1)
def _lazy_pinyin() -> Callable[..., list[str]]:
    # pypinyin takes 57 MB as it comes and 13 MB like this. It reads the variables when it is imported;
    # afterwards they go, because a process started from here may want the words. The lock is for threads
    # that ask for the first time together: each would take away what the other has set.
    sparing = {"PYPINYIN_NO_PHRASES": "true", "PYPINYIN_NO_DICT_COPY": "true"}
    with _FIRST:
        os.environ.update(sparing)
        try:
            from pypinyin import lazy_pinyin
        finally:
            for name in sparing:
                del os.environ[name]
    read: Callable[..., list[str]] = lazy_pinyin
    return read


@lru_cache(1)
def _with_words() -> Callable[..., list[str]]:
    read = _lazy_pinyin()
    with _FIRST:
        import pypinyin
        from pypinyin.phrases_dict import phrases_dict

        words: dict[str, Any] = phrases_dict
        pypinyin.load_phrases_dict(words)
    return read
