"""Spreadsheets: bring one, look it over, have it written whole, or cancel."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from shigu.api.answers import answer
from shigu.api.bodies import Reasoned, row
from shigu.api.kinds import Short
from shigu.api.problems import Invalid, allowed, declared
from shigu.api.resources import told
from shigu.api.spreadsheets import IMPORTS, router
from shigu.api.verbs.verb import BYTES, PROBLEMS, the, verb
from shigu.data import actions
from shigu.data.kept import BROUGHT
from shigu.data.models import Import
from shigu.data.policies import may_bring
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny
from shigu.engine.pack.upload import Limits

ROW: Any = IMPORTS.row_schema()
TABLES: Any = Literal[tuple(BROUGHT)]


@router.post(
    "/imports",
    response={202: ROW},
    operation_id="bring_spreadsheet",
    summary="上传表格 · bring a spreadsheet",
    tags=["imports"],
    openapi_extra=declared(*PROBLEMS) | BYTES,
)
def bring_spreadsheet(
    request: HttpRequest,
    table: Annotated[TABLES, Query(..., description="数据表 · table")],
    filename: Annotated[Short, Query(..., description="文件名，看扩展名 · name of the file")],
    district: Annotated[
        Short | None, Query(description="登记到的区县 · district in whose name work is entered")
    ] = None,
) -> HttpResponse:
    """xlsx、xls、ods、csv、tsv 的原始字节；在后台读取，状态 ready 后用 confirm 写入。

    The bytes of an xlsx, xls, ods, csv or tsv file. It is read in the background: once its state
    is ready, import_rows tell what it would do, and confirm has it written, whole or not at all.
    """
    actor = actor_of(request)
    content = request.read(Limits().file_bytes + 1)
    if not content:
        raise Invalid("body", "empty")
    place = row(actor, District, district, "query.district") if district else None
    with allowed(may_bring(actor, table, place)):
        brought = actions.bring(actor, table, filename, content, district=place)
    return answer(told(request, IMPORTS, brought.pk), 202)


@verb(router, "POST", "/imports/{key}/confirm", "确认写入 · confirm", ROW, tag="imports")
def confirm_import(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """由上传的人确认；全部写入或全部不写。

    By the one who brought it: everything is written or nothing.
    """
    actor, brought = actor_of(request), _import(request, key)
    with allowed(is_own(actor, brought)):
        actions.confirm(actor, brought, reason=given.reason)
    return answer(told(request, IMPORTS, key))


@verb(router, "POST", "/imports/{key}/cancel", "取消导入 · cancel", ROW, tag="imports")
def cancel_import(request: HttpRequest, key: UUID, given: Reasoned) -> HttpResponse:
    """在下一个可停的时刻停下，什么也不写。

    Stops at the next chance; nothing is written.
    """
    actor, brought = actor_of(request), _import(request, key)
    with allowed(is_own(actor, brought)):
        actions.cancel(actor, brought, reason=given.reason)
    return answer(told(request, IMPORTS, key))


def _import(request: HttpRequest, key: UUID) -> Import:
    rows = Import.objects.visible_to(actor_of(request)).select_related("user", "district")
    found: Import = the(request, rows, pk=key)
    return found


def is_own(actor: Actor, brought: Import) -> Answer:
    """Whether ``actor`` brought it."""
    if brought.user_id == actor.id:
        return allow()
    return deny(_("由上传的人处理：%s。") % brought.user)
