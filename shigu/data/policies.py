"""Who may bring spreadsheets, and what may be done with one that was brought."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shigu.data.kept import BROUGHT
from shigu.data.models import Import
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Answer, allow, deny, may_write, may_write_somewhere

State = Import.State


def may_bring(actor: Actor, table: str, district: District | None = None) -> Answer:
    """Whether ``actor`` may fill ``table`` from a spreadsheet, anywhere or in a district."""
    kept = BROUGHT[table]
    if not kept.by_sheet:
        return deny(_("这张表不能用表格导入，只随数据包由运维载入。"))
    if actor.id is None:
        return deny(_("表格由人导入；系统用 shigu pack load 载入数据包。"))
    if district is not None:
        return may_write(actor, kept.data_class, district)
    return may_write_somewhere(actor, kept.data_class)


def may_confirm(actor: Actor, brought: Import, reason: str) -> Answer:
    """Whether the rows may be written now."""
    if brought.user_id != actor.id:
        return deny(_("由上传的人确认：%s。") % brought.user)
    if brought.state != State.READY:
        return deny(_("它现在的状态是“%s”，不能确认。") % brought.get_state_display())
    if not brought.rows:
        return deny(_("表里没有要导入的行。"))
    if not reason.strip():
        return deny(_("请写明事由；它会写进每一行的历史。"))
    return may_bring(actor, brought.table)


def may_cancel(actor: Actor, brought: Import) -> Answer:
    """Whether it can still be stopped, and by whom."""
    if brought.user_id != actor.id:
        return deny(_("由上传的人取消：%s。") % brought.user)
    if brought.finished_at is not None:
        return deny(_("它已经结束：%s。") % brought.get_state_display())
    return allow()
