"""Pages that list articles, one after the other."""
