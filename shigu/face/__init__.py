"""Placeholder until face lands."""
