"""Amounts and dates of Chinese news: what stands there, exactly, with how it is meant."""
