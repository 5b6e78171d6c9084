"""The rule language as data: sections and fields, words, kinds of contribution, messages."""

from shigu.engine.sharing.rules.schema.load import language
from shigu.engine.sharing.rules.schema.values import Field, Kind, Language, Message, Section

__all__ = ["Field", "Kind", "Language", "Message", "Section", "language"]
