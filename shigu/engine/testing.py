"""Checks that a test, a ledger or a doubter can run on any answer of the engine."""

from __future__ import annotations

from shigu.engine.sharing.check import assert_shares_exact
from shigu.engine.siting.check import assert_allocation_feasible

__all__ = ["assert_allocation_feasible", "assert_shares_exact"]
