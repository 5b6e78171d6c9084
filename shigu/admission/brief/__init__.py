"""The one-page brief of a project: every sentence is of a record and links to it."""

from shigu.admission.brief.compose import Brief, brief_of
from shigu.admission.brief.sentences import Section, Sentence

__all__ = ["Brief", "Section", "Sentence", "brief_of"]
