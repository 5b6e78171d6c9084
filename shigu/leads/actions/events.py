"""Promotion and matching events: announce, note guests, make a lead of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, may_write
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.leads.actions.registering import register
from shigu.leads.models import Guest, Lead, PromotionEvent


@action("leads.announce", pgettext_lazy("历史", "登记招商活动"))
def announce(
    actor: Actor, district: District, values: Mapping[str, Any], *, reason: str = ""
) -> PromotionEvent:
    """Enter an event that ``district`` leads; all members see it.

    Raises:
        Refused: not one's district.
    """
    may_write(actor, DataClass.PROJECTS, district).require()
    made = PromotionEvent(district=district, **values)
    made.full_clean()
    made.save()
    return made


@action("leads.note_guest", pgettext_lazy("历史", "登记来宾"))
def note_guest(
    actor: Actor,
    event: PromotionEvent,
    district: District,
    values: Mapping[str, str],
    *,
    reason: str = "",
) -> Guest:
    """Keep who came to an event, for one's own district alone.

    Raises:
        Refused: not one's district.
    """
    may_write(actor, DataClass.PROJECTS, district).require()
    made = Guest(district=district, event=event, **values)
    made.full_clean()
    made.save()
    return made


@action("leads.of_guest", gettext_lazy("来宾转为线索"))
def lead_of(actor: Actor, guest: Guest, *, reason: str = "") -> Lead:
    """Make a lead of a guest in one step: source, firm, contact and interest are filled in.

    Raises:
        Refused: another district's guest, or one that is a lead already.
    """
    may_write(actor, DataClass.PROJECTS, guest.district).require()
    held = Guest.objects.select_for_update().get(pk=guest.pk)
    if held.lead_id is not None:
        raise Refused(_("这位来宾已经转为线索。"))
    values = {
        "name": held.firm_name,
        "firm_name": held.firm_name,
        "origin": Lead.Origin.EVENT,
        "event": held.event,
        "outline": held.interest,
    }
    contact = {"person": held.person, "phone": held.phone}
    lead = register(actor, held.district, values, contact=contact, reason=reason)
    held.lead = lead.project
    held.save(update_fields=["lead"])
    return lead
