"""Grading a sheet, keeping the answer, throwing it away."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.policies import Refused, may_write
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.grading.grade import grade
from shigu.engine.grading.load import read_scheme, read_units
from shigu.engine.grading.sheet import sheet_text
from shigu.engine.grading.stability import stability
from shigu.engine.grading.values import GradingError
from shigu.engine.pack.upload import Limits
from shigu.grading.models import GradedSheet

MOST_UNITS = 5_000
SWING, DRAWS, SEED = 0.2, 500, 0


@action("grading.grade", gettext_lazy("评价"))
def grade_sheet(
    actor: Actor, district: District, name: str, scheme: str, filename: str, content: bytes
) -> GradedSheet:
    """Grade a sheet under the scheme of that text; it waits to be kept.

    Raises:
        Refused: the actor may not write the register of the district.
        GradingError: sheet or scheme cannot be used, with the place; nothing is kept then.
    """
    may_write(actor, DataClass.REGISTRY, district).require()
    rules = read_scheme(scheme)
    sheet = sheet_text(content, Limits(file_bytes=settings.UPLOAD_MAX_BYTES))
    units = read_units(sheet, rules)
    if len(units.ids) > MOST_UNITS:
        raise GradingError(
            "units", f"一次最多 {MOST_UNITS} 个对象", f"{MOST_UNITS} units at most at a time"
        )
    found = grade(rules, units)
    sure = stability(rules, units, swing=SWING, draws=DRAWS, seed=SEED)
    return GradedSheet.objects.create(
        district=district,
        name=name,
        scheme=rules.id,
        scheme_zh=rules.name_zh,
        scheme_en=rules.name_en,
        filename=filename,
        units=len(units.ids),
        counts=found.counts,
        made_by=actor.name,
        scheme_text=scheme,
        sheet=sheet,
        found={"grading": asdict(found), "stability": [asdict(one) for one in sure]},
    )


@action("grading.keep", gettext_lazy("留存评价"))
def keep(actor: Actor, graded: GradedSheet, *, reason: str) -> GradedSheet:
    """Keep what was looked over.

    Raises:
        Refused: the actor may not write the register of the district, it is kept already, or no
            reason is told.
    """
    may_write(actor, DataClass.REGISTRY, graded.district).require()
    if graded.state != GradedSheet.State.PREVIEW:
        raise Refused(_("这份评价已经留存。"))
    if not reason.strip():
        raise Refused(_("请写明事由；它会写进历史。"))
    graded.state = GradedSheet.State.KEPT
    graded.save(update_fields=["state"])
    return graded


@action("grading.discard", gettext_lazy("丢弃评价"))
def discard(actor: Actor, graded: GradedSheet, *, reason: str = "") -> None:
    """Throw a preview away; what was kept stays.

    Raises:
        Refused: the actor may not write the register of the district, or it was kept.
    """
    may_write(actor, DataClass.REGISTRY, graded.district).require()
    if graded.state != GradedSheet.State.PREVIEW:
        raise Refused(_("已经留存的评价不能丢弃。"))
    graded.delete()
