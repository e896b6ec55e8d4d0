"""Databases for the tests: everything runs on SQLite and on a private PostgreSQL alike."""

from __future__ import annotations

import atexit
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from desk.records import Records
from desk.records.tables import departments

ROOT = Path(__file__).parents[3]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 30, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **span: float) -> None:
        self.time += timedelta(**span)


@cache
def postgres_url() -> str:
    """Start the private PostgreSQL; the run fails with the reason when that can't be done."""
    done = subprocess.run(
        [str(ROOT / "resources/setup/postgres.sh"), "start"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"PostgreSQL is needed and can't be had: {done.stderr}", pytrace=False)
    return done.stdout.strip().splitlines()[-1]


@cache
def _empty_postgres() -> str:
    """Make a migrated database to copy from; return its name."""
    name = f"desk_template_{uuid.uuid4().hex}"
    _administer(f"CREATE DATABASE {name}")
    Records.open(_beside(name), migrate=True).close()
    atexit.register(_administer, f"DROP DATABASE {name} WITH (FORCE)")
    return name


@cache
def _empty_sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        Records.open(f"sqlite:///{path}", migrate=True).close()
        return path.read_bytes()


def _beside(name: str) -> str:
    return f"{postgres_url().rsplit('/', 1)[0]}/{name}"


def _administer(statement: str) -> None:
    engine = create_engine(postgres_url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.db'}"
        return
    name = f"desk_{uuid.uuid4().hex}"
    _administer(f"CREATE DATABASE {name}")
    yield _beside(name)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database with empty tables."""
    if request.param == "sqlite":
        path = tmp_path / "desk.db"
        path.write_bytes(_empty_sqlite())
        yield f"sqlite:///{path}"
        return
    name = f"desk_{uuid.uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {_empty_postgres()}")
    yield _beside(name)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> Clock:
    """Give a clock that stands."""
    return Clock()


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    """Give an empty, migrated database."""
    with Records.open(url, migrate=False, agent="1024", now=clock) as opened:
        yield opened


@pytest.fixture
def few_departments(records: Records, clock: Clock) -> None:
    """Put three departments into the directory."""
    rows = [
        ("GJJ", "住房公积金管理中心", "0574-8712 3290", "住房公积金缴存、提取、贷款", "zfgjjglzx"),
        ("RS", "人力资源和社会保障局", "12333", "社保缴费、养老保险、拖欠工资、劳动合同", "rlzyhshbzj"),
        ("CG", "城市管理局", "8013", "占道经营、油烟、路灯不亮、夜间施工噪声", "csglj"),
    ]
    with records.database.writing() as connection:
        for code, name, phone, duties, initials in rows:
            connection.execute(
                departments.insert().values(
                    code=code, name=name, phone=phone, duties=duties, initials=initials, updated_at=clock()
                )
            )
