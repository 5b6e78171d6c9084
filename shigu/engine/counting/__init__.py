"""Counting projects once: events in, counted rows and rows left out with their reasons out."""
