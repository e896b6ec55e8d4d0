"""The index with a draft in it: one more segment in memory, scored by the search like all the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kb import postings
from kb.arrays import SegmentArrays, document_of, stored_values
from kb.article import Article
from kb.index import Part, Snapshot
from kb.readings import initials_and_pinyin
from kb.store import Entry


def overlay(snapshot: Snapshot, article: Article, today: date, base: SegmentArrays | None) -> Snapshot:
    """Return `snapshot` as if `article` were published in the place of the entry with its code."""
    public = [_public(part, article.code) for part in snapshot.parts]
    parts = [_without(part, doc) for part, doc in zip(snapshot.parts, public, strict=True)]
    hidden = sum(len(new.deleted) - len(old.deleted) for new, old in zip(parts, snapshot.parts, strict=True))
    known = zip(snapshot.parts, public, strict=True)
    chosen = [one for part, doc in known if doc is not None for one in part.arrays.values(doc)["chosen"]]
    entry = Entry(article, *initials_and_pinyin(article.title), today, tuple(chosen))
    parts.append(Part(_segment(entry, base), np.zeros(0, np.int64)))
    return Snapshot(tuple(parts), snapshot.count - hidden + 1)


def _public(part: Part, code: str) -> int | None:
    """Return the document of a code that a search finds in a part."""
    doc = part.arrays.find(code) if code else None
    return None if doc is None or doc in part.deleted else doc


def _without(part: Part, doc: int | None) -> Part:
    return part if doc is None else Part(part.arrays, np.append(part.deleted, doc))


def _segment(entry: Entry, base: SegmentArrays | None) -> SegmentArrays:
    """Write the draft as every change is written, in a folder that goes at once: the arrays are mapped."""
    from whoosh import index

    from kb import whoosh_files

    with TemporaryDirectory(prefix="kb-draft-") as folder:
        writer = index.create_in(folder, whoosh_files.schema()).writer(
            codec=whoosh_files.codec(), compound=False
        )
        try:
            pool = writer.pool = whoosh_files.ArrayPool(text=False)
            writer.add_document(**document_of(stored_values(entry)))
        except BaseException:
            writer.cancel()
            raise
        name = writer.newsegment.segment_id()
        writer.commit(merge=False)
        path = Path(folder) / f"{name}.arrays"
        postings.write(path, writer.storage, writer.get_segment(), base, pool.postings())
        return SegmentArrays(path)
