"""What a typed line means for the search: its terms, letters for pinyin, an unfinished word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
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
    "与 及 或 等 对 或者 以及"
)
# Words in which a filler of one character is none; with `(?!…)`, unless it is the seam of two words. The last
# line's end before such a character: 合同等, 项目的, 我国有.
_WORDS = (
    "申请 请求 邀请 聘请 请假 请示 请领 提请 报请 请愿 "
    "有限 有效 有害 有偿 有机(?!会) 有线 有毒 有奖 有轨 有权 有序 有期徒刑 没有 所有 拥有 享有 持有 占有 "
    "具有 专有 自有 私有 国有(?![哪什多几没]) 公有(?![哪什多几没]) 共有(?![哪什多几没]) "
    "存在 所在 潜在 在职(?!业) 在线(?!路) 在建(?![设议材]) 在校 在编 在岗 在册 在读 在途 在逃 在押 "
    "和平(?![时台常均安]) 和解(?![放决除答释]) 和谐 和睦 和田 和县 呼和 共和 饱和 调和 总和 "
    "参与 赠与 给与 涉及 普及 及时(?![间限段长]) 及格(?![式局]) "
    "等级 等待 等候 等额 平等 同等 高等 中等 初等 对等 一等 二等 三等 "
    "对公(?![司安民众园交共路积务告]) 对外(?![地省国来]) 对应(?!该) 对象 对接 对比 对账 对照 对方 对面 对策 "
    "对抗 对讲 对口 核对 反对 应对 比对 针对 面对 "
    "目的 的士 摩的 了解 是非 自我 网吧 酒吧 喂养 喂食 喂奶 投喂 "
    "合同 共同 不同 项目 题目 公共 水平 一共 我国 初中 高中 集中"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A line made ready for the search.

    `characters` are the characters and words of its matter, `around` those of the filler words only, `pairs`
    the pairs and words of the matter, `words` the Latin words and numbers among them. `synonyms` are pairs of
    other words for the same; `letters` are what may be pinyin, `prefix` an unfinished Latin word;
    `places` are the pairs and words of the matter that name a place; `stretches` are the parts of the line
    between filler words and punctuation, and `runs` their runs of Chinese characters.
    """

    text: str
    characters: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    letters: str = ""
    prefix: str = ""
    stretches: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    @property
    def terms(self) -> dict[str, float]:
        """The terms of the matter with weights, for comparing questions with each other."""
        return dict.fromkeys(self.characters, _CHARACTER) | dict.fromkeys(self.pairs, 1.0)

    @property
    def empty(self) -> bool:
        """Tell that there is nothing to look for."""
        return not self.characters and not self.letters


class Glossary:
    """Groups of words that mean the same in this field; one group a line, words separated by blanks."""

    def __init__(self, groups: list[list[str]] | None = None) -> None:
        self._others: dict[str, list[str]] = {}
        for group in groups or []:
            for word in group:
                others = [other for other in group if other != word]
                self._others[word] = list(dict.fromkeys(self._others.get(word, []) + others))
        self._terms: dict[str, dict[str, None]] = {}
        # of the words that begin with two characters, longest first; beside those of one character
        self._lengths: dict[str, list[int]] = {}
        self._ones = frozenset(word for word in self._others if len(word) == 1)
        for word in sorted(self._others.keys() - self._ones, key=len, reverse=True):
            lengths = self._lengths.setdefault(word[:2], [])
            if len(word) not in lengths:
                lengths.append(len(word))

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
        begun = enumerate(map(self._lengths.get, map("".join, pairwise(text))))
        places = [(place, lengths) for place, lengths in begun if lengths is not None]
        if not self._ones.isdisjoint(text):
            places += [(place, [1]) for place, character in enumerate(text) if character in self._ones]
            places.sort(key=itemgetter(0))
        found: dict[str, None] = {}
        begin = 0
        for place, lengths in places:
            if place < begin:
                continue
            for length in lengths:
                others = self._others.get(text[place : place + length])
                if others is not None:
                    found.update(dict.fromkeys(others))
                    begin = place + length
                    break
        return [word for word in found if word not in text]

    def terms(self, text: str) -> dict[str, None]:
        """Return the terms of the other words, each once."""
        found: dict[str, None] = {}
        for word in self.expand(text):
            terms = self._terms.get(word)
            if terms is None:
                terms = self._terms[word] = dict.fromkeys(analysis.terms(word, characters=False))
            found |= terms
        return found


# The two characters before a unit of the land, 云州市; those of 小区, 全市, 本县 name none.
_PLACE = re.compile(
    f"([{analysis.HAN}][^小社城地片园校山学特全本我各该牧景库厂矿\\W_a-z0-9])[省市县区镇乡]|[a-z][0-9]*[省市县区]"
)
_STRETCH = re.compile(f"[{analysis.HAN}0-9a-z]+")


def _filler() -> re.Pattern[str]:
    """Return what finds a filler, or in its only group a word that stays whole."""
    words = _WORDS.split()
    # the longest first, so that a phrase goes as a whole
    fillers = "|".join(sorted(_FILLERS.split(), key=len, reverse=True))
    # looked at first: most characters begin neither, which tens of words would have to find out
    begin = "".join({word[0] for word in (*words, *_FILLERS.split())})
    return re.compile(f"(?=[{begin}])(?:({'|'.join(words)})|{fillers})")


_FILLER = _filler()


def matter(text: str) -> str:
    """Return simplified text with blanks for the words that say nothing of its matter."""
    return _FILLER.sub(lambda found: found[1] or " ", text)


def understand(line: str, glossary: Glossary) -> Query:
    """Read a typed line; the first `MAX_LENGTH` characters count."""
    text = analysis.simplify(line[:MAX_LENGTH]).strip()
    stretches = tuple(_STRETCH.findall(matter(text)))
    if not stretches:
        stretches = tuple(_STRETCH.findall(text))  # filler is all there is: somebody looks for just that
    characters: dict[str, None] = {}
    pairs: dict[str, None] = {}
    words: dict[str, None] = {}
    runs = [run for stretch in stretches for run in analysis.runs(stretch)]
    for run, han in runs:
        if han:
            characters.update(dict.fromkeys(run))
            pairs.update(dict.fromkeys(map("".join, pairwise(run))))
        else:
            words[run] = None
            characters[run] = None
            pairs[run] = None
    if words:
        pairs.update(dict.fromkeys(joint for stretch in stretches for joint in analysis.joints(stretch)))
    around = (each for each in dict.fromkeys(analysis.characters(text)) if each not in characters)
    last = runs[-1] if runs and text.endswith(runs[-1][0]) else ("", True)
    return Query(
        text,
        characters=tuple(characters),
        around=tuple(around),
        pairs=tuple(pairs),
        words=tuple(words),
        places=_places(stretches, pairs),
        synonyms=tuple(term for term in glossary.terms(text) if term not in pairs),
        letters="".join(text.split()).replace("'", "") if _LETTERS.match(text) else "",
        prefix=last[0] if not last[1] and len(last[0]) > 1 else "",
        stretches=stretches,
        runs=tuple(run for run, han in runs if han),
    )


def _places(stretches: Iterable[str], pairs: Collection[str]) -> tuple[str, ...]:
    found = (match[1] or match[0] for stretch in stretches for match in _PLACE.finditer(stretch))
    return tuple(place for place in dict.fromkeys(found) if place in pairs)
