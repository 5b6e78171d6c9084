"""From names and values to what a passage says: who is what, what came when, what belongs where."""
