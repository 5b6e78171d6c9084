"""Pages that a person brings: put by, looked over, confirmed, then stored whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.districts.actors import Actor
from shigu.districts.policies import Refused
from shigu.districts.verbs import action
from shigu.ingest.models import FetchedPage, Run, Source, State
from shigu.ingest.policies import may_bring, may_confirm
from shigu.sources.catalogue import folders
from shigu.sources.checks import Problem

SHELF = "upload"
"""The source, and its folder, of pages brought to none in particular."""
MOST_PAGES = 40
MOST_BYTES = 40_000_000
"""Of all pages that are brought at once."""
MB = 1_000_000
WAITS = timedelta(days=7)
ADDED = ("title", "published")
"""What a person may add while a page waits."""
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """A page as a person gives it: bytes, or an address whose bytes are still to be fetched.

    ``name`` is what it is called until it has a title; title, day and paper are taken from the
    page where the person does not tell them.
    """

    name: str
    content: bytes = b""
    url: str = ""
    filename: str = ""
    title: str = ""
    published: str = ""
    site: str = ""


@action("ingest.bring", pgettext_lazy("历史", "带来网页"))
def bring(
    actor: Actor, pages: Sequence[Brought], *, source: Source | None = None, reason: str = ""
) -> Run:
    """Put pages by and have them looked over in the background; nothing is stored yet.

    Raises:
        Refused: the actor keeps no register, the source reads pages itself, none or too many.
    """
    may_bring(actor, source).require()
    _check(pages)
    run = Run.objects.create(
        source=source or _shelf(), by_hand=True, asked_by_id=actor.id, listed=len(pages)
    )
    FetchedPage.objects.bulk_create(_rows(run, pages))
    _have(run, actor)
    return run


def _check(pages: Sequence[Brought]) -> None:
    if not pages:
        raise Refused(_("没有文件；先选文件、粘贴文字或写网址。"))
    if len(pages) > MOST_PAGES:
        told = {"pages": len(pages), "most": MOST_PAGES}
        raise Refused(_("一次最多 %(most)d 页，这里有 %(pages)d 页；分几次带来。") % told)
    size = sum(len(page.content) for page in pages)
    if size > MOST_BYTES:
        largest = max(pages, key=lambda page: len(page.content))
        sizes = {"size": size // MB, "most": MOST_BYTES // MB, "largest": largest.name}
        raise Refused(
            _("一共 %(size)s MB，一次最多 %(most)s MB；最大的是 %(largest)s，分几次带来。") % sizes
        )


def _shelf() -> Source:
    there = Source.objects.filter(kind=Source.Kind.UPLOAD).order_by("pk").first()
    if there:
        return there
    spec = folders()[SHELF].spec
    return Source.objects.create(
        code=SHELF, folder=SHELF, kind=spec.kind, name_zh=spec.name_zh, name_en=spec.name_en
    )


def _rows(run: Run, pages: Sequence[Brought]) -> Iterator[FetchedPage]:
    seen: Counter[str] = Counter()
    for page in pages:
        seen[page.name] += 1
        twice = f" ({seen[page.name]})" if seen[page.name] > 1 else ""
        told = asdict(page)
        del told["name"], told["content"]
        yield FetchedPage(
            run=run,
            url=f"{page.name}{twice}",
            content=page.content,
            fetched_at=timezone.now(),
            told=told,
        )


def _have(run: Run, actor: Actor) -> None:
    app.configure_task("ingest.run").defer(run=str(run.pk), user=actor.id)


def offer(run_id: UUID, attempt: UUID, problems: Sequence[Problem]) -> None:
    """Have what an attempt looked over wait for who brought it."""
    run = Run.objects.select_for_update().get(pk=run_id)
    if run.attempt != attempt or run.state != State.RUNNING:
        return
    run.problems = [asdict(problem) for problem in problems]
    run.refused = len({problem.place for problem in problems})
    run.state = State.READY
    run.save()


@action("ingest.confirm_pages", gettext_lazy("确认存入"))
def confirm_pages(
    actor: Actor, run: Run, chosen: Mapping[int, Mapping[str, str]], *, reason: str = ""
) -> Run:
    """Have the ``chosen`` pages stored in the background, all of them or none.

    Each comes with the title and day that the person adds where its page tells none.

    Raises:
        Refused: not who brought them, they do not wait, none is chosen, or one that is faulty.
    """
    may_confirm(actor, run).require()
    run = Run.objects.select_for_update().get(pk=run.pk)
    may_confirm(actor, run).require()
    waiting = {page.pk: page for page in run.pages.defer("content") if page.waits}
    if not chosen:
        raise Refused(_("一页也没有选；至少选一页。"))
    if not waiting.keys() >= chosen.keys():
        raise Refused(_("选了不能存的页；刷新后再选。"))
    for key, added in chosen.items():
        _add(waiting[key], added)
    run.pages.exclude(pk__in=chosen).delete()
    run.state, run.confirmed_at = State.QUEUED, timezone.now()
    run.listed, run.seen = len(chosen), 0
    run.save()
    _have(run, actor)
    return run


def _add(page: FetchedPage, added: Mapping[str, str]) -> None:
    given = {name: added[name].strip() for name in ADDED if added.get(name, "").strip()}
    if "published" in given and not _is_day(given["published"]):
        raise Refused(_("%s的发布日期不是日期；写成 2026-03-18 这样。") % page)
    page.told |= {name: text[:LONGEST_TITLE] for name, text in given.items()}
    page.save(update_fields=["told"])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-03-18")


def let_go() -> None:
    """End what nobody confirmed for a week; its pages go."""
    stale = Run.objects.filter(state=State.READY, asked_at__lt=timezone.now() - WAITS)
    FetchedPage.objects.filter(run__in=stale).delete()
    stale.update(state=State.CANCELLED, ended_at=timezone.now())
