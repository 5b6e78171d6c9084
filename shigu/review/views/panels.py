"""What the desk adds to the pages of organisations, projects, spaces and links: the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Evidence, Source
from shigu.registry.views import Panel
from shigu.review.elsewhere import said_elsewhere
from shigu.review.models import Kind, NewsJudgement
from shigu.review.queries import leaning
from shigu.review.views.shown import written
from shigu.review.words import label, shown

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Leaning:
    """A verdict with the sentences that it rests on."""

    judgement: NewsJudgement
    cards: tuple[Evidence, ...]


def panel(request: ActorRequest, kind: Kind, targets: Sequence[str]) -> Iterable[Panel]:
    """Every fact of a row that came from news, with its sentence and article."""
    found = leaning(request.actor, kind, list(targets))
    if found:
        rows = [Leaning(each, tuple(_cards(each))) for each in found[:SHOWN]]
        yield Panel(_("事实的出处"), "review/sentences.html", {"leaning": rows})


def _cards(judged: NewsJudgement) -> Iterable[Evidence]:
    document = judged.proposal.document
    page = judged.proposal.get_absolute_url()
    for number, each in enumerate(judged.proposal.evidence, 1):
        source = Source(str(document), url=f"{page}#s{number}", at=document.published)
        sentence = document.raw[each["start"] : each["end"]].strip()
        claim = _claim(judged, set(each["statements"]))
        yield Evidence(sentence, 0, 0, source, claim, "judged")
    for said in said_elsewhere(judged.proposal, judged.values):
        source = Source(str(document), url=document.get_absolute_url(), at=document.published)
        claim = f"{label(said.field)} {shown(judged.target_kind, said.field, said.value)}"
        yield Evidence(document.raw[said.start : said.end].strip(), 0, 0, source, claim, "judged")


def _claim(judged: NewsJudgement, statements: set[int]) -> str:
    """Which written fields the sentence says."""
    told = [
        f"{label(name)} {written(judged, name)}"
        for name in _fields(judged, statements)
        if name in judged.values
    ]
    return _("；").join(told)


def _fields(judged: NewsJudgement, statements: set[int]) -> list[Any]:
    return [
        each["field"] for each in judged.proposal.values if statements & set(each["statements"])
    ]
