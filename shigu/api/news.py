"""What articles propose, what was judged of it, and research partnerships."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from shigu.api.endpoints import add
from shigu.api.kinds import Day, Key, Number
from shigu.api.ledgers import same
from shigu.api.resources import Filter, Resource
from shigu.cooperation.models import Partnership
from shigu.districts.models import Status
from shigu.review.models import Kind, NewsJudgement, NewsProposal, State, Verdict

router = Router()
PROPOSALS = Resource(
    "news_proposals",
    "NewsProposal",
    NewsProposal,
    NewsProposal.objects.visible_to,
    {
        "id": "id",
        "document": "document_id",
        "title": "document__title",
        "url": "document__url",
        "published": "document__published",
        "link": "link__code",
        **same("kind", "key", "subject", "target", "values", "plans", "evidence", "doubts"),
        **same("modality", "confidence", "bulk", "state", "changes", "made_at"),
    },
    {
        "kind": Filter("kind", Kind),
        "state": Filter("state", State),
        "link": Filter("link__code"),
        "document": Filter("document", Key, "文章编号 · id of the article"),
        "site": Filter("document__site"),
        "least": Filter("confidence__gte", Number, "把握不低于 · sure to at least"),
        "since": Filter("document__published__gte", Day, "发布自 · published from"),
        "until": Filter("document__published__lte", Day, "发布至 · published to"),
    },
    order=("made_at", "confidence"),
    about="资讯提议 · proposals from the news",
)
JUDGEMENTS = Resource(
    "news_judgements",
    "NewsJudgement",
    NewsJudgement,
    NewsJudgement.objects.visible_to,
    {
        "id": "id",
        "proposal": "proposal_id",
        "district": "district__code",
        **same("verdict", "values", "before", "target_kind", "target", "made", "reason"),
        **same("by_name", "at"),
    },
    {
        "proposal": Filter("proposal", UUID, "提议编号 · id of the proposal"),
        "verdict": Filter("verdict", Verdict),
        "target_kind": Filter("target_kind", Kind),
        "target": Filter("target"),
    },
    order=("at",),
    about="对资讯的判断 · judgements of proposals",
)
PARTNERSHIPS = Resource(
    "partnerships",
    "Partnership",
    Partnership,
    Partnership.objects.visible_to,
    {
        "id": "id",
        "source": "source__code",
        **same("code", "kind", "subject", "since", "until", "status", "note"),
    },
    {
        "kind": Filter("kind", Partnership.Kind),
        "status": Filter("status", Status),
        "organisation": Filter("parties__organisation__code", about="合作方 · party"),
    },
    order=("since", "code"),
    about="科研合作 · research partnerships",
)
RESOURCES = (PROPOSALS, JUDGEMENTS, PARTNERSHIPS)
for each in RESOURCES:
    add(router, each)
