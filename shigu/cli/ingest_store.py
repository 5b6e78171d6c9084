"""``shigu ingest --store``: what was read is kept in the database with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from shigu.cli.refusal import refuse
from shigu.cli.site import ready

if TYPE_CHECKING:
    from shigu.cli.ingest_second import SecondOpinions
    from shigu.districts.actors import Actor
    from shigu.engine.text.page.article import Article

REASON = "shigu ingest --store"
TOLD = {
    "zh": "已存：新增 {0} 篇，改版 {1} 篇，已有 {2} 篇",
    "en": "stored: {0} new, {1} new versions, {2} known",
}
SECOND = {
    "zh": "已存：第二读者的陈述 {0} 条",
    "en": "stored: {0} statements of the second reader",
}


def keep(articles: Sequence[Article], lang: str, second: SecondOpinions | None) -> None:
    """Store the articles in the name of the installation, all of them or none.

    What a second reader said is kept beside them, where the very text that it read is stored.
    """
    ready()
    from django.db import ProgrammingError

    from shigu.districts.scope import acting_as_system
    from shigu.ingest.actions import store
    from shigu.ingest.bridge import understood

    pages = [understood(article) for article in articles]
    try:
        with acting_as_system() as system:
            stored = store(system, pages, reason=REASON)
            seconds = _second(system, articles, second) if second else 0
    except ProgrammingError as error:
        refuse(f"数据库尚未建好，先运行 shigu migrate · Run shigu migrate first: {error}")
    counts = (len(stored.new), len(stored.changed), stored.same)
    typer.echo(TOLD[lang].format(*counts), err=True)
    if second:
        typer.echo(SECOND[lang].format(seconds), err=True)


def _second(actor: Actor, articles: Sequence[Article], second: SecondOpinions) -> int:
    from shigu.ingest.actions import keep_second_opinion
    from shigu.ingest.models import Document

    kept = 0
    for article in articles:
        row = Document.objects.filter(sha256=article.doc.id, raw=article.raw.text).first()
        opinion = second.of(article)
        if row and opinion:
            model = second.reader.model
            kept += len(keep_second_opinion(actor, row, model, opinion, reason=REASON))
    return kept
