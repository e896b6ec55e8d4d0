"""What a typed line means for the search: terms with weights, letters for pinyin, an unfinished word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from kb import analysis

MAX_LENGTH = 400
_CHARACTER = 0.55
_LETTERS = re.compile(r"[a-z]+(?:[ '][a-z]+)*$")

# Words with which a question is asked and that say nothing of its matter, longest first when used.
_FILLERS = (
    "请问一下 请问 想问一下 我想问一下 我想问 想问问 想问 问一下 我想咨询一下 咨询一下 我要咨询 想咨询 "
    "我想了解一下 我想了解 想了解一下 想了解 了解一下 我想反映一下 我想反映 反映一下 想反映 我要反映 "
    "我要投诉 我想投诉 您好 你好 喂 麻烦问一下 麻烦您 麻烦你 麻烦 怎么办理 怎么办 怎么弄 怎么回事 "
    "怎么样 怎样 怎么 如何 应该 能不能 可不可以 可以不可以 是不是 有没有 要不要 需不需要 会不会 可否 "
    "是否 能否 什么时候 什么 哪些 哪里 哪儿 哪个 为什么 为何 多少钱 多少 多久 几天 吗 呢 吧 啊 呀 嘛 "
    "请 谢谢 一下 帮我 帮忙 我的 我们 我家 我 你们 您 现在 目前 那个 这个 的话 的 了 是 在 有 和 "
    "与 及 或 等 对"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A line made ready: `terms` with weights, pinyin `letters`, unfinished Latin word `prefix`.

    `stretches` are the parts of the line between filler words and punctuation;
    `synonyms` are terms of other words for the same.
    """

    text: str
    terms: dict[str, float] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    letters: str = ""
    prefix: str = ""
    stretches: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell that there is nothing to look for."""
        return not self.terms and not self.letters


class Glossary:
    """Groups of words that mean the same in this field; one group a line, words separated by blanks."""

    def __init__(self, groups: list[list[str]] | None = None) -> None:
        self._others: dict[str, list[str]] = {}
        for group in groups or []:
            for word in group:
                others = [other for other in group if other != word]
                self._others[word] = list(dict.fromkeys(self._others.get(word, []) + others))
        ordered = sorted(self._others, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    @classmethod
    def read(cls, path: Path) -> Glossary:
        """Read a glossary; `#` starts a comment."""
        groups = []
        for line in path.read_text("utf-8-sig").splitlines():
            words = analysis.simplify(line.partition("#")[0]).split()
            if len(words) > 1:
                groups.append(list(dict.fromkeys(words)))
        return cls(groups)

    def expand(self, text: str) -> list[str]:
        """Return the other words for those in `text`, the longest word at each place."""
        if self._pattern is None:
            return []
        found: list[str] = []
        for match in self._pattern.finditer(text):
            found += self._others[match[0]]
        return [word for word in dict.fromkeys(found) if word not in text]


_STRETCH = re.compile(f"[{analysis.HAN}0-9a-z]+")
# the longest first, so that a phrase goes as a whole
_FILLER = re.compile("|".join(sorted(_FILLERS.split(), key=len, reverse=True)))


def understand(line: str, glossary: Glossary) -> Query:
    """Read a typed line; the first `MAX_LENGTH` characters count."""
    text = analysis.simplify(line[:MAX_LENGTH]).strip()
    matter = _FILLER.sub(" ", text)
    if not analysis.runs(matter):
        matter = text  # filler is all there is: somebody looks for just that
    terms: dict[str, float] = {}
    for term in analysis.terms(matter, characters=True):
        single = len(term) == 1 and not term.isascii()
        terms[term] = max(terms.get(term, 0.0), _CHARACTER if single else 1.0)
    if not any(len(term) > 1 for term in terms):
        terms = dict.fromkeys(terms, 1.0)
    others = [term for word in glossary.expand(text) for term in analysis.terms(word, characters=False)]
    synonyms = tuple(term for term in dict.fromkeys(others) if term not in terms)
    letters = "".join(text.split()).replace("'", "") if _LETTERS.match(text) else ""
    last = analysis.runs(text)[-1:]
    prefix = last[0][0] if last and not last[0][1] and len(last[0][0]) > 1 else ""
    return Query(text, terms, synonyms, letters, prefix, tuple(_STRETCH.findall(matter)))
