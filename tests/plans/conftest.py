"""Fixtures of the plans."""

from tests.plans.world import done, small

__all__ = ["done", "small"]
