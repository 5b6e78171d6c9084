"""The whole chain: its picture by layer and the table of its links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.chain import queries
from shigu.chain.filters import LinkFilter
from shigu.chain.models import Link, Supply
from shigu.chain.picture import ALL, Fold, picture
from shigu.chain.tables import LinkTable
from shigu.chain.views.frame import Frame, frame_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Figure, Why

SMALL = 24
STRONG = gettext_lazy(
    "本地企业按业务占比相当于至少 2 家均等的供应者，且区位商不明显低于 1；没有区位商时至少 3 家。"
)
WEAK = gettext_lazy("有本地企业，但过于集中、太少，或区位商的 90% 区间整个低于 1。")
BLANK = gettext_lazy("没有一家本地企业。每个空白都有检索凭据，说明查过多少家、有多大把握。")
CRITICAL = gettext_lazy("弱或空白，且一旦断供使应用端的损失排在全链前四分之一。")
ALONE = gettext_lazy("本地只有一家企业。")
REACH = gettext_lazy("环节所需（连同它自己和各级投入）由集群内企业供给的部分，取各环节平均。")


class Links(ListingView):
    """Filters, sort, fold and focus are all in the address; picture and table follow together."""

    title = gettext_lazy("产业链")
    template_name = "chain/graph.html"
    part_name = "chain/graph_part.html"
    table_class = LinkTable
    filterset_class = LinkFilter
    export_name = "links"
    page_size = 100
    hidden_columns = ("single_source", "weight", "code")

    @cached_property
    def frame(self) -> Frame:
        """The version and assessment of this request."""
        return frame_of(self.request)

    def get_queryset(self) -> QuerySet[Any]:
        """The links with what was found of them, in the order of the chain."""
        frame = self.frame
        rows = queries.leaves(frame.actor, frame.chain, frame.assessment)
        return rows.order_by("layer_order", "parent__code", "code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The listing with its picture."""
        context = super().get_context_data(**kwargs)
        drawn = list(context["filter"].qs)
        narrowed = any(self.request.GET.get(name) for name in context["filter"].filters)
        context |= self.frame.context("chain:graph")
        context |= {
            "answer": answer(self.frame, drawn, narrowed=narrowed),
            "strip": strip(self.frame, drawn) if self.frame.assessment else (),
            "picture": self._picture(drawn),
            "folds": self._folds(drawn),
            "focused": self._focused(drawn),
            "size": "tall" if len(drawn) > SMALL and ALL not in self.fold.codes else "",
        }
        return context

    @property
    def fold(self) -> Fold:
        """Which segments the address folds."""
        return Fold(frozenset(self.request.GET.getlist("fold")))

    def _picture(self, rows: Sequence[Link]) -> dict[str, Any] | None:
        if not rows:
            return None
        ids = [row.pk for row in rows]
        supplies = Supply.objects.visible_to(self.frame.actor).filter(
            from_link__in=ids, to_link__in=ids
        )
        return picture(rows, supplies, self.fold, self._goes, self._opened)

    def _goes(self, code: str) -> str:
        """A link is looked at alone first; from there its page opens."""
        if self.request.GET.get("focus") == code:
            return reverse("chain:link", args=[code])
        return self._with(focus=[code])

    def _opened(self, code: str) -> str:
        return self._with(fold=[each for each in self._folded_codes() if each != code])

    def _folded_codes(self) -> list[str]:
        if ALL in self.fold.codes:
            segments = Link.objects.filter(chain=self.frame.chain, parent__isnull=True)
            return list(segments.order_by("code").values_list("code", flat=True))
        return sorted(self.fold.codes)

    def _with(self, **changes: list[str]) -> str:
        asked = self.request.GET.copy()
        asked.pop("page", None)
        for name, values in changes.items():
            asked.setlist(name, values)
        return f"{self.request.path}?{asked.urlencode()}"

    def _folds(self, rows: Sequence[Link]) -> dict[str, Any]:
        """The segments in sight, each with the address that folds or unfolds it."""
        segments = {row.parent.code: row.parent for row in rows if row.parent}
        folded = self.fold.codes & {*segments, ALL}
        return {
            "all": self._with(fold=[ALL]),
            "none": self._with(fold=[]) if folded else "",
            "segments": [
                {
                    "name": segment.name,
                    "folded": code in folded or ALL in folded,
                    "url": self._opened(code)
                    if code in folded or ALL in folded
                    else self._with(fold=[*sorted(folded), code]),
                }
                for code, segment in segments.items()
            ],
        }

    def _focused(self, rows: Sequence[Link]) -> dict[str, Any] | None:
        code = self.request.GET.get("focus", "")
        found = next((row for row in rows if row.code == code), None)
        if found is None:
            return None
        return {"link": found, "out": self._with(focus=[])}


def answer(frame: Frame, rows: Sequence[Any], *, narrowed: bool) -> str:
    """The one sentence of the page."""
    if frame.chain is None:
        return _("还没有产业链。")
    if not rows:
        return (
            _("没有环节符合条件。")
            if narrowed
            else _("%s只有版本，还没有环节。") % frame.chain.name
        )
    count = len(rows)
    if frame.assessment is None:
        words = ngettext(
            "%(chain)s有 %(n)d 个环节，尚未评估，强弱与缺口还不知道。",
            "%(chain)s有 %(n)d 个环节，尚未评估，强弱与缺口还不知道。",
            count,
        )
        return words % {"chain": frame.chain.name, "n": count}
    head = _("筛出 %d 个环节") if narrowed else _("全链 %d 个环节")
    return standing_of(rows, head % count)


def standing_of(rows: Sequence[Any], head: str) -> str:
    """How many are strong, weak and blank, and which to close first."""
    standing = Counter(row.standing for row in rows)
    counts = _("%(strong)d 强、%(weak)d 弱、%(blank)d 空白") % {
        "strong": standing["strong"],
        "weak": standing["weak"],
        "blank": standing["blank"],
    }
    return _("%(head)s：%(counts)s；%(first)s") % {
        "head": head,
        "counts": counts,
        "first": _first(rows),
    }


def _first(rows: Sequence[Any]) -> str:
    critical = sum(bool(row.critical) for row in rows)
    ranked = sorted((row for row in rows if row.rank), key=lambda row: row.rank)
    if not ranked:
        return _("没有缺口。")
    if not critical:
        return _("最先该补的是%s。") % str(ranked[0].name)
    words = ngettext(
        "关键缺口 %(n)d 个，最先该补的是%(link)s。",
        "关键缺口 %(n)d 个，最先该补的是%(link)s。",
        critical,
    )
    return words % {"n": critical, "link": ranked[0].name}


def strip(frame: Frame, rows: Sequence[Any]) -> tuple[Figure, ...]:
    """Key figures of the links in sight, each with the rule that it follows."""
    standing = Counter(row.standing for row in rows)
    alone = sum(bool(row.single_source) for row in rows)
    critical = sum(bool(row.critical) for row in rows)
    reach = [row.controllable for row in rows if row.controllable is not None]

    def goes(query: str) -> str:
        chosen = f"&chain={frame.asked}" if frame.asked else ""
        return f"{reverse('chain:graph')}?{query}{chosen}"

    mean = f"{sum(reach) / len(reach):.0%}" if reach else "—"
    return (
        Figure(_("强"), str(standing["strong"]), why=Why(STRONG), url=goes("standing=strong")),
        Figure(_("弱"), str(standing["weak"]), why=Why(WEAK), url=goes("standing=weak")),
        Figure(_("空白"), str(standing["blank"]), why=Why(BLANK), url=goes("standing=blank")),
        Figure(_("关键缺口"), str(critical), why=Why(CRITICAL), url=goes("mark=critical")),
        Figure(_("单一来源"), str(alone), why=Why(ALONE), url=goes("mark=single")),
        Figure(
            _("集群内可控"),
            mean,
            why=Why(REACH, formula=_("可控 = ½ 自有 + ½ Σ 投入份额 × 投入的可控")),
        ),
    )
