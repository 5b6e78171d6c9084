"""Pages about sharing: the game, every coalition, the terms, agreements."""
