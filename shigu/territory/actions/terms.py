"""On which terms a space is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.territory.models import Lot, Space, Terms
from shigu.territory.policies import may_keep

T = TypeVar("T", bound=Terms)


@action("territory.set_terms", gettext_lazy("登记出让或出租条件"))
def set_terms(
    actor: Actor, space: Space, model: type[T], values: Mapping[str, Any], *, reason: str
) -> T:
    """Write the terms of a space, or change those it has; history keeps what they were.

    Raises:
        Refused: another district's space, no reason, a lot that is no land, or a unit that is.
        ValidationError: a value is out of range.
    """
    may_keep(actor, space).require()
    say_why(reason)
    if (model is Lot) != (space.kind == Space.Kind.LAND):
        raise Refused(_("土地登记出让条件，其余空间登记出租条件。"))
    row = model._default_manager.filter(space=space).first() or model(space=space)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
