"""The knowledge base without Qt: entries, store, index, search, one facade."""

from kb.article import Article, Hit
from kb.knowledge_base import CheckReport, KnowledgeBase

__all__ = ["Article", "CheckReport", "Hit", "KnowledgeBase"]
