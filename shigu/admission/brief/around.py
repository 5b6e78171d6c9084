"""What other apps know of a project: its lead, talks, papers, link, spaces, promises, meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from shigu.admission.brief.sentences import Sentence
from shigu.admission.queries import of_project as evaluations_of
from shigu.chain.models import LinkFinding
from shigu.chain.queries import course as assessed
from shigu.commitments.queries import of_project as promised
from shigu.commitments.said import of_promise
from shigu.districts.actors import Actor
from shigu.engine.siting.search import SpaceSearch, find_spaces
from shigu.face import units
from shigu.leads.models import Lead, LeadFile, Talk
from shigu.leads.panels import told
from shigu.projects.models import Project
from shigu.projects.needs import asked, search_address
from shigu.territory.bridge import on_offer
from shigu.territory.forms import NeedForm


def lead(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Where it comes from, and what was written down of it."""
    row = Lead.objects.visible_to(actor).filter(project=project).first()
    if row is None:
        return
    page, record = f"{project.get_absolute_url()}#lead", pgettext("一个", "线索")
    origin = {"origin": row.get_origin_display(), "by": row.introduced_by}
    words = _("来源：%(origin)s，%(by)s引荐。") if row.introduced_by else _("来源：%(origin)s。")
    yield Sentence(words % origin, record, page)
    for label, value in told(row):
        yield Sentence(f"{label}{_('：')}{value}{_('。')}", record, page)


def talks(actor: Actor, project: Project) -> Iterator[Sentence]:
    """The last three rounds: what was agreed, what is open."""
    rows = Talk.objects.visible_to(actor).filter(project=project).order_by("-round")
    for talk in reversed(rows[:3]):
        page = f"{project.get_absolute_url()}#talk-{talk.round}"
        head = _("第 %(round)s 轮（%(on)s）") % {
            "round": talk.round,
            "on": units.day(timezone.localdate(talk.at)),
        }
        parts = (
            (_("议题：%s"), talk.topics),
            (_("达成一致：%s"), talk.agreed),
            (_("未决：%s"), talk.unsettled),
            (_("下一步：%s"), talk.next_step),
        )
        said = _("；").join(words % value for words, value in parts if value)
        yield Sentence(f"{head}{_('，')}{said}{_('。')}", _("洽谈记录"), page)


def papers(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Each document of the lead."""
    rows = LeadFile.objects.visible_to(actor).filter(project=project).defer("content")
    for row in rows:
        page = reverse("leads:file", args=[row.pk])
        yield Sentence(_("材料：%s。") % row.name, _("线索材料"), page)


def link(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Its link of the chain, and how the last assessment judged it."""
    if project.link is None:
        return
    page, record = project.link.get_absolute_url(), _("环节")
    yield Sentence(_("产业链环节：%s。") % project.link, record, page)
    done = assessed(actor, project.link.chain).done
    found = LinkFinding.objects.filter(assessment=done, link=project.link).first()
    if done is None or found is None:
        return
    yield Sentence(
        _("评估判断这个环节“%(status)s”，本地企业 %(count)s 家。")
        % {"status": found.get_status_display(), "count": found.organisations},
        record,
        page,
    )
    if found.rank is not None:
        yield Sentence(_("补链紧迫度排第 %s。") % found.rank, record, page)


def spaces(actor: Actor, project: Project) -> Iterator[Sentence]:
    """How many spaces fit its needs today; nothing where it states none."""
    found = _search(actor, project, timezone.localdate())
    if found is not None:
        words, stop = (found.en, ".") if get_language() == "en" else (found.zh, "。")
        yield Sentence(words.rstrip(stop) + stop, _("按需求找空间"), search_address(project))


def promises(actor: Actor, project: Project) -> Iterator[Sentence]:
    """Each promise and how it stands."""
    today = timezone.localdate()
    for row in promised(actor, project, today):
        yield Sentence(of_promise(row, today), _("承诺"), row.get_absolute_url())


def meetings(actor: Actor, project: Project) -> Iterator[Sentence]:
    """What earlier meetings decided of it."""
    for row in evaluations_of(actor, project):
        if not row.is_open:
            told = {"meeting": row.meeting, "decision": row.get_decision_display()}
            words = _("“%(meeting)s”：%(decision)s。") % told
            yield Sentence(words, _("会商评审"), row.get_absolute_url())


def _search(actor: Actor, project: Project, today: date) -> SpaceSearch | None:
    form = NeedForm(QueryDict(asked(project)), actor=actor)
    if not form.is_valid() or not form.asks_something():
        return None
    need = form.need()
    table, _gone = on_offer(actor, max(need.earliest, today), today, any_industry=need.code is None)
    return find_spaces(need, table, today)
