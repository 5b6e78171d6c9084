"""A raw connection of the application role, as whoever injected SQL would hold it."""

import hashlib
import hmac
import time
from contextlib import contextmanager

import psycopg
from django.db import connections

from shigu.districts.scope import signing_key


def connect(alias="default"):
    settings = connections[alias].settings_dict
    return psycopg.connect(
        host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"], autocommit=True
    )


def signed(raw, user, *, kind="user", district="", mode="write", life=60, **changed):
    """A token as the site signs it, for the transaction that is open on ``raw``."""
    backend, running = raw.execute("SELECT pg_backend_pid(), pg_current_xact_id()::text").fetchone()
    parts = {"backend": backend, "running": running, "expires": int(time.time()) + life} | changed
    message = f"v2|{kind}|{user}|{district}|{mode}|" + "|".join(str(p) for p in parts.values())
    return f"{message}|{hmac.new(signing_key(), message.encode(), hashlib.sha256).hexdigest()}"


@contextmanager
def scope_of(user, **narrowed):
    """A raw connection in a transaction whose scope was opened legitimately; undone at the end."""
    with connect() as raw, raw.transaction(force_rollback=True):
        raw.execute("SELECT shigu_scope.open(%s)", [signed(raw, user, **narrowed)])
        yield raw


def outcome(raw, statement, arguments=None):
    """What a statement did, inside a savepoint: its rows, or the kind and text of its error."""
    try:
        with raw.transaction():
            cursor = raw.execute(statement, arguments)
            return cursor.fetchall() if cursor.description else cursor.rowcount
    except psycopg.Error as error:
        return error.sqlstate, str(error)
