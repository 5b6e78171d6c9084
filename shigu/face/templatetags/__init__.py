"""Template tags of the face; every library is a builtin, so pages need no load."""
