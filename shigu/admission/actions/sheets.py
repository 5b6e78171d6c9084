"""Adopting a score sheet: each adoption is a version of its own."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.admission.models import ScoreSheet
from shigu.admission.policies import may_adopt_for
from shigu.districts.actors import Actor
from shigu.districts.models import District, Status
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.engine.admission.load import document
from shigu.engine.admission.values import Sheet


@action("admission.adopt", pgettext_lazy("历史", "采用评分表"))
def adopt(
    actor: Actor,
    district: District,
    sheet: Sheet,
    *,
    reason: str,
    status: Status = Status.FACT,
) -> ScoreSheet:
    """Adopt a sheet for ``district``: its next version where it has one of that id.

    Raises:
        Refused: another district's, no reason, or the last version says the same.
    """
    may_adopt_for(actor, district).require()
    say_why(reason)
    content = document(sheet)
    own = ScoreSheet.objects.filter(district=district, code=sheet.id)
    last = own.order_by("-version").first()
    if last is not None and last.content == content:
        raise Refused(_("与现行的第 %s 版相同。") % last.version)
    newest = own.aggregate(newest=Max("version"))["newest"] or 0
    return ScoreSheet.objects.create(
        district=district,
        code=sheet.id,
        version=newest + 1,
        title=sheet.zh,
        title_en=sheet.en,
        content=content,
        reason=reason,
        adopted_by=actor.name,
        status=status,
    )
