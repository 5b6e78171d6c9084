"""Who is there already under a like name, among what the reader may see anyway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from rapidfuzz import fuzz, process

from shigu.districts.actors import Actor
from shigu.engine.entity.names.plain import bare_name
from shigu.face.pieces import Words
from shigu.leads.models import Claim, Lead
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.registry.queries import found

SHORTEST = 2
ALIKE = 82
"""RapidFuzz ``partial_ratio``, 0–100: 测光科技 in 杭州测光科技有限公司 is 100."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Near:
    """Something with a like name; ``exact`` where the names are one without place and form."""

    name: str
    hint: Words
    url: str
    exact: bool


def alike(actor: Actor, text: str) -> list[Near]:
    """The likest of visible projects, own first reports and the register; the exact ones first."""
    bare = bare_name(text)
    if len(bare) < SHORTEST:
        return []
    ordered = sorted(_all(actor, text, bare), key=lambda near: not near.exact)
    return ordered[:SHOWN]


def _all(actor: Actor, text: str, bare: str) -> Iterator[Near]:
    projects = Project.objects.visible_to(actor).select_related("organisation", "district")
    rows = projects.values_list("pk", "name", "organisation__name_zh", "district__name_zh")
    named = {(key, each): place for key, *names, place in rows for each in names if each}
    leads = Lead.objects.visible_to(actor)
    firms = leads.values_list("project_id", "firm_name", "district__name_zh")
    named |= {(key, firm): place for key, firm, place in firms}
    for key, name in _likest([(key, name) for key, name in named], bare):
        yield Near(
            name, named[key, name], reverse("projects:project", args=[key]), bare_name(name) == bare
        )
    claims = Claim.objects.visible_to(actor).filter(bare_name=bare)
    for claim in claims[:SHOWN]:
        yield Near(claim.firm_name, claim.get_state_display(), claim.get_absolute_url(), exact=True)
    for row in found(Organisation.objects.visible_to(actor), text)[:SHOWN]:
        yield Near(
            row.name_zh,
            row.get_kind_display(),
            row.get_absolute_url(),
            bare_name(row.name_zh) == bare,
        )


def _likest(keyed: list[tuple[UUID, str]], bare: str) -> list[tuple[UUID, str]]:
    best = process.extract(
        bare,
        [name for _key, name in keyed],
        scorer=fuzz.partial_ratio,
        score_cutoff=ALIKE,
        limit=SHOWN,
    )
    return [keyed[place] for _name, _score, place in best]
