"""Organisations onto links: keywords with evidence, industry codes, a linear model on top."""
