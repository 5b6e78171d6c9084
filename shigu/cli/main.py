"""``shigu``: one command a job."""

from __future__ import annotations

from typing import Annotated

import typer

from shigu import __version__
from shigu.cli.backup import backup, restore
from shigu.cli.chain import chain_app
from shigu.cli.grade import grade
from shigu.cli.ingest import ingest
from shigu.cli.pack import pack_app
from shigu.cli.people import doctor, people_app
from shigu.cli.plan import plan
from shigu.cli.registry import registry_app
from shigu.cli.serve import demo, serve, worker
from shigu.cli.sharing import sharing_app
from shigu.cli.site import load, manage, migrate
from shigu.cli.siting import siting_app
from shigu.cli.siting_questions import replanned, robustly, whatif, why
from shigu.cli.text import text_app

app = typer.Typer(
    help="视谷 Shigu：跨区产业集群操作系统 · the operating system of a cross-district cluster",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
pack_app.command("load")(load)
siting_app.command("why")(why)
siting_app.command("whatif")(whatif)
siting_app.command("replan")(replanned)
siting_app.command("robust")(robustly)
app.add_typer(pack_app, name="pack")
app.add_typer(chain_app, name="chain")
app.add_typer(registry_app, name="registry")
app.add_typer(sharing_app, name="sharing")
app.add_typer(siting_app, name="siting")
app.add_typer(text_app, name="text")
app.add_typer(people_app, name="people")
app.command("ingest")(ingest)
app.command("plan")(plan)
app.command("grade")(grade)
app.command("demo")(demo)
app.command("serve")(serve)
app.command("worker")(worker)
app.command("migrate")(migrate)
app.command("doctor")(doctor)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("manage", context_settings={"ignore_unknown_options": True})(manage)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the shape typer calls
    if asked:
        typer.echo(f"shigu {__version__}")
        raise typer.Exit


@app.callback()
def shigu(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """视谷 Shigu."""
