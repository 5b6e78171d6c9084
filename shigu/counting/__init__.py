"""Counting: projects once, month by month, with the reason for every row left out."""
