"""Background work of the chain."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.chain.jobs import assessing


@app.task(name="chain.assess")
def assess(assessment: int, user: int | None) -> None:
    """Compute an assessment that was asked for."""
    assessing.run(assessment, user)
