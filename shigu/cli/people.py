"""``shigu people`` and ``shigu doctor``: who may sign in, and whether the installation is sound."""

from __future__ import annotations

from typing import Annotated

import typer

from shigu.cli.site import run

people_app = typer.Typer(help="账号 · Accounts", no_args_is_help=True)


@people_app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="登录名 · User name")],
    name: Annotated[str, typer.Option(help="姓名 · Full name")] = "",
    district: Annotated[str, typer.Option(help="区县编号 · Code of the district")] = "",
    role: Annotated[
        str,
        typer.Option(help="officer, director, finance, analyst, leader, administrator"),
    ] = "administrator",
    *,
    engineer: Annotated[bool, typer.Option("--engineer", help="运维账号 · An engineer")] = False,
    reason: Annotated[str, typer.Option(help="写进历史的事由 · Reason kept in history")] = "",
) -> None:
    """建立账号并印出初始链接；已有账号则重设密码或加席位 · An account and its initial link."""
    options = [f"--name={name}", f"--district={district}", f"--role={role}", f"--reason={reason}"]
    run("add_person", username, *options, *(["--engineer"] if engineer else []))


@people_app.command("list")
def listing() -> None:
    """列出全部账号与席位 · Every account with its seats."""
    run("list_people")


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出 · Print JSON")] = False,
) -> None:
    """检查安装：哪里不对、怎么改；有错则退出码为 1 · What is wrong and how to cure it."""
    run("doctor", *(["--json"] if as_json else []))
