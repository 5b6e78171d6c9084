"""What is to be written by whom, and what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from shigu.districts.actors import Actor
from shigu.districts.models import District, Source
from shigu.districts.policies import Refused
from shigu.districts.versions import version_of
from shigu.engine.entity.names.plain import bare_name
from shigu.engine.text.proposals.subjects import matched
from shigu.registry.models import Organisation
from shigu.registry.queries import found
from shigu.review.bridge import NEAR, known_as
from shigu.review.models import Kind, NewsProposal


@dataclass(frozen=True, slots=True)
class Order:
    """The values that a person accepts of a proposal, perhaps corrected, and why."""

    actor: Actor
    proposal: NewsProposal
    values: Mapping[str, Any]
    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """The row that was made or changed, what stood in it before, and whose it is."""

    kind: Kind
    row: Model
    target: str
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    made: bool = False
    district: District | None = None

    @property
    def version(self) -> str:
        """The version of the row as it was written."""
        return version_of(self.row)


def organisation_called(actor: Actor, name: str) -> Organisation:
    """The organisation of the register that an article calls so.

    Raises:
        Refused: nobody, or several, are; the cure is told.
    """
    rows = Organisation.objects.visible_to(actor)
    exact = list(rows.filter(code=name)[:1]) or list(rows.filter(name_zh=name)[:2])
    if len(exact) == 1:
        return exact[0]
    near = found(rows, bare_name(name)).select_related("district").order_by("code")
    listed = list(near.prefetch_related("other_names")[:NEAR])
    one, _settled = matched(name, [known_as(row) for row in listed])
    if one is None:
        raise Refused(_("名录里没有“%s”；请先采纳或登记这家机构，再回来采纳这一条。") % name)
    return next(row for row in listed if row.code == one.code)


def district_called(actor: Actor, code: str | None) -> District | None:
    """The district of that code; none where none is told."""
    return District.objects.visible_to(actor).filter(code=code).first() if code else None
