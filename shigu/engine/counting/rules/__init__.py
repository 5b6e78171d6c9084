"""Counting rules that ship: data, one file a cluster."""
