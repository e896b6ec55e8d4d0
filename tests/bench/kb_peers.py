"""Other engines with the same entries and the same terms, to stand beside the knowledge search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from kb import Article, analysis, scoring
from kb.query import Glossary, understand
from tests.bench.kb_corpus import TERMS

Search = Callable[[str], list[str]]
WHOOSH = "whoosh"  # as its documentation shows; it is too slow for the many questions of speeds and slips
ALIKE = "tantivy-alike"  # with the terms, fields and weights of `kb`
PEERS = ("fts5", "tantivy", ALIKE, WHOOSH)

_TITLE = 2.0
_CANDIDATES = 100  # that `kb` looks at closely


def peer(name: str, corpus: Sequence[Article], folder: Path) -> Search:
    """Return the search of a peer over the entries; `folder` is for its files."""
    if name == WHOOSH:
        return plain_whoosh(corpus, folder)
    if name == ALIKE:
        return tantivy_alike(corpus, Glossary.read(TERMS / "synonyms.txt"))
    return tantivy(corpus) if name == "tantivy" else fts5(corpus)


def written_out(text: str) -> str:
    """Return a text's pairs of characters and words with blanks between."""
    return " ".join(analysis.terms(analysis.simplify(text), characters=False))


def fts5(corpus: Sequence[Article]) -> Search:
    """Return a search by SQLite FTS5, the title above the answer."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE entries USING fts5(code UNINDEXED, title, answer)")
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, ?)",
        ((each.code, written_out(each.title), written_out(each.answer)) for each in corpus),
    )

    def search(query: str) -> list[str]:
        wanted = " OR ".join(f'"{term}"' for term in dict.fromkeys(written_out(query).split()))
        rows = connection.execute(
            "SELECT code FROM entries WHERE entries MATCH ? ORDER BY bm25(entries, 0, ?, 1) LIMIT 10",
            (wanted or '"-"', _TITLE),
        )
        return [code for (code,) in rows]

    return search


def tantivy(corpus: Sequence[Article]) -> Search:
    """Return a search by tantivy, the query built from terms."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("code", stored=True, tokenizer_name="raw")
    for field in ("title", "answer"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = engine.Index(schema)
    writer = index.writer(num_threads=1)
    for each in corpus:
        writer.add_document(
            engine.Document(code=each.code, title=written_out(each.title), answer=written_out(each.answer))
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    should = engine.Occur.Should

    def search(query: str) -> list[str]:
        parts = []
        for term in dict.fromkeys(written_out(query).split()):
            title = engine.Query.term_query(schema, "title", term, index_option="freq")
            parts.append((should, engine.Query.boost_query(title, _TITLE)))
            parts.append((should, engine.Query.term_query(schema, "answer", term, index_option="freq")))
        if not parts:
            return []
        hits = searcher.search(engine.Query.boolean_query(parts), 10, count=False).hits
        return [searcher.doc(address)["code"][0] for _, address in hits]

    return search


def tantivy_alike(corpus: Sequence[Article], glossary: Glossary) -> Search:
    """Return a search by tantivy that does as much as `kb` before it ranks anew.

    The same terms of the query in the same fields with the same weights, a hundred candidates, and the best
    entries read, as a desk has to show them. `kb` ranks the candidates anew besides, and marks the words.
    """
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("entry", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("question", "text"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = engine.Index(schema)
    writer = index.writer(num_threads=1)
    for each in corpus:
        questions = " ".join(
            term
            for question in (each.title, *each.similar)
            for term in analysis.terms(analysis.simplify(question), characters=True)
        )
        writer.add_document(
            engine.Document(
                entry=msgspec.json.encode(each).decode(),
                question=questions,
                text=written_out(f"{each.title} {' '.join(each.similar)} {each.answer}"),
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(line: str) -> list[str]:
        query = understand(line, glossary)
        parts = [
            (
                engine.Occur.Should,
                engine.Query.boost_query(
                    engine.Query.term_query(schema, field, term, index_option="freq"), weight
                ),
            )
            for (field, terms), weight in zip(
                (
                    ("question", query.characters),
                    ("question", query.around),
                    ("question", query.pairs),
                    ("text", query.pairs),
                    ("text", query.synonyms),
                ),
                scoring._SHARES.tolist(),
                strict=True,
            )
            for term in terms
        ]
        if not parts:
            return []
        hits = searcher.search(engine.Query.boolean_query(parts), _CANDIDATES, count=False).hits[:10]
        entries = (searcher.doc(address)["entry"][0] for _, address in hits)
        return [msgspec.json.decode(entry, type=Article).code for entry in entries]

    return search


def plain_whoosh(corpus: Sequence[Article], folder: Path) -> Search:
    """Return a search by Whoosh as its documentation shows: text fields, parser with OR, BM25F."""
    from whoosh import fields, index
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.qparser import MultifieldParser, OrGroup

    text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    schema = fields.Schema(code=fields.ID(stored=True), title=text, answer=text)
    made = index.create_in(str(folder), schema)
    writer = made.writer(limitmb=256)
    for each in corpus:
        writer.add_document(code=each.code, title=written_out(each.title), answer=written_out(each.answer))
    writer.commit()
    searcher = made.searcher()
    parser = MultifieldParser(["title", "answer"], schema, fieldboosts={"title": _TITLE}, group=OrGroup)

    def search(query: str) -> list[str]:
        found = searcher.search(parser.parse(written_out(query)), limit=10)
        return [hit["code"] for hit in found]

    return search
