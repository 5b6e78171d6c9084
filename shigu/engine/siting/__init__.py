"""Siting: every project its place, with a proof of how good the plan is."""
