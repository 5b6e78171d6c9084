"""A second reader of articles, whose every word must be found in the text."""
