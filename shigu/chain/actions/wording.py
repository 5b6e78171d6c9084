"""Saying anew what a link is and which words speak for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.verbs import action
from shigu.districts.vocabulary import DataClass


@dataclass(frozen=True, slots=True)
class Wording:
    """What an analyst may change of a link; its place in the chain is not among it."""

    name_zh: str
    name_en: str
    definition_zh: str
    definition_en: str
    terms: list[str]
    negative_terms: list[str]
    gbt4754: list[str]
    weight: float | None


@action("chain.word_link", pgettext_lazy("历史", "修改定义与关键词"))
def word_link(actor: Actor, link: Link, wording: Wording, *, reason: str) -> Link:
    """Change name, definition, terms, codes or policy weight of a link.

    Raises:
        Refused: the actor may not write the chain, no reason, or a word that speaks both ways.
    """
    may_write_somewhere(actor, DataClass.CHAIN).require()
    if not reason.strip():
        raise Refused(_("请写明修改理由。"))
    both = sorted(set(wording.terms) & set(wording.negative_terms))
    if both:
        raise Refused(_("“%s”既是关键词又是排除词。") % "、".join(both))
    for name, value in asdict(wording).items():
        setattr(link, name, value)
    link.full_clean()
    link.save()
    return link
