"""``shigu serve``, ``worker`` and ``demo``: the site and its background worker as two processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shigu.cli.site import ready, run

Port = Annotated[int, typer.Option(min=1, max=65535, help="端口 · Port")]
Host = Annotated[str, typer.Option(help="监听地址 · Address to listen on")]
Pack = Annotated[Path, typer.Option(help="要载入的数据包 · The data package to load")]
PATIENCE_SECONDS = 10.0
PACK = Path("packs/vision-valley")


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    processes: Annotated[int, typer.Option(min=1, help="网页进程数 · Web processes")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="每进程线程数 · Threads of each")] = 4,
) -> None:
    """启动网站与后台任务 · Serve the site and run its background jobs."""
    _refuse_taken(host, port)
    ready()
    _supervise([_web(host, port, processes, threads), _jobs()])


def worker() -> None:
    """只运行后台任务 · Run background jobs only."""
    run("procrastinate", "worker", "--concurrency", "2")


def demo(host: Host = "127.0.0.1", port: Port = 8000, pack: Pack = PACK) -> None:
    """示例：建库、载入参考数据包、计算联合方案并启动网站 · The reference case, served."""
    _refuse_taken(host, port)
    os.environ["SHIGU_DEMO"] = "true"
    run("migrate", "--verbosity", "0")
    run("demo_world", str(pack))
    typer.echo(f"\n网站 · the site: http://{host}:{port}/   （Ctrl-C 停止 · to stop）\n")
    _supervise([_web(host, port, 2, 4), _jobs()])


def _web(host: str, port: int, processes: int, threads: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(processes)),
        *("--blocking-threads", str(threads), "--log-level", "warning"),
        *("--respawn-failed-workers", "shigu.web.wsgi:application"),
    ]


def _jobs() -> list[str]:
    return [sys.executable, "-m", "shigu", "worker"]


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(
                f"{host}:{port} 不可用（{error.strerror}）：换一个端口，如 --port 8001。"
                f" / not available: choose another with --port.",
                err=True,
            )
            raise typer.Exit(1) from error


def _supervise(commands: Sequence[list[str]]) -> NoReturn:
    """Run all until one ends or a signal comes; then end all, the jobs with time to finish."""
    children = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own
    asked: list[int] = []
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, lambda number, _frame: asked.append(number))
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    raise typer.Exit(0 if asked else 1)
