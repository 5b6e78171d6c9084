"""What every page of the chain shares: which version, which assessment, tabs and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.chain import queries
from shigu.chain.models import Assessment, Chain
from shigu.districts.actors import Actor
from shigu.districts.middleware import actor_of
from shigu.districts.policies import Answer, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Empty, Link, Progress, Tab


@dataclass(frozen=True, slots=True)
class Frame:
    """One version of the chain as a reader meets it: its assessment and how that stands."""

    actor: Actor
    chain: Chain | None
    course: queries.Course
    stale: bool
    asked: str

    @property
    def assessment(self) -> Assessment | None:
        """The assessment whose figures are shown."""
        return self.course.done

    @property
    def may(self) -> Answer:
        """Whether the reader may have the chain assessed and worded."""
        return may_write_somewhere(self.actor, DataClass.CHAIN)

    @property
    def suffix(self) -> str:
        """What keeps the chosen version in an address; nothing for the current one."""
        return f"?chain={self.asked}" if self.asked else ""

    def tabs(self, current: str) -> tuple[Tab, ...]:
        """The pages of the chain."""
        row = (
            ("chain:graph", _("全链")),
            ("chain:gaps", _("缺口")),
            ("chain:candidates", _("引进候选")),
            ("chain:frontier", _("发展方向")),
            ("chain:complexity", _("复杂度")),
            ("chain:stress", _("压力测试")),
            ("chain:control", _("自主可控")),
            ("chain:flows", _("投入产出")),
            ("chain:compare", _("集群对比")),
        )
        pages = tuple(
            Tab(label, reverse(name) + self.suffix, current=name == current) for name, label in row
        )
        versions = Tab(
            _("版本对照"), reverse("chain:versions"), current=current == "chain:versions"
        )
        return (*pages, versions)

    def progress(self) -> Progress | None:
        """The run under way."""
        return None if self.course.running is None else progress_of(self.course.running)

    def empty(self) -> Empty:
        """What a page says where nothing was computed yet."""
        if self.chain is None:
            return Empty(
                _("还没有产业链"),
                _("请数据管理员导入含 chains 与 links 两表的数据包；导入后即可评估。"),
            )
        if self.assessment is None:
            return Empty(
                _("%s还没有评估") % self.chain.name,
                _("没有评估就没有强弱、缺口和候选；产业分析员可在本页上方点“计算”，约需数秒。"),
            )
        return Empty(_("没有符合条件的记录"), _("放宽或清除筛选条件再看。"))

    def context(self, current: str) -> dict[str, Any]:
        """Variables of every template of the chain."""
        return {
            "frame": self,
            "chain": self.chain,
            "assessment": self.assessment,
            "stale": self.stale,
            "job": self.progress(),
            "failed": self.course.failed,
            "may": self.may,
            "tab_row": self.tabs(current),
            "empty": self.empty(),
        }


def frame_of(request: HttpRequest, chain: Chain | None = None) -> Frame:
    """The version that the address names (``?chain=``), else the current one."""
    actor, asked = actor_of(request), request.GET.get("chain", "")
    chosen = chain or queries.chain_of(actor, asked)
    found = queries.course(actor, chosen)
    stale = found.done is not None and queries.out_of_date(actor, found.done)
    return Frame(actor, chosen, found, stale, asked)


def progress_of(run: Assessment) -> Progress:
    """A run as the progress piece shows it, with the time left by the pace so far."""
    left = None
    if run.started_at and run.done:
        passed = (timezone.now() - run.started_at).total_seconds()
        left = passed * (1 - run.done) / run.done
    waiting = run.state == Assessment.State.WAITING
    return Progress(
        phase=_("正在评估%s") % run.chain.name,
        done=run.done,
        said=_("已排队，等待后台进程") if waiting else Assessment.Phase(run.phase).label,
        seconds_left=left,
        refresh_url=reverse("chain:progress", args=[run.pk]),
        cancel_url=reverse("chain:withdraw", args=[run.pk]),
    )


def trail(*steps: tuple[str, str]) -> Iterable[Link]:
    """Breadcrumbs below the chain."""
    return tuple(Link(label, url) for label, url in ((_("产业链"), reverse("chain:graph")), *steps))
