"""Evidence of a promise: adding it with its paper, and withdrawing what proves wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.commitments.bridge import refresh
from shigu.commitments.models import Commitment, Document, Evidence
from shigu.commitments.policies import may_keep
from shigu.commitments.vocabulary import indicator
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, say_why
from shigu.districts.verbs import action


@dataclass(frozen=True, slots=True)
class File:
    """A paper as it was brought."""

    name: str
    content: bytes


def keep(row: Commitment, file: File | None) -> Document | None:
    """Keep a paper of a promise, byte for byte.

    Raises:
        Refused: it is empty or larger than the installation takes.
    """
    if file is None:
        return None
    if not 0 < len(file.content) <= settings.UPLOAD_MAX_BYTES:
        raise Refused(_("文件为空，或超过 %s MB。") % (settings.UPLOAD_MAX_BYTES // 1024**2))
    digest = hashlib.sha256(file.content).hexdigest()
    return Document.objects.create(
        district_id=row.district_id,
        commitment=row,
        name=file.name,
        sha256=digest,
        content=file.content,
    )


@action("commitments.prove", gettext_lazy("登记履约证据"))
def prove(
    actor: Actor,
    commitment: Commitment,
    values: Mapping[str, Any],
    file: File | None = None,
    *,
    reason: str = "",
) -> Evidence:
    """Add evidence: ``kind``, ``figure`` (none for a promise of a day), ``day``, ``note``.

    Raises:
        Refused: another district's, a day to come, or a figure where none belongs.
    """
    may_keep(actor, commitment).require()
    row = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    amount = indicator(row.indicator).kind == "amount"
    if amount != (values.get("figure") is not None):
        raise Refused(_("数值类指标写到期累计或当期数值；开工、竣工、投产只写发生日期。"))
    if values["day"] > timezone.localdate():
        raise Refused(_("证据的日期不能晚于今天。"))
    fresh = Evidence(
        district_id=row.district_id,
        commitment=row,
        document=keep(row, file),
        user_id=actor.id,
        **values,
    )
    fresh.full_clean(exclude=["commitment", "document", "district", "user"])
    fresh.save()
    refresh(row)
    return fresh


@action("commitments.withdraw", gettext_lazy("撤回履约证据"))
def withdraw(actor: Actor, evidence: Evidence, *, reason: str) -> Evidence:
    """Take back evidence that proved wrong; it stays in sight with the reason.

    Raises:
        Refused: another district's, withdrawn before, or no reason.
    """
    may_keep(actor, evidence.commitment).require()
    say_why(reason)
    row = Commitment.objects.select_for_update(no_key=True).get(pk=evidence.commitment_id)
    if Evidence.objects.get(pk=evidence.pk).withdrawn_at is not None:
        raise Refused(_("这条证据已经撤回。"))
    evidence.withdrawn_at, evidence.withdrawn_why = timezone.now(), reason
    evidence.save(update_fields=["withdrawn_at", "withdrawn_why"])
    refresh(row)
    return evidence
