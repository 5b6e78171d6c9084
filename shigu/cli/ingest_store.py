"""``shigu ingest --store``: what was read is kept in the database with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from shigu.cli.refusal import refuse
from shigu.cli.site import ready

if TYPE_CHECKING:
    from shigu.engine.text.page.article import Article

REASON = "shigu ingest --store"
TOLD = {
    "zh": "已存：新增 {0} 篇，改版 {1} 篇，已有 {2} 篇",
    "en": "stored: {0} new, {1} new versions, {2} known",
}


def keep(articles: Sequence[Article], lang: str) -> None:
    """Store the articles in the name of the installation, all of them or none."""
    ready()
    from django.db import ProgrammingError

    from shigu.districts.scope import acting_as_system
    from shigu.ingest.actions import store
    from shigu.ingest.bridge import understood

    pages = [understood(article) for article in articles]
    try:
        with acting_as_system() as system:
            stored = store(system, pages, reason=REASON)
    except ProgrammingError as error:
        refuse(f"数据库尚未建好，先运行 shigu migrate · Run shigu migrate first: {error}")
    counts = (len(stored.new), len(stored.changed), stored.same)
    typer.echo(TOLD[lang].format(*counts), err=True)
