"""Sharing: the cooperation game, its solutions and the terms that meet them."""
