"""The knowledge base without Qt: entries, store, index, search, one facade."""
