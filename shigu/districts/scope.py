"""Opening the scope of a transaction: whoever reads or writes fenced rows does it inside one."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from shigu.districts.actors import Actor, actor_of

LIFE_SECONDS = 60
BLOCK = 64
SYSTEM = "系统"


def signing_key() -> bytes:
    """The key of scopes, apart from the one that signs sessions; one block of SHA-256 at most."""
    return hashlib.sha256(b"shigu.scope:" + settings.SECRET_KEY.encode()).digest()


def pads(key: bytes) -> tuple[bytes, bytes]:
    """Inner and outer pad of HMAC (RFC 2104, section 2)."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def token(kind: str, user: int | None, *, district: int | None = None, mode: str = "write") -> str:
    """A scope for this connection only, for a minute."""
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    expires = int(time.time()) + LIFE_SECONDS
    message = f"v1|{kind}|{user or ''}|{district or ''}|{mode}|{backend}|{expires}"
    signature = hmac.new(signing_key(), message.encode(), hashlib.sha256).hexdigest()
    return f"{message}|{signature}"


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: str
    user: int | None
    district: int | None

    def token(self) -> str:
        return token(self.kind, self.user, district=self.district)


_open: ContextVar[tuple[_Opening, ...]] = ContextVar("shigu_open_scopes", default=())


@contextmanager
def acting_as(user_id: int, name: str = "", *, district: int | None = None) -> Iterator[Actor]:
    """Act as a user until the block ends, in one transaction; ``district`` narrows to one.

    Raises:
        ProgrammingError: the account is closed.
    """
    with _opened(_Opening("user", user_id, district), name) as actor:
        yield actor


@contextmanager
def acting_as_system() -> Iterator[Actor]:
    """Act as the installation itself: set-up, loading, jobs without a person."""
    with _opened(_Opening("system", None, None), SYSTEM) as actor:
        yield actor


@contextmanager
def acting_by_secret(secret: str) -> Iterator[tuple[Actor, int] | None]:
    """Act with an API token: the actor and the token's id, ``None`` where it is not valid."""
    with transaction.atomic():
        digest = hashlib.sha256(secret.encode()).digest()
        scope = _ask("SELECT shigu_scope.open_secret(%s)", digest)
        yield None if scope is None else (actor_of(scope, scope["username"]), scope["token"])


@contextmanager
def _opened(opening: _Opening, name: str) -> Iterator[Actor]:
    outer = _open.get()
    with transaction.atomic():
        scope = _ask("SELECT shigu_scope.open(%s)", opening.token())
        mark = _open.set((*outer, opening))
        try:
            yield actor_of(scope, name)
        finally:
            _open.reset(mark)
    if connection.in_atomic_block:
        _restore(outer)


def _restore(outer: tuple[_Opening, ...]) -> None:
    """Leave the transaction that goes on with the scope that it had before."""
    if outer:
        _ask("SELECT shigu_scope.open(%s)", outer[-1].token())
    else:
        _ask("SELECT shigu_scope.close()")


def _ask(statement: str, *arguments: str | bytes) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        row = cursor.fetchone()
    answer = row[0] if row else None
    return json.loads(answer) if isinstance(answer, str) and answer else answer
