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
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from shigu.districts.actors import Actor, actor_of

Mode = Literal["read", "write"]
LIFE_SECONDS = 60
BLOCK = 64
SYSTEM = "系统"


def derived_key(purpose: str) -> bytes:
    """A key of its own for each purpose, apart from the one that signs sessions."""
    return hashlib.sha256(f"shigu.{purpose}:{settings.SECRET_KEY}".encode()).digest()


def signing_key() -> bytes:
    """The key of scopes; one block of SHA-256 at most."""
    return derived_key("scope")


def pads(key: bytes) -> tuple[bytes, bytes]:
    """Inner and outer pad of HMAC (RFC 2104, section 2)."""
    block = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def token(kind: str, user: int | None, *, district: int | None = None, mode: Mode = "write") -> str:
    """A scope for the transaction that is open on this connection, for a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text")
        backend, running = cursor.fetchone()
    expires = int(time.time()) + LIFE_SECONDS
    message = f"v2|{kind}|{user or ''}|{district or ''}|{mode}|{backend}|{running}|{expires}"
    signature = hmac.new(signing_key(), message.encode(), hashlib.sha256).hexdigest()
    return f"{message}|{signature}"


def told(secret: str) -> bytes:
    """What is told to the database of the secret of an API token."""
    return hashlib.sha256(secret.encode()).digest()


def kept(secret: str) -> bytes:
    """What the table keeps of the secret of an API token."""
    return hashlib.sha256(told(secret)).digest()


@dataclass(frozen=True, slots=True)
class _Signed:
    """A scope that this process signs."""

    kind: str
    user: int | None = None
    district: int | None = None
    mode: Mode = "write"

    def open(self) -> Any:
        signed = token(self.kind, self.user, district=self.district, mode=self.mode)
        return _ask("SELECT shigu_scope.open(%s)", signed)


@dataclass(frozen=True, slots=True)
class _Secret:
    """A scope that the secret of an API token opens."""

    told: bytes

    def open(self) -> Any:
        return _ask("SELECT shigu_scope.open_secret(%s)", self.told)


_open: ContextVar[tuple[_Signed | _Secret, ...]] = ContextVar("shigu_open_scopes", default=())


@contextmanager
def acting_as(
    user_id: int, name: str = "", *, district: int | None = None, mode: Mode = "write"
) -> Iterator[Actor]:
    """Act as a user until the block ends, in one transaction; ``district`` narrows to one.

    Raises:
        ProgrammingError: the account is closed.
    """
    with _opened(_Signed("user", user_id, district, mode)) as scope:
        yield actor_of(scope, name)


@contextmanager
def acting_as_system() -> Iterator[Actor]:
    """Act as the installation itself: set-up, loading, jobs without a person."""
    with _opened(_Signed("system")) as scope:
        yield actor_of(scope, SYSTEM)


@contextmanager
def acting_by_secret(secret: str) -> Iterator[tuple[Actor, UUID] | None]:
    """Act with an API token: the actor and the token's id, ``None`` where it is not valid."""
    with _opened(_Secret(told(secret))) as scope:
        yield (
            None if scope is None else (actor_of(scope, scope["username"]), UUID(scope["token"]))
        )


@contextmanager
def _opened(opening: _Signed | _Secret) -> Iterator[Any]:
    outer = _open.get()
    with transaction.atomic():
        scope = opening.open()
        mark = _open.set(outer if scope is None else (*outer, opening))
        try:
            yield scope
        finally:
            _open.reset(mark)
    if connection.in_atomic_block:
        _restore(outer)


def _restore(outer: tuple[_Signed | _Secret, ...]) -> None:
    """Leave the transaction that goes on with the scope that it had before."""
    if outer:
        outer[-1].open()
    else:
        _ask("SELECT shigu_scope.close()")


def tends(person: int) -> bool:
    """Whether the actor of this transaction looks after the account ``person``."""
    return bool(_ask("SELECT shigu_scope.tends(%s)", person))


def reads(person: int, data_class: str, district: int) -> bool:
    """Whether the account ``person`` reads a class of ``district`` today."""
    return bool(_ask("SELECT shigu_scope.reads(%s, %s, %s)", person, data_class, district))


def at_work(district: int) -> tuple[int, ...]:
    """The accounts with a seat of their own in ``district`` that write tasks there today."""
    return tuple(_ask("SELECT shigu_scope.at_work(%s)", district))


def _ask(statement: str, *arguments: str | bytes | int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        row = cursor.fetchone()
    answer = row[0] if row else None
    return json.loads(answer) if isinstance(answer, str) and answer else answer
