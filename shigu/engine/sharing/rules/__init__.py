"""Agreements as data: the rule language, its checks and its sentences (ADR 0010)."""
