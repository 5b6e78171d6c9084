"""Positions: who has come to stand at a link of the chain by what is built or made there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shigu.engine.entity.names.plain import plain_name
from shigu.engine.text.proposals.judging import put_together, reason
from shigu.engine.text.proposals.projects import LANDINGS, company_of, links
from shigu.engine.text.proposals.subjects import Subjects
from shigu.engine.text.proposals.values import Proposal, Register, Said, Value


def positions(
    claims: Sequence[Said], subjects: Subjects, register: Register, integrity: float
) -> Iterator[Proposal]:
    """A landing that happened puts the project's company at the link its name speaks of.

    Which part of the company's business that is no article says; a person fills it in.
    """
    seen: set[str] = set()
    for each in claims:
        project = each.filler("project")
        if each.type not in LANDINGS or project is None:
            continue
        for company, tie in company_of(claims, subjects, project["name"])[:1]:
            for link in links(register, project["name"]):
                found = _proposal(each, tie, company, link, integrity)
                if found and found.key not in seen:
                    seen.add(found.key)
                    yield found


def _proposal(
    landing: Said, tie: Said, company: str, link: str, integrity: float
) -> Proposal | None:
    sure = min(landing.confidence, tie.confidence)
    at = tuple(sorted({landing.number, tie.number}))
    told = {"organisation": company, "link": link}
    values = [Value(name, value, landing.modality, sure, at) for name, value in told.items()]
    key = f"{plain_name(company)}@{link}"
    doubts = [reason("missing", field="share")]
    return put_together(
        "position", key, company, values, target=None, integrity=integrity, doubts=doubts
    )
