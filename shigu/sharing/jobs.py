"""Background work of settlements."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.sharing import computing


@app.task(name="sharing.settle")
def settle(run: str, user: int) -> None:
    """Compute a settlement that was asked for."""
    computing.run(run, user)


@app.task(name="sharing.post")
def post(run: str, user: int) -> None:
    """Write a settlement that every party agreed to into the ledgers."""
    computing.post(run, user)
