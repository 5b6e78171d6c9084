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


def owner_url() -> str:
    """The address of the database for its owner.

    Raises:
        Exit: a server of one's own is configured without the owner's address.
    """
    from shigu.conf import embedded
    from shigu.conf.environment import environment

    known = environment()
    if known.embedded:
        return embedded.address(known.home, embedded.OWNER)
    if not known.owner_url:
        typer.echo("SHIGU_OWNER_URL 未设置 / is not set", err=True)
        raise typer.Exit(1)
    return known.owner_url


def tool(name: str) -> str:
    """A program of PostgreSQL, from the wheel that holds the embedded server."""
    from shigu.conf import embedded

    return str(embedded.PROGRAMS / name)


def migrate() -> None:
    """建库或升级，并立起行级安全 · Create or upgrade the database and put its fences up."""
    run("migrate")


def manage(
    arguments: Annotated[list[str], typer.Argument(help="Django 管理命令 · a Django command")],
) -> None:
    """运行 Django 管理命令 · Run a management command."""
    run(*arguments)
