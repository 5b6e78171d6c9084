"""Leads: who brought them, talks, events, and the first-report ledger."""
