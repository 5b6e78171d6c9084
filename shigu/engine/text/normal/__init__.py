"""Scraped text made readable again, every character traced to where it came from."""
