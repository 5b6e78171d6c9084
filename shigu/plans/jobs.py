"""Background work of the plans."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.plans import computing


@app.task(name="plans.compute")
def compute(plan: str, user: int) -> None:
    """Compute a plan that was asked for."""
    computing.run(plan, user)
