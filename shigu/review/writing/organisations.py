"""Organisations: registered, or changed where the article tells something new."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.policies import Refused
from shigu.registry import actions
from shigu.registry.models import Organisation
from shigu.review.models import Kind
from shigu.review.writing.written import Order, Written

FIELDS = ("name_zh", "short_name", "kind", "district", "capital_wan", "staff")


def write_organisation(order: Order) -> Written:
    """Register the organisation, or change the one that is meant.

    A known one keeps its own source: the article is the source of the changed fields alone, which
    the judgement tells.

    Raises:
        Refused: it is another district's, gone, or there is no name.
    """
    values = {name: order.values[name] for name in FIELDS if name in order.values}
    if order.proposal.target:
        return _changed(order, values)
    if not values.get("name_zh"):
        raise Refused(_("还没有全称，不能登记；请改后采纳。"))
    row = {**values, "kind": values.get("kind", Organisation.Kind.ENTERPRISE)}
    if row["kind"] not in Organisation.Kind.values:
        raise Refused(_("没有这种类型：%s。") % row["kind"])
    told = {**row, "status": order.source.status, "source": order.source.code}
    made = actions.register(order.actor, told, reason=order.reason)
    return Written(Kind.ORGANISATION, made, made.code, values, made=True)


def _changed(order: Order, values: dict[str, Any]) -> Written:
    rows = Organisation.objects.visible_to(order.actor).select_for_update(no_key=True, of=("self",))
    row = rows.filter(code=order.proposal.target).first()
    if row is None:
        raise Refused(_("要修改的机构已经不在名录里。"))
    before = state_of(row, values)
    changed = actions.edit(order.actor, row, values, reason=order.reason)
    return Written(Kind.ORGANISATION, changed, changed.code, values, before)


def state_of(row: Organisation, names: Any) -> dict[str, Any]:
    """The values of some fields as a table of a pack has them."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if hasattr(value, "code"):
        return value.code
    return float(value) if hasattr(value, "as_tuple") else value
