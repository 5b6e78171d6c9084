"""What the stress of an assessment says, with the rows that it names, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain.models import Assessment
from shigu.chain.named import Named, Names

Json = Mapping[str, Any]
KINDS = {
    "firm": gettext_lazy("企业"),
    "link": gettext_lazy("环节"),
    "district": gettext_lazy("区县全部企业"),
    "place": gettext_lazy("外地全部企业"),
    "outside": gettext_lazy("集群以外全部"),
    "unnamed": gettext_lazy("来源不明的环节"),
}


@dataclass(frozen=True, slots=True)
class Fall:
    """One failure: who falls, what stops."""

    kind: str
    who: tuple[Named, ...]
    loss: float
    bare: float
    stopped: int
    examples: str


def falls(found: Sequence[Json], names: Names) -> list[Fall]:
    return [
        Fall(
            str(KINDS[one["kind"]]),
            () if one["kind"] == "outside" else tuple(names(id_) for id_ in one["ids"]),
            one["loss"],
            one["loss_without_substitutes"],
            len(one["stopped"]),
            names.words(one["stopped"]),
        )
        for one in found
    ]


def told_failure(one: Json, names: Names) -> str:
    """The one thing that must not fall, in words."""
    if one["kind"] == "outside":
        return str(KINDS["outside"])
    return _("%(kind)s%(who)s") % {
        "kind": KINDS[one["kind"]],
        "who": names.words(one["ids"]),
    }


def parts(assessment: Assessment | None, *fields: str) -> dict[str, Any]:
    """Fields of an assessment that other pages leave unread; empty where nothing was computed."""
    if assessment is None:
        return {}
    found = Assessment.objects.filter(pk=assessment.pk).values(*fields).get()
    return {name: value for name, value in found.items() if value is not None}
