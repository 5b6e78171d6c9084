"""The printed face of a joint plan: one self-contained page from one document."""

from shigu.report.page import render

__all__ = ["render"]
