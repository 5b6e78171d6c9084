"""Organisations that a document makes known or tells something new of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.fields import value_of
from shigu.engine.text.proposals.judging import put_together, reason
from shigu.engine.text.proposals.subjects import (
    ORGANISATIONS,
    Subjects,
    is_full,
    matched,
)
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value

TIES = frozenset({"project_company", "co_build", "company_company", "invest", "company_park"})
ACTS = frozenset({"SIGN", "LAND", "START", "TOPOUT", "PRODUCE", "LIST", "ESTABLISH"})
ROLES = ("company", "party", "a", "b", "investor", "org", "parent", "child", "object")


def organisations(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """New organisations that do something in the document, and new values of known ones.

    A mention alone proposes nobody: who is only named in passing stays a name.
    """
    for name in dict.fromkeys(_named(claims, subjects)):
        target, settled = matched(name, register.organisations)
        values = [*_amounts(claims, subjects, name), *_place(claims, subjects, register, name)]
        if target is None:
            values += _identity(subjects, name)
        if not values:
            continue
        doubts = [] if settled and (target or is_full(name)) else [reason("name", name=name)]
        found = put_together(
            "organisation",
            plain_name(name),
            name,
            values,
            target=target,
            integrity=integrity,
            doubts=doubts,
        )
        if found:
            yield found


def _named(claims: Sequence[Said], subjects: Subjects) -> Iterator[str]:
    for each in claims:
        names = [each.name] if each.kind == "attribute" else []
        if each.type in TIES or each.type in ACTS or each.type == "located_in":
            names += [filler["name"] for filler in each.fillers(*ROLES)]
        yield from (subjects.whole(n) for n in names if subjects.type(n) in ORGANISATIONS)


def _amounts(claims: Sequence[Said], subjects: Subjects, name: str) -> Iterator[Value]:
    for each in claims:
        if each.kind == "attribute" and subjects.whole(each.name) == name:
            value = value_of("organisation", each)
            if value:
                yield value


def _place(
    claims: Sequence[Said], subjects: Subjects, register: Register, name: str
) -> Iterator[Value]:
    for each in claims:
        who, where = each.filler("org"), each.filler("place")
        if each.type == "located_in" and who and where and subjects.whole(who["name"]) == name:
            district, _ = matched(where["name"], register.districts)
            if district:
                at = (each.number,)
                yield Value("district", district.code, "happened", each.confidence, at)


def _identity(subjects: Subjects, name: str) -> Iterator[Value]:
    at, sure = (subjects.numbers[name],), subjects.scores[name]
    yield Value("name_zh", name, "happened", sure, at)
    yield Value("kind", ORGANISATIONS[subjects.type(name)], "happened", sure, at)
    if short := subjects.short_of(name):
        yield Value("short_name", short, "happened", sure, at)
