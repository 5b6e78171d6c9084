"""What belongs to what, learned from labelled passages: events, ties, owners, posts."""
