"""Spaces: their size corrected, or a new one registered with what a person adds."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.policies import Refused
from shigu.review.models import Kind
from shigu.review.writing.written import Order, Written
from shigu.territory.actions import put
from shigu.territory.models import Space

SIZES = ("land_mu", "area_m2")
NEEDED = ("zone", "kind")
SPACES = "spaces"


def write_space(order: Order) -> Written:
    """Change the sizes of the space that is meant, or register a new one.

    Raises:
        Refused: it is another district's, or a new one lacks its zone or kind.
    """
    sizes = {name: order.values[name] for name in SIZES if order.values.get(name) is not None}
    standing = Space.objects.filter(code=order.proposal.target).first()
    if standing:
        before = {name: getattr(standing, name) for name in sizes}
        put(order.actor, SPACES, [{"id": standing.code, **sizes}], reason=order.reason)
        row = Space.objects.get(pk=standing.pk)
        return Written(Kind.SPACE, row, row.code, sizes, before)
    needed = {name: order.values.get(name) for name in NEEDED}
    if not all(needed.values()) or needed["kind"] not in Space.Kind.values:
        raise Refused(_("新空间还缺片区和类型；请改后采纳。"))
    code = f"sp-{uuid4().hex[:10]}"
    told = {
        "id": code,
        "name": order.values.get("name") or order.proposal.subject,
        "available_from": order.values.get("available_from") or timezone.localdate(),
        "status": order.source.status,
        "source": order.source.code,
        **needed,
        **sizes,
    }
    put(order.actor, SPACES, [told], reason=order.reason)
    values = {**sizes, **needed, "name": told["name"]}
    return Written(Kind.SPACE, Space.objects.get(code=code), code, values, made=True)
