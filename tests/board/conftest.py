"""Fixtures of the cockpit's tests."""

from tests.plans.world import done, small

__all__ = ["done", "small"]
