"""One search over everything that one may see: grouped, on one page, and as suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.board.queries.items import address
from shigu.chain.models import Link
from shigu.districts.actors import Actor
from shigu.districts.middleware import ActorRequest
from shigu.districts.models import Zone
from shigu.districts.queries import containing
from shigu.face.pieces import Empty
from shigu.plans.models import Plan
from shigu.projects.models import Project
from shigu.registry.models import Organisation
from shigu.registry.queries import found as organisations_found
from shigu.territory.models import Space
from shigu.work.models import Task

SHOWN = 10
SUGGESTED = 3
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: its name, where it belongs, its page."""

    label: str
    hint: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind; ``more`` where the list goes on, with the page that holds all."""

    name: str | Promise
    hits: tuple[Hit, ...]
    more: bool
    all_url: str


Finder = Callable[[Actor, str, int], Iterable[Hit]]


@login_required
def search(request: ActorRequest) -> HttpResponse:
    """What was found for ``?q=``, by kind."""
    asked = words(request)
    groups = found(request.actor, asked, SHOWN)
    empty = Empty(
        _("没有找到“%s”") % asked,
        _("换一个说法或更短的词；只搜索您能看到的内容，其他区未公开的项目不在其中。"),
    )
    context = {"asked": asked, "groups": groups, "answer": answer(asked, groups), "empty": empty}
    return render(request, "web/search.html", context)


@login_required
def suggest(request: ActorRequest) -> JsonResponse:
    """The best few of each kind, for the command palette."""
    groups = found(request.actor, words(request), SUGGESTED)
    hits = [asdict(hit) for group in groups for hit in group.hits]
    return JsonResponse({"hits": hits})


def words(request: ActorRequest) -> str:
    """What is asked for; nobody types more than a name."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def answer(asked: str, groups: list[Group]) -> str:
    """How many were found, and of which kinds."""
    if not asked:
        return _("输入名称、简称、产品、代码或地点。")
    if not groups:
        return ""
    number = sum(len(group.hits) for group in groups)
    at_least = any(group.more for group in groups)
    said = ngettext("“%(asked)s”找到 %(n)d 条", "“%(asked)s”找到 %(n)d 条", number)
    tail = _("，只列出每类前几条。") if at_least else _("。")
    return said % {"asked": asked, "n": number} + tail


def found(actor: Actor, asked: str, most: int) -> list[Group]:
    """Groups with at least one hit, in the order of the navigation."""
    groups = []
    for name, finder, page in KINDS if asked else ():
        hits = tuple(finder(actor, asked, most + 1))
        home = address(page)
        if hits:
            groups.append(Group(name, hits[:most], len(hits) > most, home))
    return groups


def _holding(rows: QuerySet[Any], asked: str, *columns: str) -> QuerySet[Any]:
    """Rows in which every word stands in one of the columns."""
    for word in asked.split():
        rows = rows.filter(containing(word, *columns))
    return rows


def _organisations(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    """Names that begin so first, then all that have the words."""
    rows = Organisation.objects.visible_to(actor).select_related("district")
    holding = organisations_found(rows, asked)
    first = list(holding.filter(Q(name_zh__startswith=asked) | Q(uscc=asked))[:most])
    others = holding.exclude(pk__in=[row.pk for row in first])
    for row in [*first, *others[: most - len(first)]]:
        place = row.district.name if row.district else row.get_kind_display()
        yield Hit(row.name, place, row.get_absolute_url())


def _links(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    rows = Link.objects.visible_to(actor).filter(
        ~Exists(Link.objects.filter(parent=OuterRef("pk")))
    )
    for word in asked.split():
        named = containing(word, "name_zh", "name_en", "code")
        rows = rows.filter(named | Q(terms__icontains=word))
    for row in rows.select_related("chain")[:most]:
        yield Hit(
            row.name, f"{row.get_layer_display()} · {row.chain.version}", row.get_absolute_url()
        )


def _zones(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    rows = _holding(Zone.objects.visible_to(actor), asked, "name_zh", "name_en", "code")
    for row in rows.select_related("district")[:most]:
        yield Hit(row.name, row.district.name, address("territory:zone", row.code))


def _spaces(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    rows = _holding(Space.objects.visible_to(actor), asked, "name", "name_en", "code")
    for row in rows.select_related("zone")[:most]:
        yield Hit(str(row), row.zone.name, row.get_absolute_url())


def _projects(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    """Projects that the actor may see; others are neither found nor counted."""
    rows = _holding(Project.objects.visible_to(actor), asked, "name", "name_en", "code")
    for row in rows.select_related("district")[:most]:
        yield Hit(
            str(row), f"{row.district.name} · {row.get_stage_display()}", row.get_absolute_url()
        )


def _plans(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    rows = _holding(
        Plan.objects.visible_to(actor), asked, "headline_zh", "headline_en", "pack_name"
    )
    for row in rows[:most]:
        yield Hit(row.headline or str(row), str(row), address("plans:plan", row.pk))


def _tasks(actor: Actor, asked: str, most: int) -> Iterator[Hit]:
    """Tasks whose party one is, and those of one's task forces."""
    rows = _holding(Task.objects.visible_to(actor), asked, "title", "body", "subject_label")
    for row in rows.select_related("owner").order_by("-deadline", "id")[:most]:
        hint = f"{row.owner.name} · {row.get_state_display()}"
        yield Hit(row.title, hint, row.get_absolute_url())


KINDS: tuple[tuple[str | Promise, Finder, str], ...] = (
    (gettext_lazy("企业与机构"), _organisations, "registry:organisations"),
    (gettext_lazy("环节"), _links, "chain:graph"),
    (gettext_lazy("片区"), _zones, "territory:zones"),
    (gettext_lazy("空间"), _spaces, "territory:spaces"),
    (gettext_lazy("项目"), _projects, "projects:list"),
    (gettext_lazy("方案"), _plans, "plans:list"),
    (gettext_lazy("任务"), _tasks, "work:tasks"),
)
