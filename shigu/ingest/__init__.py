"""Pages that were read in, what they say, and where they come from."""
