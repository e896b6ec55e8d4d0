"""The hotline that is measured: years of calls and a full knowledge base, made once and kept in the cache.

Everything is outside the repository: the made database and compiled Python in the user's cache folder,
what one run writes in a temporary folder beside it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from desk.assembly import terms_folder
from desk.demo.starter import knowledge_files
from desk.records import Records
from kb import KnowledgeBase
from kb.article import Article
from tests.bench.records_seed import seed

CALLERS, CALLS, ENTRIES = 100_000, 1_000_000, 5_000
SEAT, SECRET = "2001", "bench"
_VERSION = 2  # of what `build` makes; another number makes it anew
# Before each entry of the starter knowledge, so that there are as many as a large hotline has.
_PLACES = (
    *("海曙", "江北", "镇海", "北仑", "鄞州", "奉化", "余姚", "慈溪"),
    *("宁海", "象山", "高新", "东钱湖", "前湾", "大榭", "保税", "梅山"),
)


@dataclass(frozen=True, slots=True)
class World:
    """A folder with the made database `desk.db` and the knowledge index `index`."""

    folder: Path

    @property
    def url(self) -> str:
        """The database's URL."""
        return f"sqlite:///{self.folder / 'desk.db'}"

    @property
    def index(self) -> Path:
        """The folder of the knowledge index."""
        return self.folder / "index"

    def settings_file(self, port: int, username: str) -> Path:
        """Write a settings file for the seat at the PBX on `port`, and return it."""
        path = self.folder / f"{username}.toml"
        path.write_text(
            f'[pbx]\nport = {port}\nusername = "{username}"\nsecret = "{SECRET}"\n'
            f'[seat]\nextension = "{SEAT}"\nagent = "1001"\nname = "王敏"\nqueues = ["zonghe"]\n'
            f'[database]\nurl = "{self.url}"\n[kb]\nindex = "{self.index}"\n'
            '[ui]\nlanguage = "zh_CN"\ntheme = "light"\nring = "signal"\n',
            "utf-8",
        )
        return path


def cache_folder() -> Path:
    """Return the folder for what lasts from one run to the next."""
    return Path(platformdirs.user_cache_path("hotline-desk", appauthor=False, ensure_exists=True)) / "bench"


def environment() -> dict[str, str]:
    """Return the environment for measured programs: compiled Python is kept, as where it is installed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(cache_folder() / "pycache")
    return env


@contextmanager
def world() -> Iterator[World]:
    """Give a copy of the made hotline that is thrown away afterwards."""
    made = build()
    # In a program of its own: what a migration loads would be weighed with what is measured here.
    subprocess.run([sys.executable, "-m", "tests.bench.world", str(made.folder)], check=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=cache_folder()) as folder:
        # A file system that can share blocks makes the copy at once.
        subprocess.run(["cp", "-r", "--reflink=auto", f"{made.folder}/.", folder], check=True)
        # SQLite makes it anew; a copy taken while somebody else reads may be cut short.
        (Path(folder) / "desk.db-shm").unlink(missing_ok=True)
        yield World(Path(folder))


def build() -> World:
    """Return the made hotline, made now if it was not there: takes a minute or two."""
    place = cache_folder() / f"world-{_VERSION}"
    if place.is_dir():
        return World(place)
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="making-", dir=cache_folder()) as name:
        making = World(Path(name) / "world")
        making.folder.mkdir()
        with Records.open(making.url, migrate=True) as records:
            seed(records, CALLERS, CALLS)
            knowledge = KnowledgeBase(records.database.knowledge_engine, making.index, terms_folder())
            knowledge.open()
            knowledge.put(articles(ENTRIES), author="bench")
            knowledge.close()
        shutil.move(making.folder, place)
    return World(place)


def articles(count: int) -> list[Article]:
    """Return `count` entries: the starter knowledge, once for each of many places."""
    lines = [
        json.loads(line)
        for file in knowledge_files()
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]
    found: list[Article] = []
    for turn in range(count // len(lines) + 1):
        place = _PLACES[turn % len(_PLACES)]
        for line in lines:
            article = Article(
                code=line["code"],
                title=line["title"],
                answer=line["answer"],
                similar=tuple(line.get("similar", ())),
                department=line.get("department", ""),
                category=line.get("category", ""),
                keywords=tuple(line.get("keywords", ())),
                source=line.get("source", ""),
            )
            if turn:
                article = replace(
                    article,
                    code=f"{article.code}-{turn}",
                    title=f"{place}：{article.title}",
                    similar=tuple(f"{place}{question}" for question in article.similar),
                    answer=f"{place}的市民：{article.answer}",
                )
            found.append(article)
    return found[:count]


def bring_up_to_date(made: World) -> None:
    """Migrate a database that an earlier version has made, and rebuild its index if need be."""
    with Records.open(made.url, migrate=True) as records:
        knowledge = KnowledgeBase(records.database.knowledge_engine, made.index, terms_folder())
        knowledge.open()
        knowledge.close()


if __name__ == "__main__":
    bring_up_to_date(World(Path(sys.argv[1])))
