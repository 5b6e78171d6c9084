"""Whole packs in and out, spreadsheets in, and what the data rests on."""
