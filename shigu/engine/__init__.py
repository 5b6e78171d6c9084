"""Thought: pure functions over frozen values and tables; no Django, no clock, no global state."""
