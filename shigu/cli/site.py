"""Commands that need the site: the database is started where it is embedded, then Django.

Django and the database are imported when a command runs: the other commands start without them.
"""

from __future__ import annotations

import os
from typing import Annotated

import typer


def ready() -> None:
    """Start the embedded database where it is used, and Django."""
    import django

    from shigu.conf import embedded
    from shigu.conf.environment import environment

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shigu.conf.settings")
    if environment().embedded:
        embedded.start(environment().home)
    django.setup()


def run(*arguments: str) -> None:
    """Run a management command."""
    ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["shigu", *arguments])


def migrate() -> None:
    """建库或升级，并立起行级安全 · Create or upgrade the database and put its fences up."""
    run("migrate")


def manage(
    arguments: Annotated[list[str], typer.Argument(help="Django 管理命令 · a Django command")],
) -> None:
    """运行 Django 管理命令 · Run a management command."""
    run(*arguments)
