"""Commands that need the site: the database is started where it is embedded, then Django.

Django and the database are imported when a command runs: the other commands start without them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.engine.pack.read import PackError, read_pack


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


def load(
    directory: Annotated[Path, typer.Argument(help="数据包目录 · Directory of the pack")],
    reason: Annotated[
        str, typer.Option(help="写进历史的事由 · Reason kept in history")
    ] = "载入数据包",
    lang: Lang = "zh",
) -> None:
    """把数据包载入数据库，全部成功或全部不变 · Load a pack, whole or not at all."""
    try:
        pack = read_pack(directory)
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except OSError as error:
        refuse(unusable(directory, error, lang))
    ready()
    from django.db import ProgrammingError

    from shigu.data.actions import load_pack
    from shigu.districts.scope import acting_as_system

    try:
        with acting_as_system() as system:
            outcomes = load_pack(system, pack, reason=reason)
    except ProgrammingError as error:
        refuse(f"数据库尚未建好，先运行 shigu migrate · Run shigu migrate first: {error}")
    for table, done in outcomes.items():
        counts = (len(done.created), len(done.changed), len(done.same))
        zh = "{0}：新增 {1}，修改 {2}，不变 {3}"
        en = "{0}: {1} new, {2} changed, {3} unchanged"
        typer.echo((zh if lang == "zh" else en).format(table, *counts))


def manage(
    arguments: Annotated[list[str], typer.Argument(help="Django 管理命令 · a Django command")],
) -> None:
    """运行 Django 管理命令 · Run a management command."""
    run(*arguments)
