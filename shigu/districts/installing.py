"""What an app puts into the database beside its tables, and how the doctor looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from django.db.backends.utils import CursorWrapper

from shigu.districts.doctor.findings import Finding


@runtime_checkable
class Installs(Protocol):
    """An app configuration with functions of its own in the database."""

    def install(self, cursor: CursorWrapper, app: str) -> None:
        """Put them in place as the owner, as often as one likes, before the fences."""

    def examined(self) -> Iterator[Finding]:
        """Whether they stand as they should, asked as the application."""
