"""Registering sources and changing how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.ingest.models import Source
from shigu.ingest.policies import may_tend_sources
from shigu.sources.catalogue import folders
from shigu.sources.fetch import address
from shigu.sources.refusals import FetchRefused


@action("ingest.register_source", gettext_lazy("登记资讯来源"))
def register_source(
    actor: Actor, code: str, folder: str, given: Mapping[str, Any], *, reason: str = ""
) -> Source:
    """Add a source that is read by ``folder``, whose names and rhythm hold unless ``given``.

    It is not active unless ``given`` says so.

    Raises:
        Refused: the actor keeps no register, no such folder, or an address that is none.
    """
    may_tend_sources(actor).require()
    if folder not in folders():
        raise Refused(_("没有叫“%s”的读法。") % folder)
    spec = folders()[folder].spec
    shipped = {"name_zh": spec.name_zh, "name_en": spec.name_en, "hours": spec.hours}
    source = Source(code=code, folder=folder, kind=spec.kind, **(shipped | dict(given)))
    _check(source)
    source.save()
    return source


@action("ingest.edit_source", gettext_lazy("修改资讯来源"))
def edit_source(actor: Actor, source: Source, given: Mapping[str, Any], *, reason: str) -> Source:
    """Change names, addresses, rhythm, or whether it is read at all.

    Raises:
        Refused: the actor keeps no register, gives no reason, or an address is none.
    """
    may_tend_sources(actor).require()
    say_why(reason)
    source = Source.objects.select_for_update().get(pk=source.pk)
    for name, value in given.items():
        setattr(source, name, value)
    _check(source)
    source.save()
    return source


def _check(source: Source) -> None:
    if source.kind == Source.Kind.UPLOAD:
        if source.addresses:
            raise Refused(_("上传的来源没有网址；文件放在它的文件夹里。"))
        return
    for url in source.addresses:
        try:
            address(url)
        except FetchRefused as error:
            raise Refused(error.zh) from error
    if source.active and not source.addresses:
        raise Refused(_("启用前先写下网址。"))
