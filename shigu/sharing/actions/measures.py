"""What people do with measures of parties: keep one, take in a sheet of them, drop one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action
from shigu.registry.models import Organisation
from shigu.sharing.models import Agreement, Measure
from shigu.sharing.policies import may_keep


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a party in a year, or of a firm's branch in it."""

    party: str
    year: int
    measure: str
    value: Decimal
    organisation: Organisation | None = None


@action("sharing.put_measure", pgettext_lazy("历史", "登记指标"))
def put_measure(
    actor: Actor,
    agreement: Agreement,
    party: str,
    year: int,
    measure: str,
    value: Decimal,
    *,
    evidence: str,
    organisation: Organisation | None = None,
    reason: str = "",
) -> Measure:
    """Keep a measure of a party in a year, or of a firm's branch in it.

    Raises:
        Refused: another's agreement, or no evidence.
    """
    may_keep(actor, agreement).require()
    return _kept(agreement, Measured(party, year, measure, value, organisation), evidence)


@action("sharing.take_in_measures", pgettext_lazy("历史", "导入指标"))
def take_in_measures(
    actor: Actor, agreement: Agreement, rows: Sequence[Measured], *, evidence: str, reason: str = ""
) -> list[Measure]:
    """Keep the measures of a sheet, all of them or none; what it does not name stays.

    Raises:
        Refused: another's agreement, or no evidence.
    """
    may_keep(actor, agreement).require()
    return [_kept(agreement, row, evidence) for row in rows]


@action("sharing.drop_measure", pgettext_lazy("历史", "删去指标"))
def drop_measure(actor: Actor, measure: Measure, *, reason: str) -> None:
    """Take a measure away that should not be there; history keeps it.

    Raises:
        Refused: another's agreement, or no reason.
    """
    may_keep(actor, measure.agreement).require()
    say_why(reason)
    measure.delete()


def _kept(agreement: Agreement, row: Measured, evidence: str) -> Measure:
    if not evidence.strip():
        raise Refused(_("请写明依据：文件名、页码或统计年鉴。"))
    kept, _made = Measure.objects.update_or_create(
        agreement=agreement,
        party=row.party,
        year=row.year,
        measure=row.measure,
        organisation=row.organisation,
        defaults={
            "district_id": agreement.district_id,
            "value": row.value,
            "evidence": evidence.strip(),
        },
    )
    return kept
