"""Settlement: a book of contributions under the rules of an agreement, to the fen."""
