"""Sums over everything that the actor may see; a few statements a section, no row by row."""
