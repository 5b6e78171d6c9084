"""Rows ↔ what the engine's reader of news knows and proposes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Q, QuerySet

from shigu.chain.models import Link
from shigu.chain.queries import current_chain
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.engine.chain.search import TermSearch
from shigu.engine.chain.values import Link as Node
from shigu.engine.entity.names.plain import bare_name
from shigu.engine.text.proposals.propose import propose
from shigu.engine.text.proposals.values import Known, LinksOf, Register, Said
from shigu.engine.text.proposals.values import Proposal as Proposed
from shigu.ingest.models import Document, Statement
from shigu.registry.models import Organisation
from shigu.registry.queries import found
from shigu.review.models import NewsProposal
from shigu.territory.models import Space

NEAR = 20
"""So many organisations are compared with a name at most."""
SHORTEST = 2
"""A district of so many characters has no shorter name."""


def known(actor: Actor, document: Document) -> Register:
    """What is open to every member of the names in a document, and the chain in use."""
    entities = document.statements.by_machine().filter(kind="entity")
    names = sorted(set(entities.values_list("name", flat=True)))
    return Register(
        tuple(_organisations(actor, names)),
        tuple(_spaces(names)),
        tuple(_districts()),
        _links(actor),
    )


def proposed(document: Document, register: Register) -> tuple[Proposed, ...]:
    """What the engine proposes of a stored document."""
    rows = document.statements.by_machine().order_by("number")
    return propose([said_of(row) for row in rows], register, document.integrity)


def row_of(document: Document, said: Proposed, links: Mapping[str, int]) -> dict[str, Any]:
    """The columns of a proposal, but for what people decide."""
    told = {each.field: each.value for each in said.values}
    return {
        "kind": said.kind,
        "subject": said.subject,
        "target": said.target,
        "link_id": links.get(str(told.get("link", ""))),
        "values": [asdict(each) | {"statements": list(each.statements)} for each in said.values],
        "plans": [asdict(each) | {"statements": list(each.statements)} for each in said.plans],
        "evidence": _evidence(document, said),
        "doubts": [{"code": one.code, "zh": one.zh, "en": one.en} for one in said.reasons],
        "modality": said.modality,
        "confidence": said.confidence,
        "bulk": said.bulk,
    }


def link_keys(actor: Actor) -> dict[str, int]:
    """The key of each link of the chain in use by its code."""
    rows = Link.objects.visible_to(actor).filter(chain=current_chain(actor))
    return dict(rows.values_list("code", "pk"))


def same(row: NewsProposal, columns: Mapping[str, Any]) -> bool:
    """Whether a proposal already says this, with these words."""
    return all(getattr(row, name) == value for name, value in columns.items())


def said_of(row: Statement) -> Said:
    """A stored statement as the engine reads it."""
    return Said(row.number, row.kind, row.type, row.name, row.said, row.confidence, row.modality)


def _evidence(document: Document, of: Proposed) -> list[dict[str, Any]]:
    """The sentences of the claims, each once, in the order of the text."""
    told = (
        document.statements.by_machine()
        .filter(number__in=of.statements)
        .values_list("number", "said")
    )
    spans: dict[tuple[int, int], dict[str, Any]] = {}
    for number, said in told.order_by("number"):
        for one in said["evidence"]:
            at = (one["start"], one["end"])
            spans.setdefault(at, {**one, "statements": []})["statements"].append(number)
    return [spans[at] for at in sorted(spans)]


def _organisations(actor: Actor, names: Sequence[str]) -> Iterator[Known]:
    """Those that are written so, and those whose words speak of a name without its form."""
    rows = Organisation.objects.visible_to(actor)
    called = Q(name_zh__in=names) | Q(short_name__in=names) | Q(other_names__text__in=names)
    keys = set(rows.filter(called).values_list("pk", flat=True))
    for bare in sorted({bare_name(name) for name in names}):
        keys |= set(found(rows, bare).values_list("pk", flat=True)[:NEAR])
    wanted = rows.filter(pk__in=keys).select_related("district").order_by("code")
    yield from map(known_as, wanted.prefetch_related("other_names"))


def known_as(row: Organisation) -> Known:
    """An organisation with all its names and the values that articles tell."""
    others = [each.text for each in row.other_names.all()]
    values = {
        "district": row.district.code if row.district else None,
        "capital_wan": None if row.capital_wan is None else float(row.capital_wan),
        "staff": row.staff,
    }
    return Known(row.code, _names(row.name_zh, row.short_name, *others), values)


def _spaces(names: Sequence[str]) -> Iterator[Known]:
    for row in Space.objects.filter(name__in=names).order_by("code"):
        yield Known(row.code, (row.name,), {"land_mu": row.land_mu, "area_m2": row.area_m2})


def _districts() -> Iterator[Known]:
    for row in District.objects.exclude(level=District.Level.OFFICE).order_by("code"):
        name = row.name_zh
        yield Known(row.code, _names(name, name[:-1] if len(name) > SHORTEST else ""))


def _links(actor: Actor) -> LinksOf:
    rows = Link.objects.visible_to(actor).filter(chain=current_chain(actor), parent__isnull=False)
    return TermSearch([_node(row) for row in rows.order_by("code")]).links


def _node(row: Link) -> Node:
    terms, negative = tuple(row.terms), tuple(row.negative_terms)
    return Node(row.code, row.layer, "", row.name_zh, row.name_en, terms, negative, 1.0)


def _names(*names: str) -> tuple[str, ...]:
    return tuple(filter(None, names))


def documents_waiting(actor: Actor) -> QuerySet[Document]:
    """Documents that nobody asked for proposals yet, the earliest first."""
    rows = Document.objects.visible_to(actor).filter(read_for_review=None)
    return rows.select_related("earlier").order_by("id")
