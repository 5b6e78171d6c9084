"""``migrate`` as the owner, then the scope functions, fences and keys in the same run."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from shigu.districts.fence_sql import install_fences
from shigu.districts.installing import Installs
from shigu.districts.management.rendering import rendered_once
from shigu.districts.scope import pads, signing_key
from shigu.districts.vocabulary import powers

OWNER = "owner"
CALLABLE = ("open(text)", "open_secret(bytea)", "close()", "readable(text)", "writable(text)",
            "seated(text)", "may(text)", "member()", "everything()", "actor()", "today()",
            "tends(bigint)", "take(bytea, integer, integer)", "reads(bigint, text, bigint)",
            "at_work(bigint)")  # fmt: skip


class Command(Migrate):
    """Bring the database up to date and put the fences up."""

    def handle(self, *args: Any, **options: Any) -> None:
        if OWNER not in connections.databases:
            self.stderr.write("SHIGU_OWNER_URL 未设置：迁移要用属主角色 / needed to migrate")
            raise SystemExit(2)
        options["database"] = OWNER
        with rendered_once():
            super().handle(*args, **options)
        call_command("createcachetable", database=OWNER, verbosity=0)
        install(connections["default"].settings_dict["USER"])


def install(app: str) -> None:
    """Functions of the scope, the signing key, the powers of roles, and every fence."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("DROP FUNCTION IF EXISTS shigu_scope.open_secret(bytea)")
        cursor.execute(files("shigu.districts").joinpath("scope.sql").read_text("utf-8"))
        cursor.execute("DELETE FROM shigu_scope.signing")
        cursor.execute(
            "INSERT INTO shigu_scope.signing (inner_pad, outer_pad) VALUES (%s, %s)",
            pads(signing_key()),
        )
        cursor.execute("DELETE FROM shigu_scope.powers")
        cursor.executemany("INSERT INTO shigu_scope.powers VALUES (%s, %s, %s)", powers())
        cursor.execute(f"GRANT USAGE ON SCHEMA shigu_scope TO {app}")
        for function in CALLABLE:
            cursor.execute(f"REVOKE ALL ON FUNCTION shigu_scope.{function} FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION shigu_scope.{function} TO {app}")
        _install_functions(cursor, app)
        for config in apps.get_app_configs():
            if isinstance(config, Installs):
                config.install(cursor, app)
        install_fences(cursor, app)


def functions_of_apps() -> list[str]:
    """What apps do in the database as its owner: ``functions.sql`` of each, ``{app}`` its role."""
    paths = (Path(config.path) / "functions.sql" for config in apps.get_app_configs())
    return [path.read_text("utf-8") for path in paths if path.is_file()]


def _install_functions(cursor: CursorWrapper, app: str) -> None:
    for statements in functions_of_apps():
        cursor.execute(statements.replace("{app}", app))
