"""The index on disk: a copy of the database that can be thrown away and made again.

`state.json` names the folder of the Whoosh index in force, the database it was made from, the last change
in it, and the segments with their deleted documents: with that a search does without Whoosh, which is
imported to write. It is replaced in one step after everything it speaks of is written, so a process killed
at any moment leaves either the old state or the new one; a change applied twice does no harm.
The lock is the operating system's (it goes with the process), so a lock file left behind holds nobody up.
"""

from __future__ import annotations

import logging
import shutil
import threading
import uuid
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb import postings
from kb.arrays import SegmentArrays, document_of, stored_values
from kb.errors import IndexBusyError
from kb.index_folder import VERSION, IndexFolder, State
from kb.joined import JoinedArrays
from kb.segment_file import CorruptArraysError
from kb.store import Changes, Store

_log = logging.getLogger(__name__)
_MERGE_AT = 32
_LARGE_CHANGE = 500
_LARGE = 64
_JOINED = 2  # segments of this size class, and larger ones, are searched by themselves
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, or small ones joined, as a search sees it: the arrays, and which documents are gone."""

    arrays: SegmentArrays | JoinedArrays
    deleted: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment as Whoosh knows it."""

    arrays: SegmentArrays
    deleted: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one search works on; replaced as a whole, never changed."""

    parts: tuple[Part, ...] = ()
    count: int = 0


class Index:
    """The index folder; `snapshot` may be read from any thread, the rest is for one thread at a time."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._files = IndexFolder(folder)
        self._store = store
        self._state: State | None = None
        self._whoosh: Any = None
        self._loaded: dict[str, SegmentArrays] = {}
        self._segments: tuple[_Segment, ...] = ()
        self._joined: dict[str, JoinedArrays] = {}
        self._guard = threading.RLock()
        self._broken = False
        self.snapshot = Snapshot()

    def open(self, progress: Progress | None = None) -> None:
        """Open the index, rebuilding it when it is missing, corrupt, old or of another database."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._guard:
            if not self._usable(self._files.read_state()):
                with self._files.lock(wait=60.0):
                    state = self._files.read_state()  # another process may have built it meanwhile
                    if not self._usable(state):
                        self._rebuild(progress)
        large = [arrays for arrays in self._loaded.values() if not arrays.checked]
        if large:  # what takes longer than a start may wait for
            threading.Thread(target=self._check, args=(large,), name="kb-check", daemon=True).start()

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            self.snapshot = Snapshot()
            self._state = self._whoosh = None
            self._loaded = {}
            self._segments, self._joined = (), {}

    @property
    def base(self) -> SegmentArrays | None:
        """The segment whose mean lengths and frequencies new ones are scored with; None: their own."""
        return _base(self._segments)

    def refresh(self) -> int:
        """Bring the changes of the database into the index; return how many entries they touched."""
        with self._guard:
            state = self._files.read_state()
            if self._broken or (state != self._state and not self._usable(state)):
                return self.rebuild()
            base, last = self._store.base()
            assert self._state is not None
            if base == self._state.base and last == self._state.number:
                return 0
            if base != self._state.base or last < self._state.number:
                return self.rebuild()
            with self._files.lock():
                return self._catch_up(last)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index anew from the database; searches go on with the old one meanwhile."""
        with self._guard, self._files.lock(wait=60.0):
            return self._rebuild(progress)

    def _check(self, large: Sequence[SegmentArrays]) -> None:
        """Compare the checksums of large segments; the next refresh rebuilds an index that is broken."""
        self._broken = not all(arrays.intact() for arrays in large)

    def _catch_up(self, last: int) -> int:
        assert self._state is not None
        behind = last - self._state.number
        if behind > _LARGE_CHANGE and behind > self.snapshot.count // 5:
            return self._rebuild(None)
        touched = 0
        try:
            self._take_up(self._state)
        except Exception as error:  # Whoosh has no family of errors of its own for broken files
            _log.warning("the knowledge index can't be written (%s: %s)", type(error).__name__, error)
            return self._rebuild(None)
        try:
            while (changes := self._store.since(self._state.number)).last > self._state.number:
                self._apply(changes)
                touched += len(changes.entries) + len(changes.removed)
        except (IndexBusyError, MemoryError):
            raise
        except OSError:
            raise  # a full disk is not a corrupt index: what is open stays in use
        except Exception:
            _log.exception("the index can't take changes; rebuilding it")
            return self._rebuild(None)
        return touched

    def _usable(self, state: State | None) -> bool:
        """Load what `state` names; tell whether that worked."""
        if state is None or state.version != VERSION:
            return False
        if state.base != self._store.base()[0]:
            return False
        try:
            self._load(state)
        except Exception as error:  # of a state or of Whoosh's files that are not what was written
            _log.warning("the knowledge index is not usable (%s: %s)", type(error).__name__, error)
            return False
        return True

    def _load(self, state: State) -> None:
        """Show what `state` tells; segments whose arrays are broken or gone are decoded once more."""
        folder = self._folder / state.folder
        try:
            parts = [
                _Segment(
                    self._loaded.get(name) or SegmentArrays(folder / f"{name}.arrays"),
                    np.array(deleted, np.int64),
                )
                for name, deleted in state.parts
            ]
        except CorruptArraysError:
            self._show(state, *self._written(state))
        else:
            self._show(state, None, parts)

    def _take_up(self, state: State) -> None:
        """Open Whoosh's files to write on; they are ahead when a write ended before its state was noted."""
        if self._whoosh is None:
            self._whoosh = _open_whoosh(self._folder / state.folder)
        here = [segment.arrays.name for segment in self._segments]
        if [segment.segment_id() for segment in self._whoosh._segments()] != here:
            self._show(state, *self._written(state))

    def _written(self, state: State) -> tuple[Any, list[_Segment]]:
        """Return Whoosh's index and its segments as they are on disk."""
        whoosh = _open_whoosh(self._folder / state.folder)
        parts: list[_Segment] = []
        for segment in whoosh._segments():
            known = self._loaded.get(segment.segment_id())
            known = known or self._segment(whoosh.storage, segment, _base(parts))
            parts.append(_Segment(known, np.array(sorted(segment.deleted_docs()), np.int64)))
        return whoosh, parts

    def _show(self, state: State, whoosh: Any, segments: list[_Segment]) -> None:
        count = sum(segment.arrays.count - len(segment.deleted) for segment in segments)
        self._whoosh, self._state, self._segments = whoosh, state, tuple(segments)
        self._loaded = {segment.arrays.name: segment.arrays for segment in segments}
        classes = groupby(segments, key=lambda segment: min(_size_class(segment.arrays.count), _JOINED))
        parts = [part for size, group in classes for part in self._parts(size, list(group))]
        self._joined = {
            part.arrays.name: part.arrays for part in parts if isinstance(part.arrays, JoinedArrays)
        }
        self.snapshot = Snapshot(tuple(parts), count)

    def _parts(self, size: int, segments: list[_Segment]) -> list[Part]:
        """Return small segments as one part, large ones as they are."""
        if size == _JOINED or len(segments) == 1:
            return [Part(segment.arrays, segment.deleted) for segment in segments]
        name = "+".join(segment.arrays.name for segment in segments)
        joined = self._joined.get(name) or JoinedArrays([segment.arrays for segment in segments])
        gone = [segment.deleted + begin for segment, begin in zip(segments, joined.begins, strict=False)]
        return [Part(joined, np.concatenate(gone))]

    def _segment(self, storage: Any, segment: Any, base: SegmentArrays | None) -> SegmentArrays:
        path = Path(storage.folder) / f"{segment.segment_id()}.arrays"
        try:
            return SegmentArrays(path)
        except CorruptArraysError:
            postings.write(path, storage, segment, base)
            return SegmentArrays(path)

    def _rebuild(self, progress: Progress | None) -> int:
        from whoosh import index
        from whoosh.writing import NO_MERGE

        from kb import whoosh_files

        self._broken = False
        base, number = self._store.base()
        name = f"index-{uuid.uuid4().hex[:12]}"
        folder = self._folder / name
        folder.mkdir()
        total, done = self._store.count(), 0
        try:
            whoosh = index.create_in(str(folder), whoosh_files.schema())
            writer = whoosh.writer(codec=whoosh_files.codec(), compound=False)
            try:
                pool = writer.pool = whoosh_files.ArrayPool()
                for done, entry in enumerate(self._store.all(), start=1):
                    writer.add_document(**document_of(stored_values(entry)))
                    if progress and not done % 200:
                        progress(done, max(done, total))
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=NO_MERGE)
            for segment in _open_whoosh(folder)._segments():
                path = folder / f"{segment.segment_id()}.arrays"
                postings.write(path, whoosh.storage, segment, None, pool.postings())
            state = State(name, base, number)
            whoosh, parts = self._written(state)
            state = _noting(state, parts)
            self._files.write_state(state)
            self._show(state, whoosh, parts)
        except BaseException:
            if (current := self._files.read_state()) is None or current.folder != name:
                shutil.rmtree(folder, ignore_errors=True)
            raise
        self._files.sweep(state)
        if progress:
            progress(done, done)
        return done

    def _apply(self, changes: Changes) -> None:
        """Write the changes as a new segment, merging the tail of small ones now and then.

        Whoosh gets the documents and their codes only: its writing of some hundred terms took longer
        than all else together, and what is searched are the arrays.
        """
        from kb import whoosh_files

        assert self._state is not None
        writer = self._whoosh.writer(codec=whoosh_files.codec(), compound=False)
        try:
            pool = writer.pool = whoosh_files.ArrayPool(text=False)
            gone = [*changes.removed, *(entry.article.code for entry in changes.entries)]
            offset = 0
            for part in self._segments:
                for code in gone:
                    doc = part.arrays.find(code)
                    if doc is not None:
                        writer.delete_document(offset + doc)
                offset += part.arrays.count
            kept, merged = _merge_tail(writer.segments, self._loaded)
            for values in merged:
                writer.add_document(**document_of(values))
            for entry in changes.entries:
                writer.add_document(**document_of(stored_values(entry)))
        except BaseException:
            writer.cancel()
            raise
        name, added = writer.newsegment.segment_id(), bool(merged or changes.entries)
        writer.commit(mergetype=lambda _writer, _segments: kept)
        if added:
            written = writer.get_segment()
            path = Path(writer.storage.folder) / f"{name}.arrays"
            postings.write(path, writer.storage, written, self.base, pool.postings())
        state = State(self._state.folder, self._state.base, changes.last)
        whoosh, parts = self._written(state)
        state = _noting(state, parts)
        self._show(state, whoosh, parts)
        self._files.write_state(state)
        self._files.sweep_arrays(self._state, self._loaded)


def _base(parts: Sequence[_Segment]) -> SegmentArrays | None:
    return parts[0].arrays if parts and parts[0].arrays.count >= _LARGE else None


def _noting(state: State, parts: list[_Segment]) -> State:
    return replace(state, parts=[[part.arrays.name, part.deleted.tolist()] for part in parts])


def _open_whoosh(folder: Path) -> Any:
    """Open a Whoosh index; when it is broken, close the files that Whoosh forgets in that case."""
    from whoosh.filedb.filestore import FileStorage

    opened: weakref.WeakSet[Any] = weakref.WeakSet()

    class Storage(FileStorage):  # type: ignore[misc]
        def open_file(self, name: str, **kwargs: Any) -> Any:
            file = super().open_file(name, **kwargs)
            opened.add(file)
            return file

    try:
        return Storage(str(folder)).open_index()
    except Exception:
        for file in opened:
            file.close()
        raise


def _merge_tail(
    segments: list[Any], loaded: dict[str, SegmentArrays]
) -> tuple[list[Any], list[dict[str, Any]]]:
    """Choose which segments stay; return them, and the values of the documents of the others.

    Thirty-two segments of a size class at the end become one of the next class (as in a log-structured
    tree): most changes write one entry, every 32nd 32 entries, every 1024th 1024.
    """
    sizes = [_size_class(segment.doc_count_all()) for segment in segments]
    first = len(segments)
    for size in sorted(set(sizes)):
        start = len(segments)
        while start and sizes[start - 1] <= size:
            start -= 1
        if sizes[start:].count(size) >= _MERGE_AT:
            first = start
    values = []
    for segment in segments[first:]:
        gone = set(segment.deleted_docs())
        known = loaded[segment.segment_id()]
        values += [known.values(doc) for doc in range(known.count) if doc not in gone]
    return list(segments[:first]), values


def _size_class(documents: int) -> int:
    size = 0
    while documents >= _MERGE_AT:
        documents //= _MERGE_AT
        size += 1
    return size
