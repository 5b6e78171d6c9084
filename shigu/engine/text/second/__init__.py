"""A second reader of articles, whose every word must be found in the text."""

PREFIX = "second:"
"""How the extractor of a second opinion begins; the name of its model follows."""
