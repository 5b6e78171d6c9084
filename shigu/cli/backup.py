"""``shigu backup`` and ``restore``: the whole database in one file, by PostgreSQL's own tools."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from shigu.cli.site import owner_url, ready, run, tool

Backup = Annotated[Path, typer.Argument(help="备份文件 · The backup file")]


def backup(file: Backup) -> None:
    """备份整个数据库到一个文件 · Write the whole database to one file."""
    if file.exists():
        _stop(f"{file} 已存在：换一个文件名。 / exists already: choose another name.")
    ready()
    draft = file.with_name(file.name + ".part")
    _run("pg_dump", "--format=custom", "--enable-row-security", f"--file={draft}", owner_url())
    draft.replace(file)
    typer.echo(f"已备份 · written: {file} ({file.stat().st_size / 1e6:.1f} MB)")


def restore(file: Backup) -> None:
    """把备份恢复到一个空库，并重新立起行级安全 · Restore into an empty database."""
    if not file.is_file():
        _stop(f"没有备份文件 {file}。 / There is no backup file {file}.")
    ready()
    count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    told = _run("psql", "--no-psqlrc", "--tuples-only", f"--command={count}", owner_url())
    if int(told) > 0:
        _stop("数据库不是空的：恢复只写入空库。 / Restore needs an empty database.")
    _run(
        *("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction"),
        *(f"--dbname={owner_url()}", str(file)),
    )
    run("migrate", "--verbosity", "0")
    typer.echo(f"已恢复 · restored: {file}")


def _run(name: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tool, no shell
        [tool(name), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        _stop(f"{name}: {done.stderr.strip()}")
    return done.stdout


def _stop(words: str) -> None:
    typer.echo(words, err=True)
    raise typer.Exit(1)
