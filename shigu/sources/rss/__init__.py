"""A feed: RSS 2.0 or Atom."""
