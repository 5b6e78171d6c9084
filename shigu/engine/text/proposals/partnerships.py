"""Research partnerships: who builds what together, or has signed to work together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.judging import put_together, reason
from shigu.engine.text.proposals.subjects import (
    ORGANISATIONS,
    Subjects,
    is_full,
)
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value

RESEARCH = frozenset({"INSTITUTE", "UNIVERSITY"})
LABORATORY = ("实验室", "研究院", "研究中心", "创新中心", "中试基地")


def partnerships(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """Ties of co-building, and signings of two organisations of which one does research."""
    del register
    seen: set[str] = set()
    for each in claims:
        parties = _parties(each, subjects)
        if len(parties) < 2:
            continue
        thing = each.filler("object")
        found = _proposal(each, parties, thing, _meant(each, claims), integrity)
        if found and found.key not in seen:
            seen.add(found.key)
            yield found


def _parties(each: Said, subjects: Subjects) -> list[str]:
    """The organisations that work together by this claim, by their full names."""
    if each.type == "co_build":
        listed = each.fillers("a", "b")
    elif each.type == "SIGN" and not each.fillers("project"):
        listed = each.fillers("party")
    else:
        return []
    listed = [one for one in listed if one["type"] in ORGANISATIONS]
    research = each.type == "co_build" or any(one["type"] in RESEARCH for one in listed)
    names = dict.fromkeys(subjects.whole(one["name"]) for one in listed)
    return list(names) if research else []


def _proposal(
    each: Said,
    parties: list[str],
    thing: Mapping[str, Any] | None,
    modality: str,
    integrity: float,
) -> Proposal | None:
    about = thing["name"] if thing else ""
    kind = "laboratory" if about.endswith(LABORATORY) else "agreement"
    told = {"parties": parties, "kind": kind}
    if about:
        told["subject"] = about
    if day := each.said.get("date"):
        told["since"] = day
    at = (each.number,)
    values = [Value(name, value, modality, each.confidence, at) for name, value in told.items()]
    key = "+".join([*sorted(map(plain_name, parties)), plain_name(about)])
    doubts = [reason("name", name=one) for one in parties if not is_full(one)]
    subject = " · ".join(parties)
    return put_together(
        "partnership", key, subject, values, target=None, integrity=integrity, doubts=doubts
    )


def _meant(each: Said, claims: Sequence[Said]) -> str:
    """How a tie is meant: as the events of its own sentences are, where all are planned."""
    if each.kind == "event":
        return "agreed" if each.modality == "happened" else each.modality
    places = _places(each)
    near = {one.modality for one in claims if one.kind == "event" and places & _places(one)}
    return "planned" if near == {"planned"} else "agreed"


def _places(each: Said) -> set[tuple[int, int]]:
    return {(one["start"], one["end"]) for one in each.said.get("evidence", ())}
