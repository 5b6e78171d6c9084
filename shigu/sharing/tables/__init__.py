"""Lists of sharing."""
