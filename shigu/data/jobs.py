"""Background entries of imports."""

from __future__ import annotations

from procrastinate.contrib.django import app

from shigu.data import importing


@app.task(name="data.read")
def read(key: str, user: int) -> None:
    """Read a spreadsheet that was brought and keep what it would do."""
    importing.read(key, user)


@app.task(name="data.write")
def write(key: str, user: int) -> None:
    """Write the rows of an import that was confirmed."""
    importing.write(key, user)
