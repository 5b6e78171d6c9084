"""Projects: whose they are, how large, where, and how far they are said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.fields import value_of
from shigu.engine.text.proposals.judging import put_together
from shigu.engine.text.proposals.stages import STAGES
from shigu.engine.text.proposals.subjects import Subjects, matched
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value

LANDINGS = frozenset({"LAND", "START", "TOPOUT", "PRODUCE"})
"""Events by which a project has come to stand somewhere."""
EVENTS = LANDINGS | {"SIGN"}


def projects(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """One proposal a project that something is said of; sums of many projects are nobody's.

    Rows of projects are their district's secret: which one is meant is asked when a person of
    the district judges.
    """
    for name in dict.fromkeys(_named(claims, subjects)):
        of_it = [each for each in claims if _about(each, name)]
        values = [*_amounts(of_it), *_facts(of_it, subjects, register)]
        if not values or name not in subjects.numbers:
            continue
        modality = _modality(of_it)
        at, sure = (subjects.numbers[name],), subjects.scores[name]
        values += [Value("name", name, modality, sure, at)]
        values += [Value("link", code, modality, sure, at) for code in links(register, name)]
        found = put_together(
            "project", plain_name(name), name, values, target=None, integrity=integrity
        )
        if found:
            yield found


def links(register: Register, *texts: str) -> list[str]:
    """The one link of the chain that the texts speak of; none where they speak of several."""
    found = frozenset[str]().union(*(register.links_of(text) for text in texts))
    return list(found) if len(found) == 1 else []


def company_of(claims: Sequence[Said], subjects: Subjects, project: str) -> list[tuple[str, Said]]:
    """Whose a project is, by its full name, and the claim that says so."""
    return [
        (subjects.whole(who["name"]), each)
        for each in claims
        if _about(each, project)
        and (each.type == "project_company" or each.type in EVENTS)
        and (who := each.filler("company"))
    ]


def _named(claims: Sequence[Said], subjects: Subjects) -> Iterator[str]:
    for each in claims:
        names = [each.name] if each.kind == "attribute" else []
        if each.type in EVENTS or each.type == "project_company":
            names += [one["name"] for one in each.fillers("project")]
        yield from (name for name in names if subjects.type(name) == "PROJECT")


def _about(each: Said, name: str) -> bool:
    if each.kind == "attribute":
        return each.name == name
    return any(one["name"] == name for one in each.fillers("project"))


def _amounts(claims: Sequence[Said]) -> Iterator[Value]:
    for each in claims:
        value = value_of("project", each) if each.kind == "attribute" else None
        if value:
            yield value


def _facts(claims: Sequence[Said], subjects: Subjects, register: Register) -> Iterator[Value]:
    modality = _modality(claims)
    for each in claims:
        at = (each.number,)
        if each.type == "project_company" and (who := each.filler("company")):
            name = subjects.whole(who["name"])
            yield Value("organisation", name, modality, each.confidence, at)
        if each.kind != "event":
            continue
        if each.type in STAGES:
            stage, day = STAGES[each.type], each.said.get("date")
            yield Value("stage", stage, each.modality, each.confidence, at, time=day)
        elif each.type in LANDINGS:
            day = each.said.get("date")
            yield Value("landing", each.type, each.modality, each.confidence, at, time=day)
        where = each.filler("place")
        district = where and matched(where["name"], register.districts)[0]
        if district:
            yield Value("district", district.code, each.modality, each.confidence, at)


def _modality(claims: Sequence[Said]) -> str:
    """How the project itself is meant: by what happened to it, else what was agreed, else planned.

    What a text says of a project's size alone does not make the project happen.
    """
    meant = {each.modality for each in claims if each.kind == "event"}
    meant |= {each.modality for each in claims if each.kind == "attribute"} if not meant else set()
    return next((one for one in ("happened", "agreed") if one in meant), "planned")
