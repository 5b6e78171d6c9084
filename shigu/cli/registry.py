"""``shigu registry``: registers of firms of any size onto the links of a chain."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from shigu.cli.refusal import Lang, problems_told, refuse, unusable
from shigu.cli.registry_load import load, refresh
from shigu.cli.registry_names import look_up, resolve
from shigu.cli.registry_train import train
from shigu.cli.rows import Rows
from shigu.engine.pack.problems import PackError

if TYPE_CHECKING:
    from shigu.engine.chain.values import Link
    from shigu.scale.job import Done

STOPPED = 3

registry_app = typer.Typer(
    help="工商登记：企业对到环节 · Registers of firms",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Chain = Annotated[
    Path, typer.Option("--chain", help="产业链所在的数据包 · The pack that has the chain")
]


registry_app.command("train")(train)
registry_app.command("load")(load)
registry_app.command("refresh")(refresh)
registry_app.command("look-up")(look_up)
registry_app.command("resolve")(resolve)


@registry_app.callback()
def registry() -> None:
    """工商登记 · Registers of firms."""


@registry_app.command("map")
def map_(
    file: Annotated[Path, typer.Argument(help="CSV、xlsx 或 Parquet · CSV, xlsx or Parquet")],
    chain: Chain,
    out: Annotated[Path, typer.Option(help="定位表（Parquet）· The positions, as Parquet")],
    engine: Annotated[
        Literal["local", "spark"], typer.Option(help="本机或 Spark · This machine or Spark")
    ] = "local",
    master: Annotated[
        str, typer.Option(help="Spark 主节点地址 · Address of the Spark master")
    ] = "local[*]",
    workers: Annotated[
        int, typer.Option(min=0, help="线程数，0 为全部核 · Threads, 0 = all cores")
    ] = 0,
    model: Annotated[
        Path | None, typer.Option(help="registry train 的模型 · A model of registry train")
    ] = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="最低分 · Least score of a position")
    ] = 0.5,
    lang: Lang = "zh",
) -> None:
    """每家企业站在哪些环节：分数、证据和理由 · Which links each firm stands on, with evidence."""
    from shigu.engine.chain.mapping.linear import LinearModel, ModelError
    from shigu.engine.chain.mapping.mapper import POSITIONS, Mapper
    from shigu.scale.job import Job, run
    from shigu.scale.refusals import TableRefused

    links, key = _links(chain, lang)
    rows = Rows(typer.get_text_stream("stderr"), lang)
    try:
        learned = LinearModel.read(model) if model else None
        named = sha256(model.read_bytes()).hexdigest() if model else ""
        work = Mapper.of(links, learned, least).positions
        job = Job(work, POSITIONS, f"{key} {named} {least}")
        cores = workers or len(os.sched_getaffinity(0))
        done = run(job, file, out, engine, rows.tell, workers=cores, master=master)
    except TableRefused as refusal:
        refuse(refusal.zh if lang == "zh" else refusal.en)
    except ModelError as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(file, error, lang))
    except KeyboardInterrupt:
        typer.echo(_stopped(lang), err=True)
        raise typer.Exit(STOPPED) from None
    typer.echo(_told(done, out, lang), err=True)


def _links(directory: Path, lang: str) -> tuple[tuple[Link, ...], str]:
    from shigu import __version__
    from shigu.engine.pack.read import read_pack
    from shigu.engine.plan.chain_inputs import links_of
    from shigu.engine.plan.errors import PlanError

    try:
        pack = read_pack(directory)
        return links_of(pack), f"{__version__} {pack.hash}"
    except PackError as error:
        refuse(*problems_told(error.problems, lang))
    except PlanError as error:
        refuse(str(error))
    except OSError as error:
        refuse(unusable(directory, error, lang))


def _stopped(lang: str) -> str:
    if lang == "zh":
        return "已停止；再次运行同一命令会从停下的地方继续。"
    return "Stopped; the same command goes on from where it stopped."


def _told(done: Done, out: Path, lang: str) -> str:
    from shigu.scale.quarantine import words

    aside = sum(done.aside.values())
    if lang == "zh":
        lines = [f"{done.rows:,} 行，{done.written:,} 个定位 → {out}"]
        lines += [f"{aside:,} 行有问题，放在 {done.quarantine}："] if aside else []
    else:
        lines = [f"{done.rows:,} rows, {done.written:,} positions → {out}"]
        lines += [f"{aside:,} rows set aside in {done.quarantine}:"] if aside else []
    told = words()
    lines += [f"  {many:,}  {told[code][lang == 'en']}" for code, many in done.aside.items()]
    return "\n".join(lines)
