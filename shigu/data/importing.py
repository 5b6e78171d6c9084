"""The runner of imports: what the worker does, step by step, for whoever brought the file."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from shigu.data import actions
from shigu.data.models import Import
from shigu.data.sheets import preview
from shigu.data.sheets import read as read_sheet
from shigu.data.working import NotTaken
from shigu.districts.actors import Actor
from shigu.districts.failures import telling
from shigu.districts.models import User
from shigu.districts.packrows import UnknownReference
from shigu.districts.policies import Refused
from shigu.districts.scope import acting_as
from shigu.engine.pack.upload import Limits, Upload

State = Import.State
NOT_WRITTEN = (Refused, UnknownReference, NotTaken, DatabaseError, actions.PreviewOutdated)


def read(key: str, user: int) -> None:
    """Read and rehearse; a second run does it anew, and one that is past it does nothing."""
    with telling(partial(_end, key, user, State.FAILED)):
        _read(key, user)


def _read(key: str, user: int) -> None:
    with _acting(user) as actor:
        brought = _brought(actor, key)
        if brought is None or brought.state != State.READING:
            return
        upload = _upload(actor, brought)
    _tell(key, user, "trying", 0.4)
    with _acting(user) as actor:
        found = preview(actor, brought.district, upload)
    _tell(key, user, "keeping", 0.8)
    with _acting(user) as actor:
        current = _brought(actor, key)
        if current is not None and current.state == State.READING:
            actions.keep_preview(actor, current, found)


def write(key: str, user: int) -> None:
    """Write all rows in one transaction, or end the import with the reason why not."""
    with _acting(user) as actor:
        brought = _brought(actor, key)
        if brought is None or brought.state not in {State.QUEUED, State.WRITING}:
            return
        actions.stand(actor, brought, State.WRITING)
    with telling(partial(_end, key, user, State.FAILED)):
        try:
            _write(key, user)
        except actions.Stopped:
            _end(key, user, State.CANCELLED, _("按要求停止，什么也没有写入。"))
        except NOT_WRITTEN as error:
            _end(key, user, State.FAILED, _("什么也没有写入：%s 请重新上传。") % error)


def _write(key: str, user: int) -> None:
    with ThreadPoolExecutor(1, "tell") as aside, _acting(user) as actor:
        brought = Import.objects.visible_to(actor).filter(pk=key).first()
        if brought is None or brought.state != State.WRITING:
            return
        upload = _upload(actor, brought)
        if upload.problems:
            raise actions.PreviewOutdated(upload.problems[0].message_zh)
        actions.write(
            actor,
            brought,
            upload,
            lambda done: aside.submit(_tell_aside, key, user, "writing", done),
        )


def _end(key: str, user: int, state: Import.State, why: str) -> None:
    with _acting(user) as actor:
        actions.fail(actor, Import.objects.get(pk=key), state, why)


def _upload(actor: Actor, brought: Import) -> Upload:
    limits = Limits(file_bytes=settings.UPLOAD_MAX_BYTES)
    content = bytes(brought.file.content)
    return read_sheet(actor, brought.table, brought.filename, content, limits)


def _tell(key: str, user: int, phase: str, done: float) -> None:
    with _acting(user) as actor:
        actions.tell(actor, Import(pk=key), phase, done)


def _tell_aside(key: str, user: int, phase: str, done: float) -> None:
    """Say it on a connection of its own: the one that writes shows nothing before its end."""
    try:
        _tell(key, user, phase, done)
    finally:
        connection.close()


def _brought(actor: Actor, key: str) -> Import | None:
    """The import, held against others until the transaction ends."""
    return Import.objects.visible_to(actor).select_for_update().filter(pk=key).first()


@contextmanager
def _acting(user: int) -> Iterator[Actor]:
    with acting_as(user) as actor:
        yield replace(actor, name=str(User.objects.get(pk=user)))
