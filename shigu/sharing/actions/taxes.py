"""What people do with tax files: bring one, take it in whole, or drop it; and with regimes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source
from shigu.districts.policies import Refused, may_write, say_why
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass
from shigu.engine.pack.upload.limits import Limits
from shigu.sharing import writing
from shigu.sharing.models import Contribution, FiscalRegime, TaxBatch, TaxFile
from shigu.sharing.policies import person
from shigu.sharing.taxes.header import kinds
from shigu.sharing.taxes.matching import Matched, match
from shigu.sharing.taxes.reading import read_taxes
from shigu.sharing.taxes.reconciling import FIELDS, Reconciled, reconcile

BATCH = 2_000
MOST_FAULTS = 500


class PreviewOutdated(Refused):
    """What was looked over is no longer what would happen."""


@action("sharing.bring_taxes", pgettext_lazy("历史", "上传税收文件"))
def bring(actor: Actor, district: District, filename: str, content: bytes) -> TaxBatch:
    """Read a tax file and keep what it would do; nothing is taken in by that.

    Raises:
        Refused: the actor keeps no money matters of ``district``.
    """
    may_write(actor, DataClass.SHARING, district).require()
    found, against = _read(actor, district, content)
    batch = TaxBatch.objects.create(
        district=district,
        user_id=person(actor),
        filename=filename,
        encoding=found.encoding,
        state=TaxBatch.State.FAULTY if found.faults else TaxBatch.State.READY,
        rows=len(found.rows),
        totals=found.totals,
        stated={kind: dict(parts) for kind, parts in found.stated.items()},
        report={"faults": [asdict(fault) for fault in found.faults[:MOST_FAULTS]]},
    )
    if against is not None:
        batch.created, batch.changed, batch.same = against.counts
        batch.report |= against.told
        batch.save()
    TaxFile.objects.create(batch=batch, district=district, content=content)
    return batch


@action("sharing.take_in_taxes", gettext_lazy("导入税收"))
def take_in(actor: Actor, batch: TaxBatch, *, reason: str) -> TaxBatch:
    """Write every row of a file that was looked over, or none.

    Raises:
        Refused: another district's, not waiting, or no reason.
        PreviewOutdated: the rows would do something else than was looked over.
    """
    may_write(actor, DataClass.SHARING, batch.district).require()
    say_why(reason)
    batch = (
        TaxBatch.objects.select_for_update(of=("self",)).select_related("district").get(pk=batch.pk)
    )
    if batch.state != TaxBatch.State.READY:
        raise Refused(_("它现在的状态是“%s”，不能导入。") % batch.get_state_display())
    found, against = _read(actor, batch.district, bytes(batch.file.content))
    seen = (batch.created, batch.changed, batch.same)
    if against is None or against.counts != seen or found.totals != batch.totals:
        raise PreviewOutdated(_("预览之后数据变了，什么也没有写入；请重新上传。"))
    writing.write_contributions(batch, against.new)
    Contribution.objects.bulk_update(
        list(_changed(batch, against)), [name.removesuffix("_id") for name in (*FIELDS, "batch")],
        batch_size=BATCH,
    )  # fmt: skip
    batch.reason = reason.strip()
    return _end(batch, TaxBatch.State.DONE)


@action("sharing.drop_taxes", gettext_lazy("放弃税收文件"))
def drop(actor: Actor, batch: TaxBatch, *, reason: str = "") -> TaxBatch:
    """Do not take a file in.

    Raises:
        Refused: another district's, or it was taken in.
    """
    may_write(actor, DataClass.SHARING, batch.district).require()
    batch = TaxBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.finished_at is not None:
        raise Refused(_("它现在的状态是“%s”。") % batch.get_state_display())
    return _end(batch, TaxBatch.State.CANCELLED)


@action("sharing.put_regime", gettext_lazy("登记财政体制"))
def put_regime(
    actor: Actor,
    district: District,
    kind: str,
    part: Fraction,
    valid_from: datetime.date,
    *,
    valid_to: datetime.date | None = None,
    source: Source | None = None,
    note: str = "",
    reason: str,
) -> FiscalRegime:
    """Keep which part of a kind stays local from a day on; imports before are not touched.

    Raises:
        Refused: the actor keeps no money matters there, no such kind, no part, or no reason.
    """
    may_write(actor, DataClass.SHARING, district).require()
    say_why(reason)
    if kind not in kinds().values():
        raise Refused(_("没有 %s 这个税种。") % kind)
    if not 0 <= part <= 1:
        raise Refused(_("地方部分在 0 到 1 之间。"))
    row, _made = FiscalRegime.objects.update_or_create(
        district=district,
        kind=kind,
        valid_from=valid_from,
        defaults={
            "code": f"{district.code}-{kind}-{valid_from}",
            "local_num": part.numerator,
            "local_den": part.denominator,
            "valid_to": valid_to,
            "source": source,
            "status": "fact" if source else "illustrative",
            "note": note,
        },
    )
    return row


def _read(actor: Actor, district: District, content: bytes) -> tuple[Matched, Reconciled | None]:
    sheet = read_taxes(content, Limits(file_bytes=settings.UPLOAD_MAX_BYTES))
    found = match(actor, district, sheet)
    return found, None if found.faults else reconcile(district, found.rows)


def _changed(batch: TaxBatch, against: Reconciled) -> Iterator[Contribution]:
    for row, before in against.changed:
        before.gross_fen, before.local_fen = row.gross_fen, row.local_fen
        before.regime_id, before.evidence = row.regime, row.evidence or before.evidence
        before.batch = batch
        yield before


def _end(batch: TaxBatch, state: TaxBatch.State) -> TaxBatch:
    batch.state, batch.finished_at = state, timezone.now()
    batch.save()
    return batch
