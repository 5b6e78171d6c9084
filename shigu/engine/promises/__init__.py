"""Promises against evidence: what was reached by when, and how a promise stands on a day."""
