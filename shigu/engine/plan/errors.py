"""Why no plan can be made."""

from __future__ import annotations


class PlanError(ValueError):
    """The pack is sound but no plan can be made of it; the message names place and cure."""
