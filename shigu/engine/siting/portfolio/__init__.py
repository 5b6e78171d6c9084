"""Assignments too large to be proven arc by arc: bounds by prices, plans by diving on them."""
