"""The knowledge base without Qt: entries, store, index, search, one facade."""

from kb.article import Article, Attachment, Hit
from kb.knowledge_base import CheckReport, KnowledgeBase
from kb.pinned import Pinned

__all__ = ["Article", "Attachment", "CheckReport", "Hit", "KnowledgeBase", "Pinned"]
