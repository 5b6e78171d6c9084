"""Who may look after sources and their runs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, deny, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.ingest.models import Run, Source


def may_tend_sources(actor: Actor) -> Answer:
    """Whether ``actor`` registers, changes and runs sources."""
    return may_write_somewhere(actor, DataClass.REGISTRY)


def may_ask_for(actor: Actor, source: Source) -> Answer:
    """Whether a run of ``source`` can be asked for now."""
    may = may_tend_sources(actor)
    if not may:
        return may
    if source.kind != Source.Kind.UPLOAD and not source.addresses:
        return deny(_("先写下这个来源的网址。"))
    if any(run.open for run in source.runs.all()[:1]):
        return deny(_("这个来源正在读取；等它结束或先停止它。"))
    return may


def may_cancel(actor: Actor, run: Run) -> Answer:
    """Whether ``run`` can be stopped."""
    may = may_tend_sources(actor)
    if may and not run.open:
        return deny(_("这次读取已经结束。"))
    return may
