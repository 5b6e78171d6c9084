"""Forms of reservations: a space with amounts of pools; extending, placing, freeing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.face.forms import DateInput, Measured
from shigu.face.units import trimmed
from shigu.territory import draws
from shigu.territory.forms.holding import HoldForm
from shigu.territory.forms.spaces import REASON
from shigu.territory.models import Pool, Reservation, Space


class ReserveForm(HoldForm):
    """A space until a day on which it lapses, with an amount of each pool that a tenant draws on.

    ``needs`` are amounts by resource that stand in the fields to begin with.
    """

    expires_on = forms.DateField(
        label=gettext_lazy("预留到期日"),
        widget=DateInput(),
        required=False,
        help_text=gettext_lazy("过了这天没有转为占用，预留自动取消；留空为最长期限。"),
    )
    field_order = ("organisation", "start", "end", "area", "expires_on", "basis", "reason")

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        space: Space,
        pools: Sequence[Pool],
        needs: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, actor=actor, space=space, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("expires_on", today + timedelta(days=settings.RESERVATION_DAYS))
        self.pools = {f"pool_{pool.pk}": pool for pool in pools}
        held = draws.drawn(actor, pools, today)
        for name, pool in self.pools.items():
            own = [one for one in held if one.pool_id == pool.pk]
            self.fields[name] = _amount(pool, draws.left(pool, own))
            self.initial.setdefault(name, (needs or {}).get(pool.resource))
        self.order_fields([*self.field_order[:-2], *self.pools, "basis", "reason"])

    def asked(self) -> dict[str, Any]:
        """The keywords of the verb."""
        given = super().asked()
        wanted = {pool: given.pop(name) for name, pool in self.pools.items()}
        found = [
            draws.ask(pool, amount, given["start"], given["end"])
            for pool, amount in wanted.items()
            if amount
        ]
        return given | {"asks": [one for one in found if one is not None]}


def _amount(pool: Pool, left: Decimal) -> forms.DecimalField:
    until = f"{pool.month_to:%Y-%m}" if pool.month_to else ""
    help_text = _("%(from)s–%(until)s，最紧的月份还有 %(left)s。") % {
        "from": f"{pool.month_from:%Y-%m}", "until": until, "left": trimmed(left),
    }  # fmt: skip
    return forms.DecimalField(
        label=f"{pool.get_resource_display()} · {pool.zone or pool.district.name}",
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=3,
        widget=Measured(pool.unit_words),
        help_text=help_text,
    )


class ExtendForm(forms.Form):
    """Until when longer, and why."""

    until = forms.DateField(label=gettext_lazy("延到"), widget=DateInput())
    reason = forms.CharField(label=gettext_lazy("延期事由"), help_text=REASON)


class ConfirmForm(forms.Form):
    """On what a reservation becomes an occupation."""

    basis = forms.ChoiceField(label=gettext_lazy("依据"), choices=Reservation.Basis.choices)
    reason = forms.CharField(label=gettext_lazy("事由"), help_text=REASON)


class FreeForm(forms.Form):
    """Why it is let go."""

    reason = forms.CharField(label=gettext_lazy("事由"), help_text=REASON)
