"""The section of a hand-over's page on what its agreement gives: clause, list, ledger lines."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link
from shigu.projects.models import HandOver
from shigu.registry.views import Panel
from shigu.sharing.handed import followed, terms_of
from shigu.sharing.names import kind_names, party_names
from shigu.sharing.policies import may_keep


def panel(request: ActorRequest, row: HandOver) -> Panel:
    """Under which clause the credit is parted, and what was settled by it."""
    terms = terms_of(request.actor, row.pk)
    if terms is None:
        return Panel(_("分享与结算"), "sharing/part/handed.html", {"terms": None, "row": row})
    found = followed(request.actor, terms)
    called, kinds = party_names((terms.introducer, terms.host)), kind_names()
    for entry in found.entries:
        entry.called, entry.kind_words = called.get(entry.party, entry.party), kinds.get(entry.kind)
    address = reverse("sharing:firm", args=[terms.agreement_id])
    context = {
        "terms": terms,
        "row": row,
        "introducer": called[terms.introducer],
        "host": called[terms.host],
        "listed": found.enrolment,
        "entries": found.entries,
        "enrol": f"{address}?hand_over={row.pk}",
        "may_enrol": may_keep(request.actor, terms.agreement),
    }
    return Panel(
        _("分享与结算"),
        "sharing/part/handed.html",
        context,
        Link(str(terms.agreement), terms.agreement.get_absolute_url()),
    )
