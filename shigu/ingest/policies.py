"""Who may look after sources and their runs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.policies import Answer, deny, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.engine.text.second import PREFIX
from shigu.ingest.models import Document, Run, SecondReading, Source, State
from shigu.ingest.models.sources import OPEN
from shigu.ingest.second_reader import model_set


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
    if source.runs.filter(by_hand=False, state__in=OPEN).exists():
        return deny(_("这个来源正在读取；等它结束或先停止它。"))
    return may


def may_bring(actor: Actor, source: Source | None = None) -> Answer:
    """Whether ``actor`` brings pages by hand, and to ``source`` where one is named."""
    may = may_tend_sources(actor)
    if may and source is not None and source.kind != Source.Kind.UPLOAD:
        return deny(_("这个来源自己读网页；带来的页放进类型为“上传”的来源。"))
    return may


def may_confirm(actor: Actor, run: Run) -> Answer:
    """Whether what was brought as ``run`` can be stored now."""
    may = may_tend_sources(actor)
    if not may:
        return may
    if not run.by_hand or run.asked_by_id != actor.id:
        return deny(_("由带来这些页的人确认。"))
    if run.state != State.READY:
        return deny(_("这些页不在等待确认；刷新后再看。"))
    return may


def may_cancel(actor: Actor, run: Run) -> Answer:
    """Whether ``run`` can be stopped."""
    may = may_tend_sources(actor)
    if may and run.over:
        return deny(_("这次读取已经结束。"))
    if may and run.by_hand and run.asked_by_id != actor.id and not actor.everything:
        return deny(_("由带来这些页的人停止。"))
    return may


def may_ask_second_reader(actor: Actor, document: Document) -> Answer:
    """Whether the second reader of the settings can be asked about ``document`` now."""
    may, model = may_tend_sources(actor), model_set()
    if not may:
        return may
    if not model:
        return deny(_("没有设第二读者；由运维设网址和模型。"))
    if document.second_readings.filter(state__in=OPEN).exists():
        return deny(_("第二读者正在读这一篇；等它读完或先停止它。"))
    if document.statements.filter(extractor=f"{PREFIX}{model}").exists():
        return deny(_("%s已经读过这一篇；换一个模型才会再读。") % model)
    return may


def may_stop_second_reader(actor: Actor, reading: SecondReading) -> Answer:
    """Whether ``reading`` can be stopped."""
    may = may_tend_sources(actor)
    if may and not reading.open:
        return deny(_("这次阅读已经结束。"))
    return may
