"""Spaces with what they offer and who holds them when; shared resources and quotas."""
