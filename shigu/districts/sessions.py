"""Sessions in the database under a digest of their key: who reads the table takes over none."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

LONGEST = 40
"""Characters of the column: 160 bits in hexadecimal."""


def kept(session_key: str) -> str:
    """What the table keeps of a session's key."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:LONGEST]


class SessionStore(db.SessionStore):
    """Django's sessions in the database, found by digest."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = self.model.objects.filter(
            session_key=kept(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(kept(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        made = super().create_model_instance(data)
        made.session_key = kept(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(kept(key))
