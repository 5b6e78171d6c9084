"""The steps of an import: brought, read, confirmed, written; or cancelled, or failed.

Each is one transaction. A worker that is killed between two leaves the import at the step it was
at, and the job is run again; writing is one step, so that there is everything or nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, cast

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from procrastinate.contrib.django import app

from shigu.data.kept import BROUGHT
from shigu.data.lines import Preview
from shigu.data.models import Import, ImportFile, ImportProgress, ImportRow
from shigu.data.places import seat_of
from shigu.data.policies import may_bring, may_cancel, may_confirm
from shigu.data.writing import alone, parts_of, put_rows
from shigu.districts.actors import Actor
from shigu.districts.models import District
from shigu.districts.packrows import Outcome
from shigu.districts.verbs import action
from shigu.engine.pack.upload import Upload

State = Import.State
BATCH = 2_000
LONGEST_NAME = 200


class PreviewOutdated(ValueError):
    """What was looked over is no longer what would happen."""


class Stopped(Exception):
    """Somebody asked the import to stop."""


@action("data.bring", gettext_lazy("上传表格"))
def bring(
    actor: Actor, table: str, filename: str, content: bytes, *, district: District | None = None
) -> Import:
    """Keep a spreadsheet and have it read in the background.

    Work is done in the name of ``district``, that of one's seat unless told.

    Raises:
        Refused: the actor may not write that table anywhere, or not for that district.
    """
    may_bring(actor, table, district).require()
    kept = BROUGHT[table]
    made = Import.objects.create(
        district=district or seat_of(actor, kept.data_class),
        user_id=cast("int", actor.id),
        data_class=kept.data_class,
        table=table,
        own=kept.own,
        filename=_shown(filename),
    )
    ImportFile.objects.create(import_of=made, content=content)
    ImportProgress.objects.create(import_of=made)
    _have("data.read", made, actor)
    return made


def _have(task: str, made: Import, actor: Actor) -> None:
    app.configure_task(task, lock=f"import {made.pk}").defer(key=str(made.pk), user=actor.id)


def _shown(filename: str) -> str:
    """The last part of the name without what does not print or turns the writing round."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    printed = "".join(c for c in last if unicodedata.category(c)[0] not in "CZ" or c == " ")
    return printed.strip(" .")[:LONGEST_NAME] or "?"


@action("data.read", gettext_lazy("读取表格"))
def keep_preview(actor: Actor, brought: Import, found: Preview) -> Import:
    """Keep what the spreadsheet would do, instead of what an earlier reading said."""
    brought.lines.all().delete()
    ImportRow.objects.bulk_create(_rows(brought, found), batch_size=BATCH)
    counts = _counts(found)
    for name, value in counts.items():
        setattr(brought, name, value)
    brought.kind = found.upload.kind or ""
    brought.encoding = found.upload.encoding or ""
    brought.sheet = found.upload.sheet or ""
    brought.state = State.FAULTY if found.problems else State.READY
    brought.save()
    return brought


def _rows(brought: Import, found: Preview) -> Iterator[ImportRow]:
    for fault in found.problems:
        yield ImportRow(
            import_of=brought, number=fault.row, state=ImportRow.State.FAULT, fault=asdict(fault)
        )
    for line in found.lines:
        yield ImportRow(
            import_of=brought,
            number=line.number,
            state=line.state,
            code=line.code,
            name=line.name,
            changes=[asdict(change) for change in line.changes],
            remark=line.remark,
        )


def _counts(found: Preview) -> dict[str, int]:
    states = [line.state for line in found.lines]
    return {
        "rows": found.upload.rows.height,
        "created": states.count("new"),
        "changed": states.count("changed"),
        "same": states.count("same"),
        "faults": len(found.problems),
    }


@action("data.confirm", pgettext_lazy("历史", "确认导入"))
def confirm(actor: Actor, brought: Import, *, reason: str) -> Import:
    """Have the rows written in the background, for the reason that history will tell.

    Raises:
        Refused: not the one who brought it, no reason, or it is not waiting for that.
    """
    may_confirm(actor, brought, reason).require()
    brought = _held(brought)
    may_confirm(actor, brought, reason).require()
    brought.state = State.QUEUED
    brought.reason = reason.strip()
    brought.confirmed_at = timezone.now()
    brought.save()
    ImportProgress.objects.filter(import_of=brought).update(phase="waiting", done=0.0, stop=False)
    _have("data.write", brought, actor)
    return brought


@action("data.cancel", gettext_lazy("取消导入"))
def cancel(actor: Actor, brought: Import, *, reason: str = "") -> Import:
    """Stop at the next chance; before writing has begun that is at once.

    Raises:
        Refused: not the one who brought it, or it is over.
    """
    may_cancel(actor, brought).require()
    brought = _held(brought)
    may_cancel(actor, brought).require()
    ImportProgress.objects.filter(import_of=brought).update(stop=True)
    if brought.state != State.WRITING:
        _end(brought, State.CANCELLED)
    return brought


@action("data.stand", gettext_lazy("开始写入"))
def stand(actor: Actor, brought: Import, state: Import.State) -> Import:
    """Say at which step a worker is."""
    brought.state = state
    brought.save()
    return brought


@action("data.tell", gettext_lazy("告知进度"))
def tell(actor: Actor, brought: Import, phase: str, done: float) -> None:
    """Say how far a worker is."""
    ImportProgress.objects.filter(import_of=brought).update(phase=phase, done=done)


@action("data.fail", gettext_lazy("未能导入"))
def fail(actor: Actor, brought: Import, state: Import.State, why: str = "") -> Import:
    """End an import of which nothing was written."""
    brought.problem = why
    return _end(brought, state)


@action("data.write", pgettext_lazy("历史", "写入"))
def write(
    actor: Actor, brought: Import, upload: Upload, teller: Any = lambda _done: None
) -> Import:
    """Write every row, or none.

    Raises:
        PreviewOutdated: the rows would do something else than was looked over.
        Stopped: somebody asked for it.
    """
    outcome = Outcome()
    alone(brought)
    parts = parts_of(upload)
    for place, part in enumerate(parts):
        _go_on(brought)
        teller(place / len(parts))
        done = put_rows(actor, brought, part)
        outcome.created += done.created
        outcome.changed += done.changed
        outcome.same += done.same
    brought = _held(brought)
    _go_on(brought)
    seen = (brought.created, brought.changed, brought.same)
    now = (len(outcome.created), len(outcome.changed), len(outcome.same))
    if now != seen:
        raise PreviewOutdated(
            _("预览之后数据变了，新增、修改、不变由 %(seen)s 变为 %(now)s。")
            % {"seen": _triple(seen), "now": _triple(now)}
        )
    return _end(brought, State.DONE)


def _triple(counts: tuple[int, int, int]) -> str:
    return " / ".join(map(str, counts))


def _go_on(brought: Import) -> None:
    if ImportProgress.objects.filter(Q(stop=True), import_of=brought).exists():
        raise Stopped


def _held(brought: Import) -> Import:
    """As it is now, and nobody else changes it before this transaction ends."""
    return Import.objects.select_for_update().get(pk=brought.pk)


def _end(brought: Import, state: Import.State) -> Import:
    brought.state = state
    brought.finished_at = timezone.now()
    brought.save()
    return brought
